"""Scorers: what a term, or a group of terms that counts as one, adds to the scores of documents.

A group's frequency in a document is the weighted sum of its variants', so that a word with thirty
translations does not drown the others: Pirkola's structured queries (1998), weighted as by Darwish
and Oard (2003).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.search.postings import Counts, Documents, Floats, Impacts, Postings

Sums = NDArray[np.floating[Any]]

_MERGED = 16384
"""The postings of a group's variants are merged if they are not more than this."""

_SPARSE = 32
"""If there is less than a posting for this many documents, the others are not worth a look."""


class Scorer(Protocol):
    """One term of a query, or a group of them.

    `containing` is in how many documents it stands, one that holds it in part counting as a part;
    `peak` the most that it can add to a score, before its idf.
    """

    @property
    def containing(self) -> float: ...

    @property
    def peak(self) -> float: ...

    def scan(self) -> tuple[Documents, Impacts]:
        """Every document in which it stands, ascending, with what it adds there before its idf."""

    def impacts(self, documents: Documents, norms: Floats) -> Sums:
        """What it adds to the scores of these documents, which have these norms, before its idf."""

    def frequencies(self, documents: Documents) -> Floats:
        """How often it stands in each of these documents."""


@dataclass(frozen=True)
class TermScorer:
    """A single term as it stands in the postings."""

    postings: Postings
    term: int
    span: slice
    """Where in the postings it stands."""

    @property
    def counts(self) -> Counts:
        return self.postings.counts[self.span]

    @property
    def documents(self) -> Documents:
        return self.postings.documents[self.span]

    @property
    def row(self) -> int:
        """The row of a common term, -1 for another."""
        return int(self.postings.row_of[self.term])

    @property
    def containing(self) -> float:
        return float(self.postings.document_frequencies[self.term])

    @property
    def peak(self) -> float:
        return float(self.postings.peaks[self.term])

    def scan(self) -> tuple[Documents, Impacts]:
        return self.documents, self.postings.impacts[self.span]

    def impacts(self, documents: Documents, norms: Floats) -> Sums:
        if self.row < 0:
            return looked_up(self.documents, self.postings.impacts[self.span], documents)
        return self.postings.formula.saturated(self.frequencies(documents), norms)

    def frequencies(self, documents: Documents) -> Floats:
        if self.row < 0:
            counts = looked_up(self.documents, self.counts, documents)
        else:
            counts = self.postings.rows[self.row].take(documents)
        return counts / self.postings.formula.unit


@dataclass(frozen=True)
class MergedScorer:
    """Several terms whose postings were merged: `merged` are their weighted frequencies."""

    postings: Postings
    documents: Documents
    merged: Floats

    @cached_property
    def _impacts(self) -> Floats:
        norms = self.postings.norms[self.documents]
        return self.postings.formula.saturated(self.merged, norms)

    @cached_property
    def containing(self) -> float:
        return float(np.minimum(self.merged, 1).sum())

    @cached_property
    def peak(self) -> float:
        return float(self._impacts.max(initial=0))

    def scan(self) -> tuple[Documents, Impacts]:
        return self.documents, self._impacts.astype(np.float32)

    def impacts(self, documents: Documents, norms: Floats) -> Sums:
        return looked_up(self.documents, self._impacts, documents)

    def frequencies(self, documents: Documents) -> Floats:
        return looked_up(self.documents, self.merged, documents)


@dataclass(frozen=True)
class UnionScorer:
    """Common terms, too many to be merged, and the others of their group, if any, merged."""

    postings: Postings
    common: Sequence[TermScorer]
    weights: Floats
    others: MergedScorer

    @cached_property
    def containing(self) -> float:
        """As if its terms stood independently of one another in the documents."""
        size = len(self.postings.lengths)
        lacking = 1 - self.others.containing / size
        for term, weight in zip(self.common, self.weights, strict=True):
            lacking *= 1 - weight * term.containing / size
        return size * (1 - lacking)

    @property
    def peak(self) -> float:
        highest = self.others.peak + sum(term.peak for term in self.common)
        return min(self.postings.formula.k1 + 1, highest)

    def scan(self) -> tuple[Documents, Impacts]:
        unit = self.postings.formula.unit
        sums = np.zeros(len(self.postings.lengths), np.float32)
        sums[self.others.documents] = self.others.merged
        for term, weight in zip(self.common, self.weights, strict=True):
            sums += np.multiply(self.postings.rows[term.row], weight / unit, dtype=np.float32)
        documents = np.flatnonzero(sums > 0)
        impacts = self.postings.formula.saturated(sums, self.postings.norms)
        return documents, impacts.take(documents).astype(np.float32)

    def impacts(self, documents: Documents, norms: Floats) -> Sums:
        return self.postings.formula.saturated(self.frequencies(documents), norms)

    def frequencies(self, documents: Documents) -> Floats:
        counts = np.array([self.postings.rows[term.row].take(documents) for term in self.common])
        found: Floats = self.weights @ counts / self.postings.formula.unit
        return found + self.others.frequencies(documents)


def scorer_of(
    postings: Postings, numbers: Iterable[int], weights: Iterable[float]
) -> Scorer | None:
    """Returns the scorer of a group of terms; None if all are unknown, with the number -1."""
    known = [(term, weight) for term, weight in zip(numbers, weights, strict=True) if term >= 0]
    if not known:
        return None
    if len(known) == 1 and known[0][1] == 1:
        return _single(postings, known[0][0])
    spans = [postings.span(term) for term, _ in known]
    if sum(span.stop - span.start for span in spans) <= _MERGED:
        return _merged(postings, known)
    common = [(_single(postings, t), w) for t, w in known if postings.row_of[t] >= 0]
    others = _merged(postings, [(t, w) for t, w in known if postings.row_of[t] < 0])
    shares = np.array([weight for _, weight in common])
    return UnionScorer(postings, [term for term, _ in common], shares, others)


def _single(postings: Postings, term: int) -> TermScorer:
    return TermScorer(postings, term, postings.span(term))


def _merged(postings: Postings, terms: Sequence[tuple[int, float]]) -> MergedScorer:
    """The scorer of terms, given by their numbers, with their weights."""
    if not terms:
        return MergedScorer(postings, np.empty(0, np.int32), np.empty(0))
    spans = [postings.span(term) for term, _ in terms]
    documents = np.concatenate([postings.documents[span] for span in spans])
    weights = np.repeat([w for _, w in terms], [span.stop - span.start for span in spans])
    counts = np.concatenate([postings.counts[span] for span in spans])
    frequencies = weights * counts / postings.formula.unit
    size = len(postings.lengths)
    if len(documents) * _SPARSE > size:
        sums = np.bincount(documents, frequencies, size)
        documents = np.flatnonzero(sums > 0).astype(np.int32)
        return MergedScorer(postings, documents, sums[documents])
    order = documents.argsort(kind="stable")
    documents, frequencies = documents[order], frequencies[order]
    firsts = np.flatnonzero(np.diff(documents, prepend=-1))
    return MergedScorer(postings, documents[firsts], np.add.reduceat(frequencies, firsts))


def looked_up(keys: Documents, values: NDArray[Any], wanted: Documents) -> NDArray[Any]:
    """The values of the wanted keys, 0 for those that are not among the ascending keys."""
    if not len(keys):
        return np.zeros(len(wanted))
    places = keys.searchsorted(wanted)
    found = keys.take(places, mode="clip") == wanted
    taken: NDArray[Any] = values.take(places, mode="clip") * found
    return taken
