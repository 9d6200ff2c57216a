"""How large a file may be, packed and unpacked: an article is none of these sizes."""

import stat
from pathlib import Path

from bot.errors import ImportingError

_MEGABYTE = 1024 * 1024
TEXT = 10 * _MEGABYTE
"""Bytes of a text, of a web page, and of all that is read from any file."""
PACKED = 50 * _MEGABYTE
"""Bytes of a file with pictures in it."""
UNPACKED = 200 * _MEGABYTE
"""Bytes that the parts of a .docx file may unpack to."""
PAGES = 1000
TAGS = 50_000
LINES = 20_000
CHARACTERS = 2_000_000
LINE = 50_000
"""Characters of one line: a paragraph of an article has hundreds."""


def read_bytes(path: Path, largest: int) -> bytes:
    """The bytes of a file; raises ImportingError for one that is too large, or no file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe would wait for its writer
            raise ImportingError(f"{path}: is not a file")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError:
        raise ImportingError(f"{path}: no such file") from None
    except OSError as error:
        raise ImportingError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > largest:
        raise too_large(path, f"has more than {largest // _MEGABYTE} MB")
    return data


def check_lines(path: Path, characters: int, lines: int) -> None:
    """Raises ImportingError for more text than an article has."""
    if characters > CHARACTERS or lines > LINES:
        raise too_large(path, f"holds {lines:,} lines with {characters:,} characters")


def too_large(path: Path, what: str) -> ImportingError:
    return ImportingError(f"{path}: {what}; import an article at a time")
