"""Bytes to text: UTF-8, UTF-16, or else what the bytes are like, which is then said."""

import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import Remark

_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_LONGEST_TOLD = 300
_JOINERS = "\u200c\u200d"
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_ADJACENT = re.compile(rb"[\x80-\xff]{2}")
_COMMON = re.compile(
    "[的一是不了在人有我他这這个個们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里後以会會"
    "家可下而过過天去能对對小多然于於心学學之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開，。、「」“”：]"
)


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


def told(text: str | None) -> str | None:
    """What a file tells of itself, as one line; None where that is nothing, or no line's length."""
    line = " ".join(clean(text or "").split())
    return line if 0 < len(line) <= _LONGEST_TOLD else None


def _cleaned(char: str) -> str:
    if char.isspace():
        return char if char == "\u3000" else " "
    if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn"):
        return ""
    return char if char in _JOINERS or unicodedata.category(char) != "Cf" else ""
