"""Reads .docx files: their paragraphs, with the numbers that Word sets before them."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ImportingError
from bot.importing.article import Line, Lines, Remark
from bot.importing.reading import texts
from bot.importing.reading.markup import words_in, xml_tree

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENCLOSING = {
    f"{_W}tbl": "a table from here on; each of its cells is a paragraph",
    f"{_W}txbxContent": "from a text box, kept where the file has it; look where it belongs",
}
_HEADING = re.compile(r"(?:heading|标题) ?(\d)|(?:title|标题)$", re.IGNORECASE)
_PLAIN = re.compile(r"(?:normal|正文|body text|default|list|table).*", re.IGNORECASE)
_SPEAKERS = re.compile(r"发言人|發言人|讲话人|姓名|speakers?|names?|who", re.IGNORECASE)
_PARTS = 5000
_PART = 10 * 1024 * 1024
"""Bytes of any part but a picture; the text of a book has fewer."""
_OLE = b"\xd0\xcf\x11\xe0"  # what old .doc files and encrypted .docx files begin with
_BESIDE = re.compile(r"word/(footnote|endnote|comment|header|footer)s?\d*\.xml")
_DIGITS = "〇一二三四五六七八九"
_DEEPEST = 9
_ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}


def read_word(path: Path) -> Lines:
    """The paragraphs of a .docx file, those in tables and text boxes too, numbered from 1.

    Raises ImportingError for one that cannot be read, or unpacks to more than an article has.
    """
    archive = _opened(path, texts.read_bytes(path, texts.PACKED))
    parts = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "docProps/core.xml")
    known = set(archive.namelist())
    try:
        data = [archive.read(part) if part in known else b"" for part in parts]
        beside = list(_beside(archive))
    except Exception as error:  # zipfile raises whatever a broken file leads it to
        raise ImportingError(f"{path}: cannot be read as .docx: {texts.fault(error)}") from None
    body, styles, numbering, core = map(xml_tree, data)
    if body is None:
        raise ImportingError(f"{path}: cannot be read as .docx: its text is missing or damaged")
    paragraphs: list[_Element] = []
    for element in body.iter(f"{_W}p"):
        if next(element.iterancestors(_FALLBACK), None) is None:
            paragraphs.append(element)
            texts.check_lines(path, 0, len(paragraphs))
    said = _rows(body)
    lines = tuple(_lines(paragraphs, _Styles(styles, numbering), said))
    title = core.find("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    about, remarks = texts.title_among(lines, words_in(title))
    return Lines(lines, "paragraph", about, (*beside, *remarks, *_enclosed(paragraphs, said)))


def _opened(path: Path, data: bytes) -> zipfile.ZipFile:
    """The package; raises ImportingError unless it is a .docx that unpacks to a decent size."""
    if data.startswith(_OLE):
        message = "is encrypted, or an old .doc; save it as .docx without a password"
        raise ImportingError(f"{path}: {message}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        archive.getinfo("[Content_Types].xml")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, KeyError):
        raise ImportingError(f"{path}: is not a .docx file, or a damaged one") from None
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)  # what zipfile unpacks at most
    largest = max(part.file_size for part in parts if not part.filename.startswith("word/media/"))
    if len(parts) > _PARTS or size > texts.UNPACKED or largest > _PART:
        raise texts.too_large(
            path, f"unpacks to {size / 1_000_000:,.0f} MB in {len(parts):,} parts"
        )
    return archive


def _beside(archive: zipfile.ZipFile) -> Iterator[Remark]:
    """What is beside the text and is not read: notes, comments, heads and feet of pages."""
    for name in sorted(set(archive.namelist())):
        if kind := _BESIDE.fullmatch(name):
            text = re.sub(rb"<[^>]+>", b"", archive.read(name)).decode("utf-8", "replace")
            if words := " ".join(text.split()):
                yield Remark(1, f"left out, in the file's {kind[1]}s: {words[:200]}")


def _enclosed(
    paragraphs: Sequence["_Element"], said: dict["_Element", str | None]
) -> Iterator[Remark]:
    """Remarks on tables, and on text boxes, which are anywhere on a page."""
    known = set()
    for number, element in enumerate(paragraphs, 1):
        for above in element.iterancestors(*_ENCLOSING):
            if above not in known:
                known.add(above)
                heads = words_in(above.find(f"{_W}tr"))
                by_speaker = f"a table of who says what from here on, with the heads {heads}"
                yield Remark(number, by_speaker if element in said else _ENCLOSING[str(above.tag)])


def _rows(body: "_Element") -> dict["_Element", str | None]:
    """Who says what begins with a paragraph, in tables of speakers and words.

    Empty for the paragraphs of their other cells; a speaker with an empty cell is the one above.
    """
    said: dict[_Element, str | None] = {}
    for table in body.iter(f"{_W}tbl"):
        rows = [row.findall(f"{_W}tc") for row in table.findall(f"{_W}tr")]
        heads = [_SPEAKERS.fullmatch(words_in(cell)) for cell in rows[0]] if rows else []
        at = next((at for at, found in enumerate(heads[:-1]) if found), -1)
        if at < 0 or any(len(row) != len(heads) for row in rows):
            continue
        for row in rows:
            other = (cell for number, cell in enumerate(row) if number != at + 1 or row is rows[0])
            said |= dict.fromkeys((one for cell in other for one in cell.iter(f"{_W}p")), "")
        for row in rows[1:]:
            first = next(row[at + 1].iter(f"{_W}p"), None)
            said |= {first: words_in(row[at]) or None} if first is not None else {}
    return said


def _lines(
    paragraphs: Sequence["_Element"], styles: "_Styles", said: dict["_Element", str | None]
) -> Iterator[Line]:
    gap = 0
    for number, element in enumerate(paragraphs, 1):
        level, is_bold, style = styles.of(element)
        text, bold = _text(element, is_bold and not level)
        mark = styles.number(element) if text.strip() else ""
        before = len(text) - len(text.lstrip())
        pieces = [texts.clean(piece).strip() for piece in (mark + text.lstrip()).split("\n")]
        bold = min(max(bold - before + len(mark), 0), len(pieces[0])) if bold else 0
        speaker = said.get(element)
        if speaker:
            label = f"{speaker}{': ' if speaker.isascii() else '：'}"
            pieces[0], bold = label + pieces[0], len(label.rstrip())
        first = True
        for piece in filter(None, pieces if speaker != "" else ()):
            yield Line(number, piece, level, bold, gap, indented=True, style=style)
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
        piece = "".join(map(str, element.itertext()))
        if element.tag == f"{_W}tab":
            piece = " "
        elif element.tag != f"{_W}t":
            piece = "" if element.get(f"{_W}type") in ("page", "column") else "\n"
        still = still and (_is_bold(run, is_bold) or not piece.strip())
        text += piece
        bold += len(piece) * still
    return text, len(text[:bold].rstrip())


def _is_bold(element: "_Element", otherwise: bool) -> bool:
    mark = element.find(f"{_W}rPr/{_W}b")
    return otherwise if mark is None else mark.get(f"{_W}val", "1") not in ("0", "false", "off")


class _Styles:
    """The styles of a document, and its lists, whose numbers it counts in their order."""

    def __init__(self, styles: "_Element | None", numbering: "_Element | None") -> None:
        found = styles.iter(f"{_W}style") if styles is not None else ()
        self._styles = {one.get(f"{_W}styleId", ""): one for one in found}
        self._levels = _levels(numbering) if numbering is not None else {}
        self._counts: defaultdict[str, list[int]] = defaultdict(list)

    def of(self, paragraph: "_Element") -> tuple[int, bool, str]:
        """A heading's level, whether the style is bold, and its name unless it is a usual one."""
        level, bold, bases = 0, False, self._bases(paragraph)
        for style in reversed(bases):
            bold = _is_bold(style, bold)
            outline = _value(style.find(f"{_W}pPr"), "outlineLvl")
            if heading := _HEADING.match(_value(style, "name")):
                level = int(heading[1] or 1)
            elif outline.isdecimal():
                level = int(outline) + 1
        name = _value(bases[0], "name") if bases else ""
        name = name or _value(paragraph.find(f"{_W}r/{_W}rPr"), "rStyle")
        return level % 10, bold, "" if level or _PLAIN.fullmatch(name) else name

    def number(self, paragraph: "_Element") -> str:
        """The number that is set before a paragraph; empty for none."""
        number, depth = self._place(paragraph)
        levels = self._levels.get(number, {})
        kind = _value(levels.get(depth), "numFmt")
        if depth not in levels:
            return ""
        counts = self._counts[number]
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(_count(_value(levels.get(len(counts)), "start"), 1) - 1)
        counts[depth] += 1
        label = "" if kind in ("bullet", "none") else _value(levels[depth], "lvlText")
        for at, count in enumerate(counts):
            shown = _shown(max(count, 0), _value(levels.get(at), "numFmt"))
            label = label.replace(f"%{at + 1}", shown)
        return f"{label} " if label and label[-1].isascii() else label

    def _place(self, paragraph: "_Element") -> tuple[str, int]:
        """The list that a paragraph is in, by itself or else by its styles, and how deep."""
        number = depth = ""
        for element in (paragraph, *self._bases(paragraph)):
            properties = element.find(f"{_W}pPr/{_W}numPr")
            number = number or _value(properties, "numId")
            depth = depth or _value(properties, "ilvl")
        return number, min(_count(depth), _DEEPEST)

    def _bases(self, paragraph: "_Element") -> list["_Element"]:
        """A paragraph's style and those that it is based on."""
        bases: list[_Element] = []
        style = self._styles.get(_value(paragraph.find(f"{_W}pPr"), "pStyle"))
        while style is not None and len(bases) < _DEEPEST:
            bases.append(style)
            style = self._styles.get(_value(style, "basedOn"))
        return bases


