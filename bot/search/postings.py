"""Postings: in which documents each term stands, and how often, in a few flat arrays."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.term_keys import Keys, key_of

Documents = NDArray[np.signedinteger[Any]]
Counts = NDArray[np.uint8] | NDArray[np.uint16]
Impacts = NDArray[np.float32]
Floats = NDArray[np.float64]

COMMON = 32
"""A term that stands in more than one of so many documents is a common one."""

MOST = 0xFFFF
"""The highest count of a term in a document; a higher one counts as this."""


@dataclass(frozen=True, slots=True)
class Formula:
    """BM25's parameters, and its parts that depend on a document only.

    `unit` occurrences count as one, so that words given fewer times count as a part of one
    (weighted fields, as in Robertson et al. 2004).
    """

    k1: float
    b: float
    unit: int = 1

    def norms(self, lengths: NDArray[np.integer]) -> Floats:
        """What frequencies are weighed against in each document: `k1 (1 - b + b L / mean L)`."""
        relative = lengths.astype(np.float64) / (mean(lengths) or 1)
        return self.k1 * (1 - self.b + self.b * relative)

    def saturated(self, frequencies: NDArray[np.floating[Any]], norms: Floats) -> Floats:
        """What a term's frequencies, in units, add to a score before its idf."""
        scores: Floats = frequencies * (self.k1 + 1) / (frequencies + norms)
        return scores

    def impacts(self, counts: NDArray[np.integer], norms: Floats) -> Impacts:
        """The impacts of postings with these counts, in documents with these norms."""
        return self.saturated(counts / self.unit, norms).astype(np.float32)


def idf(documents: int, containing: float) -> float:
    """Returns how much a term tells: `ln(1 + (N - n + 0.5) / (n + 0.5))`, never negative.

    The inverse document frequency of Robertson and Sparck Jones (1976), plus one inside the
    logarithm as in Lucene, so that a term in most of the documents still counts a little.
    """
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of a corpus of N documents, T terms and P postings.

    Term t has `keys[t]`, ascending (shape T); its postings are those from `starts[t]` to
    `starts[t + 1]` (shape T + 1): the `documents`, ascending, with their `counts` and `impacts`
    (shape P). An impact is what the posting adds to a score, before the idf; `peaks` are the
    highest of each term (shape T). `document_frequencies` are how many documents have each term,
    one that has it for less than a unit counting as a part of one (shape T). `lengths` are the
    counts of each document added up, `norms` what its frequencies are weighed against (shape N).

    The counts of the C common terms, those in more than one of `COMMON` documents, also stand in
    a row for all documents each (shape C, N), where they are found at once: term t has the row
    `row_of[t]`, or none where that is -1 (shape T).
    """

    formula: Formula
    keys: Keys
    starts: NDArray[np.int64]
    documents: Documents
    counts: Counts
    impacts: Impacts
    peaks: Impacts
    document_frequencies: Floats
    lengths: NDArray[np.int32]
    norms: Floats
    rows: Counts
    row_of: NDArray[np.int32]

    def find(self, terms: Iterable[str]) -> list[int]:
        """The number of each term, or -1 for one that stands nowhere."""
        wanted = np.array([key_of(term) for term in terms], np.uint64)
        places, found = self._looked_up(wanted)
        numbers: list[int] = np.where(found, places, -1).tolist()
        return numbers

    def known(self, keys: Keys) -> NDArray[np.bool_]:
        """Which of some terms, given by their keys, stand in a document."""
        return self._looked_up(keys)[1]

    def _looked_up(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where the keys are or would be, and whether they are there."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
        places = self.keys.searchsorted(keys)
        return places, self.keys.take(places, mode="clip") == keys

    def span(self, term: int) -> tuple[int, int]:
        """Where the postings of a term begin and end."""
        return int(self.starts[term]), int(self.starts[term + 1])

    def holds(self, term: int, document: int) -> bool:
        """Whether a term stands in a document."""
        start, end = self.span(term)
        documents = memoryview(self.documents)  # type: ignore[arg-type]
        at = bisect_left(documents, document, start, end)
        return at < end and documents[at] == document


def rows_of(sizes: NDArray[np.int64], documents: int) -> NDArray[np.int32]:
    """The row of each term, given in how many of the documents it stands; -1 for none."""
    common = sizes * COMMON > documents
    return np.where(common, np.cumsum(common) - 1, -1).astype(np.int32)


def per_term(
    formula: Formula,
    starts: NDArray[np.int64],
    counts: NDArray[np.integer],
    impacts: Impacts,
) -> tuple[Impacts, Floats]:
    """The peaks and the document frequencies of terms, whose postings begin at `starts`."""
    if not len(impacts):
        return np.zeros(0, np.float32), np.zeros(0)
    shares = np.minimum(counts / formula.unit, 1)
    return np.maximum.reduceat(impacts, starts[:-1]), np.add.reduceat(shares, starts[:-1])


def mean(lengths: NDArray[np.integer]) -> float:
    """The mean of lengths; 0 where there are none."""
    return float(lengths.sum(dtype=np.int64)) / max(1, len(lengths))
