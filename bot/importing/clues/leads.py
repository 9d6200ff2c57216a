"""Puts the clues in order: what each block of an article may begin with."""

from dataclasses import replace

from bot.importing.article import Block
from bot.importing.clues.biography import biography_at
from bot.importing.clues.interview import turn_of_interview_at
from bot.importing.clues.lead import Kind, Lead
from bot.importing.clues.person import person_in
from bot.importing.clues.reported import reported_at
from bot.importing.clues.signature import signature_at
from bot.importing.clues.titled import titled_at
from bot.importing.clues.turn import entitled_before_colon, turn_at
from bot.importing.credits import is_closing, is_credit
from bot.importing.numbering import number_before

_SEEN = 2000
"""Characters of a block in which a beginning shows."""


def lead_of(block: Block) -> Lead | None:
    """The first clue that fits, numbers and marks before it aside."""
    block = replace(block, text=block.text[:_SEEN])
    start = number_before(block.text)
    text = block.text[start:]
    found = None if is_credit(text) else turn_of_interview_at(text)
    found = found or _bold(block, start) or _whole(block, text)
    if found is None:
        clues = (turn_at, signature_at, titled_at, biography_at, reported_at)
        found = next(filter(None, (clue(text) for clue in clues)), None)
    if found is None:
        return None
    end = found.end + start if found.end else 0
    return replace(found, end=end)


def _whole(block: Block, text: str) -> Lead | None:
    """A block that names somebody and says nothing else."""
    person = person_in(text) or entitled_before_colon(text)
    if person is None or is_closing(text):
        return None
    kind = Kind.ENTITLED if person.role else Kind.ALONE
    sure = person.sure or (block.bold == len(block.text) and not person.name.isascii())
    return Lead(kind, person, len(text), sure)


def _bold(block: Block, start: int) -> Lead | None:
    """A bold name before text that is not: `**刘晖** 月塘街道是…`."""
    if not start < block.bold < len(block.text):
        return None
    person = person_in(block.text[start : block.bold].rstrip(":： "))
    if person is None:
        return None
    rest = block.text[block.bold :]
    if rest[:1] in "（(" or rest[:1] in ",，":
        return None  # its role may follow
    end = block.bold + len(rest) - len(rest.lstrip(":： \u3000"))
    return Lead(Kind.TURN, person, end - start, sure=True)
