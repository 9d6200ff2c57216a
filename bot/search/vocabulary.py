"""The vocabulary of an index: its terms, how many documents have each, and how much that tells."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.language.terms import Keys, key_of
from bot.search.occurrences import Floats, GroupOccurrences, Known, Occurrences


def idf(documents: int, containing: float) -> float:
    """Returns how much a term tells: `ln(1 + (N - n + 0.5) / (n + 0.5))`, never negative.

    The inverse document frequency of Robertson and Sparck Jones (1976), plus one inside the
    logarithm as in Lucene, so that a term in most of the documents still counts a little.
    """
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))


FEW = 4096
"""Up to this many documents, a vocabulary also says which have each term."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The T terms of a corpus of so many `documents`.

    Term t has `keys[t]`, ascending (shape T). `document_frequencies` say how many documents have
    each term; one that has less than a unit of it counts as a part of one (shape T). That of a
    group of terms is counted by their `occurrences` where these are known.
    """

    documents: int
    keys: Keys
    document_frequencies: Floats
    occurrences: Occurrences | None = None

    def find(self, terms: Iterable[str]) -> list[int]:
        """Returns the number of each term, -1 for one that no document has."""
        places, known = self._look_up(np.array([key_of(term) for term in terms], np.uint64))
        numbers: list[int] = np.where(known, places, -1).tolist()
        return numbers

    def known(self, keys: Keys) -> NDArray[np.bool_]:
        """Tells which terms, given by their keys, some document has."""
        return self._look_up(keys)[1]

    def idf(self, number: int) -> float:
        """Returns the inverse document frequency of a term; -1 is one that no document has."""
        containing = float(self.document_frequencies[number]) if number >= 0 else 0.0
        return idf(self.documents, containing)

    def idfs(
        self,
        groups: Sequence[Known],
        together: Sequence[bool],
        found: GroupOccurrences | None = None,
    ) -> list[float]:
        """Returns the inverse document frequencies of groups of terms that count as one each.

        Where the occurrences of those groups that are known are `found`, they are counted. In a
        large corpus, how many documents have any of the terms is estimated, so that no document has
        to be looked at: as if they were independent, or, if they come `together`, as many as have
        the most frequent one.
        """
        if found:
            counted = iter(found.containing())
            containing = [next(counted) if group else 0.0 for group in groups]
        else:
            containing = list(map(self._estimated, groups, together))
        return [idf(self.documents, each) for each in containing]

    def _estimated(self, group: Known, at_once: bool) -> float:
        lacking = 1.0
        for term, weight in group:
            without = 1 - weight * float(self.document_frequencies[term]) / self.documents
            lacking = min(lacking, without) if at_once else lacking * without
        return self.documents * (1 - lacking)

    def _look_up(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Returns the place of each key, and whether it is really there."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
        places = self.keys.searchsorted(keys)
        return places, self.keys.take(places, mode="clip") == keys
