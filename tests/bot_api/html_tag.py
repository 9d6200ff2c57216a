"""Reads one tag of Telegram's HTML, with Telegram's complaints where it is malformed."""

from collections.abc import Mapping
from dataclasses import dataclass

from .character_reference import reference_at

_SPACES = " \t\r\n\0\v"
_END_OF_TEXT = "\0"
_ENDS_ATTRIBUTE_NAME = _SPACES + "=>/\"'"
_FORMATTING = "b strong i em s strike del u ins tg-spoiler span blockquote"
_OTHERS = "a pre code tg-emoji tg-time"
_NAMES = frozenset(_FORMATTING.split() + _OTHERS.split())


class ParseError(ValueError):
    """The HTML cannot be parsed; the message is what Telegram says about it."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag; names of tags are in lower case, of attributes as written."""

    name: str
    attributes: Mapping[str, str]


class TagReader:
    """Reads the tag that begins with the '<' at `start`; `position` moves past it."""

    __slots__ = ("_start", "_text", "position")

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self.position = start + 1

    @property
    def place(self) -> str:
        return f"at byte offset {byte_offset(self._text, self._start)}"

    @property
    def is_end_tag(self) -> bool:
        return self._next == "/"

    def start_tag(self) -> Tag:
        """Reads `<name attribute="value" …>`; raises ParseError."""
        name = self._read_until(_SPACES + ">").lower()
        if self._next == _END_OF_TEXT:
            raise ParseError(f"Unclosed start tag {self.place}")
        if name not in _NAMES:
            raise ParseError(f'Unsupported start tag "{name}" {self.place}')
        attributes: dict[str, str] = {}
        self._skip_spaces()
        while self._next != ">":
            self._read_attribute(name, attributes)
            self._skip_spaces()
        self.position += 1
        return Tag(name, attributes)

    def end_tag(self) -> str:
        """Reads `</name>`, gives the name, which may be empty; raises ParseError."""
        self.position += 1
        name = self._read_until(_SPACES + ">").lower()
        self._skip_spaces()
        if self._next != ">":
            raise ParseError(f"Unclosed end tag {self.place}")
        self.position += 1
        return name

    @property
    def _next(self) -> str:
        return self._text[self.position] if self.position < len(self._text) else _END_OF_TEXT

    def _read_until(self, ends: str) -> str:
        begin = self.position
        while self._next not in ends:
            self.position += 1
        return self._text[begin : self.position]

    def _skip_spaces(self) -> None:
        while self.position < len(self._text) and self._next in _SPACES:
            self.position += 1

    def _read_attribute(self, tag_name: str, attributes: dict[str, str]) -> None:
        name = self._read_until(_ENDS_ATTRIBUTE_NAME)
        if not name:
            raise ParseError(f'Empty attribute name in the tag "{tag_name}" {self.place}')
        self._skip_spaces()
        if self._next == "=":
            self.position += 1
            self._skip_spaces()
            self._refuse_end_of_text(f'Unclosed start tag "{tag_name}" {self.place}')
            attributes[name] = self._read_value()
            self._refuse_end_of_text(f"Unclosed start tag {self.place}")
        else:
            self._refuse_end_of_text(f'Unclosed start tag "{tag_name}" {self.place}')
            attributes[name] = ""

    def _refuse_end_of_text(self, complaint: str) -> None:
        if self._next == _END_OF_TEXT:
            raise ParseError(complaint)

    def _read_value(self) -> str:
        return self._read_quoted(self._next) if self._next in "\"'" else self._read_token()

    def _read_token(self) -> str:
        begin = self.position
        while self._next.isascii() and (self._next.isalnum() or self._next in ".-"):
            self.position += 1
        if self._next not in _SPACES + ">":
            offset = byte_offset(self._text, begin)
            raise ParseError(f"Unexpected end of name token at byte offset {offset}")
        return self._text[begin : self.position].lower()

    def _read_quoted(self, quote: str) -> str:
        self.position += 1
        value: list[str] = []
        while self._next not in (quote, _END_OF_TEXT):
            reference = reference_at(self._text, self.position)
            if reference is not None:
                value.append(reference.character)
                self.position = reference.end
            else:
                value.append(self._next)
                self.position += 1
        if self._next == quote:
            self.position += 1
        return "".join(value)


def byte_offset(text: str, position: int) -> int:
    """Telegram tells places in bytes of UTF-8."""
    return len(text[:position].encode("utf-8", "surrogatepass"))
