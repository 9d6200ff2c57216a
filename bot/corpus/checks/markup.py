"""What is left of a web page, of Markdown or of Obsidian: nothing reads it, it is only shown."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from bot.corpus.checks.sheet import Found, Sheet, also, warning
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
    """One sort of markup: what each of it holds, its pattern, and what to do about it."""

    name: str
    mark: str
    pattern: str
    advice: str = "write only the words"
    is_in_values: bool = False


_SORTS = (
    _Sort(
        "an HTML tag",
        "<",
        rf"(?i)</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?\s?/?>|<!--|<!doctype",
        is_in_values=True,
    ),
    _Sort(
        "an HTML entity",
        "&",
        r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});",
        "write the character that it stands for",
        is_in_values=True,
    ),
    _Sort("bold type", "**", r"\*\*(?=[^\s*])[^*\n]{1,200}\*\*"),
    _Sort("a heading", "# ", r"(?m)^#{1,6} \S.{0,80}"),
    _Sort("a highlight", "==", r"==(?=[^\s=])[^=\n]{0,200}[^\s=]=="),
    _Sort("a wiki link", "[[", r"(?<!!)\[\[[^\[\]\n]{1,200}\]\]", is_in_values=True),
    _Sort("an embedded file", "![[", r"!\[\[[^\[\]\n]{1,200}\]\]", "delete it"),
    _Sort("a comment", "%%", r"(?s)(?<![\d%])%%(?!%).{1,2000}?%%", "delete it"),
    _Sort("a callout", "[!", r"(?m)^(?:> ?)+\[!\w[\w -]{0,40}\].{0,80}"),
    _Sort("a check box", "] ", r"(?m)^[ \t]*(?:[-*+]|\d{1,9}[.)]) \[[ xX]\] .{0,80}"),
    _Sort("a tag", "#", rf"(?m)^{_TAG}(?: +{_TAG})*[ \t]*$", "write only the words, or delete it"),
    _Sort("a block id", "^", r"(?m)(?:^|(?<=\s))\^(?![\d-]+$)[A-Za-z\d-]{2,40}$", "delete it"),
)
_SHOWN = 40


def leftover_markup(sheet: Sheet) -> Iterator[Problem]:
    """The tags, entities and so on of a file, each sort told where the first stands."""
    for sort in _SORTS:
        found: defaultdict[str, list[Found]] = defaultdict(list)
        for each, match in sheet.find(re.compile(sort.pattern), sort.mark):
            if (sort.is_in_values or not each.key) and _is_markup(match):
                found[each.key].append(each)
        for key, places in found.items():
            where = f" in '{key}'" if key else ""
            text = places[0].text.replace("\n", " ")[:_SHOWN]
            message = f"'{text}'{where} is {sort.name}, which is shown as it stands; {sort.advice}"
            yield warning(
                sheet.path, places[0].line, message + also(place.line for place in places)
            )


def _is_markup(match: re.Match[str]) -> bool:
    """Whether what looks like an entity is one; all else is what it looks like."""
    entity = match.group()
    return entity[0] != "&" or entity[1] == "#" or entity[1:] in html5
