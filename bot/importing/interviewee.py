"""Who gives the answers of an interview that labels them only as answers."""

import re
from collections.abc import Sequence

from bot.importing.article import Block
from bot.importing.clues.lead import Person
from bot.importing.clues.person import person_in

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
_ENGLISH_END = re.compile(r"[,.]|\s(?:about|on)\s|$")
_ENGLISH_SENTENCE = re.compile(r"(.*?)(?:[.]|\s(?:about|on)\s|$)", re.DOTALL)
_LONGEST = 300
"""Characters among which a name ends that is told in English."""


def interviewee_in(blocks: Sequence[Block]) -> tuple[Person, int] | None:
    """The one person whom the text above an interview introduces, and where."""
    for block in blocks:
        for clause in _CLAUSE.findall(block.text):
            person = _introduced(clause.strip())
            if person:
                return person, block.number
    return _english(blocks)


def _introduced(clause: str) -> Person | None:
    """A name at the end of a clause in Chinese, or before what is done with its owner."""
    if clause.isascii():
        return None
    ends = [len(clause), *(found.start() for found in _BEHIND.finditer(clause))]
    starts = [0, *([found.end()] if (found := _BEFORE.match(clause)) else [])]
    for start in reversed(starts):
        for end in ends:
            person = person_in(clause[start:end]) if end > start else None
            if person and (person.role or start):
                return person
    return None


def _english(blocks: Sequence[Block]) -> tuple[Person, int] | None:
    for block in blocks:
        before = _BEFORE.match(block.text)
        behind = block.text[before.end() :][:_LONGEST] if before else ""
        pieces = (behind[: found.start()] for found in _ENGLISH_END.finditer(behind))
        whole = _ENGLISH_SENTENCE.match(behind)
        people = map(person_in, (whole[1] if whole else "", *pieces))
        person = next(filter(None, people), None)
        if person:
            return person, block.number
    return None
