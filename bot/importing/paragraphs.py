"""Lines to paragraphs: the marks of pages left out, and what lines and pages part made whole."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.corpus.splitting import width
from bot.importing.article import Block, Line, Remark, shortened
from bot.importing.wording import ends_sentence, is_han, is_prose, joined

_PAGE = re.compile(
    r"[-—–―·•\s]*\d{1,4}[-—–―·•\s]*"
    r"|第\s*[\d一二三四五六七八九十百]{1,4}\s*[页頁](?:[,，/\s]*共\s*\d+\s*[页頁])?"
    r"|(?:page|p\.|column|col\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:/|of)\s*\d{1,4}"
    r"|\d{1,2}[.:]\d{2}\s*[ap]\.?m\.?|[（(](?:[上下][接转轉]|continued).{0,20}[)）]",
    re.IGNORECASE,
)
_LINE_NUMBER = re.compile(r"\d{1,2}(?:\s+(\S.*))?")
_DIGITS = re.compile(r"\d+")
_HEAD = re.compile(r"\S.*\s{3,}\D{0,8}\d{1,4}\D?|\d{1,4}\s{3,}.*\S")
"""A line with the number of its page at one end, far from its words."""
_TIME_AT_END = re.compile(r"\d:\d\d\W*$")
_RUNS = 3
"""Pages that must have a line for it to be a running head, or all where there are fewer."""
_WIDEST = 130
"""Columns of a line that was filled, at most: longer ones are whole paragraphs."""
_FEWEST = 3
_SLACK, _PARTED_BY_GAPS = 0.2, 12
"""How much narrower a full line may be where one of so many lines begins after a gap."""
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PARTED = re.compile(r"([^\W\d_]+)-$")
_UNIT = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff]+")
_OPEN = re.compile(r"[\w、，,（(“‘《][\s]*$")
_STARTS = re.compile(r"[“‘「『（(【《\[\d一二三四五六七八九十①-⑳■●◆▲★※—-]")
_CLAUSES = re.compile("[，,、；：:].")
_LONG, _LONGER = 40, 56
"""Columns from which a paragraph may have been parted, or one of several clauses is no heading."""

Begins = Callable[[Line | Block], bool]
"""Says whether a line or block begins something, such as what somebody says."""


def paragraphs_of(
    lines: Sequence[Line], unit: str, slack: float, begins: Begins
) -> tuple[list[Block], list[Remark]]:
    """The paragraphs and headings of an article, and remarks on what was left out or joined.

    A line or paragraph that `begins` something never goes on with the one before.
    """
    kept, marks = _without_page_marks(lines, unit, begins)
    blocks, hyphens = _unwrapped(kept, slack, begins)
    whole, joints = _joined(blocks, begins)
    return whole, [*marks, *hyphens, *joints]


def _without_page_marks(
    lines: Sequence[Line], unit: str, begins: Begins
) -> tuple[list[Line], list[Remark]]:
    """The lines of the text, and a remark for each that is of the page instead."""
    lines, remarks = _without_numbers(lines)
    heads = _running_heads(lines, unit)
    kept: list[Line] = []
    for line in lines:
        masked = _DIGITS.sub("#", line.text)
        is_year = re.fullmatch(r"(?:19|20)\d\d", line.text)
        is_mark = _PAGE.fullmatch(line.text) and not is_year and not line.speaker
        is_short = len(line.text) < 2 * _WIDEST
        is_head = masked in heads or (kept and is_short and _HEAD.fullmatch(line.text))
        if is_mark or (is_head and not begins(line)):
            remarks.append(Remark(line.number, f"left out, as a mark of the page: {line.text}"))
        else:
            kept.append(line)
    return kept, remarks


def _without_numbers(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Remark]]:
    """The lines without their numbers, if at least half have one, as in records of courts."""
    numbers = [_LINE_NUMBER.fullmatch(line.text) for line in lines]
    if 2 * sum(found is not None for found in numbers) < max(len(lines), 2 * _FEWEST):
        return lines, []
    bare = [
        replace(line, text=found[1] or "", bold=0) if found else line
        for line, found in zip(lines, numbers, strict=True)
    ]
    remark = Remark(lines[0].number, "left out, the numbers before the lines")
    return [line for line in bare if line.text], [remark]


def _running_heads(lines: Sequence[Line], unit: str) -> set[str]:
    """Lines that several pages have at an edge; without pages, lines with a date that recur."""
    if unit != "page":
        texts = (each.text for each in lines if len(each.text) < 2 * _LONG)
        dated = Counter(_DIGITS.sub("#", text) for text in texts if not _TIME_AT_END.search(text))
        several = {text for text, times in dated.items() if times > 1 and text.count("#") > 3}
        return {text for text in several if text[0] not in "[(【<"}
    pages: dict[int, list[str]] = {}
    for line in lines:
        pages.setdefault(line.number, []).append(_DIGITS.sub("#", line.text))
    edges = Counter(text for page in pages.values() for text in {page[0], page[-1]})
    least = max(2, min(_RUNS, len(pages)))
    return {text for text, pages_with in edges.items() if pages_with >= least}


def _unwrapped(
    lines: Sequence[Line], slack: float, begins: Begins
) -> tuple[list[Block], list[Remark]]:
    """The paragraphs of lines, of which those below a full one go on in it.

    `slack` is the share of a full line that may be missing, for letters that are not equally wide.
    """
    room = _room(lines, slack)
    blocks: list[list[Line]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        is_more = last and room and _continues(last, line, blocks[-1], room)
        if is_more and not begins(line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    remarks: list[Remark] = []
    words = {word.lower() for line in lines for word in _WORDS.findall(line.text)}
    return [_block(lines, words, remarks) for lines in blocks], remarks


def _room(lines: Sequence[Line], slack: float) -> float:
    """The columns above which a line is full; 0 where lines are paragraphs.

    Lines were filled if most of those with a line right below are so long that its first word had
    no room.
    """
    pairs = list(_pairs(lines))
    widths = sorted(width(line.text) for pair in pairs for line in pair)
    widest = widths[-1 - len(widths) // 20] if widths else 0  # a few lines stick out
    gaps = sum(line.gap > 0 for line in lines)
    room = widest * (1 - (max(slack, _SLACK) if _PARTED_BY_GAPS * gaps > len(lines) else slack))
    full = [a for a, b in pairs if _is_full(a, b, room)]
    unended = sum(not ends_sentence(line.text) for line in full)
    wraps = len(full) >= _FEWEST and 2 * len(full) >= len(pairs) and 2 * unended >= len(full)
    is_many = widest >= _LONG or len(pairs) > 2 * _FEWEST
    return room if wraps and is_many and widest <= _WIDEST else 0


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Lines right below each other that are set alike."""
    for a, b in pairwise(lines):
        if not b.gap and not b.indented and a.level == b.level:
            yield a, b


