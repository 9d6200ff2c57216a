"""File names that some file systems, or the bot itself, take for one and the same."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.corpus.checks.sheet import warning
from bot.corpus.files import ForumFiles
from bot.errors import Problem


def alike_names(folder: Path, forums: Iterable[ForumFiles]) -> Iterator[Problem]:
    """Forums and speeches whose names differ only in case, or in how letters are put together."""
    names: list[str] = []
    for forum in forums:
        names.append(forum.name)
        names += (state.path for state in forum.all())
    first: dict[str, str] = {}
    for name in names:
        twin = first.setdefault(_folded(name), name)
        if twin != name and _above(name) == _above(twin):
            yield warning(folder / name, 1, _message(name, twin))


def _message(name: str, twin: str) -> str:
    other = twin.rpartition("/")[2]
    if unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", twin):
        return f"has the same id as another file, '{other}' in other code points; rename one"
    return f"is the same as '{other}' on Windows and macOS; rename one of the two"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _above(name: str) -> str:
    return name.rpartition("/")[0]
