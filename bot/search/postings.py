"""Postings: which documents have each term, and how often, in flat arrays; and BM25's formula."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.terms import Keys, key_of
from bot.storage import Bundle

Documents = NDArray[np.signedinteger[Any]]
Counts = NDArray[np.uint8] | NDArray[np.uint16]
Impacts = NDArray[np.float32]
Floats = NDArray[np.float64]

OWN = 2
"""How many times as much a passage's own words count as those of its title, speaker and topic."""

COMMON = 32
"""A term is common if more than one document in so many has it."""

MOST = 0xFFFF
"""The highest count of a term in a document; higher ones count as this."""


@dataclass(frozen=True, slots=True)
class Formula:
    """BM25's parameters, and the parts of its formula that depend on the documents.

    `unit` occurrences count as one, so that a word counted fewer times is a part of one (weighted
    fields, as in Robertson et al. 2004).
    """

    k1: float
    b: float
    unit: int = 1

    def norms(self, lengths: NDArray[np.integer]) -> Floats:
        """Returns what dampens frequencies in each document: `k1 (1 - b + b L / mean L)`."""
        mean = lengths.mean() if lengths.any() else 1.0
        return self.k1 * (1 - self.b + self.b * lengths.astype(np.float64) / mean)

    def saturated(self, frequencies: NDArray[np.floating[Any]], norms: Floats) -> Floats:
        """Returns what a term's frequencies, in units, add to scores before its idf."""
        scores: Floats = frequencies * (self.k1 + 1) / (frequencies + norms)
        return scores

    def impacts(self, counts: NDArray[np.integer], norms: Floats) -> Impacts:
        """Returns the impacts of postings, given their counts and their documents' norms."""
        return self.saturated(counts / self.unit, norms).astype(np.float32)


FORMULA = Formula(k1=1.2, b=0.75, unit=OWN)
"""The formula by which passages are ranked."""


def idf(documents: int, containing: float) -> float:
    """Returns how much a term tells: `ln(1 + (N - n + 0.5) / (n + 0.5))`, never negative.

    The inverse document frequency of Robertson and Sparck Jones (1976), plus one inside the
    logarithm as in Lucene, so that a term in most of the documents still counts a little.
    """
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of a corpus of N documents, T terms and P postings.

    Term t has `keys[t]`, ascending (shape T), and the postings from `starts[t]` to `starts[t + 1]`
    (shape T + 1): its `documents`, ascending, with their `counts` and `impacts` (shape P). An
    impact is what a posting adds to a score before the idf; `peaks` are the highest of each term
    (shape T). `document_frequencies` say how many documents have each term; one that has less than
    a unit of it counts as a part of one (shape T). `lengths` are the sums of each document's
    counts, `norms` what dampens its frequencies (shape N).

    The counts of the C common terms (see `COMMON`) are also in `rows`, one for each term with a
    place for each document, for faster look-ups (shape C, N): term t has the row `row_of[t]`, or
    none if that is -1 (shape T).
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
        """Returns the number of each term, -1 for one that no document has."""
        places, known = self._look_up(np.array([key_of(term) for term in terms], np.uint64))
        numbers: list[int] = np.where(known, places, -1).tolist()
        return numbers

    def known(self, keys: Keys) -> NDArray[np.bool_]:
        """Tells which terms, given by their keys, some document has."""
        return self._look_up(keys)[1]

    def _look_up(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Returns the place of each key, and whether it is really there."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
        places = self.keys.searchsorted(keys)
        return places, self.keys.take(places, mode="clip") == keys

    def span(self, term: int) -> slice:
        """Returns where the postings of a term are."""
        return slice(int(self.starts[term]), int(self.starts[term + 1]))

    def holds(self, term: int, document: int) -> bool:
        """Whether a document has a term."""
        span = self.span(term)
        documents = memoryview(self.documents)  # type: ignore[arg-type]
        at = bisect_left(documents, document, span.start, span.stop)
        return at < span.stop and documents[at] == document


def read_postings(bundle: Bundle) -> Postings:
    """Maps the postings of a bundle."""
    names = (field.name.replace("_", "-") for field in fields(Postings)[1:])
    return Postings(FORMULA, *map(bundle.array, names))


def rows_of(sizes: NDArray[np.int64], documents: int) -> NDArray[np.int32]:
    """Returns the row of each term, given how many documents have it; -1 for none."""
    common = sizes * COMMON > documents
    return np.where(common, np.cumsum(common) - 1, -1).astype(np.int32)


def per_term(
    formula: Formula,
    starts: NDArray[np.int64],
    counts: NDArray[np.integer],
    impacts: Impacts,
) -> tuple[Impacts, Floats]:
    """Returns the peaks and the document frequencies of terms, whose postings begin at `starts`."""
    if not len(impacts):
        return np.zeros(0, np.float32), np.zeros(0)
    shares = np.minimum(counts / formula.unit, 1)
    return np.maximum.reduceat(impacts, starts[:-1]), np.add.reduceat(shares, starts[:-1])
