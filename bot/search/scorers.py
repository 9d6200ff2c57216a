"""Scorers: what a term, or a group of terms that counts as one, adds to the scores of documents.

A group's frequency in a document is the weighted sum of its variants', so that a word with thirty
translations does not drown the others: Pirkola's structured queries (1998), weighted as by Darwish
and Oard (2003).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.search.occurrences import Documents, Floats, GroupOccurrences, Known
from bot.search.postings import Impacts, Postings
from bot.search.query import Query

_MERGED = 16384
"""The postings of a group's variants are merged if they are at most this many."""

_SPARSE = 32
"""With less than a posting for this many documents, postings are sorted rather than counted."""


class Scorer(Protocol):
    """A term of a query, or a group of terms.

    `peak` is the most that it can add to a score before its idf.
    """

    @property
    def peak(self) -> float: ...

    def scan(self) -> tuple[Documents, Impacts]:
        """Returns all documents that have it, ascending, with what it adds there before its idf."""

    def frequencies(self, documents: Documents) -> Floats:
        """Returns how often each of some documents has it."""


class CountedQuery(Protocol):
    """A query that can tell how often documents have its terms."""

    @property
    def terms(self) -> Query: ...

    def frequencies(self, documents: Documents) -> Floats:
        """Returns how often each of some documents has each of the query's groups (shape G, D)."""


@dataclass(frozen=True, slots=True)
class ScoredQuery:
    """The terms of a query, and the scorers of its groups."""

    terms: Query
    scorers: Sequence[Scorer]

    def frequencies(self, documents: Documents) -> Floats:
        rows = [scorer.frequencies(documents) for scorer in self.scorers]
        return np.array(rows).reshape(len(rows), len(documents))


@dataclass(frozen=True)
class TermScorer:
    """A single term, whose postings are at `span`."""

    postings: Postings
    term: int
    span: slice

    @property
    def peak(self) -> float:
        return float(self.postings.peaks[self.term])

    def scan(self) -> tuple[Documents, Impacts]:
        return self.postings.documents[self.span], self.postings.impacts[self.span]

    def frequencies(self, documents: Documents) -> Floats:
        postings, row = self.postings, self.postings.row_of[self.term]
        if row < 0:
            own = postings.documents[self.span]
            counts = _look_up(own, postings.counts[self.span], documents)
        else:
            counts = postings.rows[row].take(documents)
        return counts / postings.formula.unit


@dataclass(frozen=True)
class MergedScorer:
    """Terms whose postings are merged: `merged` are their weighted frequencies."""

    postings: Postings
    documents: Documents
    merged: Floats

    @cached_property
    def _impacts(self) -> Floats:
        norms = self.postings.norms[self.documents]
        return self.postings.formula.saturated(self.merged, norms)

    @cached_property
    def peak(self) -> float:
        return float(self._impacts.max(initial=0))

    def scan(self) -> tuple[Documents, Impacts]:
        return self.documents, self._impacts.astype(np.float32)

    def frequencies(self, documents: Documents) -> Floats:
        return _look_up(self.documents, self.merged, documents)


@dataclass(frozen=True)
class UnionScorer:
    """Common terms with too many postings to merge, and the merged others of their group."""

    postings: Postings
    terms: Sequence[int]
    weights: Floats
    others: MergedScorer

    @cached_property
    def _rows(self) -> NDArray[np.int32]:
        return self.postings.row_of[self.terms]

    @property
    def peak(self) -> float:
        highest = self.others.peak + float(self.postings.peaks[self.terms].sum())
        return min(self.postings.formula.k1 + 1, highest)

    def scan(self) -> tuple[Documents, Impacts]:
        unit = self.postings.formula.unit
        sums = np.zeros(len(self.postings.lengths), np.float32)
        sums[self.others.documents] = self.others.merged
        for row, weight in zip(self._rows, self.weights, strict=True):
            sums += np.multiply(self.postings.rows[row], weight / unit, dtype=np.float32)
        documents = np.flatnonzero(sums > 0)
        impacts = self.postings.formula.saturated(sums, self.postings.rough_norms)
        return documents, impacts.take(documents)

    def frequencies(self, documents: Documents) -> Floats:
        rows = [self.postings.rows[row].take(documents) for row in self._rows]
        found: Floats = self.weights.dot(np.array(rows, np.float64))  # as which dot is quickest
        found /= self.postings.formula.unit
        found += self.others.frequencies(documents)
        return found


def scorer_of(postings: Postings, known: Known) -> Scorer:
    """Returns the scorer of a group of terms, given by their numbers and weights."""
    if len(known) == 1 and known[0][1] == 1:
        term = known[0][0]
        return TermScorer(postings, term, postings.span(term))
    if found := postings.occurrences.of([known], _MERGED):
        return _merged(postings, found)
    common = [(term, weight) for term, weight in known if postings.row_of[term] >= 0]
    rare = [each for each in known if postings.row_of[each[0]] < 0]
    others = _merged(postings, postings.occurrences.of([rare]))
    shares = np.array([weight for _, weight in common])
    return UnionScorer(postings, [term for term, _ in common], shares, others)


def _merged(postings: Postings, found: GroupOccurrences) -> MergedScorer:
    """Merges the postings of the terms of one group."""
    documents, frequencies = found.documents, found.frequencies
    if len(documents) * _SPARSE > len(postings.lengths):
        sums = found.sums(frequencies)
        documents = np.flatnonzero(sums > 0).astype(np.int32)
        return MergedScorer(postings, documents, sums[documents])
    order = documents.argsort(kind="stable")
    documents, frequencies = documents[order], frequencies[order]
    firsts = np.flatnonzero(np.diff(documents, prepend=-1))
    return MergedScorer(postings, documents[firsts], np.add.reduceat(frequencies, firsts))


def _look_up(keys: Documents, values: NDArray[Any], wanted: Documents) -> NDArray[Any]:
    """Returns the values of the wanted keys, 0 for those not among the ascending keys."""
    if not len(keys):
        return np.zeros(len(wanted))
    places = keys.searchsorted(wanted)
    found = keys.take(places, mode="clip") == wanted
    taken: NDArray[Any] = values.take(places, mode="clip") * found
    return taken
