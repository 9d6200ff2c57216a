"""Reads .docx files, with python-docx."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.corpus.importing.article import About, Line, Lines, Remark
from bot.corpus.importing.reading.encoding import clean
from bot.corpus.importing.reading.limits import PACKED, UNPACKED, read_bytes, too_large
from bot.errors import ImportingError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = 5000
_MAIN = 40 * 1024 * 1024
_HEADING = re.compile(r"(?:heading|标题) ?(\d)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"  # what old .doc files and encrypted .docx files begin with


def read_word(path: Path) -> Lines:
    """The paragraphs of a .docx file, those in tables and text boxes too, numbered from 1.

    Raises ImportingError for one that cannot be read, or unpacks to more than an article has.
    """
    data = read_bytes(path, PACKED)
    _check(path, data)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
    except Exception as error:  # python-docx raises whatever a broken file leads it to
        raise ImportingError(f"{path}: cannot be read as .docx: {_short(error)}") from None
    title = document.core_properties.title.strip() or None
    return Lines(tuple(lines), "paragraph", About(title), tuple(_left_out(data)))


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _check(path: Path, data: bytes) -> None:
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
    if len(parts) > _PARTS or size > UNPACKED or largest > _MAIN:
        raise too_large(path, f"unpacks to {size / 1_000_000:,.0f} MB in {len(parts):,} parts")


def _left_out(data: bytes) -> Iterator[Remark]:
    """What stands beside the text and is not read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(set(archive.namelist())):
            kind = re.fullmatch(r"word/(footnote|endnote|comment|header|footer)s?\d*\.xml", name)
            if kind:
                words = re.sub(rb"<[^>]+>", b"", archive.read(name)).decode("utf-8", "replace")
                if words.strip():
                    words = " ".join(words.split())
                    yield Remark(1, f"left out, in the file's {kind[1]}s: {words[:200]}")


def _lines(document: "Document") -> Iterator[Line]:
    from docx.text.paragraph import Paragraph

    gap, number = 0, 0
    for element in document.element.body.iter(f"{_W}p"):
        if any(above.tag == _FALLBACK for above in element.iterancestors()):
            continue
        number += 1
        paragraph = Paragraph(element, document)
        level, bold_style = _style(paragraph)
        text, bold = _text(element, bold_style)
        before = len(text) - len(text.lstrip())
        pieces = [clean(piece).strip() for piece in text.split("\n")]
        bold = min(max(bold - before, 0), len(pieces[0]))
        first = True
        for piece in filter(None, pieces):
            yield Line(number, piece, level, bold, gap, indented=True)
            first, gap, bold = False, 0, 0
        gap += first


def _style(paragraph: "Paragraph") -> tuple[int, bool]:
    """The level of a heading's style, and whether the style is bold."""
    style = paragraph.style
    name = (style.name or "") if style else ""
    heading = _HEADING.match(name)
    level = int(heading[1]) if heading else int(name.lower() in ("title", "标题"))
    return level, bool(style and style.font.bold) and not level


def _text(paragraph: Any, is_bold: bool) -> tuple[str, int]:
    """The text of a paragraph without that of text boxes in it, and how much of it begins bold."""
    text, bold, still = "", 0, True
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if next(element.iterancestors(f"{_W}p")) is not paragraph:
            continue
        if element.getparent().tag != f"{_W}r":
            continue  # a tab stop, not a tab
        piece = _piece(element)
        still = still and (_is_bold(element, is_bold) or not piece.strip())
        text += piece
        bold += len(piece) * still
    return text, len(text[:bold].rstrip())


def _piece(element: Any) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag == f"{_W}tab":
        return " "
    kind = element.get(f"{_W}type")
    return "" if kind in ("page", "column") else "\n"


def _is_bold(element: Any, otherwise: bool) -> bool:
    run = element.getparent()
    mark = run.find(f"{_W}rPr/{_W}b")
    return otherwise if mark is None else mark.get(f"{_W}val", "1") not in ("0", "false", "off")
