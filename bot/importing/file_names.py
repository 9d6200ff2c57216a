"""Names of files and folders that every system takes, whatever an article is called."""

import re
import unicodedata

from bot.errors import ImportingError
from bot.importing.article import shortened

_UNSAFE = re.compile(r"[\s\\/:*?\"<>|.#%&{}$!'@+`=,;，。：；？！“”‘’（）()《》【】\[\]…—]+")
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[\d¹²³]", re.IGNORECASE)
_LONGEST = 40
_LONGEST_GIVEN = 200
"""Bytes of a name that somebody gave; file systems take 255."""


def slug(text: str) -> str:
    """A text as part of a file's name: its letters and digits, hyphens in place of the rest."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(char if char.isprintable() else " " for char in text)
    return _UNSAFE.sub("-", text)[:_LONGEST].strip("-_")


def folder_name(text: str) -> str:
    """A text as a folder's name; empty if nothing of it can stand in one."""
    name = slug(text)
    return f"{name}-forum" if _DEVICE.fullmatch(name) else name


def checked_name(name: str) -> str:
    """A folder's name as somebody gave it; raises ImportingError for what is none everywhere."""
    is_plain = name.isprintable() and not re.search(r"[\\/:*?\"<>|]", name)
    is_shown = is_plain and not name.startswith((".", "-", " ")) and not name.endswith((".", " "))
    is_short = 0 < len(name.encode("utf-8", "surrogatepass")) <= _LONGEST_GIVEN
    if not is_shown or not is_short or _DEVICE.fullmatch(name.split(".")[0].strip()):
        shown = "".join(char if char.isprintable() else "?" for char in shortened(name, 40))
        raise ImportingError(f"'{shown}' cannot name a forum's folder; use letters, digits and -")
    return name
