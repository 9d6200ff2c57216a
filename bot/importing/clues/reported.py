"""`荷塘区月塘街道党工委书记刘晖说:“…”`: a speech that a reporter retells; its text stays whole."""

import re

from bot.importing.clues.lead import Kind, Lead
from bot.importing.clues.person import person_in

_SAYS = re.compile(
    r"(.{2,60}?)(?:在发言中|在会上|在发言时|在座谈中)?"
    r"(?:说|說|表示|认为|指出|建议|谈到|介绍说?|强调|提出|坦言|告诉记者)(?:道)?\s*[,，:：]"
    r"|(.{3,90}?),?\s+(?:said|says|told \w+(?: \w+)?|added|argued|proposed|suggested)\b"
)


def reported_at(text: str) -> Lead | None:
    """A paragraph that begins with somebody's name and that they said something."""
    found = _SAYS.match(text)
    person = person_in((found[1] or found[2]).rstrip(" ,，"), speaks=True) if found else None
    return Lead(Kind.REPORTED, person, 0, person.sure) if person else None
