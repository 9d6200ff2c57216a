"""The rows of text on a PDF's page, where they stand and what they are set in."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.importing.reading.encoding import clean

_BOLD = re.compile(r"bold|black|heavy|simhei|黑体|,b\b", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """A line on a page: its words, where it begins, and what it is set in."""

    page: int
    text: str
    left: float
    height: float
    size: float
    bold: int


def rows_of(number: int, read: Callable[..., str]) -> Iterator[Row]:
    """The rows of the page with a number in the order in which they are written.

    `read` goes through the page, and calls its `visitor_text` for each piece of text.
    """
    rows: list[Row] = []

    def see(
        text: str,
        around: Sequence[float],
        at: Sequence[float],
        font: dict[str, object] | None,
        size: float,
    ) -> None:
        bold = _BOLD.search(str((font or {}).get("/BaseFont", ""))) is not None
        for part in text.splitlines(keepends=True):
            words = part.rstrip("\n")
            if rows and rows[-1].text and not rows[-1].text.endswith("\n"):
                row = rows[-1]
                row.bold += len(words) if bold and row.bold == len(row.text) else 0
                row.text += part
            else:
                scale = abs(at[3] or at[1] or 1) * abs(around[3] or around[1] or 1) * size
                left, height = _place(around, at)
                rows.append(Row(number, part, left, height, scale, len(words) if bold else 0))

    read(visitor_text=see)
    return (row for row in map(_cleaned, rows) if row.text)


def _place(around: Sequence[float], at: Sequence[float]) -> tuple[float, float]:
    """Where text stands on the page, by the matrix around it and its own."""
    x, y = at[4], at[5]
    return (
        x * around[0] + y * around[2] + around[4],
        x * around[1] + y * around[3] + around[5],
    )


def _cleaned(row: Row) -> Row:
    """The row without the spaces that indent it; where it begins tells of these."""
    before = len(row.text) - len(row.text.lstrip())
    indent = row.text[:before]
    row.left += row.size * sum(1.0 if char == "\u3000" else 0.5 for char in indent)
    row.text = clean(row.text.rstrip("\n")).strip()
    row.bold = min(max(row.bold - before, 0), len(row.text))
    return row
