"""Who asks in an interview, where nothing but their part in it or a question mark tells."""

import re
from collections.abc import Mapping, Set
from dataclasses import replace

from bot.importing.candidates import Candidates
from bot.importing.clues.lead import Kind, Lead
from bot.importing.clues.person import person_in
from bot.importing.headings import is_heading
from bot.importing.punctuation import asks, is_prose

_HOST = re.compile(r"主持人|主持|host|moderator|chair|interviewer", re.IGNORECASE)
_OTHERWISE_LED = {Kind.QUESTION, Kind.TURN, Kind.REPORTED, Kind.SIGNATURE}


def hosts_of(candidates: Candidates) -> set[str]:
    """The names of those who are said to host the conversation, anywhere."""
    people = [lead.person for lead in candidates.leads.values() if lead.person]
    hosts = {person.name for person in people if person.role and _HOST.fullmatch(person.role)}
    labels = (
        candidates.blocks[at].text[: lead.end].strip(":： ")
        for at, lead in candidates.leads.items()
        if lead.kind is Kind.QUESTION
    )
    return hosts | {person.name for person in map(person_in, labels) if person}


def without_hosts(leads: Mapping[int, Lead], hosts: Set[str]) -> dict[int, Lead]:
    """The leads, as questions where a host speaks."""

    def is_hosts(lead: Lead) -> bool:
        return lead.kind is Kind.TURN and lead.person is not None and lead.person.name in hosts

    return {
        at: replace(lead, kind=Kind.QUESTION, person=None) if is_hosts(lead) else lead
        for at, lead in leads.items()
    }


def headings_that_ask(candidates: Candidates, chosen: Mapping[int, Lead]) -> dict[int, Lead]:
    """Questions of an interview with one person that nothing but their marks tell."""
    names = {lead.person.name for lead in chosen.values() if lead.person}
    if len(names) > 1 or _OTHERWISE_LED.intersection(lead.kind for lead in chosen.values()):
        return {}
    blocks = candidates.blocks
    asking = [
        at
        for at in range(1, len(blocks) - 1)
        if at not in chosen
        and asks(blocks[at].text)
        and is_heading(blocks[at])
        and is_prose(blocks[at + 1].text)
    ]
    question = Lead(Kind.QUESTION, None, 0, sure=True)
    return dict.fromkeys(asking, question) if len(asking) > 1 else {}
