"""A web page's words, line by line and in its order, with lxml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = re.compile(r"\w+")
_INLINE = frozenset(
    _TAG.findall(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt "
        "ruby s samp small span strike strong sub sup time tt u var wbr br"
    )
)
_UNREAD = frozenset(
    _TAG.findall(
        "audio button canvas head iframe img input link meta noscript object option script select "
        "style svg template textarea title video"
    )
)
_FRAME = frozenset(("nav", "footer", "aside", "form"))
_BOLD = frozenset(("b", "strong"))


@dataclass(frozen=True, slots=True)
class Setting:
    """How words stand on a page: in a heading of a level, bold, in the frame around the article."""

    level: int = 0
    bold: bool = False
    framed: bool = False

    def within(self, tag: str) -> "Setting":
        """How words stand in an element with this tag."""
        return Setting(
            int(tag[1]) if re.fullmatch("h[1-6]", tag) else self.level,
            self.bold or tag in _BOLD,
            self.framed or tag in _FRAME,
        )


@dataclass(slots=True)
class Piece:
    """A line of the page; `bold` counts the bold characters at its beginning."""

    number: int
    level: int
    framed: bool
    text: str = ""
    bold: int = 0


def pieces_of(page: str) -> list[Piece]:
    """All that a page says, a piece for each paragraph or line of one; none if it is empty."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.ParserError, ValueError):
        return []
    body = tree.find("body")
    gathering = _Gathering()
    gathering.walk(body if body is not None else tree)
    return [line for piece in gathering.pieces for line in _parted(piece)]


@dataclass(slots=True)
class _Gathering:
    """The pieces so far; what comes next begins a `fresh` one, or goes on in the last."""

    pieces: list[Piece] = field(default_factory=list)
    fresh: bool = True

    def walk(self, body: "_Element") -> None:
        """Goes through all elements, without recursion: pages nest them by the thousand."""
        stack: list[tuple[_Element, Setting, bool]] = [(body, Setting(), False)]
        while stack:
            element, setting, is_left = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if is_left:
                self._part(tag)
                self._add(element.tail, self.pieces[-1].number if self.pieces else 1, setting)
                continue
            if element is not body:
                stack.append((element, setting, True))
            if tag == "br":
                self._break()
            elif tag and tag not in _UNREAD:
                self._part(tag)
                inside = setting.within(tag)
                self._add(element.text, _number(element), inside)
                stack += [(child, inside, False) for child in reversed(element)]

    def _part(self, tag: str) -> None:
        self.fresh = self.fresh or tag not in _INLINE

    def _break(self) -> None:
        if self.pieces and not self.fresh:
            self.pieces[-1].text += "\n"

    def _add(self, text: str | None, number: int, setting: Setting) -> None:
        """Adds text to the last piece, or as a new one."""
        if not text or (self.fresh and not text.strip()):
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if self.fresh:
            self.pieces.append(Piece(number, setting.level, setting.framed))
        piece = self.pieces[-1]
        if setting.bold and piece.bold == len(piece.text):
            piece.bold += len(text)
        piece.text += text
        self.fresh = False


def _number(element: "_Element") -> int:
    """The line of the file at which an element begins, as far as lxml knows it."""
    number = element.sourceline
    return number if isinstance(number, int) else 1


def _parted(piece: Piece) -> Iterator[Piece]:
    """The piece at its line breaks, which stand for paragraphs on many pages."""
    start = 0
    for text in piece.text.split("\n"):
        if text.strip():
            bold = max(min(piece.bold - start, len(text)), 0)
            yield replace(piece, text=text, bold=bold)
        start += len(text) + 1
