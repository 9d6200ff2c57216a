"""Postings: which documents have each term, and how often, in flat arrays; and BM25's formula."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.search.occurrences import Documents, Floats, Occurrences
from bot.search.vocabulary import FEW, Vocabulary
from bot.storage import Bundle

Counts = NDArray[np.uint8] | NDArray[np.uint16]
Impacts = NDArray[np.float32]

OWN = 2
"""How many times as much a passage's own words count as those of its title, speaker and topic."""

COMMON = 32
"""A term is common if more than one document in so many has it."""

MOST = 0xFFFF
"""The highest count of a term in a document; higher ones count as this."""


OCCURRENCES = ("starts", "documents", "counts")
"""The arrays of a bundle that say which documents have each term."""


@dataclass(frozen=True, slots=True)
class Formula:
    """BM25's parameters, and the parts of its formula that depend on the documents.

    `unit` occurrences count as one, so that a word counted fewer times is a part of one (weighted
    fields, as in Robertson et al. 2004).
    """

    k1: float
    b: float
    unit: int = 1

    def norms(self, lengths: NDArray[np.integer], mean: float | None = None) -> Floats:
        """Returns what dampens frequencies in each document: `k1 (1 - b + b L / mean L)`.

        The mean is that of the lengths unless they are some documents' of many.
        """
        mean = mean or mean_of(lengths)
        return self.k1 * (1 - self.b + self.b * lengths.astype(np.float64) / mean)

    def saturated(
        self, frequencies: NDArray[np.floating[Any]], norms: NDArray[np.floating[Any]]
    ) -> NDArray[Any]:
        """Returns what a term's frequencies, in units, add to scores before its idf."""
        return frequencies * (self.k1 + 1) / (frequencies + norms)

    def impacts(self, counts: NDArray[np.integer], norms: Floats) -> Impacts:
        """Returns the impacts of postings, given their counts and their documents' norms."""
        frequencies = np.divide(counts, self.unit, dtype=np.float32)
        return self.saturated(frequencies, norms.astype(np.float32))


def mean_of(lengths: NDArray[np.integer]) -> float:
    """Returns the mean length of documents, 1 if all are empty."""
    return float(lengths.mean()) if lengths.any() else 1.0


FORMULA = Formula(k1=1.2, b=0.75, unit=OWN)
"""The formula by which passages are ranked."""


@dataclass(frozen=True)
class Postings:
    """The postings of a corpus of N documents, T terms and P postings.

    Term t of the `vocabulary` has the postings from `starts[t]` to `starts[t + 1]` (shape T + 1):
    its `documents`, ascending, with their `counts` and `impacts` (shape P). An impact is what a
    posting adds to a score before the idf; `peaks` are the highest of each term (shape T).
    `lengths` are the sums of each document's counts, `norms` what dampens its frequencies
    (shape N).

    The counts of the C common terms (see `COMMON`) are also in `rows`, one for each term with a
    place for each document, for faster look-ups (shape C, N): term t has the row `row_of[t]`, or
    none if that is -1 (shape T).
    """

    formula: Formula
    vocabulary: Vocabulary
    starts: NDArray[np.int64]
    documents: Documents
    counts: Counts
    impacts: Impacts
    peaks: Impacts
    lengths: NDArray[np.int32]
    norms: Floats
    rows: Counts
    row_of: NDArray[np.int32]

    @property
    def occurrences(self) -> Occurrences:
        """Which documents have each term, and how often."""
        size = len(self.lengths)
        return Occurrences(self.starts, self.documents, self.counts, self.formula.unit, size)

    @cached_property
    def rough_norms(self) -> Impacts:
        """The norms to seven digits, with which impacts are computed twice as fast."""
        return self.norms.astype(np.float32)

    def span(self, term: int) -> slice:
        """Returns where the postings of a term are."""
        return slice(int(self.starts[term]), int(self.starts[term + 1]))

    def counts_in(self, document: int, terms: Sequence[int]) -> list[int]:
        """Returns how often a document has each term, in parts of a unit."""
        numbers = np.array(terms, np.int64)
        firsts, ends = self.starts.take(numbers).tolist(), self.starts.take(numbers + 1).tolist()
        documents = memoryview(self.documents)  # type: ignore[arg-type]
        found = [bisect_left(documents, document, *span) for span in zip(firsts, ends, strict=True)]
        return [
            int(self.counts[at]) if at < end and documents[at] == document else 0
            for at, end in zip(found, ends, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """The terms of a document, from the postings."""

    postings: Postings
    document: int
    _counts: dict[int, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def norm(self) -> float:
        return float(self.postings.norms[self.document])

    def counts(self, terms: Sequence[int]) -> list[int]:
        known = self._counts
        missing = [term for term in terms if term not in known and term >= 0]
        if missing:
            known.update(zip(missing, self.postings.counts_in(self.document, missing), strict=True))
        return [known.get(term, 0) for term in terms]


def read_vocabulary(bundle: Bundle) -> Vocabulary:
    """Maps the vocabulary of a bundle."""
    documents, frequencies = len(bundle.array("text-digests")), bundle.array("document-frequencies")
    occurrences = None
    if documents <= FEW:
        starts, having, counts = map(bundle.array, OCCURRENCES)
        occurrences = Occurrences(starts, having, counts, FORMULA.unit, documents)
    return Vocabulary(documents, bundle.array("keys"), frequencies, occurrences)


def read_postings(bundle: Bundle) -> Postings:
    """Maps the postings of a bundle."""
    names = (field.name.replace("_", "-") for field in fields(Postings)[2:])
    return Postings(FORMULA, read_vocabulary(bundle), *map(bundle.array, names))


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
