"""All that is checked in one file by itself."""

from collections.abc import Iterator

from bot.corpus.checks.characters import stray_characters
from bot.corpus.checks.dates import undated_forums
from bot.corpus.checks.lengths import long_values
from bot.corpus.checks.links import faulty_links
from bot.corpus.checks.markup import leftover_markup
from bot.corpus.checks.names import idle_aliases, misspelt_names
from bot.corpus.checks.paragraphs import unreadable_paragraphs
from bot.corpus.checks.sheet import Sheet
from bot.errors import Problem

_CHECKS = (
    stray_characters,
    misspelt_names,
    idle_aliases,
    undated_forums,
    long_values,
    faulty_links,
    leftover_markup,
    unreadable_paragraphs,
)


def warnings_in(sheet: Sheet) -> Iterator[Problem]:
    """What in a file is likely to be a slip."""
    for check in _CHECKS:
        yield from check(sheet)
