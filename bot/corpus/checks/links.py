"""Links that are no links, and Markdown ones, which nothing makes into links."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.corpus.checks.sheet import Found, Sheet, also, warning
from bot.errors import Problem

_SHOWN = 60
_ADDRESS = re.compile(r"https?:/[^\s<>()\[\]{}\"'（）【】《》“”‘’，。、；：！？…]*", re.IGNORECASE)
_MARKDOWN = re.compile(r"!?\[[^\[\]\n]{0,200}\]\(([^()\n]{0,1000})\)")
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]")
_HOST = re.compile(r"(?:[^\s.:/]+\.)+[^\s.:/]+\.?|\[?[0-9a-f]*:[0-9a-f:.]+\]?", re.IGNORECASE)


def is_link(text: str) -> bool:
    """Whether a text is an address that a browser can open: http or https, and a host.

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


def faulty_links(sheet: Sheet) -> Iterator[Problem]:
    """A `url` that cannot be opened, and what stands in the body as a link but is none."""
    for value in sheet.of("url"):
        if not is_link(value.text):
            advice = "is no link; write a whole address, such as https://example.com/article"
            yield warning(sheet.path, value.line, f"'{_short(value.text)}' {advice}")
    found: defaultdict[str, list[Found]] = defaultdict(list)
    for each, match in sheet.find(_MARKDOWN, "]("):
        found[_markdown_advice(match.group(1))].append(each)
    for each, match in sheet.find(_ADDRESS, ":/"):
        within = match.string[max(0, match.start() - 2) : match.start()]
        if each.key != "url" and within != "](" and not is_link(each.text.rstrip(".,;:!?")):
            found["is no link; write the whole address, or leave it out"].append(each)
    for advice, places in found.items():
        message = f"'{_short(places[0].text)}' {advice}{also(place.line for place in places)}"
        yield warning(sheet.path, places[0].line, message)


def _markdown_advice(target: str) -> str:
    if is_link(target.strip().partition(" ")[0]):
        return "is shown as it stands, with its brackets; write only the words, or the address"
    return "leads nowhere, and is shown with its brackets; write only the words"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
