"""Forums that stand in a corpus twice: no answer would show which of the two it is from."""

from collections.abc import Iterator

from bot.corpus.checks.sheet import Sheet, Value, path_within, warning
from bot.corpus.files import NOTE
from bot.errors import Problem

_SHOWN = 60


class Forums:
    """Takes the notes of a corpus, and compares what is shown of their forums."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], str] = {}
        self._found: list[Problem] = []

    def add(self, sheet: Sheet) -> None:
        titles = sheet.of("title")
        if sheet.path.name == NOTE and titles:
            self._compare(sheet, titles[0])

    def problems(self) -> Iterator[Problem]:
        """One for each forum that is like an earlier one, where its title stands."""
        yield from self._found

    def _compare(self, sheet: Sheet, title: Value) -> None:
        """Where there is a `url`, it tells forums apart; else their date, place and source do."""
        keys, same = ["date", "place", "source"], "title, date and source"
        if sheet.of("url"):
            keys, same = ["url"], "title and url"
        here = f"{path_within(sheet.path)}:{title.line}"
        twin = self._places.setdefault(
            (same, title.text, *(_text(sheet, key) for key in keys)), here
        )
        if twin != here:
            message = f"'{title.text[:_SHOWN]}' has the {same} of {twin}; "
            advice = "delete one of the two, or write what tells them apart"
            self._found.append(warning(sheet.path, title.line, message + advice))


def _text(sheet: Sheet, key: str) -> str:
    return "".join(value.text for value in sheet.of(key))
