"""Lines to paragraphs: where a line's end is only where the page was full, it goes on."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.corpus.splitting import width
from bot.importing.article import Block, Line, Remark
from bot.importing.hyphens import Hyphens
from bot.importing.punctuation import ends_sentence, first_unit

_WIDEST = 130
"""Columns of a line that was filled, at most: longer ones are whole paragraphs."""
_FEWEST = 3


def unwrap(lines: Sequence[Line], slack: float) -> tuple[list[Block], list[Remark]]:
    """The paragraphs and headings of an article, and remarks on words that a line's end parts.

    Lines were wrapped if most of those with a line right below are so long that its first word
    had no room. `slack` is the share of a full line that may be missing, for letters that are
    not equally wide.
    """
    room = _room(lines, slack)
    blocks: list[list[Line]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        if last and room and _continues(last, line, blocks[-1], room):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    hyphens = Hyphens(lines)
    return [_block(lines, hyphens) for lines in blocks], hyphens.remarks


def _room(lines: Sequence[Line], slack: float) -> float:
    """The columns above which a line is full; 0 where lines are paragraphs."""
    pairs = list(_pairs(lines))
    if not pairs:
        return 0
    widest = max(width(line.text) for pair in pairs for line in pair)
    room = widest * (1 - slack)
    full = [a for a, b in pairs if _is_full(a, b, room)]
    unended = sum(not ends_sentence(line.text) for line in full)
    wraps = len(full) >= _FEWEST and 2 * len(full) >= len(pairs) and 2 * unended >= len(full)
    return room if wraps and widest <= _WIDEST else 0


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Lines that stand right below each other, and are set alike."""
    for a, b in pairwise(lines):
        if not b.gap and not b.indented and a.level == b.level:
            yield a, b


def _is_full(line: Line, below: Line, room: float) -> bool:
    return width(line.text) + 1 + width(first_unit(below.text)) > room


def _continues(line: Line, below: Line, block: Sequence[Line], room: float) -> bool:
    if below.gap or below.indented or line.level != below.level:
        return False
    if _is_bold(line) != _is_bold(below) and (_is_bold(below) or all(map(_is_bold, block))):
        return False
    return bool(line.level) or _is_full(line, below, room)


def _is_bold(line: Line) -> bool:
    return line.bold == len(line.text)


def _block(lines: Sequence[Line], hyphens: Hyphens) -> Block:
    first = lines[0]
    text, bold = first.text, first.bold
    for line in lines[1:]:
        if bold == len(text) and line.bold:
            bold += line.bold + 1
        text = hyphens.join(text, line)
    numbers = tuple(dict.fromkeys(line.number for line in lines))
    return Block(text, numbers, first.level, min(bold, len(text)), first.gap)
