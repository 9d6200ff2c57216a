"""Reads .docx files: their paragraphs, with the numbers that Word sets before them."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ImportingError
from bot.importing.article import Line, Lines, Remark
from bot.importing.reading.markup import xml_tree
from bot.importing.reading.texts import (
    PACKED,
    UNPACKED,
    check_lines,
    clean,
    fault,
    read_bytes,
    title_among,
    too_large,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENCLOSING = {
    f"{_W}tbl": "a table from here on; each of its cells is a paragraph",
    f"{_W}txbxContent": "from a text box, kept where the file has it; look where it belongs",
}
_HEADING = re.compile(r"(?:heading|标题) ?(\d)|(?:title|标题)$", re.IGNORECASE)
_PLAIN = re.compile(r"(?:normal|正文|body text|default|list |table ).*", re.IGNORECASE)
_PARTS = 5000
_PART = 10 * 1024 * 1024
"""Bytes of any part but a picture; the text of a book has fewer."""
_OLE = b"\xd0\xcf\x11\xe0"  # what old .doc files and encrypted .docx files begin with
_BESIDE = re.compile(r"word/(footnote|endnote|comment|header|footer)s?\d*\.xml")
_DIGITS = "〇一二三四五六七八九"
_DEEPEST = 9
_ROMAN = tuple(
    zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    )
)


def read_word(path: Path) -> Lines:
    """The paragraphs of a .docx file, those in tables and text boxes too, numbered from 1.

    Raises ImportingError for one that cannot be read, or unpacks to more than an article has.
    """
    archive = _opened(path, read_bytes(path, PACKED))
    try:
        body, styles, numbering, core = (
            _part(archive, name)
            for name in ("word/document", "word/styles", "word/numbering", "docProps/core")
        )
        beside = list(_left_out(archive))
    except ModuleNotFoundError:
        raise
    except Exception as error:  # zipfile raises whatever a broken file leads it to
        raise ImportingError(f"{path}: cannot be read as .docx: {fault(error)}") from None
    if body is None:
        raise ImportingError(f"{path}: cannot be read as .docx: its text is missing or damaged")
    paragraphs = []
    for element in body.iter(f"{_W}p"):
        above = [one for one in element.iterancestors() if one.tag in (*_ENCLOSING, _FALLBACK)]
        if not any(one.tag == _FALLBACK for one in above):
            paragraphs.append((element, above))
            check_lines(path, 0, len(paragraphs))
    lines = tuple(_lines([element for element, _ in paragraphs], _Styles(styles, numbering)))
    title = core.find("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    about, remarks = title_among(lines, title.text if title is not None else None)
    return Lines(lines, "paragraph", about, (*beside, *remarks, *_enclosed(paragraphs)))


def _opened(path: Path, data: bytes) -> zipfile.ZipFile:
    """The package; raises ImportingError unless it is a .docx that unpacks to a decent size."""
    if data.startswith(_OLE):
        message = "is encrypted, or an old .doc; save it as .docx without a password"
        raise ImportingError(f"{path}: {message}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise ImportingError(f"{path}: is not a .docx file, or a damaged one") from None
    parts = archive.infolist()
    if "[Content_Types].xml" not in archive.namelist():
        raise ImportingError(f"{path}: is not a .docx file, or a damaged one")
    size = sum(part.file_size for part in parts)  # what zipfile unpacks at most
    largest = max(part.file_size for part in parts if not part.filename.startswith("word/media/"))
    if len(parts) > _PARTS or size > UNPACKED or largest > _PART:
        raise too_large(path, f"unpacks to {size / 1_000_000:,.0f} MB in {len(parts):,} parts")
    return archive


def _part(archive: zipfile.ZipFile, name: str) -> "_Element | None":
    """The root of a part; None where it is missing or damaged."""
    known = f"{name}.xml"
    return xml_tree(archive.read(known)) if known in archive.namelist() else None


def _left_out(archive: zipfile.ZipFile) -> Iterator[Remark]:
    """What is beside the text and is not read: notes, comments, heads and feet of pages."""
    for name in sorted(set(archive.namelist())):
        kind = _BESIDE.fullmatch(name)
        if kind:
            words = re.sub(rb"<[^>]+>", b"", archive.read(name)).decode("utf-8", "replace")
            if words.strip():
                words = " ".join(words.split())
                yield Remark(1, f"left out, in the file's {kind[1]}s: {words[:200]}")


def _enclosed(paragraphs: Sequence[tuple["_Element", list["_Element"]]]) -> Iterator[Remark]:
    """Remarks on tables, and on text boxes, which are anywhere on a page."""
    known = set()
    for number, (_, above) in enumerate(paragraphs, 1):
        for one in above:
            if one not in known:
                known.add(one)
                yield Remark(number, _ENCLOSING[str(one.tag)])


def _lines(paragraphs: Sequence["_Element"], styles: "_Styles") -> Iterator[Line]:
    gap = 0
    for number, element in enumerate(paragraphs, 1):
        style = styles.of(element)
        text, bold = _text(element, style.bold and not style.level)
        mark = styles.number(element) if text.strip() else ""
        before = len(text) - len(text.lstrip())
        pieces = [clean(piece).strip() for piece in (mark + text.lstrip()).split("\n")]
        bold = min(max(bold - before + len(mark), 0), len(pieces[0])) if bold else 0
        first = True
        for piece in filter(None, pieces):
            yield Line(number, piece, style.level, bold, gap, indented=True, style=style.name)
            first, gap, bold = False, 0, 0
        gap += first


def _text(paragraph: "_Element", is_bold: bool) -> tuple[str, int]:
    """The text of a paragraph without that of text boxes in it, and how much of it begins bold."""
    text, bold, still = "", 0, True
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        run = element.getparent()
        if next(element.iterancestors(f"{_W}p")) is not paragraph:
            continue
        if run is None or run.tag != f"{_W}r":
            continue  # a tab stop, not a tab
        piece = _piece(element)
        still = still and (_is_bold(run, is_bold) or not piece.strip())
        text += piece
        bold += len(piece) * still
    return text, len(text[:bold].rstrip())


def _piece(element: "_Element") -> str:
    if element.tag == f"{_W}t":
        return "".join(map(str, element.itertext()))
    if element.tag == f"{_W}tab":
        return " "
    return "" if element.get(f"{_W}type") in ("page", "column") else "\n"


def _is_bold(properties: "_Element", otherwise: bool) -> bool:
    mark = properties.find(f"{_W}rPr/{_W}b")
    return otherwise if mark is None else mark.get(f"{_W}val", "1") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of a paragraph: a heading's level, whether it is bold, a telling name."""

    level: int = 0
    bold: bool = False
    name: str = ""