def _levels(numbering: "_Element") -> dict[str, dict[int, "_Element"]]:
    """The levels of each list, by its number."""
    abstract = {
        one.get(f"{_W}abstractNumId"): {
            _count(level.get(f"{_W}ilvl", "")): level for level in one.findall(f"{_W}lvl")
        }
        for one in numbering.findall(f"{_W}abstractNum")
    }
    lists = numbering.findall(f"{_W}num")
    return {
        one.get(f"{_W}numId", ""): abstract.get(_value(one, "abstractNumId"), {}) for one in lists
    }


def _value(element: "_Element | None", name: str) -> str:
    found = element.find(f"{_W}{name}") if element is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _count(text: str, otherwise: int = 0) -> int:
    """A number that an attribute has, or another one where it has none."""
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def _shown(count: int, kind: str) -> str:
    """A number as Word writes it: `三`, `c`, `iii`, `3`."""
    shown = str(count)
    if kind.startswith(("chinese", "ideograph", "japanese", "taiwanese")) and 0 < count < 100:
        tens, ones = divmod(count, 10)
        ten = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
        shown = ten + (_DIGITS[ones] if ones else "")
    elif kind.endswith("Letter") and count:
        shown = chr(ord("a") + (count - 1) % 26)
    elif kind.endswith("Roman"):
        shown = ""
        for value, letters in _ROMAN.items():
            times, count = divmod(count, value)
            shown += letters * min(times, 9)
    return shown.upper() if kind.startswith("upper") else shown
