"""The possible beginnings of an article's speeches, and how often it names whom they name."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from bot.importing.article import Block
from bot.importing.attendance import listed
from bot.importing.clues.biography import role_told_of
from bot.importing.clues.lead import LINES, Kind, Lead, Person
from bot.importing.clues.leads import lead_of
from bot.importing.clues.role_line import role_stated
from bot.importing.names import any_name_at
from bot.importing.numbering import number_before
from bot.importing.roles import is_role

_BEFORE_ROLE = re.compile(r"([\u3400-\u9fff]{2,5})\s*[（(]([^（()）]+)[)）]")


class Candidates:
    """The leads of an article's blocks, by the blocks' places; who is only `listed` leads none."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.text = "\n".join(block.text for block in blocks)
        found = ((at, self._confirmed(at, lead_of(block))) for at, block in enumerate(blocks))
        leads = {at: lead for at, lead in found if lead}
        self.listed = listed(blocks, leads)
        self.leads = {at: lead for at, lead in leads.items() if at not in self.listed}
        self._counts: dict[str, int] = {}
        self._names: dict[tuple[Kind, ...], Counter[str]] = {}

    def role_line(self, at: int) -> str | None:
        """The role that the block states, if there is such a block and it says nothing else."""
        return role_stated(self.blocks[at]) if 0 <= at < len(self.blocks) else None

    def times(self, name: str) -> int:
        """How often a name stands in the article."""
        if name not in self._counts:
            self._counts[name] = self.text.count(name)
        return self._counts[name]

    def is_elsewhere(self, name: str) -> bool:
        """Whether a name stands in the article outside lines that say nothing else."""
        return self.times(name) > self._alone[name]

    def names(self, *kinds: Kind) -> Counter[str]:
        """The names that candidates of these kinds have, with how many of each."""
        if kinds not in self._names:
            self._names[kinds] = sum((self._by_kind[kind] for kind in kinds), Counter())
        return self._names[kinds]

    @cached_property
    def _alone(self) -> Counter[str]:
        return Counter(block.text for block in self.blocks)

    @cached_property
    def _by_kind(self) -> defaultdict[Kind, Counter[str]]:
        names: defaultdict[Kind, Counter[str]] = defaultdict(Counter)
        for lead in self.leads.values():
            if lead.person:
                names[lead.kind][lead.person.name] += 1
        return names

    def _confirmed(self, at: int, lead: Lead | None) -> Lead | None:
        """The lead, sure if the next block tells who its name is, or a line states the role."""
        if lead and lead.title and at == 0:
            return None  # an article's own title may name somebody
        below = self.blocks[at + 1].text if at + 1 < len(self.blocks) else ""
        if lead is None:
            text = self.blocks[at].text
            return _told_below(text, below) or _before_role(text)
        if lead.person is None or lead.kind not in LINES:
            return lead
        told, _ = role_told_of(lead.person.name, below)
        stated = self.role_line(at + 1) or self.role_line(at - 1)
        return replace(lead, sure=lead.sure or told or bool(stated))


def _told_below(text: str, below: str) -> Lead | None:
    """A line that is like no name, and is one because the next begins with it and tells a role."""
    name = any_name_at(text[number_before(text) :])
    is_whole = name is not None and name.end + number_before(text) == len(text)
    if not name or not is_whole or not re.match(r"\W", below[len(name.text) :]):
        return None
    told, role = role_told_of(name.text, below)
    return Lead(Kind.ALONE, Person(name.text), len(text), sure=True) if told and role else None


def _before_role(text: str) -> Lead | None:
    """A line that is like no name, and may be one because a role stands in brackets behind it."""
    start = number_before(text)
    found = _BEFORE_ROLE.fullmatch(text, start)
    if not found or not is_role(found[2]):
        return None
    return Lead(Kind.ENTITLED, Person(found[1], found[2].strip()), len(text))
