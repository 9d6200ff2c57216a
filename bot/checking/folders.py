"""Files and folders that are ignored, or in a corpus twice."""

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.checking.checked_file import CheckedFile, path_within, warning
from bot.corpus.files import (
    NOTE,
    ForumFiles,
    is_markdown,
    is_of_tools,
    is_readme,
    kind_of,
    leads_out,
)
from bot.errors import Problem

_SHOWN = 60


class Forums:
    """Compares the forums of a corpus by what is shown of them."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], str] = {}

    def problems(self, checked: CheckedFile) -> Iterator[Problem]:
        """Yields a warning for a note like that of an earlier forum, at its title.

        Forums are told apart by their `url`, those without one by date, place and source.
        """
        titles = checked.of("title")
        if checked.path.name != NOTE or not titles:
            return
        keys, same = ["date", "place", "source"], "title, date and source"
        if checked.of("url"):
            keys, same = ["url"], "title and url"
        title, line = titles[0].text, titles[0].line
        values = ("".join(value.text for value in checked.of(key)) for key in keys)
        here = f"{path_within(checked.path)}:{line}"
        twin = self._places.setdefault((same, title, *values), here)
        if twin != here:
            advice = "delete one of the two, or write what tells them apart"
            yield checked.warning(line, f"'{title[:_SHOWN]}' has the {same} of {twin}; {advice}")


def alike_names(folder: Path, forums: Iterable[ForumFiles]) -> Iterator[Problem]:
    """Yields warnings of names that differ only in case, or in how their letters are encoded."""
    first: dict[tuple[str, str], str] = {}
    for forum in forums:
        for name in (forum.name, *(state.path for state in forum.all())):
            above, _, own = name.rpartition("/")
            twin = first.setdefault((above, _composed(_composed(own).casefold())), own)
            if twin == own:
                continue
            if _composed(twin) == _composed(own):
                advice = f"has the same id as '{twin}', which is in other code points; rename one"
            else:
                advice = f"is the same as '{twin}' on Windows and macOS; rename one of the two"
            yield warning(folder / name, 1, advice)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


_QUESTIONS = "questions.jsonl"
_LEADS_NOWHERE = "a link to nowhere; fix it, or delete it"
_IMPORTED = (".txt", ".html", ".htm", ".docx", ".pdf")


def ignored_files(folder: Path, forums: Iterable[ForumFiles]) -> Iterator[Problem]:
    """Yields warnings of what is ignored in a corpus folder, and in those of its forums."""
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
    """Yields why something is ignored; nothing where it is not, or should be."""
    name = entry.name
    if is_of_tools(name) or is_readme(name):
        return
    if name.startswith("."):
        is_forum = kind_of(entry) == "folder" and Path(entry.path, NOTE).is_file()
        advice = f"its name begins with a dot; rename it to {name.lstrip('.')}, or delete it"
        reason = advice if is_forum or is_markdown(name) else ""
    elif leads_out(entry, corpus):
        reason = "a link that leads out of the corpus; put what it leads to in its place"
    else:
        reason = reason_of(entry)
    if reason:
        yield warning(Path(entry.path), 1, f"ignored: {reason}")


def _reason_beside_forums(entry: "os.DirEntry[str]") -> str:
    kind = kind_of(entry)
    if kind == "folder":
        if not entry.is_symlink() and any(Path(entry.path).glob(f"*/{NOTE}")):
            return "it holds forums, which belong in the corpus folder itself; move them up"
        return "no Markdown in it, so it is no forum; move it out of the corpus"
    if kind == "nowhere":
        return _LEADS_NOWHERE
    if entry.name.lower() == _QUESTIONS:
        return "questions belong in the folder of their forum; move it there"
    return "only folders are forums; move it into one, or out of the corpus"


def _reason_in_forum(entry: "os.DirEntry[str]") -> str:
    kind, name, suffix = kind_of(entry), entry.name, Path(entry.name).suffix
    if kind == "endless":
        return "no file that can be read; delete it"
    if name.endswith(".md"):
        return ""  # reported when it is read
    if kind == "folder":
        return "a forum has no folders in it; move its speeches up, or make it a forum"
    if kind == "nowhere":
        return _LEADS_NOWHERE
    if name.lower() == _QUESTIONS:
        return "" if name == _QUESTIONS else f"rename it to {_QUESTIONS}"
    if is_markdown(name):
        return f"speeches end in '.md'; rename it to {name.removesuffix(suffix)}.md"
    if suffix.lower() in _IMPORTED:
        return "speeches are Markdown; make a forum of it by 'forum-bot import', or move it away"
    return "speeches are Markdown files that end in '.md'; move it out of the corpus"


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    """Lists a folder; nothing where that fails, which is reported elsewhere."""
    with suppress(OSError), os.scandir(folder) as entries:
        return list(entries)
    return []
