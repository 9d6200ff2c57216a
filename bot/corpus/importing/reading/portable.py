"""Reads PDF files, with pypdf: where words stand on a page tells lines, gaps and indents."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.corpus.importing.article import About, Line, Lines
from bot.corpus.importing.reading.encoding import clean
from bot.corpus.importing.reading.limits import PACKED, PAGES, TEXT, read_bytes, too_large
from bot.errors import ImportingError

if TYPE_CHECKING:
    from pypdf import PageObject

_BOLD = re.compile(r"bold|black|heavy|simhei|黑体|,b\b", re.IGNORECASE)
_SLACK = 0.2


@dataclass(slots=True)
class _Row:
    """A line on a page: its words, where it begins, and what it is set in."""

    page: int
    text: str
    left: float
    height: float
    size: float
    bold: int


def read_portable(path: Path) -> Lines:
    """The lines of a PDF, numbered by their pages.

    Raises ImportingError for one that is encrypted or damaged, or that has no text.
    """
    data = read_bytes(path, PACKED)
    rows, title = _read(path, data)
    if not rows:
        raise ImportingError(
            f"{path}: no text in this PDF, only pictures of it; have the text recognised first"
        )
    return Lines(tuple(_lines(rows)), "page", About(title), slack=_SLACK)


def _read(path: Path, data: bytes) -> tuple[list[_Row], str | None]:
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised
    rows: list[_Row] = []
    locked = ImportingError(f"{path}: is encrypted; save it without a password")
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise locked
        if len(document.pages) > PAGES:
            raise too_large(path, f"has {len(document.pages):,} pages")
        read = 0
        for number, page in enumerate(document.pages, 1):
            found = list(_rows(page, number))
            read += sum(len(row.text) for row in found)
            if read > TEXT:
                raise too_large(path, f"holds more than {TEXT:,} characters")
            rows += found
        title = document.metadata.title if document.metadata else None
    except ImportingError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise locked from None
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise ImportingError(f"{path}: cannot be read as a PDF: {what}") from None
    return rows, title.strip() or None if title else None


def _rows(page: "PageObject", number: int) -> Iterator[_Row]:
    """The lines of a page in the order in which they are written."""
    rows: list[_Row] = []

    def see(
        text: str, _: object, at: list[float], font: dict[str, object] | None, size: float
    ) -> None:
        bold = _BOLD.search(str((font or {}).get("/BaseFont", ""))) is not None
        for part in text.splitlines(keepends=True):
            words = part.rstrip("\n")
            if rows and rows[-1].text and not rows[-1].text.endswith("\n"):
                row = rows[-1]
                row.bold += len(words) if bold and row.bold == len(row.text) else 0
                row.text += part
            else:
                scale = abs(at[3] or at[1] or 1) * size
                rows.append(_Row(number, part, at[4], at[5], scale, len(words) if bold else 0))

    page.extract_text(visitor_text=see)
    for row in rows:
        before = len(row.text) - len(row.text.lstrip())
        indent = row.text[:before]
        row.left += row.size * sum(1.0 if char == "\u3000" else 0.5 for char in indent)
        row.text = clean(row.text.rstrip("\n")).strip()
        row.bold = min(max(row.bold - before, 0), len(row.text))
        if row.text:
            yield row


def _lines(rows: list[_Row]) -> Iterator[Line]:
    body = _most_common(round(row.size, 1) for row in rows)
    steps = [a.height - b.height for a, b in _pairs(rows) if a.height > b.height]
    step = median(steps) if steps else 0.0
    left = _most_common(round(row.left) for row in rows)
    for before, row in zip([None, *rows], rows, strict=False):
        level = _level(row.size, body)
        gap = 0
        if before and before.page == row.page:
            gap = int(before.height - row.height > max(1.3 * step, 1.6 * before.size))
        elif before:
            gap = 1
        indented = row.left > left + 0.8 * row.size and row.left < left + 4 * row.size
        yield Line(row.page, row.text, level, row.bold, gap, indented)


def _pairs(rows: list[_Row]) -> Iterator[tuple[_Row, _Row]]:
    return ((a, b) for a, b in pairwise(rows) if a.page == b.page)


def _level(size: float, body: float) -> int:
    """A heading's level by its size; what is set like the text is none."""
    if size >= 1.6 * body:
        return 1
    return 2 if size >= 1.15 * body else 0


def _most_common(values: Iterable[float]) -> float:
    return Counter(values).most_common(1)[0][0]
