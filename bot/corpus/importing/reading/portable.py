"""Reads PDF files, with pypdf: where words stand on a page tells lines, gaps and indents."""

import io
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

from bot.corpus.importing.article import About, Line, Lines, Remark
from bot.corpus.importing.reading.columns import column_starts, in_columns
from bot.corpus.importing.reading.limits import PACKED, PAGES, TEXT, read_bytes, too_large
from bot.corpus.importing.reading.page_rows import Row, rows_of
from bot.errors import ImportingError

_SLACK = 0.2
_COLUMNS = "set in columns; read one after the other, so look whether their order is right"


def read_portable(path: Path) -> Lines:
    """The lines of a PDF, numbered by their pages.

    Raises ImportingError for one that is encrypted or damaged, or that has no text.
    """
    data = read_bytes(path, PACKED)
    rows, title, remarks = _read(path, data)
    if not rows:
        raise ImportingError(
            f"{path}: no text in this PDF, only pictures of it; have the text recognised first"
        )
    return Lines(tuple(_lines(rows)), "page", About(title), remarks, _SLACK)


def _read(path: Path, data: bytes) -> tuple[list[Row], str | None, tuple[Remark, ...]]:
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised
    rows: list[Row] = []
    remarks: list[Remark] = []
    locked = ImportingError(f"{path}: is encrypted; save it without a password")
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise locked
        if len(document.pages) > PAGES:
            raise too_large(path, f"has {len(document.pages):,} pages")
        read = 0
        for number, page in enumerate(document.pages, 1):
            found = list(rows_of(page, number))
            read += sum(len(row.text) for row in found)
            if read > TEXT:
                raise too_large(path, f"holds more than {TEXT:,} characters")
            ordered = in_columns(found)
            if ordered != found:
                remarks.append(Remark(number, _COLUMNS))
            rows += ordered
        title = document.metadata.title if document.metadata else None
    except ImportingError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise locked from None
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise ImportingError(f"{path}: cannot be read as a PDF: {what}") from None
    return rows, title.strip() or None if title else None, tuple(remarks)


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
    """1 if there is more room than between lines, or if a page begins."""
    if before is None:
        return 0
    is_far = before.height - row.height > max(1.3 * step, 1.6 * before.size)
    return int(is_far or before.page != row.page)


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    return ((a, b) for a, b in pairwise(rows) if a.page == b.page)


def _level(size: float, body: float) -> int:
    """A heading's level by its size; what is set like the text is none."""
    if size >= 1.6 * body:
        return 1
    return 2 if size >= 1.15 * body else 0


def _most_common(values: Iterable[float]) -> float:
    return Counter(values).most_common(1)[0][0]
