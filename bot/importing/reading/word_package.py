"""The package of a .docx file: whether it can be opened, and what stands beside the text."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import Remark
from bot.importing.reading.limits import UNPACKED, too_large

_PARTS = 5000
_PART = 10 * 1024 * 1024
"""Bytes of any part but a picture; the text of a book has fewer."""
_OLE = b"\xd0\xcf\x11\xe0"  # what old .doc files and encrypted .docx files begin with
_BESIDE = re.compile(r"word/(footnote|endnote|comment|header|footer)s?\d*\.xml")


def check_package(path: Path, data: bytes) -> None:
    """Raises ImportingError unless the file is a .docx that unpacks to a decent size."""
    if data.startswith(_OLE):
        message = "is encrypted, or an old .doc; save it as .docx without a password"
        raise ImportingError(f"{path}: {message}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise ImportingError(f"{path}: is not a .docx file, or a damaged one") from None
    if "[Content_Types].xml" not in names:
        raise ImportingError(f"{path}: is not a .docx file, or a damaged one")
    size = sum(part.file_size for part in parts)  # what zipfile unpacks at most
    largest = max(part.file_size for part in parts if not part.filename.startswith("word/media/"))
    if len(parts) > _PARTS or size > UNPACKED or largest > _PART:
        raise too_large(path, f"unpacks to {size / 1_000_000:,.0f} MB in {len(parts):,} parts")


def left_out(data: bytes) -> Iterator[Remark]:
    """What stands beside the text and is not read: notes, comments, heads and feet of pages."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(set(archive.namelist())):
            kind = _BESIDE.fullmatch(name)
            if kind:
                words = re.sub(rb"<[^>]+>", b"", archive.read(name)).decode("utf-8", "replace")
                if words.strip():
                    words = " ".join(words.split())
                    yield Remark(1, f"left out, in the file's {kind[1]}s: {words[:200]}")
