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
