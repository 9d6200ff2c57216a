"""What the name of a file or folder says: what made it, and what it is a copy of."""

import re
from fnmatch import translate
from pathlib import PurePath

_OF_TOOLS = (
    *("thumbs.db", "desktop.ini", "._*", ".#*", ".~*", "~$*", "~*.tmp", "*~", "*.swp", "#*#"),
    *("lost+found", "@eadir", "@tmp", "#recycle", "#snapshot", "$recycle.bin"),
    *("system volume information", "__macosx"),
)
"""What systems and editors leave beside others, and nobody misses: files, and then folders."""
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
"""What programs add to the name of a file that they keep beside another."""
_MAY_BE_COPY = re.compile("copy|conflict|[本突)）]", re.IGNORECASE)
_MARKDOWN = (".md", ".markdown")


def is_of_tools(name: str) -> bool:
    """Whether a system or an editor has made it for itself."""
    return bool(_OF_A_TOOL.match(name))


def is_hidden(name: str) -> bool:
    """Whether it is none of the corpus, by a dot before it or because it is of a tool."""
    return name.startswith(".") or is_of_tools(name)


def is_readme(name: str) -> bool:
    """Whether it is there for those who look into the folder."""
    return name.lower() == "readme.md"


def is_markdown(name: str) -> bool:
    """Whether it ends as speeches do, or as people may think that they do."""
    return PurePath(name).suffix.lower() in _MARKDOWN and not is_readme(name)


def original_of(name: str) -> str:
    """The name of what a file is a copy of by its name, or the name itself.

    >>> original_of("08 (conflicted copy 2024-06-12).md"), original_of("08 - 副本 (2).md")
    ('08.md', '08.md')
    """
    if not _MAY_BE_COPY.search(name):
        return name
    stem, dot, suffix = name.rpartition(".")
    return (_COPIED.sub("", stem) or stem) + dot + suffix
