"""Files and folders of a corpus that are not read, and why."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.corpus.checks.sheet import warning
from bot.corpus.file_names import is_markdown, is_of_tools, is_readme
from bot.corpus.files import NOTE, ForumFiles, is_endless, is_folder, leads_out
from bot.errors import Problem

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