class _Styles:
    """The styles of a document, and its lists, whose numbers it counts in their order."""

    def __init__(self, styles: "_Element | None", numbering: "_Element | None") -> None:
        found = styles.iter(f"{_W}style") if styles is not None else ()
        self._styles = {one.get(f"{_W}styleId", ""): one for one in found}
        self._levels = _levels(numbering)
        self._counts: defaultdict[str, list[int]] = defaultdict(list)

    def of(self, paragraph: "_Element") -> _Style:
        level, bold = 0, False
        bases = self._bases(paragraph)
        names = [_value(style, "name") for style in bases]
        for style, name in zip(reversed(bases), reversed(names), strict=True):
            bold = _is_bold(style, bold)
            outline = _value(style.find(f"{_W}pPr"), "outlineLvl")
            heading = _HEADING.match(name)
            if heading or outline.isdecimal():
                level = int((heading and heading[1]) or outline or 0) + (not heading)
                level = level or 1
        name = next(iter(names), "") or _value(paragraph.find(f"{_W}r/{_W}rPr"), "rStyle")
        is_telling = name and not level and not _PLAIN.fullmatch(name)
        return _Style(min(level, 6), bold, name if is_telling else "")

    def number(self, paragraph: "_Element") -> str:
        """The number that is set before a paragraph; empty for none."""
        number, depth = self._place(paragraph)
        levels = self._levels.get(number, {})
        if depth not in levels:
            return ""
        counts = self._counts[number]
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(int(_value(levels.get(len(counts)), "start") or 1) - 1)
        counts[depth] += 1
        label = _value(levels[depth], "lvlText")
        if _value(levels[depth], "numFmt") in ("bullet", "none"):
            return ""
        for at, count in enumerate(counts):
            shown = _shown(max(count, 0), _value(levels.get(at), "numFmt"))
            label = label.replace(f"%{at + 1}", shown)
        return f"{label} " if label[-1:].isascii() else label

    def _place(self, paragraph: "_Element") -> tuple[str, int]:
        """The list that a paragraph is in, by itself or else by its styles, and how deep."""
        number = depth = ""
        for element in (paragraph, *self._bases(paragraph)):
            properties = element.find(f"{_W}pPr/{_W}numPr")
            number = number or _value(properties, "numId")
            depth = depth or _value(properties, "ilvl")
        return number, min(int(depth or 0), _DEEPEST)

    def _bases(self, paragraph: "_Element") -> list["_Element"]:
        """A paragraph's style and those that it is based on."""
        bases: list[_Element] = []
        style = self._styles.get(_value(paragraph.find(f"{_W}pPr"), "pStyle"))
        while style is not None and style not in bases and len(bases) < _DEEPEST:
            bases.append(style)
            style = self._styles.get(_value(style, "basedOn"))
        return bases


def _levels(numbering: "_Element | None") -> dict[str, dict[int, "_Element"]]:
    """The levels of each list, by its number."""
    if numbering is None:
        return {}
    abstract = {
        one.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl", "0")): level for level in one.findall(f"{_W}lvl")
        }
        for one in numbering.findall(f"{_W}abstractNum")
    }
    return {
        one.get(f"{_W}numId", ""): abstract.get(_value(one, "abstractNumId"), {})
        for one in numbering.findall(f"{_W}num")
    }


def _value(element: "_Element | None", name: str) -> str:
    found = element.find(f"{_W}{name}") if element is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _shown(count: int, kind: str) -> str:
    """A number as Word writes it: `三`, `c`, `iii`, `3`."""
    if kind.startswith(("chinese", "ideograph", "japanese", "taiwanese")) and 0 < count < 100:
        tens, ones = divmod(count, 10)
        ten = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
        return ten + (_DIGITS[ones] if ones else "")
    if kind in ("lowerLetter", "upperLetter") and count:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, letters in _ROMAN:
            times, count = divmod(count, value)
            roman += letters * min(times, 9)
        return roman.lower() if kind == "lowerRoman" else roman
    return str(count)
