"""Files and folders of a corpus that are not read, and why."""

import os
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from bot.corpus.checks.sheet import warning
from bot.corpus.files import NOTE, README, is_endless, is_folder
from bot.errors import Problem

_QUESTIONS = "questions.jsonl"
_OF_TOOLS = ("thumbs.db", "desktop.ini", "._*", ".#*", ".~*", "~$*", "*~", "#*#")
"""Files that systems and editors leave beside others, and nobody misses."""
_SPEECHES = (".md", ".markdown")
_IMPORTED = (".txt", ".html", ".htm", ".docx", ".pdf")


def ignored_files(folder: Path) -> Iterator[Problem]:
    """What is passed over in a corpus folder, and in the folders of its forums."""
    for entry in _entries(folder):
        reason = _reason_beside_forums(entry)
        if reason:
            yield _ignored(folder / entry.name, reason)
        elif not entry.name.startswith(".") and is_folder(entry):
            yield from _ignored_of_forum(folder / entry.name)


def _ignored_of_forum(folder: Path) -> Iterator[Problem]:
    for entry in _entries(folder):
        reason = _reason_in_forum(entry)
        if reason:
            yield _ignored(folder / entry.name, reason)


def _reason_beside_forums(entry: "os.DirEntry[str]") -> str:
    """Why something beside the forums is ignored; nothing where it is not, or should be."""
    name = entry.name
    if _is_of_tools(name):
        return ""
    if name.startswith("."):
        hidden = is_folder(entry) and (Path(entry.path) / NOTE).is_file()
        return _hidden(name) if hidden or _is_speech(name) else ""
    if is_folder(entry) or name.lower() == README:
        return ""
    if _leads_nowhere(entry):
        return "a link to nowhere; mend it, or delete it"
    if name.lower() == _QUESTIONS:
        return "questions stand in the folder of their forum; move it there"
    return "only folders are forums; move it into one, or out of the corpus"


def _reason_in_forum(entry: "os.DirEntry[str]") -> str:
    name, suffix = entry.name, Path(entry.name).suffix
    if _is_of_tools(name):
        return ""
    if name.startswith("."):
        return _hidden(name) if _is_speech(name) else ""
    if is_endless(entry):
        return "no file that can be read; delete it"
    if name.endswith(".md") or name.lower() == README:
        return ""  # what is wrong with these is told when they are read
    if is_folder(entry):
        return "a forum has no folders in it; move its speeches up, or make it a forum"
    if _leads_nowhere(entry):
        return "a link to nowhere; mend it, or delete it"
    if name.lower() == _QUESTIONS:
        return "" if name == _QUESTIONS else f"rename it to {_QUESTIONS}"
    if _is_speech(name):
        return f"speeches end in '.md'; rename it to {name.removesuffix(suffix)}.md"
    if suffix.lower() in _IMPORTED:
        return "speeches are Markdown; make a forum of it by 'forum-bot import', or move it away"
    return "speeches are Markdown files that end in '.md'; move it out of the corpus"


def _is_of_tools(name: str) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in _OF_TOOLS)


def _is_speech(name: str) -> bool:
    """Whether it ends as speeches do, or as people may think that they do."""
    return Path(name).suffix.lower() in _SPEECHES


def _hidden(name: str) -> str:
    return f"its name begins with a dot; rename it to {name.lstrip('.')}, or delete it"


def _ignored(path: Path, reason: str) -> Problem:
    return warning(path, 1, f"ignored: {reason}")


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
