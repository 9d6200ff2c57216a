"""Reads plain text."""

import re
from pathlib import Path

from bot.importing.article import Line, Lines
from bot.importing.reading.encoding import clean, decode
from bot.importing.reading.limits import TEXT, read_bytes

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INDENT = re.compile(r"\t|\u3000|[ \u00a0]{2}")


def read_plain(path: Path) -> Lines:
    """The lines of a plain text file; a form feed ends one, too."""
    text, remarks = decode(path, read_bytes(path, TEXT))
    return Lines(tuple(lines_of(text)), remarks=remarks)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that say something, numbered as an editor numbers them."""
    lines: list[Line] = []
    number, gap, start = 1, 0, 0
    for end, after, feeds in [*_breaks(text), (len(text), len(text), False)]:
        raw = text[start:end]
        words = clean(raw).strip()
        if words:
            indented = _INDENT.match(raw) is not None
            lines.append(Line(number, words, gap=gap, indented=indented))
            gap = 0
        elif lines:
            gap += 1
        number += feeds
        start = after
    return lines


def _breaks(text: str) -> list[tuple[int, int, bool]]:
    """Where lines end, where the next begins, and whether an editor counts it."""
    return [
        (found.start(), found.end(), found.group() in ("\r\n", "\n", "\r"))
        for found in _BREAK.finditer(text)
    ]
