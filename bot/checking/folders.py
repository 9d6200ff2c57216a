"""Files and folders that are not read, or stand in a corpus twice."""

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.checking.checked_file import CheckedFile, Value, path_within, warning
from bot.corpus.files import (
    NOTE,
    ForumFiles,
    is_endless,
    is_folder,
    is_markdown,
    is_of_tools,
    is_readme,
    leads_out,
)
from bot.errors import Problem

_SHOWN = 60


class Forums:
    """Takes the notes of a corpus, and compares what is shown of their forums."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], str] = {}
        self._found: list[Problem] = []

    def add(self, checked: CheckedFile) -> None:
        titles = checked.of("title")
        if checked.path.name == NOTE and titles:
            self._compare(checked, titles[0])

    def problems(self) -> Iterator[Problem]:
        """One for each forum that is like an earlier one, where its title stands."""
        yield from self._found

    def _compare(self, checked: CheckedFile, title: Value) -> None:
        """Where there is a `url`, it tells forums apart; else their date, place and source do."""
        keys, same = ["date", "place", "source"], "title, date and source"
        if checked.of("url"):
            keys, same = ["url"], "title and url"
        here = f"{path_within(checked.path)}:{title.line}"
        twin = self._places.setdefault(
            (same, title.text, *(_text(checked, key) for key in keys)), here
        )
        if twin != here:
            message = f"'{title.text[:_SHOWN]}' has the {same} of {twin}; "
            advice = "delete one of the two, or write what tells them apart"
            self._found.append(warning(checked.path, title.line, message + advice))


def _text(checked: CheckedFile, key: str) -> str:
    return "".join(value.text for value in checked.of(key))


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


_QUESTIONS = "questions.jsonl"
_IMPORTED = (".txt", ".html", ".htm", ".docx", ".pdf")


def ignored_files(folder: Path, forums: Iterable[ForumFiles]) -> Iterator[Problem]:
    """What is passed over in a corpus folder, and in the folders of its forums."""
    names = {forum.name for forum in forums}
    for entry in _entries(folder):
        if entry.name not in names:
            yield from _ignored(entry, folder, _reason_beside_forums)
            continue
        for inner in _entries(folder / entry.name):
            yield from _ignored(inner, folder, _reason_in_forum)


def _ignored(
    entry: "os.DirEntry[str]", corpus: Path, reason_of: Callable[["os.DirEntry[str]"], str]
) -> Iterator[Problem]:
    """Why something is ignored; nothing where it is not, or should be."""
    name = entry.name
    if is_of_tools(name) or is_readme(name):
        return
    if name.startswith("."):
        reason = _reason_if_hidden(entry)
    elif leads_out(entry, corpus):
        reason = "a link that leads out of the corpus; put what it leads to in its place"
    else:
        reason = reason_of(entry)
    if reason:
        yield warning(Path(entry.path), 1, f"ignored: {reason}")


def _reason_if_hidden(entry: "os.DirEntry[str]") -> str:
    name = entry.name
    is_forum = is_folder(entry) and Path(entry.path, NOTE).is_file()
    if is_forum or is_markdown(name):
        return f"its name begins with a dot; rename it to {name.lstrip('.')}, or delete it"
    return ""


def _reason_beside_forums(entry: "os.DirEntry[str]") -> str:
    if is_folder(entry):
        if not entry.is_symlink() and any(Path(entry.path).glob(f"*/{NOTE}")):
            return "it holds forums, which belong in the corpus folder itself; move them up"
        return "no Markdown in it, so it is no forum; move it out of the corpus"
    if _leads_nowhere(entry):
        return "a link to nowhere; mend it, or delete it"
    if entry.name.lower() == _QUESTIONS:
        return "questions stand in the folder of their forum; move it there"
    return "only folders are forums; move it into one, or out of the corpus"


def _reason_in_forum(entry: "os.DirEntry[str]") -> str:
    name, suffix = entry.name, Path(entry.name).suffix
    if is_endless(entry):
        return "no file that can be read; delete it"
    if name.endswith(".md"):
        return ""  # what is wrong with these is told when they are read
    if is_folder(entry):
        return "a forum has no folders in it; move its speeches up, or make it a forum"
    if _leads_nowhere(entry):
        return "a link to nowhere; mend it, or delete it"
    if name.lower() == _QUESTIONS:
        return "" if name == _QUESTIONS else f"rename it to {_QUESTIONS}"
    if is_markdown(name):
        return f"speeches end in '.md'; rename it to {name.removesuffix(suffix)}.md"
    if suffix.lower() in _IMPORTED:
        return "speeches are Markdown; make a forum of it by 'forum-bot import', or move it away"
    return "speeches are Markdown files that end in '.md'; move it out of the corpus"


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    """What is in a folder; nothing where it cannot be looked into, which is told elsewhere."""
    with suppress(OSError), os.scandir(folder) as entries:
        return list(entries)
    return []


def _leads_nowhere(entry: "os.DirEntry[str]") -> bool:
    try:
        entry.stat()
    except OSError:
        return True
    return False
