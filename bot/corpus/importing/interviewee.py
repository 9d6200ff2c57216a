"""Who gives the answers of an interview that labels them only as answers."""

import re
from collections.abc import Sequence

from bot.corpus.importing.article import Block
from bot.corpus.importing.clues.lead import Person
from bot.corpus.importing.clues.person import person_in

_CLAUSE = re.compile(r"[^，,。！？!?；;：:“”\"（）()\n]+")
_MEETING = (
    "(?:interview|conversation|q ?& ?a|talk(?:s|ed|ing)?|spoke) (?:with|to)"
    "|questions (?:for|to)|met"
)
_BEFORE = re.compile(
    rf".*?(?:专访了?|采访了?|对话|访谈|访|邀请了?|对|与|和|到|请|{_MEETING})\s*", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?:接受|进行|做客|就|围绕|谈|畅谈|，|的专访|一起|同志|[.]$|about|on|talks|speaks)"
)


def interviewee_in(blocks: Sequence[Block]) -> tuple[Person, int] | None:
    """The one person whom the text above an interview introduces, and where."""
    for block in blocks:
        for clause in _CLAUSE.findall(block.text):
            person = _introduced(clause.strip())
            if person:
                return person, block.number
    return _english(blocks)


def _introduced(clause: str) -> Person | None:
    """A name at the end of a clause, or before what is done with its owner."""
    ends = [len(clause), *(found.start() for found in _BEHIND.finditer(clause))]
    starts = [0, *([found.end()] if (found := _BEFORE.match(clause)) else [])]
    for start in reversed(starts):
        for end in ends:
            person = person_in(clause[start:end]) if end > start else None
            if person and not clause.isascii() and (person.role or start):
                return person
    return None


def _english(blocks: Sequence[Block]) -> tuple[Person, int] | None:
    for block in blocks:
        before = _BEFORE.match(block.text)
        pieces = [block.text[before.end() :]] if before and before.end() else []
        for piece in pieces:
            for end in (found.start() for found in re.finditer(r"[,.]|\s(?:about|on)\s|$", piece)):
                longer = re.search(r"[.]|\s(?:about|on)\s|$", piece)
                whole = person_in(piece[: longer.start()]) if longer else None
                person = whole or person_in(piece[:end])
                if person:
                    return person, block.number
    return None
