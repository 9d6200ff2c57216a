"""Lists of people above their speeches: who took part, who the guests are."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.corpus.splitting import width
from bot.importing.article import Block
from bot.importing.clues.lead import Lead, Person
from bot.importing.clues.person import person_in, person_listed_in
from bot.importing.numbering import number_before
from bot.importing.punctuation import is_prose

_LABEL = re.compile(
    r"(?:.{0,20}(?:参会|参加|与会|與會|出席|列席|到会|嘉宾|來賓|人员|人員|名单|名單|代表|发言人).{0,12}"
    r"|.{0,30}(?:panel|panell?ists?|speakers|participants|present|guests|contributors|attending)"
    r".{0,20}?)\s*[:：]?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,，;；、](?![^（()）]*[)）])")
_LONGEST = 120


def listed(blocks: Sequence[Block], leads: Mapping[int, Lead]) -> dict[int, Person]:
    """The people of a list, by the blocks that name them and open no speech.

    A list is lines of people one below the other: under a label, or with the last of them named
    again where somebody begins to speak. Of those under a label, the last speaks if text follows
    and no other place lets them.
    """
    names = Counter(lead.person.name for lead in leads.values() if lead.person)
    found: dict[int, Person] = {}
    for run in _runs(blocks):
        people = {at: person for at in run if (person := _person(blocks[at]))}
        last = max(people)
        is_labelled = run[0] > 0 and _LABEL.fullmatch(blocks[run[0] - 1].text) is not None
        if names[people[last].name] > (last in leads):
            found |= people
        elif is_labelled:
            speaks = last in leads and last + 1 < len(blocks) and is_prose(blocks[last + 1].text)
            found |= {at: person for at, person in people.items() if at != last or not speaks}
    return found


def people_in(text: str) -> Iterator[Person]:
    """Those whom a line names after a label: `Present: A. Patel (treasurer), R. Roe (clerk)`."""
    label, _, names = text.replace("：", ":").partition(":")
    if names and _LABEL.fullmatch(label):
        yield from filter(None, map(person_in, _PARTED.split(names.strip("。. "))))


def _runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Places of two or more lines of people that stand one below the other."""
    run: list[int] = []
    for at, block in enumerate([*blocks, None]):
        if block and _person(block):
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run = []


def _person(block: Block) -> Person | None:
    """Who is named by a line that is no running text."""
    text = block.text[number_before(block.text) :]
    is_line = width(text) <= _LONGEST and not is_prose(text)
    return person_listed_in(text) if is_line else None
