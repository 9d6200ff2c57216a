"""How often answers helped, by the passages with which they began."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.database.feedback import Tally
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
