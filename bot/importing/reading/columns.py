"""Puts rows that a PDF has written side by side in the order in which columns are read."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.corpus.splitting import width
from bot.importing.reading.page_rows import Row

_FEWEST = 5
"""Pairs of rows side by side that make columns."""
_APART = 100
"""Points between the beginnings of two columns at least."""
_SHARE = 0.1
"""Share of all rows that begin where a column does."""
_NARROWEST = 16
"""Width of a column's rows: narrower ones are a table's."""


def in_columns(rows: Sequence[Row]) -> list[Row]:
    """A page's rows with the left column before the right one, where there are two.

    What is above both stays there. Rows of a page without columns stay as they are.
    """
    starts = Counter(round(b.left) for a, b in pairwise(rows) if _is_beside(a, b))
    start, times = starts.most_common(1)[0] if starts else (0, 0)
    if times < _FEWEST:
        return list(rows)
    right = [row for row in rows if row.left > start - row.size]
    top = max(row.height for row in right)
    above = [row for row in rows if row.height > top + row.size]
    placed = {id(row) for row in (*above, *right)}
    left = [row for row in rows if id(row) not in placed]
    return [*above, *left, *(row for row in right if row.height <= top)]


def column_starts(rows: Sequence[Row]) -> list[int]:
    """Where the rows of each column begin, of those that are columns of text."""
    starts: list[int] = []
    for left, times in Counter(round(row.left) for row in rows).most_common():
        is_apart = all(abs(left - start) >= _APART for start in starts)
        if not starts or (is_apart and times >= len(rows) * _SHARE):
            starts.append(left)
    return starts


def begins_column(before: Row, row: Row) -> bool:
    """Whether a row begins another column than the row that is read before it."""
    return row.height > before.height + row.size and row.left >= before.left + _APART


def _is_beside(row: Row, other: Row) -> bool:
    """Whether a row stands right of another one, in a column of its own."""
    is_level = abs(row.height - other.height) < 0.3 * row.size
    is_wide = min(width(row.text), width(other.text)) >= _NARROWEST
    return is_level and is_wide and other.left > row.left + row.size
