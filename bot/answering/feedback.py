"""What people made of answers: questions that found nothing, and votes, by passages."""

import csv
import io
from collections import defaultdict
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

    `passage` is its number in the speech; None are all those that are not in it any more.
    """

    speech_id: str
    passage: int | None
    helped: int
    unhelpful: int

    def __str__(self) -> str:
        """A line of it.

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
    """The votes by passages, those first that did not help most often.

    A passage may have been referred to in several ways: its file may have had another name.
    """
    sums: dict[tuple[str, int | None], tuple[int, int]] = {}
    for tally in tallies:
        place = _place(tally.passage, contents)
        helped, unhelpful = sums.get(place, (0, 0))
        sums[place] = (helped + tally.helped, unhelpful + tally.unhelpful)
    votes = [PassageVotes(*place, *counts) for place, counts in sums.items()]
    return sorted(votes, key=lambda each: (-each.unhelpful, each.helped))


def _place(reference: str, contents: Contents) -> tuple[str, int | None]:
    """The speech of a passage, and the passage's number in it while it is there."""
    passage = passage_at(contents, reference)
    return (passage.speech.id, passage.number) if passage else (reference.rpartition("@")[0], None)


_OF_GAPS = ("question", "times", "first", "last", "other wordings")
_OF_PASSAGES = ("speech", "passage", "helped", "unhelpful")


@dataclass(frozen=True, slots=True)
class GapGroup:
    """A gap in all its wordings, the most frequent one first; `first` and `last` are days."""

    wordings: tuple[str, ...]
    times: int
    first: datetime
    last: datetime

    @property
    def question(self) -> str:
        return self.wordings[0]

    def as_json(self) -> dict[str, Any]:
        first, last = _days(self)
        return {
            "question": self.question,
            "times": self.times,
            "first": first,
            "last": last,
            "wordings": list(self.wordings),
        }


def grouped(gaps: Iterable[Gap], answerer: Answerer) -> list[GapGroup]:
    """The gaps, the most frequent first, of equally frequent ones the latest.

    Questions ask the same thing if they name the same speakers, and look for the same terms; the
    words that only ask, and their order, do not count.
    """
    same: defaultdict[Hashable, list[Gap]] = defaultdict(list)
    for gap in gaps:
        same[_sense(gap.question, answerer)].append(gap)
    groups = [_group(listed) for listed in same.values()]
    return sorted(groups, key=lambda group: (group.times, group.last), reverse=True)


def table_of(groups: Sequence[GapGroup], voted_down: Sequence[PassageVotes]) -> bytes:
    """All of them as CSV, with a mark by which spreadsheets know that it is UTF-8.

    Below them are the passages whose answers did not help, with columns of their own.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(_OF_GAPS + _OF_PASSAGES)
    for group in groups:
        others = " | ".join(group.wordings[1:])
        gap = (_cell(group.question), group.times, *_days(group), _cell(others))
        writer.writerow((*gap, *[""] * len(_OF_PASSAGES)))
    for votes in voted_down:
        passage = (_cell(votes.speech_id), votes.passage, votes.helped, votes.unhelpful)
        writer.writerow((*[""] * len(_OF_GAPS), *passage))
    return table.getvalue().encode("utf-8-sig")


def _sense(question: str, answerer: Answerer) -> Hashable:
    try:
        understood = answerer.interpret(question)
    except QuestionError:
        return question
    terms = frozenset(term for group in understood.subject for term in group.variants)
    named = frozenset(understood.speakers + understood.choices)
    return (named, terms) if terms or named else question


def _group(gaps: Sequence[Gap]) -> GapGroup:
    by_frequency = sorted(gaps, key=lambda gap: -gap.times)
    return GapGroup(
        tuple(gap.question for gap in by_frequency),
        sum(gap.times for gap in gaps),
        min(gap.first for gap in gaps),
        max(gap.last for gap in gaps),
    )


def _days(group: GapGroup) -> tuple[str, str]:
    return f"{group.first:%Y-%m-%d}", f"{group.last:%Y-%m-%d}"


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and no terminal for commands.

    Of its controls line breaks alone stay as they are, which belong to a cell.
    """
    printable = "\n".join(map(in_one_line, text.split("\n")))
    return f"'{printable}" if printable.startswith(("=", "+", "-", "@", "\n")) else printable
