"""Reads PDF files, with pypdf: where words stand on a page tells lines, gaps and indents."""

import io
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.errors import ImportingError
from bot.importing.article import About, Line, Lines, Remark
from bot.importing.reading.columns import begins_column, column_starts, in_columns
from bot.importing.reading.encoding import told
from bot.importing.reading.limits import PACKED, PAGES, check_lines, read_bytes, too_large
from bot.importing.reading.page_rows import Row, rows_of

if TYPE_CHECKING:
    from pypdf import PdfReader

_SLACK = 0.2
_OPERATIONS = 2_000_000
"""What may be drawn on all pages together: maps and charts take many, an article's text few."""
_COLUMNS = "set in columns; read one after the other, so look whether their order is right"


def read_portable(path: Path) -> Lines:
    """The lines of a PDF, numbered by their pages.

    Raises ImportingError for one that is encrypted or damaged, or that has no text.
    """
    data = read_bytes(path, PACKED)
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised
    try:
        document = _opened(path, data)
        rows, remarks = _rows(path, document)
        title = told(document.metadata.title if document.metadata else None)
    except ImportingError:
        raise
    except (pypdf.errors.DependencyError, pypdf.errors.FileNotDecryptedError):
        raise _locked(path) from None
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise ImportingError(f"{path}: cannot be read as a PDF: {what}") from None
    if not rows:
        raise ImportingError(
            f"{path}: no text in this PDF, only pictures of it; have the text recognised first"
        )
    return Lines(tuple(_lines(rows)), "page", About(title), remarks, _SLACK)


def _opened(path: Path, data: bytes) -> "PdfReader":
    import pypdf

    document = pypdf.PdfReader(io.BytesIO(data))
    if document.is_encrypted and not document.decrypt(""):
        raise _locked(path)
    if len(document.pages) > PAGES:
        raise too_large(path, f"has {len(document.pages):,} pages")
    return document


def _locked(path: Path) -> ImportingError:
    return ImportingError(f"{path}: is encrypted; save it without a password")


def _rows(path: Path, document: "PdfReader") -> tuple[list[Row], tuple[Remark, ...]]:
    """The rows of all pages, and a remark on each page that has columns side by side."""
    rows: list[Row] = []
    remarks: list[Remark] = []
    drawn = count(1)

    def draw(*_: object) -> None:
        if next(drawn) > _OPERATIONS:
            raise too_large(path, f"draws with more than {_OPERATIONS:,} operations")

    for number, page in enumerate(document.pages, 1):
        read_page = partial(page.extract_text, visitor_operand_before=draw)
        written = list(rows_of(number, read_page))
        read = in_columns(written)
        if read != written:
            remarks.append(Remark(number, _COLUMNS))
        rows += read
        check_lines(path, sum(len(row.text) for row in rows), len(rows))
    return rows, tuple(remarks)


def _lines(rows: list[Row]) -> Iterator[Line]:
    body = _most_common(round(row.size, 1) for row in rows)
    steps = [a.height - b.height for a, b in _pairs(rows) if a.height > b.height]
    step = median(steps) if steps else 0.0
    starts = column_starts(rows)
    for before, row in zip([None, *rows], rows, strict=False):
        level = _level(row.size, body)
        indent = row.left - max((at for at in starts if at <= row.left + 1), default=row.left)
        indented = not level and 0.8 * row.size < indent < 4 * row.size
        yield Line(row.page, row.text, level, row.bold, _gap(before, row, step), indented)


def _gap(before: Row | None, row: Row, step: float) -> int:
    """1 if there is more room than between lines, or if a page or a column begins."""
    if before is None:
        return 0
    is_far = before.height - row.height > max(1.3 * step, 1.6 * before.size)
    return int(is_far or before.page != row.page or begins_column(before, row))


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    return ((a, b) for a, b in pairwise(rows) if a.page == b.page)


def _level(size: float, body: float) -> int:
    """A heading's level by its size; what is set like the text is none."""
    if size >= 1.6 * body:
        return 1
    return 2 if size >= 1.15 * body else 0


def _most_common(values: Iterable[float]) -> float:
    return Counter(values).most_common(1)[0][0]
