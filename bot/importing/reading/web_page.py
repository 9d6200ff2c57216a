"""Reads web pages: which part of a page is the article, and what the page says of itself."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from bot.corpus.splitting import width
from bot.errors import ImportingError
from bot.importing.article import About, Lines, Remark, shortened
from bot.importing.reading import texts
from bot.importing.reading.markup import Flow, Piece, Span, is_hidden, notes, page_flow, page_tree
from bot.importing.reading.markup import words_in as words
from bot.importing.reading.texts import short_line
from bot.importing.wording import pattern_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_AROUND, _UNSEEN = "as part of the page around the article", "as hidden on the page"
_PICTURED = "as a caption"
_HIDING = re.compile(r"\.([\w-]+)\s*\{[^{}]{0,500}?display\s*:\s*none", re.IGNORECASE)
_FRAMES = re.compile("nav|footer|aside|form|dialog|menu|address")
_CENTRED = re.compile(r"text-align\s*:\s*center|\bcenter\b", re.IGNORECASE)
_PHOTO = re.compile(
    r"^[▲△↑]|(?:摄|攝|摄影|供图|供圖|资料图)[）)]?$|\bphoto(?:graph)?\b", re.IGNORECASE
)
_NAMED = ("class", "id", "role", "data-component", "data-testid", "data-role", "aria-label")
_NAME = re.compile(r"[a-z]+|[A-Z][a-z]*")
_SHORT, _LINE, _EDGE, _LISTED = 24, 150, 3, 3
"""Characters of a lead and a credit line, lines at an article's edges, links that make a list."""
_BEFORE, _AFTER = r"[\[【(（—·•|\s]*", r"(?:[\s】\])）:：\d]|$).*"
_END = re.compile(r"[\W_]*(?:end|完|全文完)[\W_]*", re.IGNORECASE)
_TAGGED = re.compile(r"[:：]|[(（，,—].*[^。.]$|\w[ \u3000]+\w{2,4}$")
"""In a caption: what may be a name and an office instead."""
_PARTS = re.compile("p|li|dd|dt|tr|pre|h[1-6]|blockquote")
_WIDE, _SENTENCE = 60, re.compile(r"[。！？!?.…”\"'’）)：:]$")
_HALF, _MOST, _REST, _SOME = 0.5, 0.8, 0.3, 0.05
"""Shares of a page's running text: what frames the article has no more than half of it."""
_DATED = re.compile(
    r"pub\w*[-_:.]?(?:date|time)|date_?pub\w*|(?:published|release)_?(?:time|date)|(?:^|[.:_])date$"
    r"|dateupdate|parsely-pub-date",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{4}年\d+月\d+日")
_SAID = re.compile(
    r"(?:^|[:：]\s*)(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?)",
    re.MULTILINE,
)
_CREATED = re.compile(
    r"(?:(?:createTime|publish_time)\s*=\s*['\"]|<(?:date|pubtime)>)(\d{4}-\d\d-\d\d)"
)
_CREDIT = re.compile(r"(?:来源|來源|稿源|Source)\s*[:：]\s*([^\s|｜【\[]+(?: [A-Za-z][\w']*)*)")
_SITE = re.compile(r"\s*(?:_|\||｜|::|——|--+|-(?=\S*$)|\s[-–—:·«»]\s)\s*")


def read_web_page(path: Path) -> Lines:
    """The article of an HTML file, numbered by the file's lines."""
    data = texts.read_bytes(path, texts.TEXT)
    declared = _DECLARED.search(data[:4096])
    text, remarks = texts.decode(path, data, declared[1].decode("ascii") if declared else None)
    if text.count("<") > texts.TAGS:
        raise texts.too_large(path, f"has more than {texts.TAGS:,} tags")
    root = page_tree(text)
    if root is None:
        raise ImportingError(f"{path}: no text in this page")
    styles = " ".join(one.text or "" for one in root.iter("style"))
    hidden = frozenset(_HIDING.findall(styles))
    page, unseen = page_flow(root, hidden)
    pieces = page.pieces
    if not pieces:
        raise ImportingError(f"{path}: no text in this page")
    texts.check_lines(path, sum(len(piece.text) for piece in pieces), len(pieces))
    head = _Head(root)
    title, places = _titled(pieces, head)
    left = _framed(page, places, hidden)
    first, end = _main(page, left, places)
    start = _start(pieces, left, places, first)
    left = dict.fromkeys([*range(start), *range(end, len(pieces))], _AROUND) | left
    lines = (piece.text.strip() for piece in pieces[start : first + 5])
    above = "\n".join(line for line in lines if len(line) < _LINE)
    if title is None:  # the page's own heading, or else the name of its window
        title = short_line(pieces[start].text) if pieces[start].setting.level else head.window()
    day, credit = _SAID.search(above), _CREDIT.search(above)
    date = head.date() or (day[1] if day else None)
    about = About(title, date, head.source(credit[1] if credit else None), head.url())
    trimmed = list(_trim(pieces, left, first, end))
    gone = (one for at, why in sorted(left.items()) for one in _left_out(pieces[at], why))
    kept = (piece.line() for at, piece in enumerate(pieces) if at not in left)
    article = tuple(line for line in kept if line.text)
    return Lines(article, about=about, remarks=(*remarks, *unseen, *trimmed, *gone))


class _Head:
    """What a page says of itself, in its head and scripts and by the ids of elements."""

    def __init__(self, root: "_Element") -> None:
        self._root = root
        self._meta: dict[str, str] = {}
        for element in root.iter("meta"):
            for key in ("property", "name", "itemprop"):
                name, content = short_line(element.get(key)), short_line(element.get("content"))
                if name and content:
                    self._meta.setdefault(name.lower(), content)

    def titles(self) -> Iterator[str]:
        """The titles that it gives, the surest first."""
        meta = map(self._meta.get, ("og:title", "articletitle", "twitter:title", "title"))
        yield from filter(None, (*meta, self._at("activity-name")))

    def window(self, *, with_site: bool = False) -> str | None:
        """The title of its window, without the name of the site."""
        title = short_line(words(next(self._root.iter("title"), None)))
        parts = _SITE.split(title or "")
        return max(parts, key=len) if parts[0] and not with_site else title

    def date(self) -> str | None:
        stated = [value for name, value in self._meta.items() if _DATED.search(name)]
        created = [found[1] for text in notes(self._root) for found in _CREATED.finditer(text)]
        times = [element.get("datetime", "") for element in self._root.iter("time")]
        known = (*stated, self._at("publish_time"), *created, *times)
        days = (_DAY.match(date or "") for date in known)
        return next((day.group() for day in days if day), None)

    def source(self, credit: str | None) -> str | None:
        """The publisher: as a field says, or else a credit line."""
        fields = map(self._meta.get, ("contentsource", "source", "mediaid"))
        return next(filter(None, (*fields, self._at("js_name"), credit)), None)

    def url(self) -> str | None:
        links = (one for one in self._root.iter("link") if one.get("rel") == "canonical")
        address = self._meta.get("og:url") or next((one.get("href") for one in links), None)
        return short_line(address) if address and address.startswith("http") else None

    def _at(self, name: str) -> str | None:
        return short_line(words(self._root.find(f".//*[@id='{name}']")))


def _titled(pieces: Sequence[Piece], head: _Head) -> tuple[str | None, frozenset[int]]:
    """The title that a page gives itself, without the name of the site, and where it is said.

    The page's own line decides what of the title of its window is the article's.
    """
    bare = {at: _bare(piece.text) for at, piece in enumerate(pieces) if not _is_link(piece)}
    named, window = list(head.titles()), head.window(with_site=True)
    for title in filter(None, (*named, window)):
        whole = _bare(title)
        cut = whole.rstrip(".…") if whole.endswith(("...", "…")) else None
        same = [at for at, line in bare.items() if line in whole or (cut and line.startswith(cut))]
        best = max(same, key=lambda at: len(bare[at]), default=None)
        if best is not None and (3 * len(bare[best]) >= len(whole) or pieces[best].setting.level):
            places = frozenset(at for at, line in bare.items() if line == bare[best])
            return short_line(pieces[best].text), places
    return next(iter(named), None), frozenset()


def _framed(page: Flow, title: frozenset[int], hidden: frozenset[str]) -> dict[int, str]:
    """The pieces that are around the article, by their elements, and why they are left out.

    An element with most of the running text frames nothing, nor does a name that such elements
    have together: on some pages, each answer is a "reply". Nor does what has the title in it.
    """
    prose = _prose(page.pieces, {})
    linked = list(accumulate((_is_link(piece) for piece in page.pieces), initial=0))
    titled = list(accumulate((at in title for at in range(len(page.pieces))), initial=0))
    found: list[tuple[Span, str, str]] = []
    shares: dict[str, float] = defaultdict(float)
    ends: dict[str, int] = {}
    for span in sorted(page.spans, key=lambda span: (span.first, -span.end)):
        why, name = _frame(span, page.pieces, linked[span.end] - linked[span.first])
        if is_hidden(span.element, hidden):
            why, name = _UNSEEN, "hidden"
        share = (prose[span.end] - prose[span.first]) / (prose[-1] or 1)
        has_title = titled[span.end] > titled[span.first]
        if why and share <= _limit(name) and not has_title:
            found.append((span, why, name))
            shares[name] += share if ends.get(name, 0) < span.end else 0
            ends[name] = max(ends.get(name, 0), span.end)
    left: dict[int, str] = {}
    for span, why, name in found:
        if shares[name] <= _limit(name) and span.first not in left:
            left |= dict.fromkeys(range(span.first, span.end), why)
    return left


def _limit(name: str) -> float:
    """The share of the running text that elements with a name may have, and be no article."""
    return _MOST if pattern_in("page-others").fullmatch(name) else _HALF


def _frame(span: Span, pieces: Sequence[Piece], links: int) -> tuple[str, str]:
    """Why an element may be left out, and by what name of it; empty if it may not."""
    element, size = span.element, span.end - span.first
    if size == 1 and _is_caption(element, pieces[span.first]):
        return _PICTURED, "caption"
    if _FRAMES.fullmatch(str(element.tag)):
        return _AROUND, str(element.tag)
    for name in _NAME.findall(" ".join(element.get(key, "") for key in _NAMED)):
        if _limit(name) == _MOST or pattern_in("page-furniture").fullmatch(name):
            return _AROUND, name.lower()
    if _is_lead(pieces[span.first], alone=size == 1):
        return _AROUND, "lead"
    return (_AROUND, "links") if links >= max(_LISTED, _MOST * size) else ("", "")


def _is_caption(element: "_Element", piece: Piece) -> bool:
    """Whether an element has the words below a picture, and no name that labels what follows."""
    if element.tag == "figcaption":
        return True
    if not piece.pictured or piece.bold or piece.setting.level or len(piece.text) > _LINE:
        return False
    text = piece.text.strip()
    aligned = " ".join(element.get(key, "") for key in ("align", "style", "class"))
    is_below = bool(_CENTRED.search(aligned)) or element.find(".//img") is not None
    return bool(_PHOTO.search(text)) or (is_below and not _TAGGED.search(text))


def _is_lead(piece: Piece, *, alone: bool) -> bool:
    """Whether a line leads to other things than the article: `Related`, `Comments (2)`."""
    text = piece.text.strip()
    lead = pattern_in("page-leads", _BEFORE, "").match(text)
    if lead is None:
        return False
    is_label = text[lead.end() : lead.end() + 1] in ("", ":", "：")
    return is_label or _is_link(piece) if alone else len(text) <= _SHORT or piece.setting.level > 0


def _prose(pieces: Sequence[Piece], left: dict[int, str]) -> list[int]:
    """How much running text there is before each piece and before the end, but for what is left."""
    weights = (
        len(piece.text)
        if 2 * piece.linked < len(piece.text)
        and (width(piece.text) > _WIDE or _SENTENCE.search(piece.text.rstrip()))
        and at not in left
        else 0
        for at, piece in enumerate(pieces)
    )
    return list(accumulate(weights, initial=0))


def _is_link(piece: Piece) -> bool:
    return 3 * piece.linked >= 2 * len(piece.text.strip())


def _main(page: Flow, left: dict[int, str], title: frozenset[int]) -> tuple[int, int]:
    """Where the smallest element with nearly all running text outside frames begins and ends.

    Only within one with the title, if that has most of the text.
    """
    prose = _prose(page.pieces, left)

    def text(span: Span) -> int:
        return prose[span.end] - prose[span.first]

    titled = list(accumulate((at in title for at in range(len(page.pieces))), initial=0))
    spans = [span for span in page.spans if not _PARTS.fullmatch(str(span.element.tag))]
    spans.sort(key=lambda span: (span.end - span.first, -span.first))
    with_title = (span for span in spans if titled[span.end] > titled[span.first])
    most = next((span for span in with_title if text(span) > _HALF * prose[-1]), None)
    if most is not None:
        spans = [span for span in spans if most.first <= span.first and span.end <= most.end]
    whole = text(most) if most is not None else prose[-1]
    wide = [span for span in spans if text(span) >= _MOST * whole]
    return (wide[0].first, wide[0].end) if wide else (0, len(page.pieces))


def _start(
    pieces: Sequence[Piece], left: dict[int, str], places: frozenset[int], first: int
) -> int:
    """Where the article begins: at its title, or else the last main heading, above its text."""
    prose = _prose(pieces, left)
    text = next((at for at in range(first, len(pieces)) if prose[at + 1] > prose[first]), first)
    above = [at for at in range(max(first, text) + 1) if at not in left]
    tops = [(pieces[at].setting.level, -at) for at in above if pieces[at].setting.level]
    known = [at for at in places if at <= max(first, text)]
    return max(known or [-min(tops, default=(0, -first))[1]])


def _trim(pieces: Sequence[Piece], left: dict[int, str], first: int, end: int) -> Iterator[Remark]:
    """Leaves out what readers of the page are offered inside the article, and what follows it."""
    prose = _prose(pieces, left)
    rest, some = (1 - _REST) * prose[-1], _SOME * prose[-1]
    kept = [at for at in range(end) if at not in left]
    for at in kept[: kept.index(first) + _EDGE] if first in kept else ():
        if tool := pattern_in("page-tools", _BEFORE, _AFTER).search(pieces[at].text[:_LINE]):
            yield from _left_out(replace(pieces[at], text=pieces[at].text[tool.start() :]), _AROUND)
            pieces[at].text = pieces[at].text[: tool.start()]
    said = {at: pieces[at].text.strip() for at in kept}
    ends = (
        at
        for at in kept
        if (prose[at] >= rest and (_END.fullmatch(said[at]) or _is_title(pieces[at])))
        or (prose[at] >= some and pattern_in("page-comments").fullmatch(said[at]))
    )
    last = next(ends, end)
    edges = {*(at for at in kept if at < first + _EDGE), *kept[-2 * _EDGE :]}
    inner = {pieces[at].style for at in kept if at not in edges} - {""}
    for at in kept:
        is_link = at > first and _is_link(pieces[at]) and not pieces[at].setting.level
        is_link = is_link and pieces[at].style not in inner  # names of speakers may be links
        if (
            at >= last
            or pattern_in("page-tools", _BEFORE, _AFTER).fullmatch(said[at])
            or (at in edges and (is_link or pattern_in("page-calls").match(said[at])))
        ):
            left[at] = _AROUND


def _is_title(piece: Piece) -> bool:
    """Whether a line is the heading of what follows an article."""
    lead = pattern_in("page-leads", _BEFORE, "").match(piece.text.strip())
    return lead is not None and lead.end() == len(piece.text.strip())


def _bare(text: str) -> str:
    return "".join(text.split())


def _left_out(piece: Piece, why: str) -> Iterator[Remark]:
    if piece.text.strip():
        yield Remark(piece.number, f"left out, {why}: {shortened(piece.text, 200)}")
