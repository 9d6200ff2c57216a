"""All that is checked in one file by itself: its dates, its lengths, its text and its names."""

from collections.abc import Iterator

from bot.checking.characters import stray_characters
from bot.checking.checked_file import CheckedFile, warning
from bot.checking.markup import faulty_links, leftover_markup
from bot.checking.names import idle_aliases, misspelt_names
from bot.corpus.dates import read_date
from bot.corpus.files import NOTE
from bot.corpus.splitting import LONGEST, width
from bot.errors import Problem

_DATE_SHOWN = 30


def undated_forums(checked: CheckedFile) -> Iterator[Problem]:
    """A forum without a date, or with one that tells no year."""
    if checked.path.name != NOTE or not checked.of("title"):  # its front matter cannot be read
        return
    dates = checked.of("date")
    if not dates:
        advice = "cannot find this forum; add a line such as 'date: 2024-06-12'"
        yield warning(checked.path, 1, f"no date; questions such as 'in 2024' {advice}")
    for value in dates:
        date = read_date(value.text)
        if date is None or date.year is None:
            advice = "questions such as 'in 2024' cannot find it; write it as 2024-06-12"
            fault = f"the date '{value.text[:_SHOWN]}' tells no year; {advice}"
            yield warning(checked.path, value.line, fault)


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


def long_values(checked: CheckedFile) -> Iterator[Problem]:
    """The values of a file that hold too much to be only that."""
    for value in checked.values:
        longest = _LONGEST.get(value.key)
        if longest and 2 * len(value.text) > longest and width(value.text) > longest:
            yield warning(
                checked.path,
                value.line,
                f"'{value.key}' has {len(value.text):,} characters ('{value.text[:_SHOWN]}…'); "
                "shorten it, or move it to the body",
            )


_TIMES = 4
"""How many times as long as a passage a paragraph must be to be told of."""
_PARAGRAPH_SHOWN = 20


def unreadable_paragraphs(checked: CheckedFile) -> Iterator[Problem]:
    """Those without a letter or a figure, and those that become many passages."""
    faults = {
        number: fault
        for number, paragraph in enumerate(checked.paragraphs)
        if (fault := _fault(paragraph, checked.pieces[number]))
    }
    lines = checked.paragraph_lines() if faults else []
    for number, fault in faults.items():
        yield warning(checked.path, lines[number], fault)


def _fault(paragraph: str, pieces: int) -> str:
    if not any(map(str.isalnum, paragraph)):
        return f"the paragraph '{paragraph[:_SHOWN]}' has nothing to read; delete it"
    if pieces > _TIMES and width(paragraph) > _TIMES * LONGEST:
        return (
            f"a paragraph of {len(paragraph):,} characters is shown in {pieces} pieces; "
            "part it by empty lines where its subject changes"
        )
    return ""


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


def warnings_in(checked: CheckedFile) -> Iterator[Problem]:
    """What in a file is likely to be a slip."""
    for check in _CHECKS:
        yield from check(checked)
