"""Forums of which nobody can tell when they were held."""

from collections.abc import Iterator

from bot.corpus.checks.sheet import Sheet, warning
from bot.corpus.dates import read_date
from bot.corpus.files import NOTE
from bot.errors import Problem

_SHOWN = 30


def undated_forums(sheet: Sheet) -> Iterator[Problem]:
    """A forum without a date, or with one that tells no year."""
    if sheet.path.name != NOTE or not sheet.of("title"):  # its front matter cannot be read
        return
    dates = sheet.of("date")
    if not dates:
        advice = "cannot find this forum; add a line such as 'date: 2024-06-12'"
        yield warning(sheet.path, 1, f"no date; questions such as 'in 2024' {advice}")
    for value in dates:
        date = read_date(value.text)
        if date is None or date.year is None:
            advice = "questions such as 'in 2024' cannot find it; write it as 2024-06-12"
            fault = f"the date '{value.text[:_SHOWN]}' tells no year; {advice}"
            yield warning(sheet.path, value.line, fault)
