"""The bytes of a file to lines of text: how large it may be, its encoding, and its characters."""

import re
import stat
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import About, Line, Remark

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
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_LONGEST_TOLD = 300
_JOINERS = "\u200c\u200d"
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_ADJACENT = re.compile(rb"[\x80-\xff]{2}")
_COMMON = re.compile(
    "[的一是不了在人有我他这這个個们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里後以会會"
    "家可下而过過天去能对對小多然于於心学學之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開，。、「」“”：]"
)
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INDENT = re.compile(r"\t|\u3000|[ \u00a0]{2}")


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


def fault(error: Exception) -> str:
    """What an error of a library says, as the rest of one line."""
    return " ".join(str(error).split())[:100] or type(error).__name__


def too_large(path: Path, what: str) -> ImportingError:
    return ImportingError(f"{path}: {what}; import an article at a time")


def decode(path: Path, data: bytes, declared: str | None = None) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file, and a remark where its encoding was guessed.

    `declared` is the encoding that the file itself names. Raises ImportingError for what is no
    text.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = _try(data, "utf-16")
        if text is None:
            raise ImportingError(f"{path}: is a damaged text in UTF-16; save it in UTF-8")
        return text, ()
    if b"\0" in data:
        return _without_mark(path, data)
    for encoding in ("utf-8-sig", _WIDER.get((declared or "").lower(), declared)):
        text = _try(data, encoding) if encoding else None
        if text is not None:
            return text, ()
    return _guessed(path, data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _without_mark(path: Path, data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """A text in UTF-16 that does not say so; its line ends have their zero bytes on one side."""
    for encoding, end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        text = _try(data, encoding)
        if text and text.count("\n") and data.count(end) and _is_text(text):
            return text, (_guess(encoding.upper()),)
    raise ImportingError(f"{path}: is not a text; it holds zero bytes")


def _is_text(text: str) -> bool:
    """Whether characters are mostly letters, marks and spaces, of which few are rare."""
    usual = sum(char.isascii() or "\u3000" <= char <= "\u9fff" for char in text)
    return "\0" not in text and usual > 0.9 * len(text)


def _guessed(path: Path, data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """A text in whichever encoding of Chinese gives more of the commonest characters.

    Where no two bytes beyond ASCII stand together, it is not Chinese but a western text.
    """
    likely = ("GB18030", "Big5-HKSCS") if _ADJACENT.search(data) else ("windows-1252",)
    read = {name: text for name in likely if (text := _try(data, name)) is not None}
    if not read:
        message = "is neither UTF-8 nor GB18030 nor Big5; save it in UTF-8"
        raise ImportingError(f"{path}: {message}")
    best = max(read, key=lambda name: len(_COMMON.findall(read[name])))
    return read[best], (_guess(best.removesuffix("-HKSCS")),)


def _guess(encoding: str) -> Remark:
    return Remark(1, f"not UTF-8; read as {encoding}, so look whether it reads right")


def clean(text: str) -> str:
    """One line without characters that nobody sees; white space of all kinds becomes a space.

    The wide space is kept: it pads names and indents paragraphs.
    """
    text = _INVISIBLE.sub("", text)
    return "".join(_cleaned(char) for char in text).rstrip()


def short_line(text: str | None) -> str | None:
    """What a file tells of itself, as one line; None where that is nothing, or no line's length."""
    line = " ".join(clean(text or "").split())
    return line if 0 < len(line) <= _LONGEST_TOLD else None


def title_among(lines: Sequence[Line], title: str | None) -> tuple[About, tuple[Remark, ...]]:
    """The title that a file's properties give, and a remark on one that its text does not bear out.

    Programs leave names of other files there.
    """
    title = short_line(title)
    if title is None:
        return About(), ()
    bare = "".join(title.split())
    is_said = any(bare == "".join(line.text.split()) for line in lines)
    if is_said or not any(line.level == 1 for line in lines):
        return About(title), ()
    message = f"left out, as the text has another heading: the file's title {title}"
    return About(), (Remark(lines[0].number, message),)


def _cleaned(char: str) -> str:
    if char.isspace():
        return char if char == "\u3000" else " "
    if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn"):
        return ""
    return char if char in _JOINERS or unicodedata.category(char) != "Cf" else ""


def lines_of(text: str) -> list[Line]:
    """The lines of a text that say something, numbered as an editor numbers them."""
    lines: list[Line] = []
    number, gap, start = 1, 0, 0
    for end, after, feeds in [*_breaks(text), (len(text), len(text), False)]:
        raw = text[start:end]
        words = clean(raw).strip()
        if words:
            indented = _INDENT.match(raw) is not None
            lines.append(Line(number, words, gap=gap, indented=indented))
            gap = 0
        elif lines:
            gap += 1
        number += feeds
        start = after
    return lines


def _breaks(text: str) -> list[tuple[int, int, bool]]:
    """Where lines end, where the next begins, and whether an editor counts it."""
    return [
        (found.start(), found.end(), found.group() in ("\r\n", "\n", "\r"))
        for found in _BREAK.finditer(text)
    ]
