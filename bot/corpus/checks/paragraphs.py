"""Paragraphs that nobody can read: without a word, or far too long for a chat."""

from collections.abc import Iterator

from bot.corpus.checks.sheet import Sheet, warning
from bot.corpus.parting import LONGEST, width
from bot.errors import Problem

_TIMES = 4
"""How many times as long as a passage a paragraph must be to be told of."""
_SHOWN = 20


def unreadable_paragraphs(sheet: Sheet) -> Iterator[Problem]:
    """Those without a letter or a figure, and those that become many passages."""
    faults = {
        number: fault
        for number, paragraph in enumerate(sheet.paragraphs)
        if (fault := _fault(paragraph, sheet.pieces[number]))
    }
    lines = sheet.paragraph_lines() if faults else []
    for number, fault in faults.items():
        yield warning(sheet.path, lines[number], fault)


def _fault(paragraph: str, pieces: int) -> str:
    if not any(map(str.isalnum, paragraph)):
        return f"the paragraph '{paragraph[:_SHOWN]}' has nothing to read; delete it"
    if pieces > _TIMES and width(paragraph) > _TIMES * LONGEST:
        return (
            f"a paragraph of {len(paragraph):,} characters is shown in {pieces} pieces; "
            "part it by empty lines where its subject changes"
        )
    return ""
