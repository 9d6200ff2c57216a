"""Remains of web pages, Markdown and Obsidian, and links that do not work."""

import re
from collections.abc import Iterator, Sequence
from html.entities import html5
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.checking.checked_file import CheckedFile, Excerpt
from bot.errors import Problem

_TAGS = (
    "a abbr article audio b big blockquote body br button caption center cite code col dd del div "
    "dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i "
    "iframe img input ins kbd label li link main mark meta nav object ol p picture pre q s samp "
    "script section small source span strike strong style sub sup svg table tbody td tfoot th "
    "thead time title tr tt u ul video wbr"
).replace(" ", "|")
_TAG = r"#[^\W\d_][\w/-]{0,60}"


class _Sort(NamedTuple):
    """A sort of markup: a text that all of it holds, its pattern, and what to do about it."""

    name: str
    mark: str
    pattern: str
    advice: str = "write only the words"


_SORTS = (
    _Sort("an HTML tag", "<", rf"(?i)</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?\s?/?>|<!--|<!doctype"),
    _Sort(
        "an HTML entity",
        "&",
        r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});",
        "write the character itself",
    ),
    _Sort("bold type", "**", r"\*\*(?=[^\s*])[^*\n]{1,200}\*\*"),
    _Sort("a heading", "# ", r"(?m)^#{1,6} \S.{0,80}"),
    _Sort("a highlight", "==", r"==(?=[^\s=])[^=\n]{0,200}[^\s=]=="),
    _Sort("a wiki link", "[[", r"(?<!!)\[\[[^\[\]\n]{1,200}\]\]"),
    _Sort("an embedded file", "![[", r"!\[\[[^\[\]\n]{1,200}\]\]", "delete it"),
    _Sort("a comment", "%%", r"(?s)(?<![\d%])%%(?!%).{1,2000}?%%", "delete it"),
    _Sort("a callout", "[!", r"(?m)^(?:> ?)+\[!\w[\w -]{0,40}\].{0,80}"),
    _Sort("a check box", "] ", r"(?m)^[ \t]*(?:[-*+]|\d{1,9}[.)]) \[[ xX]\] .{0,80}"),
    _Sort("a tag", "#", rf"(?m)^{_TAG}(?: +{_TAG})*[ \t]*$", "write only the words, or delete it"),
    _Sort("a block id", "^", r"(?m)(?:^|(?<=\s))\^(?![\d-]+$)[A-Za-z\d-]{2,40}$", "delete it"),
)
_IN_VALUES = ("<", "&", "[[")
"""The marks of what is looked for in values too."""
_SHOWN = 60


def leftover_markup(checked: CheckedFile) -> Iterator[Problem]:
    """Yields a warning for each sort of markup: tags, entities and so on."""
    yield from checked.grouped(_markup(checked), _first)


def _markup(checked: CheckedFile) -> Iterator[tuple[str, Excerpt]]:
    for sort in _SORTS:
        message = f" is {sort.name}, which is shown as it is written; {sort.advice}"
        for each, match in checked.find(re.compile(sort.pattern), sort.mark):
            if (sort.mark in _IN_VALUES or not each.key) and _is_markup(match):
                yield message, each


def _is_markup(match: re.Match[str]) -> bool:
    """Whether a match is markup: what looks like an entity may not be one."""
    entity = match.group()
    return entity[0] != "&" or entity[1] == "#" or entity[1:] in html5


_ADDRESS = re.compile(r"https?:/[^\s<>()\[\]{}\"'（）【】《》“”‘’，。、；：！？…]*", re.IGNORECASE)
_MARKDOWN = re.compile(r"!?\[[^\[\]\n]{0,200}\]\(([^()\n]{0,1000})\)")
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]")
_HOST = re.compile(r"(?:[^\s.:/]+\.)+[^\s.:/]+\.?|\[?[0-9a-f]*:[0-9a-f:.]+\]?", re.IGNORECASE)


def is_link(text: str) -> bool:
    """Whether a browser can open a text as an address: http or https, and a host.

    >>> is_link("https://example.com/a?b=1"), is_link("example.com")
    (True, False)
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return False
    fits = parts.scheme in ("http", "https") and not _UNFIT.search(text)
    return fits and bool(_HOST.fullmatch(host or ""))


def faulty_links(checked: CheckedFile) -> Iterator[Problem]:
    """Yields warnings of a `url` that cannot be opened, and of texts that only look like links."""
    for value in checked.of("url"):
        if not is_link(value.text):
            advice = "is no link; write a whole address, such as https://example.com/article"
            yield checked.warning(value.line, f"{_first([value.text])} {advice}")
    yield from checked.grouped(_unusable_links(checked), _first)


def _unusable_links(checked: CheckedFile) -> Iterator[tuple[str, Excerpt]]:
    for each, match in checked.find(_MARKDOWN, "]("):
        yield _markdown_advice(match.group(1)), each
    for each, match in checked.find(_ADDRESS, ":/"):
        before = match.string[max(0, match.start() - 2) : match.start()]
        if each.key != "url" and before != "](" and not is_link(each.text.rstrip(".,;:!?")):
            yield " is no link; write the whole address, or leave it out", each


def _markdown_advice(target: str) -> str:
    if is_link(target.strip().partition(" ")[0]):
        return " is shown as it is written; write only the words, or the address"
    return " leads nowhere, and is shown with its brackets; write only the words"


def _first(texts: Sequence[str]) -> str:
    """Quotes the first of some texts, shortened, in one line."""
    text = texts[0].replace("\n", " ")
    return f"'{text}'" if len(text) <= _SHOWN else f"'{text[:_SHOWN]}…'"
