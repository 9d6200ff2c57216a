"""Feedback on answers: the questions that found nothing, and the votes by passage."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.answering.answerer import Answerer
from bot.database.feedback import Gap, Tally
from bot.errors import QuestionError, in_one_line
from bot.search.contents import Contents, passage_at


@dataclass(frozen=True, slots=True)
class PassageVotes:
    """How often answers that began with a passage helped, and did not.

    `passage` is its number in the speech, or None for all that are no longer in it.
    """

    speech_id: str
    passage: int | None
    helped: int
    unhelpful: int

    def __str__(self) -> str:
        """One line.

        >>> print(PassageVotes("forum/1", 3, helped=2, unhelpful=5))
        👎 5 · 👍 2 · forum/1#3
        """
        number = f"#{self.passage}" if self.passage else ""
        return f"👎 {self.unhelpful} · 👍 {self.helped} · {self.speech_id}{number}"

    def as_json(self) -> dict[str, Any]:
        return {
            "question": None,
            "speech": self.speech_id,
            "passage": self.passage,
            "helped": self.helped,
            "unhelpful": self.unhelpful,
        }


def by_passage(tallies: Iterable[Tally], contents: Contents) -> list[PassageVotes]:
    """The votes by passage, the most unhelpful first.

    Several references may lead to one passage, as its file may have been renamed.
    """
    helped: Counter[tuple[str, int | None]] = Counter()
    unhelpful = helped.copy()
    for tally in tallies:
        passage = passage_at(contents, tally.passage)
        speech_id = passage.speech.id if passage else tally.passage.rpartition("@")[0]
        place = speech_id, passage.number if passage else None
        helped[place] += tally.helped
        unhelpful[place] += tally.unhelpful
    votes = [PassageVotes(*place, helped[place], unhelpful[place]) for place in helped]
    return sorted(votes, key=lambda each: (-each.unhelpful, each.helped))


_OF_GAPS = ("question", "times", "first", "last", "other wordings")
_OF_PASSAGES = ("speech", "passage", "helped", "unhelpful")


@dataclass(frozen=True, slots=True)
class GapGroup:
    """A gap with all its wordings, the most frequent first; `first` and `last` are days."""

    wordings: tuple[str, ...]
    times: int
    first: datetime
    last: datetime

    @property
    def question(self) -> str:
        return self.wordings[0]

    @property
    def days(self) -> tuple[str, str]:
        return f"{self.first:%Y-%m-%d}", f"{self.last:%Y-%m-%d}"

    def as_json(self) -> dict[str, Any]:
        first, last = self.days
        counts = {"times": self.times, "first": first, "last": last}
        return {"question": self.question, **counts, "wordings": list(self.wordings)}


def grouped(gaps: Iterable[Gap], answerer: Answerer) -> list[GapGroup]:
    """The gaps, the most frequent first, then the latest.

    Questions are the same gap if they name the same speakers and look for the same terms; the order
    of the words, and those that only ask, do not matter.
    """
    same: defaultdict[Hashable, list[Gap]] = defaultdict(list)
    for gap in gaps:
        same[_sense(gap.question, answerer)].append(gap)
    groups = [
        GapGroup(
            tuple(gap.question for gap in sorted(gaps, key=lambda gap: -gap.times)),
            sum(gap.times for gap in gaps),
            min(gap.first for gap in gaps),
            max(gap.last for gap in gaps),
        )
        for gaps in same.values()
    ]
    return sorted(groups, key=lambda group: (group.times, group.last), reverse=True)


def table_of(groups: Sequence[GapGroup], voted_down: Sequence[PassageVotes]) -> bytes:
    """A table as CSV, with a mark by which spreadsheets recognise UTF-8.

    Below the gaps, in columns of their own, are the passages whose answers did not help.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(_OF_GAPS + _OF_PASSAGES)
    for group in groups:
        others = " | ".join(group.wordings[1:])
        gap = (_cell(group.question), group.times, *group.days, _cell(others))
        writer.writerow((*gap, *[""] * len(_OF_PASSAGES)))
    for votes in voted_down:
        passage = (_cell(votes.speech_id), votes.passage, votes.helped, votes.unhelpful)
        writer.writerow((*[""] * len(_OF_GAPS), *passage))
    return table.getvalue().encode("utf-8-sig")


def _sense(question: str, answerer: Answerer) -> Hashable:
    """The speakers and terms of a question; if it has none, or is invalid, its text."""
    try:
        understood = answerer.interpret(question)
    except QuestionError:
        return question
    terms = frozenset(term for group in understood.subject for term in group.variants)
    named = frozenset(understood.speakers + understood.choices)
    return (named, terms) if terms or named else question


def _cell(text: str) -> str:
    """Text that is no formula to a spreadsheet, and no command to a terminal.

    Line breaks are the only control characters that stay.
    """
    printable = "\n".join(map(in_one_line, text.split("\n")))
    return f"'{printable}" if printable.startswith(("=", "+", "-", "@", "\n")) else printable
