"""`刘晖(书记):…`, `Jane Doe: …`: who speaks stands at the head of what is said."""

import re
from collections.abc import Callable

from bot.corpus.splitting import width
from bot.importing.clues.lead import Kind, Lead, Person
from bot.importing.clues.person import person_in
from bot.importing.names import lone_surname_at
from bot.importing.punctuation import ends_sentence, is_short

_COLON = re.compile(r"[:：](?!//)(?!\d\d)")
_BRACKETED = re.compile(r"[【\[〔〖]([^【】\[\]]{2,60})[】\]〕〗]\s*[:：]?\s*(?=\S)")
_ROLE_AND_TEXT = re.compile(r"([^（(\s]{2,30}[（(][^（()）]{2,60}[)）])[\s\u3000]+(?=\S)")
_LONGEST = 120
_ANSWERS = re.compile(r"(?<=\w)(?:答|回答|答道|答复|回应)$")
_SAYS = re.compile(r"(?:说|說|表示|认为|指出|建议|谈到|介绍|强调|提出|坦言|告诉记者|said|says)$")


def turn_at(text: str) -> Lead | None:
    """A name and a colon (or a name in brackets) with text behind it.

    A heading behind the colon is the speech's title, and the lead of another kind.
    """
    for head, end in _heads(text):
        person = person_in(_ANSWERS.sub("", head), speaks=True)
        if person is None or not text[end:].strip():
            continue
        headed = is_short(text[end:]) and not ends_sentence(text[end:])
        kind = Kind.HEADED if headed else Kind.TURN
        return Lead(kind, person, end, sure=person.role is not None)
    return None


def short_turn_at(text: str, full_name: Callable[[str], Person | None]) -> Lead | None:
    """A surname and a colon, if `full_name` knows whose it is: `Doe: …`, `Mr. Doe: …`, `刘：…`."""
    colon = _COLON.search(text)
    name = lone_surname_at(text) if colon else None
    if colon is None or name is None or text[name.end : colon.start()].strip():
        return None
    person = full_name(name.text)
    return Lead(Kind.TURN, person, colon.end(), sure=True) if person else None


def entitled_before_colon(text: str) -> Person | None:
    """Who is named by a line that ends in a colon and says nothing else."""
    return person_in(text[:-1]) if text.endswith((":", "：")) else None


def _heads(text: str) -> list[tuple[str, int]]:
    """What may name a speaker, and where the text behind it begins."""
    heads = []
    for pattern in (_BRACKETED, _ROLE_AND_TEXT):
        found = pattern.match(text)
        if found:
            heads.append((found[1], found.end()))
    colon = _COLON.search(text)
    if colon and width(text[: colon.start()]) <= _LONGEST:
        head = text[: colon.start()].strip()
        if not _SAYS.search(head):
            heads.append((head, colon.end()))
    return heads
