"""Ranks passages for queries: rank-bm25's Okapi formula, for groups of terms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from bot.search.postings import FORMULA, Documents, Formula, Impacts, Postings
from bot.search.pruning import Pruning
from bot.search.query import DocumentTerms, Query
from bot.search.scorers import FixedScorer, ScoredQuery, Scorer, scored, scorer_of
from bot.search.vocabulary import Floats

_COORDINATION = 0.4
"""The share of its score that a passage loses if it carries none of a query's weight."""

_LACKING = 0.2
"""The share of its score that a passage loses if it has nothing of the kind that is wanted."""

_DIGITS = 6
"""Digits after the point to which scores are compared."""

_FEW = 256
"""Up to this many passages, scoring all is faster than pruning."""

Number = TypeVar("Number", float, Floats)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents, the best first, with their scores."""

    documents: Documents
    scores: Floats


class OkapiRanking(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi for queries of term groups; several threads may use it.

    A group counts as one term. Unlike BM25Okapi's, the idf is never negative, a passage loses a
    part of its score for what it lacks of the query, and the corpus may be empty. A query brings
    its own frequencies, and `norms` are what dampens those of each passage.
    """

    def __init__(self, norms: Floats, formula: Formula = FORMULA) -> None:
        self.formula = formula
        self.norms = norms
        super().__init__(norms, k1=formula.k1, b=formula.b)

    def _initialize(self, norms: Floats) -> dict[str, int]:
        self.corpus_size = len(norms)
        return {}

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Does nothing: a query brings the idf of its groups."""

    def get_scores(self, query: ScoredQuery[Any]) -> Floats:
        """Returns the score of every passage."""
        return self.get_batch_scores(query, np.arange(self.corpus_size))

    def get_batch_scores(self, query: ScoredQuery[Any], doc_ids: Documents) -> Floats:
        """Returns the scores of some passages, as an array."""
        rows = [scorer.frequencies(doc_ids) for scorer in query.scorers]
        frequencies = np.array(rows).reshape(len(rows), len(doc_ids))
        weights = query.terms.weights
        scores: Floats = weights @ self.formula.saturated(frequencies, self.norms[doc_ids])
        scores *= coordination(query.terms, weights @ np.minimum(frequencies, 1))
        if query.terms.wanted:
            frequency = query.wanted.frequencies(doc_ids) if query.wanted else np.zeros(1)
            scores *= 1 - _LACKING + _LACKING * np.minimum(frequency, 1)
        return scores


class PassageRanking(OkapiRanking):
    """Ranks all passages of some postings."""

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self._idle_sums: list[Impacts] = []
        super().__init__(postings.norms, postings.formula)
        self.doc_len = postings.lengths
        self.avgdl = postings.lengths.mean() if self.corpus_size else 0.0

    def scored(self, query: Query) -> ScoredQuery[Scorer]:
        """Returns a query with the scorers of its terms."""
        return scored(query, partial(scorer_of, self.postings))

    def best(
        self, query: ScoredQuery[Scorer], limit: int, allowed: Documents | None = None
    ) -> Ranked:
        """Returns at most `limit` passages, equal ones by their numbers, none without a term.

        Only `allowed` ones, which ascend, if these are given.
        """
        if allowed is None and self.corpus_size <= _FEW:
            documents, scores = np.arange(self.corpus_size), self.get_scores(query)
        else:
            documents = self._candidates(query, limit, allowed)
            scores = self.get_batch_scores(query, documents)
        order = best_of(scores, documents)[:limit]
        return Ranked(documents[order], scores[order])

    def _candidates(
        self, query: ScoredQuery[Scorer], limit: int, allowed: Documents | None
    ) -> Documents:
        """Returns the passages that may be among the best, ascending."""
        if allowed is not None and self.corpus_size <= _FEW:
            return allowed
        try:
            sums = self._idle_sums.pop()
        except IndexError:
            sums = np.zeros(self.corpus_size, np.float32)
        scores, share = partial(self.get_batch_scores, query), partial(coordination, query.terms)
        pruning = Pruning(query, self.postings, scores, share, limit, sums)
        found = pruning.everywhere() if allowed is None else pruning.among(allowed)
        self._idle_sums.append(sums)
        return found


def best_of(scores: Floats, places: Documents) -> NDArray[np.intp]:
    """Returns where the scores above 0 are, the best first, equal ones by their places."""
    order = np.lexsort((places, -scores.round(_DIGITS)))
    return order[scores[order] > 0]


def coordination(query: Query, carried: Number) -> Number:
    """Returns the share of its score that a passage keeps if it carries this much weight."""
    return 1 - _COORDINATION + _COORDINATION * carried / query.total


def share(query: Query, document: DocumentTerms) -> float:
    """Returns a passage's share of the highest possible score, in [0, 1].

    The terms beside the subject do not count.
    """
    subject = replace(query, beside=()) if query.beside else query
    ranking = OkapiRanking(np.array([document.norm]))
    (score,) = ranking.get_scores(scored(subject, partial(_counted, document)))
    return float(score / (subject.total * (ranking.k1 + 1)))


def _counted(document: DocumentTerms, known: Sequence[tuple[int, float]]) -> FixedScorer:
    """Returns the scorer of a group of terms for a single document."""
    numbers, weights = zip(*known, strict=True)
    counts = np.array([document.counts(numbers)], np.float64)
    return FixedScorer(counts @ np.array(weights) / FORMULA.unit)
