"""Reads web pages: which part of a page is the article, and what the page says of itself."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ImportingError
from bot.importing.article import About, Line, Lines, Remark, shortened
from bot.importing.reading.markup import PageText, Piece, Span, is_hidden, notes, page_tree
from bot.importing.reading.texts import (
    TAGS,
    TEXT,
    check_lines,
    clean,
    decode,
    read_bytes,
    told,
    too_large,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_FRAMES = re.compile("nav|footer|aside|form|dialog|menu|figcaption|address")
_ROLES = ("class", "id", "role", "data-component", "data-testid", "data-role", "aria-label")
_FURNITURE = re.compile(
    "ads?|advert(?:isement)?|app|bookmark|bread|crumbs?|breadcrumbs?|caption|cmts?|comments?|commentarea|consent|"
    "cookies?|copyright|credits|declare|dialog|disclaimer|discuss(?:ion)?|donate|download|editor|"
    "feedback|foot|footer|ft|hotline|hotlist|keywords|likes?|login|mask|menu|menubar|modal|more|"
    "mostread|nav\\w*|newsletter|next|overlay|pages?|page(?:bar|nav|r)|pagination|paywall|pinglun|"
    "pn|popup|position|postnav|prev|prevnext|print|promo|prompt|qrcode|rank|ranking|rating|"
    "recirc|reco|recommend\\w*|register|rel|relate\\w*|reply|respond|reward|search|share\\w*|"
    "sharing|side|sidebar|signin|signup|skip|social|sponsor(?:ed)?|subscribe|subscription|tags?|teaser|"
    "tips?|tools?|toolbar|toolbox|trending|tuijian|updated|webmentions?|widget|xg|xgxw|xgyd|zan",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"[\[【(（—·•\s]*(?:相关(?:阅读|新闻|链接|文章|报道|推荐|专题|内容)|相關|(?:猜你|大家都在|看了又看|继续阅读|繼續閱讀)"
    r"|(?:往期|延伸|推荐|推薦)(?:回顾|回顧|阅读|閱讀|精彩|新闻)|分享(?:到|至)|(?:网友|網友|读者|讀者|热门|精选|最新|精彩|全部)?"
    r"(?:评论|評論|留言|跟帖|跟贴)(?:[（(\d\s].*)?$|关于作者|關於作者|扫一扫|掃一掃|(?:上|下)一[篇条版]|责任编辑|責任編輯"
    r"|(?:热点|热门|阅读|点击|本[月周])\w{0,2}排行|打开app|下载app|点击下载|版权所有|版權所有|特别声明|免责声明"
    r"|related\b|recommended\b|more (?:from|on|stories|news|like)\b|most (?:read|popular|viewed)\b"
    r"|read (?:more|next|also)\b|also (?:read|on)\b|you (?:may|might) also|share (?:this|on)\b"
    r"|(?:\d+ )?(?:comments?|thoughts on|replies|responses)\b.{0,4}$|\d+ (?:comments?|thoughts|replies)\b"
    r"|leave a (?:reply|comment)|recent (?:posts|stories|articles)|trending\b|newsletter\b|sign up\b"
    r"|subscribe\b|about the author|advertisement\b|filed under|tags:|previous:|next:|©|copyright\b)",
    re.IGNORECASE,
)
_LEAD = 24
_EDGE = 3
_TOOL = re.compile(
    r"[\s　|【\[（(]*(?:浏览(?:次数|量)?|点击(?:次数|率|量|数)?|阅读(?:次数|量|数)|人气|字[号号体]|视力保护色|A-\s*A\+|打印(?:本页)?|"
    r"关闭(?:窗口|本页)?|收藏(?:本文)?|我要(?:评论|纠错)|返回(?:列表|顶部|首页))(?:[\s　】\])）:：\d]|$).*",
)
_CALL = re.compile(
    r"(?:点击|戳|长按)\S{0,6}(?:上方|下方|左下角|蓝字|关注|识别|图片|阅读原文)|关注\S{0,8}公众号|.{0,12}[点個个]\S{0,2}[“‘]?(?:在看|赞)"
)
_END = re.compile(r"[\W_]*(?:end|完|全文完)[\W_]*", re.IGNORECASE)
_AROUND = "as part of the page around the article"
_UNSEEN = "as hidden on the page"
_HIDING = re.compile(r"\.([\w-]+)\s*\{[^{}]{0,500}?display\s*:\s*none", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*")
_WHOLE = 0.5
"""Share of a page's running text from which an element is no frame around the article."""
_MAIN = 0.8
"""Share of the running text outside frames that the article's element has at least."""
_LONG = 30
_LISTED = 3
_PARTS = re.compile("p|li|dd|dt|tr|pre|h[1-6]|blockquote")
_SENTENCE = re.compile(r"[。！？!?.…”\"'’）)：:]$")
_TITLES = ("og:title", "articletitle", "twitter:title", "title", "headline")
_DATE = re.compile(
    r"pub\w*[-_:.]?(?:date|time)|date_?pub\w*|published_time|release_date|(?:^|[.:_])date$"
    r"|dateupdate|parsely-pub-date",
    re.IGNORECASE,
)
_SOURCES = ("contentsource", "source", "mediaid")
_CREDIT = re.compile(r"(?:来源|來源|稿源|Source)\s*[:：]\s*([^\s|｜【\[]+(?: [A-Za-z][\w']*)*)")
_CREATED = re.compile(
    r"(?:(?:createTime|publish_time)\s*=\s*['\"]|<(?:date|pubtime)>)(\d{4}-\d\d-\d\d)"
)
_SEPARATOR = re.compile(r"\s*(?:_|\||｜|::|——|--+|-(?=\S*$)|\s[-–—:·«»]\s)\s*")


