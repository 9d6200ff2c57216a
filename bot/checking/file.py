"""The checks of a single file: its dates, its lengths, its text and its names."""

from collections.abc import Iterator

from bot.checking.characters import stray_characters
from bot.checking.checked_file import CheckedFile
from bot.checking.markup import faulty_links, leftover_markup
from bot.checking.names import idle_aliases, misspelt_names
from bot.corpus.dates import read_date
from bot.corpus.files import NOTE
from bot.corpus.splitting import LONGEST, width
from bot.errors import Problem

_LONGEST = {
    **dict.fromkeys(("speaker", "aliases"), 60),
    **dict.fromkeys(("title", "role", "source"), 300),
    "date": 100,
    "place": 200,
}
"""Columns of a value, of which a Chinese character takes two."""
_TIMES = 4
"""How many times as long as a passage a paragraph may be."""
_SHOWN = 20


def undated_forums(checked: CheckedFile) -> Iterator[Problem]:
    """Yields a warning of a forum without a date, or with one without a year."""
    if checked.path.name != NOTE or not checked.of("title"):  # its front matter cannot be read
        return
    dates = checked.of("date")
    if not dates:
        advice = "cannot find this forum; add a line such as 'date: 2024-06-12'"
        yield checked.warning(1, f"no date; questions such as 'in 2024' {advice}")
    for value in dates:
        date = read_date(value.text)
        if date is None or date.year is None:
            advice = "questions such as 'in 2024' cannot find it; write it as 2024-06-12"
            fault = f"the date '{value.text[:_SHOWN]}' has no year; {advice}"
            yield checked.warning(value.line, fault)


def long_values(checked: CheckedFile) -> Iterator[Problem]:
    """Yields warnings of values that hold too much to be only that."""
    for key, line, text in checked.values:
        longest = _LONGEST.get(key)
        if longest and 2 * len(text) > longest and width(text) > longest:
            size = f"{len(text):,} characters ('{text[:_SHOWN]}…')"
            yield checked.warning(line, f"'{key}' has {size}; shorten it, or move it to the body")


def unreadable_paragraphs(checked: CheckedFile) -> Iterator[Problem]:
    """Yields warnings of paragraphs without a letter or figure, and of very long ones."""
    faults = {
        number: fault
        for number, paragraph in enumerate(checked.paragraphs)
        if (fault := _fault(paragraph, checked.pieces[number]))
    }
    lines = checked.paragraph_lines() if faults else []
    for number, fault in faults.items():
        yield checked.warning(lines[number], fault)


def _fault(paragraph: str, pieces: int) -> str:
    if not any(map(str.isalnum, paragraph)):
        return f"the paragraph '{paragraph[:_SHOWN]}' has nothing to read; delete it"
    if pieces > _TIMES and width(paragraph) > _TIMES * LONGEST:
        return (
            f"a paragraph of {len(paragraph):,} characters is shown in {pieces} pieces; "
            "divide it by empty lines where its subject changes"
        )
    return ""


def warnings_in(checked: CheckedFile) -> Iterator[Problem]:
    """Yields what is likely to be a slip in a file."""
    yield from stray_characters(checked)
    yield from misspelt_names(checked)
    yield from idle_aliases(checked)
    yield from undated_forums(checked)
    yield from long_values(checked)
    yield from faulty_links(checked)
    yield from leftover_markup(checked)
    yield from unreadable_paragraphs(checked)
