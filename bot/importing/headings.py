"""Headings, and by what those of speeches differ from those inside a speech."""

import re
from collections.abc import Sequence

from bot.importing.article import Block
from bot.importing.credits import is_closing, is_credit
from bot.importing.dates import is_date, is_dateline
from bot.importing.note import is_label
from bot.importing.numbering import kind_of_number, number_before
from bot.importing.punctuation import is_short

_NO_HEADING = re.compile(
    r"谢谢|謝謝|感谢|我的(?:发言|汇报|演讲)|(?:发言|汇报)完毕|以上|此致|敬礼|各位|同志们|大家好|尊敬的"
    r"|thank|ladies and gentlemen|dear |good (?:morning|afternoon|evening)",
    re.IGNORECASE,
)

_LONGEST = 500
_OF_CONTENTS = re.compile(r"(?:[.．·]{4,}|…{2,}|\.\s\.\s\.).*\d+\s*$")
"""The end of a line in a table of contents."""

Look = tuple[int, bool, bool, str]


def is_heading(block: Block) -> bool:
    """Whether a block may be the title of what comes below it."""
    text = block.text
    if len(text) > _LONGEST:
        return False
    if any(is_other(text) for is_other in (is_credit, is_date, is_dateline, is_label, is_closing)):
        return False
    if block.level:
        return True
    if _NO_HEADING.match(text) or _OF_CONTENTS.search(text) or text.endswith((":", "：")):
        return False
    return is_short(text) and text[:1] not in '“"‘（('


def look_of(block: Block, usual_gap: int) -> Look:
    """By what a reader knows a heading's rank: level, bold, room above it, kind of number."""
    bold = block.bold == len(block.text)
    return block.level, bold, block.gap > usual_gap, kind_of_number(block.text)


def usual_gap(blocks: Sequence[Block]) -> int:
    """The blank lines between most paragraphs."""
    gaps = sorted(block.gap for block in blocks[1:])
    return gaps[len(gaps) // 2] if gaps else 0


def is_plain(look: Look) -> bool:
    """Whether nothing but its length tells that a line is a heading."""
    return look == (0, False, False, "")


def title_of(blocks: Sequence[Block], numbers: frozenset[str]) -> str:
    """The words of a title that may take several lines, without a number that counts speeches."""
    text = " ".join(block.text for block in blocks)
    at = number_before(text)
    kind = kind_of_number(text)
    if at < len(text) and (kind in numbers or not re.search(r"\w|#", kind)):
        return text[at:]
    return text