def read_web_page(path: Path) -> Lines:
    """The article of an HTML file, numbered by the file's lines."""
    data = read_bytes(path, TEXT)
    declared = _DECLARED.search(data[:4096])
    text, remarks = decode(path, data, declared[1].decode("ascii") if declared else None)
    if text.count("<") > TAGS:
        raise too_large(path, f"has more than {TAGS:,} tags")
    tree = page_tree(text)
    page = PageText()
    if tree is not None:
        page.read(tree)
    if tree is None or not page.pieces:
        raise ImportingError(f"{path}: no text in this page")
    check_lines(path, sum(len(piece.text) for piece in page.pieces), len(page.pieces))
    head = _Head(tree)
    title, places = _headings(page.pieces, head.titles())
    left = _framed(page, head, places)
    first, end = _main(page, left)
    start = _start(page.pieces, left, places, first)
    around = (at for at in range(len(page.pieces)) if not start <= at < end)
    left = dict.fromkeys(around, _AROUND) | left
    above = "\n".join(piece.text for piece in page.pieces[start : first + 5])
    about = About(title, head.date(), head.source(_CREDIT.search(above)), head.url())
    trimmed = list(_trim(page.pieces, left, first, end))
    gone = (one for at, why in sorted(left.items()) for one in _left_out(page.pieces[at], why))
    kept = tuple(_lines(page.pieces, left))
    return Lines(kept, about=about, remarks=(*remarks, *trimmed, *gone))


