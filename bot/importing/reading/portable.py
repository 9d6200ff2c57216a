"""Reads PDF files, with pypdf: where words are on a page tells lines, gaps and indents."""

import io
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.corpus.splitting import width
from bot.errors import ImportingError
from bot.importing.article import Line, Lines, Remark
from bot.importing.reading import texts

if TYPE_CHECKING:
    from pypdf import PdfReader

_SLACK = 0.2
_OPERATIONS = 2_000_000
"""What may be drawn on all pages together: maps and charts take many, an article's text few."""
_BOLD = re.compile(r"bold|black|heavy|simhei|黑体|,b\b", re.IGNORECASE)
_ENDED = re.compile(r"[。！？!?.…：:][”\"’」）)]*$")
_PAIRS, _NARROWEST = 5, 16
"""Pairs of rows side by side that make columns, and how wide these are: others are a table's."""
_APART, _SHARE = 100, 0.1
"""Points between the beginnings of columns, and the share of all rows that begin there."""
_RUNS, _EDGE = 3, 2
"""Pages on which a row is a running head, and how many rows are at an edge of a page."""
_COLUMNS = "set in columns; read one after the other, so look whether their order is right"
_NUMBER = re.compile(
    r"[-—–―·•\s]*\d{1,4}[-—–―·•\s]*|第\s*[\d一二三四五六七八九十百]{1,4}\s*[页頁](?:[,，/\s]*共\s*\d+\s*[页頁])?"
    r"|(?:page|p\.)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)


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
    data = texts.read_bytes(path, texts.PACKED)
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised
    try:
        document = _opened(path, data)
        rows, remarks = _rows(path, document)
        title = document.metadata.title if document.metadata else None
    except ImportingError:
        raise
    except (pypdf.errors.DependencyError, pypdf.errors.FileNotDecryptedError):
        raise _locked(path) from None
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        raise ImportingError(f"{path}: cannot be read as a PDF: {texts.fault(error)}") from None
    if not rows:
        raise ImportingError(
            f"{path}: no text in this PDF, only pictures of it; have the text recognised first"
        )
    lines = tuple(_lines(rows))
    about, doubts = texts.title_among(lines, title)
    return Lines(lines, "page", about, (*remarks, *doubts), _SLACK)


def _opened(path: Path, data: bytes) -> "PdfReader":
    import pypdf

    document = pypdf.PdfReader(io.BytesIO(data))
    if document.is_encrypted and not document.decrypt(""):
        raise _locked(path)
    if len(document.pages) > texts.PAGES:
        raise texts.too_large(path, f"has {len(document.pages):,} pages")
    return document


def _locked(path: Path) -> ImportingError:
    return ImportingError(f"{path}: is encrypted; save it without a password")


def _rows(path: Path, document: "PdfReader") -> tuple[list[_Row], list[Remark]]:
    """The rows of all pages but their heads and numbers, and remarks on these and on columns."""
    pages: list[list[_Row]] = []
    drawn, characters = count(1), 0

    def draw(*_: object) -> None:
        if next(drawn) > _OPERATIONS:
            raise texts.too_large(path, f"draws with more than {_OPERATIONS:,} operations")

    for number, page in enumerate(document.pages, 1):
        read_page = partial(page.extract_text, visitor_operand_before=draw)
        pages.append(list(_rows_of(number, read_page)))
        characters += sum(len(row.text) for row in pages[-1])
        texts.check_lines(path, characters, sum(map(len, pages)))
    marks = _marks(pages)
    rows: list[_Row] = []
    remarks: list[Remark] = []
    for written in pages:
        kept = [row for row in written if id(row) not in marks]
        gone = (row for row in written if id(row) in marks)
        remarks += (
            Remark(row.page, f"left out, as a mark of the page: {row.text}") for row in gone
        )
        read = _in_columns(kept)
        remarks += [Remark(kept[0].page, _COLUMNS)] if read != kept else []
        rows += read
    return rows, remarks


def _marks(pages: Sequence[Sequence[_Row]]) -> set[int]:
    """The rows at the edges of pages that are numbers, or on several pages but for a number."""
    edges: list[_Row] = []
    sizes: dict[str, list[float]] = {}
    for page in filter(None, pages):
        ordered = sorted(page, key=lambda row: row.height)
        ends = {id(row): row for row in (*ordered[:_EDGE], *ordered[-_EDGE:])}
        edges += ends.values()
        for text, size in {_numberless(row.text): row.size for row in ends.values()}.items():
            sizes.setdefault(text, []).append(size)
    least = max(2, min(_RUNS, len(pages) // 2))
    runs = {text: 1.1 * min(found) for text, found in sizes.items() if len(found) >= least}
    heads = (row for row in edges if row.size <= runs.get(_numberless(row.text), 0))
    return {id(row) for row in (*heads, *(row for row in edges if _is_number(row.text)))}


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and not re.fullmatch(r"(?:19|20)\d\d", text)


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _lines(rows: Sequence[_Row]) -> Iterator[Line]:
    body = Counter(round(row.size, 1) for row in rows).most_common(1)[0][0]
    pairs = [(a, b) for a, b in pairwise(rows) if a.page == b.page]
    steps = [a.height - b.height for a, b in pairs if a.height > b.height]
    step = median(steps) if steps else 0.0
    starts = _column_starts(rows)
    for before, row in zip([None, *rows], rows, strict=False):
        level = 1 if row.size >= 1.6 * body else 2 if row.size >= 1.15 * body else 0
        indent = row.left - max((at for at in starts if at <= row.left + 1), default=row.left)
        indented = not level and 0.8 * row.size < indent < 4 * row.size
        yield Line(row.page, row.text, level, row.bold, _gap(before, row, step), indented)


def _gap(before: _Row | None, row: _Row, step: float) -> int:
    """1 if there is more room than between lines, or if a page or a column begins.

    A sentence goes on over the end of a page.
    """
    if before is None or (before.page != row.page and not _ENDED.search(before.text)):
        return 0
    is_far = before.height - row.height > max(1.3 * step, 1.6 * before.size)
    is_column = row.height > before.height + row.size and row.left >= before.left + _APART
    return int(is_far or is_column or before.page != row.page)


def _rows_of(number: int, read: Callable[..., str]) -> Iterator[_Row]:
    """The rows of the page with a number in the order in which they are written.

    `read` goes through the page, and calls its `visitor_text` for each piece of text.
    """
    rows: list[_Row] = []

    def see(text: str, m: Sequence[float], at: Sequence[float], font: object, size: float) -> None:
        """Adds text at a place, whose matrix is within another (`m`)."""
        base = font.get("/BaseFont", "") if isinstance(font, dict) else ""
        bold = _BOLD.search(str(base)) is not None
        for part in text.splitlines(keepends=True):
            words = part.rstrip("\n")
            if rows and rows[-1].text and not rows[-1].text.endswith("\n"):
                row = rows[-1]
                row.bold += len(words) if bold and row.bold == len(row.text) else 0
                row.text += part
            else:
                scale = abs(at[3] or at[1] or 1) * abs(m[3] or m[1] or 1) * size
                left = at[4] * m[0] + at[5] * m[2] + m[4]
                height = at[4] * m[1] + at[5] * m[3] + m[5]
                rows.append(_Row(number, part, left, height, scale, len(words) if bold else 0))

    read(visitor_text=see)
    return (row for row in map(_cleaned, rows) if row.text)


def _cleaned(row: _Row) -> _Row:
    """The row without the spaces that indent it; where it begins tells of these."""
    before = len(row.text) - len(row.text.lstrip())
    row.left += row.size * sum(1.0 if char == "\u3000" else 0.5 for char in row.text[:before])
    row.text = texts.clean(row.text.rstrip("\n")).strip()
    row.bold = min(max(row.bold - before, 0), len(row.text))
    return row


def _in_columns(rows: Sequence[_Row]) -> list[_Row]:
    """A page's rows with the left column before the right one, where there are two.

    What is above both stays there. Rows of a page without columns stay as they are.
    """
    beside = (round(b.left) for a, b in pairwise(rows) if _is_beside(a, b))
    start, times = next(iter(Counter(beside).most_common(1)), (0, 0))
    if times < _PAIRS:
        return list(rows)
    right = [row for row in rows if row.left > start - row.size]
    top = max(row.height for row in right)
    above = [row for row in rows if row.height > top + row.size]
    placed = {id(row) for row in (*above, *right)}
    left = [row for row in rows if id(row) not in placed]
    return [*above, *left, *(row for row in right if row.height <= top)]


def _is_beside(row: _Row, other: _Row) -> bool:
    """Whether a row is left of another one, in a column of its own."""
    is_level = abs(row.height - other.height) < 0.3 * row.size
    is_wide = min(width(row.text), width(other.text)) >= _NARROWEST
    return is_level and is_wide and other.left > row.left + row.size


def _column_starts(rows: Sequence[_Row]) -> list[int]:
    """Where the rows of each column begin, of those that are columns of text."""
    starts: list[int] = []
    for left, times in Counter(round(row.left) for row in rows).most_common():
        is_apart = all(abs(left - start) >= _APART for start in starts)
        if not starts or (is_apart and times >= len(rows) * _SHARE):
            starts.append(left)
    return starts
