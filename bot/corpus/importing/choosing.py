"""Which of the possible beginnings are some: those that are sure, and those that others bear out.

A short line may be a name by chance (`高峰`), so a weak clue counts only in company: the name
stands elsewhere, or several lines have the same layout.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from bot.corpus.importing.article import Block, Remark
from bot.corpus.importing.clues.biography import role_told_of
from bot.corpus.importing.clues.lead import Kind, Lead, Person
from bot.corpus.importing.clues.leads import lead_of
from bot.corpus.importing.clues.turn import short_turn_at
from bot.corpus.importing.credits import is_credit
from bot.corpus.importing.headings import is_heading
from bot.corpus.importing.names import any_name_at, full_latin_name
from bot.corpus.importing.numbering import number_before
from bot.corpus.importing.punctuation import is_prose, is_short
from bot.corpus.importing.roles import ends_in_post, is_role

_MANY = 3
_LINES = (Kind.ALONE, Kind.ENTITLED)
_INTERVIEW = (Kind.QUESTION, Kind.ANSWER)
_HOST = re.compile(r"主持人|主持|host|moderator|chair|interviewer", re.IGNORECASE)
_ASKS = re.compile(r"[？?][”’」』\"']*$")
_FEW = 6
"""Blocks at the top among which the only speaker of an article is named."""


class Choice:
    """The beginnings of an article's speeches, by their blocks, and what was doubtful."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._text = "\n".join(block.text for block in blocks)
        found = ((at, self._confirmed(at, lead_of(block))) for at, block in enumerate(blocks))
        self._possible = {at: lead for at, lead in found if lead}
        self._counts: dict[str, int] = {}
        self.remarks: list[Remark] = []
        self.leads = self._chosen()

    def role_line(self, at: int) -> str | None:
        """The role that a block of its own states, brackets around it aside."""
        if not 0 <= at < len(self._blocks):
            return None
        text = self._blocks[at].text
        bare = re.sub(r"^[（(]\s*(.*?)\s*[)）]$", r"\1", text)
        if (
            not re.match(r"\w", bare)
            or not is_role(bare)
            or lead_of(self._blocks[at])
            or is_prose(text)
        ):
            return None
        is_bracketed = bare != text
        return (
            bare
            if is_bracketed or ends_in_post(bare) or bare[:1].islower() or "," in bare
            else None
        )

    def _confirmed(self, at: int, lead: Lead | None) -> Lead | None:
        """The lead, sure if the next block tells who its name is, or a line states the role."""
        block = self._blocks[at]
        below = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        text = block.text[number_before(block.text) :]
        name = any_name_at(text)
        if (
            lead is None
            and below
            and name
            and name.end == len(text)
            and re.match(r"\W", below.text[len(name.text) :])
        ):
            told, role = role_told_of(name.text, below.text)
            return (
                Lead(Kind.ALONE, Person(name.text), len(block.text), sure=True)
                if told and role
                else None
            )
        if lead is None or lead.person is None or lead.kind not in _LINES:
            return lead
        told = below is not None and role_told_of(lead.person.name, below.text)[0]
        stated = self.role_line(at + 1) or self.role_line(at - 1)
        return replace(lead, sure=lead.sure or told or bool(stated))

    def _chosen(self) -> dict[int, Lead]:
        chosen = {at: lead for at, lead in self._possible.items() if self._is_sure(lead)}
        known = {lead.person.name.casefold() for lead in chosen.values() if lead.person}
        for at, lead in self._possible.items():
            if at not in chosen and lead.person and self._is_borne_out(at, lead, known):
                chosen[at] = replace(lead, sure=self._is_plain(lead))
        chosen = self._without_reporters(chosen)
        chosen = {at: self._unless_host(lead) for at, lead in chosen.items()}
        chosen |= self._biographies(chosen)
        if not any(lead.kind not in _INTERVIEW for lead in chosen.values()):
            chosen |= self._last_resorts()
        chosen |= self._short_turns(chosen)
        chosen |= self._headings_that_ask(chosen)
        self._tell_of_others(chosen)
        return {at: self._spelt(chosen[at]) for at in sorted(chosen)}

    def _is_sure(self, lead: Lead) -> bool:
        return lead.sure and lead.kind not in (Kind.BIOGRAPHY, Kind.SIGNATURE, Kind.REPORTED)

    def _is_borne_out(self, at: int, lead: Lead, known: set[str]) -> bool:
        assert lead.person
        if lead.kind in (Kind.TURN, Kind.HEADED):
            alike = self._names((Kind.TURN, Kind.HEADED))
            return lead.person.name.casefold() in known or len(alike) > 1 or max(alike.values()) > 1
        if lead.kind not in _LINES or not self._stands_over_text(at):
            return False
        if lead.person.name.casefold() in known or self._is_elsewhere(lead.person.name):
            return True
        others = self._names(_LINES)
        if len(others) == 1:
            return at < _FEW and not lead.person.name.isascii()
        return self._is_set_like_others(at) and (
            not lead.person.name.isascii() or self._heading_beside(at) != (False, False)
        )

    def _is_plain(self, lead: Lead) -> bool:
        """Whether a lead that others bear out is beyond doubt: named again, or one of many."""
        assert lead.person
        alike = self._names((lead.kind,))
        return self._times(lead.person.name) > 1 or len(alike) >= _MANY

    def _without_reporters(self, chosen: Mapping[int, Lead]) -> dict[int, Lead]:
        """The beginnings without a line at the top that says who wrote the article."""
        credited = {at for at in chosen if is_credit(self._blocks[at].text)}
        first = min(chosen.keys() - credited, default=0)
        return {at: lead for at, lead in chosen.items() if at not in credited or at > first}

    def _times(self, name: str) -> int:
        """How often a name stands in the article."""
        if name not in self._counts:
            self._counts[name] = self._text.count(name)
        return self._counts[name]

    def _names(self, kinds: Sequence[Kind]) -> Counter[str]:
        """The names that possible beginnings of these kinds have, with how many of each."""
        return sum((self._by_kind[kind] for kind in kinds), Counter())

    @cached_property
    def _by_kind(self) -> defaultdict[Kind, Counter[str]]:
        names: defaultdict[Kind, Counter[str]] = defaultdict(Counter)
        for lead in self._possible.values():
            if lead.person:
                names[lead.kind][lead.person.name] += 1
        return names

    def _is_elsewhere(self, name: str) -> bool:
        """Whether a name stands in the article outside lines that say nothing else."""
        return self._times(name) > self._alone[name]

    @cached_property
    def _alone(self) -> Counter[str]:
        return Counter(block.text for block in self._blocks)

    def _stands_over_text(self, at: int) -> bool:
        """Whether a text comes below, or a heading and then one."""
        below = self._blocks[at + 1 : at + 4]
        for block in below:
            if is_prose(block.text):
                return True
            if not is_heading(block):
                return False
        return False

    def _heading_beside(self, at: int) -> tuple[bool, bool]:
        """Whether a heading stands right above the block, and right below it."""

        def there(place: int) -> bool:
            inside = 0 <= place < len(self._blocks) and place not in self._possible
            return inside and is_heading(self._blocks[place])

        return there(at - 1), there(at + 1)

    @cached_property
    def _usually_beside(self) -> tuple[bool, bool]:
        lines = [at for at, lead in self._possible.items() if lead.kind in _LINES]
        usual, _ = Counter(map(self._heading_beside, lines)).most_common(1)[0]
        return usual

    def _is_set_like_others(self, at: int) -> bool:
        """Whether headings stand beside it as beside most lines that name somebody."""
        usual = self._usually_beside
        mine = self._heading_beside(at)
        return all(there or not wanted for there, wanted in zip(mine, usual, strict=True))

    def _biographies(self, chosen: Mapping[int, Lead]) -> dict[int, Lead]:
        """Biographies that open a speech: below a heading, or one of several."""
        named = {lead.person.name for lead in chosen.values() if lead.person}
        found = {
            at: lead
            for at, lead in self._possible.items()
            if lead.kind is Kind.BIOGRAPHY and lead.person and lead.person.name not in named
        }
        opened = {at for at in found if at > 1 and is_heading(self._blocks[at - 1])}
        if opened or len(found) < 2 or chosen:
            return {at: replace(found[at], sure=True) for at in sorted(opened)}
        return found

    def _last_resorts(self) -> dict[int, Lead]:
        """Signatures, or else what a reporter retells, where nothing better names speakers."""
        for kind, least in ((Kind.SIGNATURE, 1), (Kind.REPORTED, 2)):
            found = {at: lead for at, lead in self._possible.items() if lead.kind is kind}
            if len({lead.person.name for lead in found.values() if lead.person}) >= least:
                return found
        return {}

    def _unless_host(self, lead: Lead) -> Lead:
        """The lead, as a question if who speaks is said to host the conversation anywhere."""
        is_host = lead.kind is Kind.TURN and lead.person and lead.person.name in self._hosts
        return replace(lead, kind=Kind.QUESTION, person=None) if is_host else lead

    @cached_property
    def _hosts(self) -> frozenset[str]:
        people = (lead.person for lead in self._possible.values() if lead.person)
        return frozenset(
            person.name for person in people if person.role and _HOST.fullmatch(person.role)
        )

    def _headings_that_ask(self, chosen: Mapping[int, Lead]) -> dict[int, Lead]:
        """Questions of an interview with one person that nothing but their marks tell."""
        kinds = {lead.kind for lead in chosen.values()}
        names = {lead.person.name for lead in chosen.values() if lead.person}
        if len(names) > 1 or kinds & {Kind.QUESTION, Kind.TURN, Kind.REPORTED, Kind.SIGNATURE}:
            return {}
        last = len(self._blocks) - 1
        asking = [
            at
            for at in range(1, last)
            if _ASKS.search(self._blocks[at].text)
            and is_heading(self._blocks[at])
            and is_prose(self._blocks[at + 1].text)
            and at not in chosen
        ]
        lead = Lead(Kind.QUESTION, None, 0, sure=True)
        return dict.fromkeys(asking, lead) if len(asking) > 1 else {}

    def _short_turns(self, chosen: Mapping[int, Lead]) -> dict[int, Lead]:
        """Turns under a surname alone, of those who are named in full elsewhere."""
        people = {lead.person.name: lead.person for lead in chosen.values() if lead.person}

        def full_name(surname: str) -> Person | None:
            fitting = [
                person
                for name, person in people.items()
                if name.split()[-1].casefold() == surname.casefold()
                or (name.startswith(surname) and not name.isascii())
            ]
            if len(fitting) == 1:
                return Person(fitting[0].name, None, (), sure=True)
            name = full_latin_name(surname, self._text) if surname.isascii() else None
            return Person(name, None, (), sure=True) if name and not fitting else None

        found = {}
        for at, block in enumerate(self._blocks):
            start = number_before(block.text)
            lead = short_turn_at(block.text[start:], full_name)
            if lead and at not in chosen:
                found[at] = replace(lead, end=lead.end + start)
        return found

    def _spelt(self, lead: Lead) -> Lead:
        """The lead with a name in capitals as the article spells it elsewhere."""
        if lead.person is None or not lead.person.name.isupper() or not lead.person.name.isascii():
            return lead
        words = re.findall(re.escape(lead.person.name), self._text, re.IGNORECASE)
        spelt = next((found for found in words if not found.isupper()), None)
        return replace(lead, person=replace(lead.person, name=spelt)) if spelt else lead

    def _tell_of_others(self, chosen: Mapping[int, Lead]) -> None:
        """Remarks on lines that are like a speaker's name and were not taken for one."""
        for at, lead in self._possible.items():
            if at in chosen or lead.person is None:
                continue
            if lead.kind in _LINES and is_short(self._blocks[at].text) and at > 1:
                message = f"not taken for a speaker's name: {self._blocks[at].text}"
                self.remarks.append(Remark(self._blocks[at].number, message))
            elif lead.kind is Kind.TURN and not lead.person.name.isascii():
                message = f"not taken for a speaker's words: {lead.person.name}:"
                self.remarks.append(Remark(self._blocks[at].number, message))
