"""Reads .docx files, with python-docx."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import ImportingError
from bot.importing.article import About, Line, Lines, Remark
from bot.importing.reading.encoding import clean, told
from bot.importing.reading.limits import LINES, PACKED, check_lines, read_bytes
from bot.importing.reading.word_numbers import Numbers
from bot.importing.reading.word_package import check_package, left_out

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENCLOSING = {
    f"{_W}tbl": "a table from here on; each of its cells is a paragraph",
    f"{_W}txbxContent": "from a text box, kept where the file has it; look where it belongs",
}
_HEADING = re.compile(r"(?:heading|标题) ?(\d)", re.IGNORECASE)


def read_word(path: Path) -> Lines:
    """The paragraphs of a .docx file, those in tables and text boxes too, numbered from 1.

    Raises ImportingError for one that cannot be read, or unpacks to more than an article has.
    """
    data = read_bytes(path, PACKED)
    check_package(path, data)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(islice(_paragraphs(document), LINES + 1))
        check_lines(path, 0, len(paragraphs))
        lines = tuple(_lines(document, paragraphs))
        title = told(document.core_properties.title)
        remarks = (*left_out(data), *_enclosed(paragraphs))
    except ImportingError:
        raise
    except Exception as error:  # python-docx raises whatever a broken file leads it to
        raise ImportingError(f"{path}: cannot be read as .docx: {_short(error)}") from None
    return Lines(lines, "paragraph", About(title), remarks)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _paragraphs(document: "Document") -> Iterator[tuple[int, Any]]:
    """The paragraphs and their numbers, a text box's once though it stands there twice."""
    number = 0
    for element in document.element.body.iter(f"{_W}p"):
        if not any(above.tag == _FALLBACK for above in element.iterancestors()):
            number += 1
            yield number, element


def _enclosed(paragraphs: Sequence[tuple[int, Any]]) -> Iterator[Remark]:
    """Remarks on tables, and on text boxes, which stand anywhere on a page."""
    told = set()
    for number, element in paragraphs:
        for above in element.iterancestors(*_ENCLOSING):
            if above not in told:
                told.add(above)
                yield Remark(number, _ENCLOSING[above.tag])


def _lines(document: "Document", paragraphs: Sequence[tuple[int, Any]]) -> Iterator[Line]:
    from docx.text.paragraph import Paragraph

    gap = 0
    numbers = Numbers(_numbering(document))
    for number, element in paragraphs:
        paragraph = Paragraph(element, document)
        level, bold_style = _style(paragraph)
        text, bold = _text(element, bold_style)
        mark = numbers.before(element, paragraph.style) if text.strip() else ""
        before = len(text) - len(text.lstrip())
        pieces = [clean(piece).strip() for piece in (mark + text.lstrip()).split("\n")]
        bold = min(max(bold - before + len(mark), 0), len(pieces[0])) if bold else 0
        first = True
        for piece in filter(None, pieces):
            yield Line(number, piece, level, bold, gap, indented=True)
            first, gap, bold = False, 0, 0
        gap += first


def _numbering(document: "Document") -> Any:
    """The element that defines the lists of a document, if there is one."""
    for related in document.part.rels.values():
        if related.reltype.endswith("/numbering") and not related.is_external:
            return getattr(related.target_part, "element", None)
    return None


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
        return "".join(element.itertext())
    if element.tag == f"{_W}tab":
        return " "
    kind = element.get(f"{_W}type")
    return "" if kind in ("page", "column") else "\n"


def _is_bold(element: Any, otherwise: bool) -> bool:
    run = element.getparent()
    mark = run.find(f"{_W}rPr/{_W}b")
    return otherwise if mark is None else mark.get(f"{_W}val", "1") not in ("0", "false", "off")
