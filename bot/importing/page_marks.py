"""What stands on a page and is not of the text: page numbers, and heads that run on."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.importing.article import Line, Remark

_NUMBER = re.compile(
    r"[-—–―·•\s]*\d{1,4}[-—–―·•\s]*"
    r"|第\s*[\d一二三四五六七八九十百]{1,4}\s*[页頁](?:[,，/\s]*共\s*\d+\s*[页頁])?"
    r"|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:/|of)\s*\d{1,4}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_RUNS = 3
"""Pages on which a line must stand to be a running head, or all where there are fewer."""


def without_page_marks(lines: Sequence[Line], unit: str) -> tuple[list[Line], list[Remark]]:
    """The lines of the text, and a remark for each that is of the page instead.

    A line that says nothing but a number is a page's only where it parts a text: anywhere in a
    PDF, and elsewhere if it looks like one (`- 3 -`, `Page 3`).
    """
    heads = _running_heads(lines) if unit == "page" else set()
    kept: list[Line] = []
    remarks = []
    for line in lines:
        if _is_number(line.text) or _DIGITS.sub("#", line.text) in heads:
            remarks.append(Remark(line.number, f"left out, as a mark of the page: {line.text}"))
        else:
            kept.append(line)
    return kept, remarks


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and not re.fullmatch(r"(?:19|20)\d\d", text)


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """First and last lines of pages that stand on several, whatever the numbers in them."""
    pages: dict[int, list[str]] = {}
    for line in lines:
        pages.setdefault(line.number, []).append(_DIGITS.sub("#", line.text))
    edges = Counter(text for page in pages.values() for text in {page[0], page[-1]})
    least = max(2, min(_RUNS, len(pages)))
    return {text for text, pages_with in edges.items() if pages_with >= least}
