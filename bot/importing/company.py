"""Which candidates others bear out: a short line may be a name by chance (`高峰`).

A weak clue counts only in company: the name stands elsewhere, or several lines have the same
layout.
"""

from collections import Counter
from collections.abc import Set
from functools import cached_property

from bot.importing.candidates import Candidates
from bot.importing.clues.lead import LINES, Kind, Lead
from bot.importing.headings import is_heading
from bot.importing.punctuation import is_prose

_MANY = 3
_FEW = 6
"""Blocks at the top among which the only speaker of an article is named."""
_BELOW = 3
"""Blocks below a name among which its owner's words begin."""


class Company:
    """Tells what speaks for a candidate beside its own words."""

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates
        self._blocks = candidates.blocks

    def bears_out(self, at: int, lead: Lead, known: Set[str]) -> bool:
        """Whether a lead with a name counts; `known` are the names of those that surely speak."""
        assert lead.person
        is_known = lead.person.name.casefold() in known
        if lead.kind in (Kind.TURN, Kind.HEADED):
            alike = self._candidates.names(Kind.TURN, Kind.HEADED)
            return is_known or len(alike) > 1 or max(alike.values()) > 1
        if lead.kind not in LINES or not self._stands_over_text(at):
            return False
        if is_known or self._candidates.is_elsewhere(lead.person.name):
            return True
        is_latin = lead.person.name.isascii()
        if len(self._candidates.names(*LINES)) == 1:
            return at < _FEW and not is_latin
        return self._is_set_like_others(at) and (not is_latin or any(self._heading_beside(at)))

    def leaves_no_doubt(self, lead: Lead) -> bool:
        """Whether a lead that others bear out is beyond doubt: named again, or one of many."""
        assert lead.person
        is_of_many = len(self._candidates.names(lead.kind)) >= _MANY
        return is_of_many or self._candidates.times(lead.person.name) > 1

    def _stands_over_text(self, at: int) -> bool:
        """Whether a text comes below, or a heading and then one."""
        for block in self._blocks[at + 1 : at + 1 + _BELOW]:
            if is_prose(block.text):
                return True
            if not is_heading(block):
                return False
        return False

    def _heading_beside(self, at: int) -> tuple[bool, bool]:
        """Whether a heading stands right above the block, and right below it."""
        return self._is_heading(at - 1), self._is_heading(at + 1)

    def _is_heading(self, at: int) -> bool:
        is_free = 0 <= at < len(self._blocks) and at not in self._candidates.leads
        return is_free and is_heading(self._blocks[at])

    @cached_property
    def _usually_beside(self) -> tuple[bool, bool]:
        lines = [at for at, lead in self._candidates.leads.items() if lead.kind in LINES]
        ((usual, _),) = Counter(map(self._heading_beside, lines)).most_common(1)
        return usual

    def _is_set_like_others(self, at: int) -> bool:
        """Whether headings stand beside it as beside most lines that name somebody."""
        mine = self._heading_beside(at)
        return all(there >= usual for there, usual in zip(mine, self._usually_beside, strict=True))
