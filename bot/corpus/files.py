"""The files of a corpus folder: what their names mean, and how their changes show."""

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from xxhash import xxh3_128

from bot.errors import CorpusError, Problem

NOTE = "forum.md"
_OF_TOOLS = (
    *("thumbs.db", "desktop.ini", "._*", ".#*", ".~*", "~$*", "~*.tmp", "*~", "*.swp", "#*#"),
    *("lost+found", "@eadir", "@tmp", "#recycle", "#snapshot", "$recycle.bin"),
    *("system volume information", "__macosx"),
)
"""Files, and then folders, that systems and editors make for themselves."""
_OF_A_TOOL = re.compile("|".join(map(translate, _OF_TOOLS)), re.IGNORECASE)
_COPIED = re.compile(
    r"""
    ^(?:copy\ of\ )+
    | (?:
        [ ]?[(（][^()（）]*(?:conflict|冲突|衝突)[^()（）]*[)）]    # Dropbox, Nextcloud, Seafile
        | [._](?:sync-)?conflict(?:-[\w-]++)?                  # Syncthing, ownCloud, Resilio
        | [ ]?[(（]\d{1,3}[)）]                                # OneDrive, Google Drive, browsers
        | (?:[ ]-)?[ ](?:copy|副本|複本)(?:[ ]\d{1,3})?         # Windows, macOS
        | 的(?:副本|複本)
    )+$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What programs add to the name of a file when they copy it."""
_MAY_BE_COPY = re.compile("copy|conflict|[本突)）]", re.IGNORECASE)


def is_of_tools(name: str) -> bool:
    """Whether a system or an editor makes it for itself."""
    return bool(_OF_A_TOOL.match(name))


def is_hidden(name: str) -> bool:
    """Whether it is no part of the corpus: it begins with a dot, or is of a tool."""
    return name.startswith(".") or is_of_tools(name)


def is_readme(name: str) -> bool:
    """Whether it is about the folder, and no part of the corpus."""
    return name.lower() == "readme.md"


def is_markdown(name: str) -> bool:
    """Whether it ends like a speech, or as people may think that speeches do."""
    return PurePath(name).suffix.lower() in (".md", ".markdown") and not is_readme(name)


def original_of(name: str) -> str:
    """Returns the name of the file that this one is a copy of by its name, or its own.

    >>> original_of("08 (conflicted copy 2024-06-12).md"), original_of("08 - 副本 (2).md")
    ('08.md', '08.md')
    """
    if not _MAY_BE_COPY.search(name):
        return name
    stem, dot, suffix = name.rpartition(".")
    return (_COPIED.sub("", stem) or stem) + dot + suffix


class FileState(NamedTuple):
    """A file as the file system describes it; `path` is relative to the corpus folder.

    Times are in nanoseconds: `modified` of the content, `changed` of anything about the file.
    """

    path: str
    size: int
    modified: int
    changed: int
    inode: int

    @property
    def name(self) -> str:
        """Its name in the folder of its forum."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class ForumFiles:
    """The files of a forum: its note, if it has one, and its speeches in their order."""

    name: str
    note: FileState | None
    speeches: tuple[FileState, ...]

    def all(self) -> tuple[FileState, ...]:
        return (self.note, *self.speeches) if self.note else self.speeches


def list_forums(folder: Path) -> tuple[ForumFiles, ...]:
    """Lists the forums of a corpus by name: the folders that have Markdown in them.

    Raises CorpusError where the folder cannot be a corpus.
    """
    if not folder.is_dir():
        raise _fault(folder, "no such folder; name the corpus folder with --corpus", "no-folder")
    if (folder / NOTE).is_file():
        raise _fault(folder, "this is a single forum; name the folder that holds it", "one-forum")
    folders = (each for each in _visible(folder, folder) if kind_of(each) == "folder")
    forums = tuple(filter(None, (_forum(each, folder) for each in folders)))
    if not forums:
        fault = "no forum in this folder; add one, a folder with a forum.md"
        raise _fault(folder, fault, "no-forum")
    return forums


def kind_of(entry: "os.DirEntry[str]") -> Literal["folder", "file", "endless", "nowhere"]:
    """Returns what an entry is or leads to.

    Reading something "endless" may never end: a pipe, a socket or a device.
    """
    try:
        mode = entry.stat().st_mode
    except OSError:  # a link to nowhere or to itself
        return "nowhere"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "endless"


def leads_out(entry: "os.DirEntry[str] | Path", corpus: Path) -> bool:
    """Whether it is a link out of the corpus folder, which may be a link itself."""
    return entry.is_symlink() and not real(entry).is_relative_to(real(corpus))


def real(path: os.PathLike[str]) -> Path:
    """Resolves a path; unlike with Path.resolve, a loop of links is no error."""
    return Path(os.path.realpath(path))


def signature(forums: Iterable[ForumFiles]) -> str:
    """Returns a digest that changes with any change to a file that the file system shows."""
    digest = xxh3_128()
    for forum in forums:
        digest.update(repr((forum.name, forum.note, forum.speeches)).encode(errors="replace"))
    return digest.hexdigest()


def _forum(folder: "os.DirEntry[str]", corpus: Path) -> ForumFiles | None:
    """Returns the files of a forum; None for a folder of other things."""
    note = None
    speeches = []
    entries = _visible(Path(folder.path), corpus)
    for entry in entries:
        if entry.name == NOTE and entry.is_file():
            note = _state(folder.name, entry)
        elif entry.name.endswith(".md") and not (
            is_readme(entry.name) or kind_of(entry) == "endless"
        ):
            speeches.append(_state(folder.name, entry))
    is_forum = note or speeches or any(is_markdown(entry.name) for entry in entries)
    return ForumFiles(folder.name, note, tuple(speeches)) if is_forum else None


def _visible(folder: Path, corpus: Path) -> "list[os.DirEntry[str]]":
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not is_hidden(entry.name)]
    return sorted((entry for entry in visible if not leads_out(entry, corpus)), key=_order)


def _order(entry: "os.DirEntry[str]") -> tuple[str, bool, str]:
    """A key to sort by: the name, with copies after their originals."""
    original = original_of(entry.name)
    return original, original != entry.name, entry.name


def _state(forum: str, entry: "os.DirEntry[str]") -> FileState:
    try:
        found = entry.stat()
    except OSError:  # a link to nowhere, which is reported when it is read
        found = entry.stat(follow_symlinks=False)
    path = f"{forum}/{entry.name}"
    return FileState(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _fault(folder: Path, message: str, kind: str) -> CorpusError:
    return CorpusError([Problem(folder, 1, message, kind=kind)])