def _is_full(line: Line, below: Line, room: float) -> bool:
    unit = _UNIT.search(below.text)
    return width(line.text) + 1 + width(unit.group() if unit else "") > room


def _continues(line: Line, below: Line, block: Sequence[Line], room: float) -> bool:
    if below.gap or below.indented or line.level != below.level or below.speaker != line.speaker:
        return False
    if _is_bold(line) != _is_bold(below) and (_is_bold(below) or all(map(_is_bold, block))):
        return False
    return bool(line.level) or _is_full(line, below, room)


def _is_bold(line: Line) -> bool:
    return line.bold == len(line.text)


def _block(lines: Sequence[Line], words: set[str], remarks: list[Remark]) -> Block:
    first = lines[0]
    text, bold = first.text, first.bold
    for line in lines[1:]:
        if bold == len(text) and line.bold:
            bold += line.bold + 1
        text = _with_below(text, line, words, remarks)
    numbers = tuple(dict.fromkeys(line.number for line in lines))
    bold = min(bold, len(text))
    return Block(text, numbers, first.level, bold, first.gap, first.speaker, first.style)


def _with_below(text: str, below: Line, words: set[str], remarks: list[Remark]) -> str:
    """A text with the line below it; a hyphen goes where the article has the word without one."""
    first, rest = _PARTED.search(text[-_WIDEST:]), _WORDS.match(below.text)
    if not first or not rest or not rest.group()[0].islower():
        return joined(text, below.text)
    if f"{first[1]}{rest.group()}".lower() in words:
        return text[:-1] + below.text
    word = f"{first[1]}-{rest.group()}"
    if word.lower() not in words:
        message = f"parted at a line's end, kept with its hyphen: {word}"
        remarks.append(Remark(below.number, message))
    return text + below.text


def _joined(blocks: Sequence[Block], begins: Begins) -> tuple[list[Block], list[Remark]]:
    """The blocks with parted paragraphs whole, and a remark for each of these."""
    whole: list[Block] = []
    remarks = []
    for block in blocks:
        if whole and _goes_on(whole[-1], block) and not begins(block):
            first = whole.pop()
            text = joined(first.text, block.text)
            whole.append(replace(first, text=text, numbers=first.numbers + block.numbers))
            message = f"joined to the paragraph before, which broke off: {shortened(block.text)}"
            remarks.append(Remark(block.number, message))
        else:
            whole.append(block)
    return whole, remarks


def _goes_on(block: Block, below: Block) -> bool:
    """Whether a paragraph breaks off in a sentence which the next one, no heading, ends."""
    if block.level or below.level or below.bold or block.bold == len(block.text):
        return False
    if width(block.text) < _LONG or ends_sentence(block.text) or not _OPEN.search(block.text[-9:]):
        return False
    if block.speaker != below.speaker:
        return False
    if is_han(block.text):
        has_clauses = width(block.text) >= _LONGER and _CLAUSES.search(block.text) is not None
        runs_on = is_prose(block.text) or has_clauses or block.text.endswith(("，", "、"))
        return runs_on and ends_sentence(below.text) and not _STARTS.match(below.text)
    return below.text[:1].islower()
