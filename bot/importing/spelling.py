"""Names that one place of an article spells in full, and another as a surname or in capitals."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from functools import cached_property

from bot.importing.candidates import Candidates
from bot.importing.clues.lead import Lead, Person
from bot.importing.clues.turn import short_turn_at
from bot.importing.names import full_latin_names
from bot.importing.numbering import number_before


def short_turns(
    candidates: Candidates, chosen: Mapping[int, Lead], hosts: Set[str]
) -> dict[int, Lead]:
    """Turns under a surname alone, of those who are named in full elsewhere."""
    full = _FullNames(
        hosts | {lead.person.name for lead in chosen.values() if lead.person}, candidates.text
    )
    found = {}
    for at, block in enumerate(candidates.blocks):
        start = number_before(block.text)
        lead = short_turn_at(block.text[start:], full.person) if at not in chosen else None
        if lead:
            found[at] = replace(lead, end=lead.end + start)
    return found


def spelt(lead: Lead, text: str) -> Lead:
    """The lead with a name in capitals as the article's text spells it elsewhere."""
    if lead.person is None or not lead.person.name.isupper() or not lead.person.name.isascii():
        return lead
    words = re.findall(re.escape(lead.person.name), text, re.IGNORECASE)
    name = next((found for found in words if not found.isupper()), None)
    return replace(lead, person=replace(lead.person, name=name)) if name else lead


class _FullNames:
    """The full names of an article's speakers, or else those in its text, by their surnames."""

    def __init__(self, names: Iterable[str], text: str) -> None:
        self._text = text
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for name in names:
            for surname in {name.split()[-1].casefold(), *_beginnings(name)}:
                self._names[surname].add(name)

    def person(self, surname: str) -> Person | None:
        """Who has the surname, if nobody else has."""
        names = self._names.get(surname.casefold(), set())
        name = next(iter(names)) if len(names) == 1 else None
        if not names and surname.isascii():
            name = self._in_text.get(surname.casefold())
        return Person(name, sure=True) if name else None

    @cached_property
    def _in_text(self) -> dict[str, str]:
        return full_latin_names(self._text)


def _beginnings(name: str) -> tuple[str, ...]:
    """What may be the surname of a Chinese name."""
    return () if name.isascii() else (name[:1], name[:2])
