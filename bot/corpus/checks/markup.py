"""What is left of a web page or of Markdown: it is not read as markup, but shown as it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html.entities import html5

from bot.corpus.checks.sheet import Found, Sheet, also, warning
from bot.errors import Problem

_TAGS = (
    "a abbr article audio b big blockquote body br button caption center cite code col dd del div "
    "dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i "
    "iframe img input ins kbd label li link main mark meta nav object ol p picture pre q s samp "
    "script section small source span strike strong style sub sup svg table tbody td tfoot th "
    "thead time title tr tt u ul video wbr"
).replace(" ", "|")
_SORTS = {
    "an HTML tag": ("<", rf"(?i)</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?\s?/?>|<!--|<!doctype"),
    "an HTML entity": ("&", r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});"),
    "bold type": ("**", r"\*\*(?=[^\s*])[^*\n]{1,200}\*\*"),
    "a heading": ("# ", r"(?m)^#{1,6} \S.{0,80}"),
}
"""What each sort holds in any case, and its pattern."""
_FOR_THE_BODY = ("bold type", "a heading")
_SHOWN = 40


def leftover_markup(sheet: Sheet) -> Iterator[Problem]:
    """The tags, entities and so on of a file, each sort told where the first stands."""
    for sort, (mark, pattern) in _SORTS.items():
        found: defaultdict[str, list[Found]] = defaultdict(list)
        for each, match in sheet.find(re.compile(pattern), mark):
            if _is_markup(sort, each, match):
                found[each.key].append(each)
        for key, places in found.items():
            where = f" in '{key}'" if key else ""
            text = places[0].text.replace("\n", " ")[:_SHOWN]
            message = f"'{text}'{where} is {sort}, which is shown as it stands; {_advice(sort)}"
            yield warning(
                sheet.path, places[0].line, message + also(place.line for place in places)
            )


def _is_markup(sort: str, found: Found, match: re.Match[str]) -> bool:
    if sort == "an HTML entity":
        return found.text[1] == "#" or found.text[1:] in html5
    return not found.key or sort not in _FOR_THE_BODY


def _advice(sort: str) -> str:
    return "write the character that it stands for" if "entity" in sort else "write only the words"
