"""Reads web pages: trafilatura tells the article from the page around it, lxml where it stands.

The words are taken from the page itself, in its order: trafilatura moves and drops lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.corpus.importing.article import About, Line, Lines, Remark, shortened
from bot.corpus.importing.encoding import clean, decode
from bot.corpus.importing.limits import TEXT, read_bytes
from bot.errors import ImportingError

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt "
        "ruby s samp small span strike strong sub sup time tt u var wbr br",
    )
)
_UNREAD = frozenset(
    re.findall(
        r"\w+",
        "audio button canvas head iframe img input link meta noscript object option script select "
        "style svg template textarea title video",
    )
)
_FRAME = frozenset(("nav", "footer", "aside", "form"))
_BOLD = frozenset(("b", "strong"))


@dataclass(slots=True)
class _Piece:
    """A line of the page as it is gathered."""

    number: int
    level: int
    framed: bool
    text: str = ""
    bold: int = 0


def read_web_page(path: Path) -> Lines:
    """The article of an HTML file, numbered by the file's lines."""
    data = read_bytes(path, TEXT)
    declared = _DECLARED.search(data[:4096])
    text, remarks = decode(path, data, declared[1].decode("ascii") if declared else None)
    import trafilatura
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        raise ImportingError(f"{path}: no text in this page") from None
    body = tree.find("body")
    pieces = list(_pieces(body if body is not None else tree))
    found = trafilatura.extract(text, include_comments=False, favor_recall=True) or ""
    first, last = _extent(pieces, found)
    kept = [piece for piece in pieces[first : last + 1] if not piece.framed]
    left = [*pieces[:first], *pieces[last + 1 :]]
    left += [piece for piece in pieces[first : last + 1] if piece.framed]
    return Lines(
        tuple(_lines(kept)),
        about=_about(text),
        remarks=(*remarks, *_left_out(left)),
    )


def _about(text: str) -> About:
    """What the page says of itself; a date only where it states it as one."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(text, date_config={"extensive_search": False, "original_date": True})
    address = found.url if found.url and found.url.startswith("http") else None
    return About(title=found.title, date=found.date, url=address)


def _extent(pieces: Sequence[_Piece], extracted: str) -> tuple[int, int]:
    """The first and the last piece of the article, its heading included; all if none is known."""
    known = _bare(extracted)
    inside = [
        at
        for at, piece in enumerate(pieces)
        if not piece.framed and len(_bare(piece.text)) > 1 and _bare(piece.text) in known
    ]
    if not inside:
        return 0, len(pieces) - 1
    first = inside[0]
    headings = [at for at, piece in enumerate(pieces[:first]) if piece.level == 1]
    return (headings[-1] if headings else first), inside[-1]


def _bare(text: str) -> str:
    return "".join(text.split())


def _lines(pieces: Sequence[_Piece]) -> Iterator[Line]:
    for piece in pieces:
        before = len(piece.text) - len(piece.text.lstrip())
        text = clean(piece.text).strip()
        bold = min(max(piece.bold - before, 0), len(text))
        yield Line(piece.number, text, piece.level, bold, 1, indented=True)


def _left_out(pieces: Sequence[_Piece]) -> Iterator[Remark]:
    for piece in pieces:
        message = "left out, as part of the page around the article"
        yield Remark(piece.number, f"{message}: {shortened(piece.text, 200)}")


def _pieces(body: "_Element") -> Iterator[_Piece]:
    """Everything that a page says, a piece for each paragraph or line of one."""
    gathered: list[_Piece] = []
    stack: list[tuple[_Element, int, bool, bool, bool]] = [(body, 0, False, False, False)]
    fresh = True
    while stack:
        element, level, bold, framed, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            fresh = fresh or tag not in _INLINE
            number = gathered[-1].number if gathered else 1
            fresh = _add(gathered, element.tail, number, level, bold, framed, fresh)
            continue
        read = tag and tag not in _UNREAD
        if element is not body:
            stack.append((element, level, bold, framed, True))
        if not read:
            continue
        if tag == "br":
            if gathered and not fresh:
                gathered[-1].text += "\n"
            continue
        fresh = fresh or tag not in _INLINE
        if re.fullmatch("h[1-6]", tag):
            level = int(tag[1])
        bold, framed = bold or tag in _BOLD, framed or tag in _FRAME
        fresh = _add(gathered, element.text, _number(element), level, bold, framed, fresh)
        stack += [(child, level, bold, framed, False) for child in reversed(element)]
    for piece in gathered:
        yield from _parted(piece)


def _number(element: "_Element") -> int:
    """The line of the file at which an element begins, as far as lxml knows it."""
    number = element.sourceline
    return number if isinstance(number, int) else 1


def _add(
    gathered: list[_Piece],
    text: str | None,
    number: int,
    level: int,
    bold: bool,
    framed: bool,
    fresh: bool,
) -> bool:
    """Adds text to the last piece, or as a new one; tells whether the next is still a new one."""
    if not text or (fresh and not text.strip()):
        return fresh
    text = re.sub(r"[ \t\r\n\f]+", " ", text)
    if fresh:
        gathered.append(_Piece(number, level, framed))
    piece = gathered[-1]
    if bold and piece.bold == len(piece.text):
        piece.bold += len(text)
    piece.text += text
    return False


def _parted(piece: _Piece) -> Iterator[_Piece]:
    """The piece at its line breaks, which stand for paragraphs on many pages."""
    start = 0
    for text in piece.text.split("\n"):
        bold = max(min(piece.bold - start, len(text)), 0)
        if text.strip():
            yield _Piece(piece.number, piece.level, piece.framed, text, bold)
        start += len(text) + 1
