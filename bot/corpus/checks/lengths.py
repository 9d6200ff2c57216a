"""Values that are far longer than what they are for, so that no message has room for them."""

from collections.abc import Iterator

from bot.corpus.checks.sheet import Sheet, warning
from bot.corpus.parting import width
from bot.errors import Problem

_LONGEST = {
    "speaker": 60,
    "aliases": 60,
    "title": 300,
    "role": 300,
    "date": 100,
    "place": 200,
    "source": 300,
}
"""Columns, of which a Chinese character takes two."""
_SHOWN = 20


def long_values(sheet: Sheet) -> Iterator[Problem]:
    """The values of a file that hold too much to be only that."""
    for value in sheet.values:
        longest = _LONGEST.get(value.key)
        if longest and 2 * len(value.text) > longest and width(value.text) > longest:
            yield warning(
                sheet.path,
                value.line,
                f"'{value.key}' has {len(value.text):,} characters ('{value.text[:_SHOWN]}…'); "
                "shorten it, or move it to the body",
            )
