"""Bytes to text: UTF-8, UTF-16 with its mark, or else GB18030, which is then said."""

import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from bot.corpus.importing.article import Remark
from bot.errors import ImportingError

_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_JOINERS = "\u200c\u200d"
_GUESSED = "not UTF-8; read as GB18030, so look whether it reads right"


def decode(path: Path, data: bytes, declared: str | None = None) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file, and a remark where its encoding was guessed.

    `declared` is the encoding that the file itself names. Raises ImportingError for what is no
    text.
    """
    try:
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return data.decode("utf-16"), ()
        if b"\0" in data:
            raise ImportingError(f"{path}: is not a text; it holds zero bytes")
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(_WIDER.get(declared.lower(), declared)), ()
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return data.decode("gb18030"), (Remark(1, _GUESSED),)
    except UnicodeDecodeError:
        message = "is neither UTF-8 nor GB18030; save it in UTF-8"
        raise ImportingError(f"{path}: {message}") from None


_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}


def clean(text: str) -> str:
    """One line without characters that nobody sees; white space of all kinds becomes a space.

    The wide space is kept: it pads names and indents paragraphs.
    """
    text = _INVISIBLE.sub("", text)
    return "".join(_cleaned(char) for char in text).rstrip()


def _cleaned(char: str) -> str:
    if char.isspace():
        return char if char == "\u3000" else " "
    if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn"):
        return ""
    return char if char in _JOINERS or unicodedata.category(char) != "Cf" else ""