class _Head:
    """What a page says of itself in its head and scripts."""

    def __init__(self, root: "_Element") -> None:
        self._root = root
        self._meta: dict[str, str] = {}
        for element in root.iter("meta"):
            for key in ("property", "name", "itemprop"):
                name, content = element.get(key, "").lower(), told(element.get("content"))
                if name and content:
                    self._meta.setdefault(name, content)
        self._data = dict(_linked_data(root))

    def titles(self) -> list[str]:
        """The titles that it gives, the surest first."""
        named = [self._data.get("headline"), *(self._meta.get(name) for name in _TITLES)]
        head = next(self._root.iter("title"), None)
        whole = told(head.text_content()) if head is not None else None  # type: ignore[attr-defined]
        return [title for title in (*named, self.element("activity-name"), whole) if title]

    def date(self) -> str | None:
        stated = [value for name, value in self._meta.items() if _DATE.search(name)]
        times = [element.get("datetime", "") for element in self._root.iter("time")]
        created = [found[1] for text in notes(self._root) for found in _CREATED.finditer(text)]
        known = [self._data.get("datePublished"), *stated, self.element("publish_time")]
        for date in (*known, *created, *times):
            found = re.match(r"\d{4}-\d\d-\d\d|\d{4}年\d+月\d+日", date or "")
            if found:
                return found.group()
        return None

    def source(self, credit: re.Match[str] | None) -> str | None:
        """The publisher: a field, or else what its credit line says."""
        fields = [self._meta.get(name) for name in _SOURCES]
        said = (self.element("js_name"), credit and credit[1], self._data.get("publisher"))
        return next(filter(None, (*fields, *said)), None)

    def url(self) -> str | None:
        links = (
            one.get("href") for one in self._root.iter("link") if one.get("rel") == "canonical"
        )
        address = self._meta.get("og:url") or next(links, None)
        return told(address) if address and address.startswith("http") else None

    def hidden(self) -> frozenset[str]:
        """The classes that the page's own styles hide."""
        styles = " ".join(style.text or "" for style in self._root.iter("style"))
        return frozenset(_HIDING.findall(styles[:TEXT]))

    def element(self, name: str) -> str | None:
        found = self._root.find(f".//*[@id='{name}']")
        return told("".join(map(str, found.itertext()))) if found is not None else None


def _linked_data(root: "_Element") -> Iterator[tuple[str, str]]:
    """Headline, date and publisher of the article that a page's JSON-LD describes."""
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        nodes = found if isinstance(found, list) else [found]
        nodes += [one for node in nodes if isinstance(node, dict) for one in node.get("@graph", ())]
        for node in nodes:
            if isinstance(node, dict) and "headline" in node:
                publisher = node.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                fields = (node["headline"], node.get("datePublished"), name)
                for key, value in zip(
                    ("headline", "datePublished", "publisher"), fields, strict=True
                ):
                    if isinstance(value, str) and told(value):
                        yield key, str(told(value))
                return


def _prose(pieces: Sequence[Piece]) -> list[int]:
    """How much running text there is before each piece, and before the end."""
    weights = (
        len(piece.text)
        if 2 * piece.linked < len(piece.text)
        and (len(piece.text) > _LONG or _SENTENCE.search(piece.text.rstrip()))
        else 0
        for piece in pieces
    )
    return list(accumulate(weights, initial=0))


def _framed(page: PageText, head: "_Head", title: frozenset[int]) -> dict[int, str]:
    """The pieces that are around the article, by their elements, and why they are left out.

    An element with most of the running text frames nothing, nor does a name that such elements
    have together: on some pages, each answer is a "reply". Nor does what has the title in it.
    """
    prose = _prose(page.pieces)
    linked = list(accumulate((_is_link(piece) for piece in page.pieces), initial=0))
    hidden = head.hidden()
    found: list[tuple[Span, str, str]] = []
    shares: Counter[str] = Counter()
    ends: dict[str, int] = {}
    for span in sorted(page.spans, key=lambda span: (span.first, -span.end)):
        links = linked[span.end] - linked[span.first]
        why, name = _furniture(span, page.pieces, links, hidden)
        share = prose[span.end] - prose[span.first]
        if why and share <= _WHOLE * prose[-1] and title.isdisjoint(range(span.first, span.end)):
            found.append((span, why, name))
            if ends.get(name, 0) < span.end:
                shares[name] += share
                ends[name] = span.end
    left: dict[int, str] = {}
    for span, why, name in found:
        if shares[name] <= _WHOLE * prose[-1] and span.first not in left:
            left |= dict.fromkeys(range(span.first, span.end), why)
    return left


def _furniture(
    span: Span, pieces: Sequence[Piece], links: int, hidden: frozenset[str]
) -> tuple[str, str]:
    """Why an element may be left out, and by what name of it; empty if it may not."""
    element = span.element
    if is_hidden(element, hidden):
        return _UNSEEN, "hidden"
    if _FRAMES.fullmatch(element.tag):
        return _AROUND, str(element.tag)
    names = " ".join(element.get(key, "") for key in _ROLES)
    for word in _WORDS.findall(names):
        if _FURNITURE.fullmatch(word):
            return _AROUND, word.lower()
    lead, size = pieces[span.first], span.end - span.first
    if _LEADS.match(lead.text.strip()) and (size == 1 or lead.level or len(lead.text) <= _LEAD):
        return _AROUND, "lead"
    return (_AROUND, "links") if links >= max(_LISTED, 0.8 * size) else ("", "")


