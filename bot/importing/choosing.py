"""Which of the candidates begin a speech: those that are sure, and those that others bear out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.importing.article import Block, Remark
from bot.importing.asking import headings_that_ask, hosts_of, without_hosts
from bot.importing.candidates import Candidates
from bot.importing.clues.lead import LINES, Kind, Lead, Person
from bot.importing.clues.person import person_listed_in
from bot.importing.company import Company
from bot.importing.credits import is_credit
from bot.importing.headings import is_heading
from bot.importing.punctuation import is_short
from bot.importing.spelling import short_turns, spelt

_INTERVIEW = (Kind.QUESTION, Kind.ANSWER)
_ONLY_TOGETHER = (Kind.BIOGRAPHY, Kind.SIGNATURE, Kind.REPORTED)


@dataclass(frozen=True, slots=True)
class Choice:
    """The beginnings of an article's speeches, by their blocks, and what was doubtful.

    `listed` are people whom a list names, by the blocks that name them.
    """

    leads: Mapping[int, Lead]
    listed: Mapping[int, Person]
    remarks: tuple[Remark, ...]


def choose(blocks: Sequence[Block]) -> Choice:
    """The blocks with which somebody begins to speak."""
    candidates = Candidates(blocks)
    hosts = hosts_of(candidates)
    chosen = _without_reporters(blocks, _sure_or_borne_out(candidates))
    chosen = without_hosts(chosen, hosts)
    chosen |= _biographies(candidates, chosen)
    if not any(lead.kind not in _INTERVIEW for lead in chosen.values()):
        chosen |= _last_resorts(candidates)
    chosen |= without_hosts(short_turns(candidates, chosen, hosts), hosts)
    chosen |= headings_that_ask(candidates, chosen)
    leads = {at: spelt(chosen[at], candidates.text) for at in sorted(chosen)}
    return Choice(leads, candidates.listed, tuple(_others(candidates, chosen)))


def _sure_or_borne_out(candidates: Candidates) -> dict[int, Lead]:
    leads = candidates.leads
    chosen = {
        at: lead for at, lead in leads.items() if lead.sure and lead.kind not in _ONLY_TOGETHER
    }
    people = [*(lead.person for lead in chosen.values()), *candidates.listed.values()]
    known = {person.name.casefold() for person in people if person}
    company = Company(candidates)
    for at, lead in leads.items():
        if at not in chosen and lead.person and company.bears_out(at, lead, known):
            chosen[at] = replace(lead, sure=company.leaves_no_doubt(lead))
    return chosen


def _without_reporters(blocks: Sequence[Block], chosen: Mapping[int, Lead]) -> dict[int, Lead]:
    """The beginnings without a line at the top that says who wrote the article.

    Such a line under each of several headings says who wrote what is below it.
    """
    credited = {at: lead for at, lead in chosen.items() if is_credit(blocks[at].text)}
    headed = {at for at in credited if at > 1 and is_heading(blocks[at - 1])}
    if len({lead.person for at, lead in credited.items() if at in headed}) < 2:
        headed = set()
    first = min((chosen.keys() - credited.keys()) | headed, default=len(blocks))
    return {at: lead for at, lead in chosen.items() if at not in credited or at >= first}


def _biographies(candidates: Candidates, chosen: Mapping[int, Lead]) -> dict[int, Lead]:
    """Biographies that open a speech: below a heading, or one of several."""
    named = {lead.person.name for lead in chosen.values() if lead.person}
    found = {
        at: lead
        for at, lead in candidates.leads.items()
        if lead.kind is Kind.BIOGRAPHY and lead.person and lead.person.name not in named
    }
    opened = [at for at in found if at > 1 and is_heading(candidates.blocks[at - 1])]
    if opened or len(found) < 2 or chosen:
        return {at: replace(found[at], sure=True) for at in opened}
    return found


def _last_resorts(candidates: Candidates) -> dict[int, Lead]:
    """Signatures, or else what a reporter retells, where nothing better names speakers."""
    for kind, least in ((Kind.SIGNATURE, 1), (Kind.REPORTED, 2)):
        if len(candidates.names(kind)) >= least:
            return {at: lead for at, lead in candidates.leads.items() if lead.kind is kind}
    return {}


def _others(candidates: Candidates, chosen: Mapping[int, Lead]) -> Iterator[Remark]:
    """Remarks on blocks that are like a speaker's name and were not taken for one."""
    first = min(chosen, default=0)
    for at, block in enumerate(candidates.blocks):
        lead = candidates.leads.get(at)
        if at in chosen or at in candidates.listed:
            continue
        is_above = 1 < at < first and person_listed_in(block.text) is not None
        is_line = at > 1 and lead is not None and lead.person and lead.kind in LINES
        if (is_above or is_line) and is_short(block.text) and not is_credit(block.text):
            yield Remark(block.number, f"not taken for a speaker's name: {block.text}")
        elif lead and lead.kind is Kind.TURN and lead.person and not lead.person.name.isascii():
            yield Remark(block.number, f"not taken for a speaker's words: {lead.person.name}:")
