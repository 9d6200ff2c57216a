"""What stands above the first speech: title, credit line, date, and the editor's note."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.importing.article import About, Block, Remark, shortened
from bot.importing.credits import credit_in_dateline, is_credit, publisher_in, without_tools
from bot.importing.dates import date_in, is_date, without_date
from bot.importing.note import begins_note, is_label
from bot.importing.punctuation import has_words, is_short

_SEARCHED = 30
"""Blocks at the beginning among which a title, a credit line and a date are looked for."""


@dataclass(frozen=True, slots=True)
class Head:
    """What was found, and the indices of the blocks that it was found in."""

    title: str
    date: str | None
    source: str | None
    used: frozenset[int]
    remarks: tuple[Remark, ...]
    title_at: int | None


def head_of(blocks: Sequence[Block], end: int, about: About, title_at: int | None = None) -> Head:
    """The head of an article whose first speech begins with the block `end`.

    `end` is the length where no speech was found; `title_at` is the title's block, if known.
    """
    above = list(enumerate(blocks[: min(end, _SEARCHED)]))
    remarks: list[Remark] = []
    title_at = _title_at(above, about) if title_at is None else title_at
    used = set() if title_at is None else {title_at}
    sources, date = [], None
    for at, block in above:
        if at in used or not has_words(block.text):
            continue
        if is_date(block.text):
            date = date or date_in(block.text)
            used |= {at} if date == date_in(block.text) else set()
        elif is_credit(block.text) and not _is_first_line(at, title_at):
            found = date_in(block.text)
            if found and not date:
                date, text = found, without_date(block.text)
            else:
                text = block.text
            text, tools = without_tools(text)
            if tools:
                remarks.append(Remark(block.number, f"left out of the credit line: {tools}"))
            sources += [publisher_in(text)] if text else []
            used.add(at)
    source = " ".join(sources) or about.source or _dateline(above)
    if date is None:
        date = about.date
    if date is None:
        date = _date_told(above, used, title_at, remarks)
    title = blocks[title_at].text if title_at is not None else about.title
    if title is None:
        texts = [block for block in blocks if has_words(block.text)]
        first = next((block for block in texts if not is_label(block.text)), texts[0])
        title = shortened(first.text, 40)
        remarks.append(Remark(first.number, f"no title found for the forum; it is called {title}"))
    return Head(title, date, source, frozenset(used), tuple(remarks), title_at)


def _title_at(above: list[tuple[int, Block]], about: About) -> int | None:
    """The block that is the article's title: the highest heading, or the first short line."""
    short = [
        (at, block)
        for at, block in above
        if (block.level or is_short(block.text))
        and not is_date(block.text)
        and not begins_note(block.text)
    ]
    levels = [block.level for _, block in short if block.level]
    if levels and (above[0][1].level == min(levels) or levels.count(min(levels)) == 1):
        return next(at for at, block in short if block.level == min(levels))
    if about.title:
        same = [at for at, block in short if block.text == about.title]
        if same:
            return same[0]
        if not short or short[0][0] > 1:
            return None
    lines = [(at, block) for at, block in short[:4] if not is_credit(block.text)]
    if not lines or not _is_near_top(lines[0][0], above):
        return None
    return _over_subtitle(lines) or lines[0][0]


def _over_subtitle(lines: list[tuple[int, Block]]) -> int | None:
    """The line right above one that begins with a dash, if a line over the title is the first."""
    for (at, _), (below, block) in pairwise(lines):
        if below == at + 1 and block.text.startswith(("——", "--", "—", "――")):
            return at
    return None


def _is_near_top(at: int, above: list[tuple[int, Block]]) -> bool:
    """Whether nothing but credits and dates stands above the block."""
    return all(
        is_credit(block.text) or is_date(block.text) or not has_words(block.text)
        for _, block in above[:at]
    )


def _is_first_line(at: int, title_at: int | None) -> bool:
    return title_at is None and at == 0


def _dateline(above: list[tuple[int, Block]]) -> str | None:
    return next(filter(None, (credit_in_dateline(block.text) for _, block in above)), None)


def _date_told(
    above: list[tuple[int, Block]], used: set[int], title_at: int | None, remarks: list[Remark]
) -> str | None:
    """The first date in the note's running text or the title, which may not be the article's."""
    for at, block in sorted(above, key=lambda one: one[0] == title_at):
        date = date_in(block.text) if at not in used or at == title_at else None
        if date:
            remarks.append(Remark(block.number, f"the date is taken from the text: {date}"))
            return date
    return None
