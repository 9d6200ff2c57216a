"""Names that one place of an article spells in full, and another as a surname or in capitals."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from bot.corpus.importing.candidates import Candidates
from bot.corpus.importing.clues.lead import Lead, Person
from bot.corpus.importing.clues.turn import short_turn_at
from bot.corpus.importing.names import full_latin_name
from bot.corpus.importing.numbering import number_before


def short_turns(
    candidates: Candidates, chosen: Mapping[int, Lead], hosts: Set[str]
) -> dict[int, Lead]:
    """Turns under a surname alone, of those who are named in full elsewhere."""
    names = hosts | {lead.person.name for lead in chosen.values() if lead.person}
    found = {}
    for at, block in enumerate(candidates.blocks):
        start = number_before(block.text)
        lead = short_turn_at(
            block.text[start:], lambda surname: _in_full(surname, names, candidates.text)
        )
        if lead and at not in chosen:
            found[at] = replace(lead, end=lead.end + start)
    return found


def spelt(lead: Lead, text: str) -> Lead:
    """The lead with a name in capitals as the article's text spells it elsewhere."""
    if lead.person is None or not lead.person.name.isupper() or not lead.person.name.isascii():
        return lead
    words = re.findall(re.escape(lead.person.name), text, re.IGNORECASE)
    name = next((found for found in words if not found.isupper()), None)
    return replace(lead, person=replace(lead.person, name=name)) if name else lead


def _in_full(surname: str, names: Iterable[str], text: str) -> Person | None:
    """Who of those with these names has the surname, or else whom the text names so."""
    fitting = [name for name in names if _has(name, surname)]
    if len(fitting) == 1:
        return Person(fitting[0], sure=True)
    if fitting or not surname.isascii():
        return None
    name = full_latin_name(surname, text)
    return Person(name, sure=True) if name else None


def _has(name: str, surname: str) -> bool:
    is_last = name.split()[-1].casefold() == surname.casefold()
    return is_last or (name.startswith(surname) and not name.isascii())
