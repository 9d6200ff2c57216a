"""Reads web pages: trafilatura tells the article from the page around it.

The words are taken from the page itself, in its order: trafilatura moves and drops lines.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import About, Line, Lines, Remark, shortened
from bot.importing.reading.encoding import clean, decode, told
from bot.importing.reading.limits import TAGS, TEXT, check_lines, read_bytes, too_large
from bot.importing.reading.page_text import Piece, pieces_of

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_ATTRIBUTES = 100


def read_web_page(path: Path) -> Lines:
    """The article of an HTML file, numbered by the file's lines."""
    data = read_bytes(path, TEXT)
    declared = _DECLARED.search(data[:4096])
    text, remarks = decode(path, data, declared[1].decode("ascii") if declared else None)
    if text.count("<") > TAGS:
        raise too_large(path, f"has more than {TAGS:,} tags")
    text = "".join(_with_few_attributes(text))
    pieces = pieces_of(text)
    if not pieces:
        raise ImportingError(f"{path}: no text in this page")
    check_lines(path, sum(len(piece.text) for piece in pieces), len(pieces))
    first, end = _extent(pieces, _extracted(text))
    kept = [piece for piece in pieces[first:end] if not piece.framed]
    framed = [piece for piece in pieces[first:end] if piece.framed]
    left = _left_out([*pieces[:first], *pieces[end:], *framed])
    return Lines(tuple(_lines(kept)), about=_about(text), remarks=(*remarks, *left))


def _with_few_attributes(text: str) -> Iterator[str]:
    """The page without the attributes that a tag has beyond many.

    A parser compares each of them with all others of its tag.
    """
    written = at = 0
    while tag := _TAG.search(text, at):
        ends = [tag.end()]
        while attribute := _ATTRIBUTE.match(text, ends[-1]):
            ends.append(attribute.end())
        at = ends[-1]
        if len(ends) > _ATTRIBUTES:
            yield text[written : ends[_ATTRIBUTES]]
            written = at
    yield text[written:]


def _extracted(text: str) -> str:
    """What trafilatura takes for the article."""
    import trafilatura

    return trafilatura.extract(text, include_comments=False, favor_recall=True) or ""


def _about(text: str) -> About:
    """What the page says of itself; a date only where it states it as one."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(text, date_config={"extensive_search": False, "original_date": True})
    address = found.url if found.url and found.url.startswith("http") else None
    return About(title=told(found.title), date=told(found.date), url=told(address))


def _extent(pieces: Sequence[Piece], extracted: str) -> tuple[int, int]:
    """Where the article begins, its heading included, and ends; all of the page if unknown."""
    known = _bare(extracted)
    inside = [
        at
        for at, piece in enumerate(pieces)
        if not piece.framed and len(_bare(piece.text)) > 1 and _bare(piece.text) in known
    ]
    if not inside:
        return 0, len(pieces)
    first = inside[0]
    headings = [at for at, piece in enumerate(pieces[:first]) if piece.level == 1]
    return (headings[-1] if headings else first), inside[-1] + 1


def _bare(text: str) -> str:
    return "".join(text.split())


def _lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    for piece in pieces:
        before = len(piece.text) - len(piece.text.lstrip())
        text = clean(piece.text).strip()
        bold = min(max(piece.bold - before, 0), len(text))
        yield Line(piece.number, text, piece.level, bold, 1, indented=True)


def _left_out(pieces: Sequence[Piece]) -> Iterator[Remark]:
    for piece in pieces:
        message = "left out, as part of the page around the article"
        yield Remark(piece.number, f"{message}: {shortened(piece.text, 200)}")