def _is_link(piece: Piece) -> bool:
    return 3 * piece.linked >= 2 * len(piece.text.strip())


def _main(page: PageText, left: dict[int, str]) -> tuple[int, int]:
    """Where the smallest element with nearly all running text outside frames begins and ends."""
    seen = [
        piece if at not in left else Piece(0, 0, "", "") for at, piece in enumerate(page.pieces)
    ]
    prose = _prose(seen)
    wide = [
        (span.end - span.first, -span.first)
        for span in page.spans
        if prose[span.end] - prose[span.first] >= _MAIN * prose[-1]
        and not _PARTS.fullmatch(span.element.tag)
    ]
    size, first = min(wide, default=(len(seen), 0))
    return -first, size - first


def _headings(pieces: Sequence[Piece], titles: Sequence[str]) -> tuple[str | None, frozenset[int]]:
    """The title that a page gives itself, without the name of the site, and where it says it.

    The page's own line decides what of a `<title>` is the article's.
    """
    bare = {at: _bare(piece.text) for at, piece in enumerate(pieces) if not _is_link(piece)}
    for title in titles:
        whole = _bare(title)
        lines = [
            text
            for text in bare.values()
            if len(text) > 1 and (whole.startswith(text) or whole.endswith(text))
        ]
        longest = max(lines, key=len, default="")
        if 3 * len(longest) >= len(whole):
            places = frozenset(at for at, text in bare.items() if text == longest)
            return clean(pieces[min(places)].text).strip(), places
    return next((_without_site(title) for title in titles), None), frozenset()


def _without_site(title: str) -> str:
    parts = _SEPARATOR.split(title)
    return max(parts, key=len) if parts[0] else title


def _start(
    pieces: Sequence[Piece], left: dict[int, str], places: frozenset[int], first: int
) -> int:
    """Where the article begins: at its title, or else the last main heading, above its text."""
    known = [at for at in places if at <= first or pieces[at].level]
    tops = [at for at in range(first + 1) if pieces[at].level == 1 and at not in left]
    return max(known or tops, default=first)


def _bare(text: str) -> str:
    return "".join(text.split())


def _lines(pieces: Sequence[Piece], left: dict[int, str]) -> Iterator[Line]:
    for at, piece in enumerate(pieces):
        before = len(piece.text) - len(piece.text.lstrip())
        text = clean(piece.text).strip()
        bold = min(max(piece.bold - before, 0), len(text))
        if text and at not in left:
            yield Line(piece.number, text, piece.level, bold, 1, indented=True, style=piece.style)


def _trim(pieces: Sequence[Piece], left: dict[int, str], first: int, end: int) -> Iterator[Remark]:
    """Leaves out what a page's readers are offered inside the article: tools, calls, links."""
    kept = [at for at in range(end) if at not in left]
    for at in kept:
        tool = _TOOL.search(pieces[at].text) if at < first + _EDGE else None
        if tool:
            yield from _left_out(replace(pieces[at], text=tool.group()), _AROUND)
            pieces[at].text = pieces[at].text[: tool.start()]
    texts = {at: pieces[at].text.strip() for at in kept}
    marks = (at for at in kept[len(kept) // 2 :] if _END.fullmatch(texts[at]))
    last = next(marks, end)
    for at in reversed(kept):
        at_edge = at in kept[:_EDGE] or at in kept[-2 * _EDGE :]
        if (
            at >= last
            or (at_edge and _CALL.match(texts[at]))
            or _TOOL.fullmatch(texts[at])
            or (at_edge and at > first and _is_link(pieces[at]) and not pieces[at].level)
        ):
            left[at] = _AROUND


def _left_out(piece: Piece, why: str) -> Iterator[Remark]:
    if piece.text.strip():
        yield Remark(piece.number, f"left out, {why}: {shortened(piece.text, 200)}")
