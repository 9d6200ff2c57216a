"""Ranks passages for queries: rank-bm25's Okapi formula, for groups of terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from bot.search.gathering import GatheredQuery, gathered
from bot.search.occurrences import Documents, Floats
from bot.search.postings import FORMULA, Formula, Impacts, Postings
from bot.search.pruning import Pruning
from bot.search.query import DocumentTerms, Query
from bot.search.scorers import CountedQuery, ScoredQuery, scorer_of

_COORDINATION = 0.4
"""The share of its score that a passage loses if it carries none of a query's weight."""

_LACKING = 0.2
"""The share of its score that a passage loses if it has nothing of the kind that is wanted."""

_DIGITS = 6
"""Digits after the point to which scores are compared."""

RankedQuery = GatheredQuery | ScoredQuery
"""A query in one of the forms in which the best passages for it are found."""

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

    def get_scores(self, query: CountedQuery) -> Floats:
        """Returns the score of every passage."""
        return self.get_batch_scores(query, np.arange(self.corpus_size))

    def get_batch_scores(self, query: CountedQuery, doc_ids: Documents) -> Floats:
        """Returns the scores of some passages, as an array."""
        norms = self.norms.take(doc_ids)
        return scores_of(query.terms, query.frequencies(doc_ids), norms, self.formula)


class PassageRanking(OkapiRanking):
    """Ranks all passages of some postings."""

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self._idle_sums: list[Impacts] = []
        super().__init__(postings.norms, postings.formula)
        self.doc_len = postings.lengths
        self.avgdl = postings.lengths.mean() if self.corpus_size else 0.0

    def counted(self, query: Query) -> RankedQuery:
        """Returns a query in the form in which it is quickest to rank by."""
        found = gathered(self.postings, query)
        return found or ScoredQuery(
            query, [scorer_of(self.postings, each) for each in query.groups]
        )

    def best(self, query: RankedQuery, limit: int, allowed: Documents | None = None) -> Ranked:
        """Returns at most `limit` passages, equal ones by their numbers, none without a term.

        Only `allowed` ones, which ascend, if these are given.
        """
        documents = self._candidates(query, limit, allowed)
        scores = self.get_batch_scores(query, documents)
        order = best_of(scores, documents, limit)
        return Ranked(documents[order], scores[order])

    def _candidates(self, query: RankedQuery, limit: int, allowed: Documents | None) -> Documents:
        """Returns the passages that may be among the best, ascending."""
        scores, share = partial(self.get_batch_scores, query), partial(coordination, query.terms)
        if isinstance(query, GatheredQuery):
            return query.candidates(scores, share, limit, allowed)
        try:
            sums = self._idle_sums.pop()
        except IndexError:
            sums = np.zeros(self.corpus_size, np.float32)
        pruning = Pruning(query, self.postings, scores, share, limit, sums)
        found = pruning.everywhere() if allowed is None else pruning.among(allowed)
        self._idle_sums.append(sums)
        return found


def best_of(scores: Floats, places: Documents, limit: int) -> NDArray[np.intp]:
    """Returns where the highest scores are, the best first, equal ones by their places.

    At most `limit`, and none that is 0.
    """
    at = np.flatnonzero(scores > 0)
    if len(at) > limit:
        worst = np.partition(scores, -limit)[-limit] - 2 * 10**-_DIGITS  # rounded, they are equal
        at = at.compress(scores.take(at) >= worst)
    order = np.lexsort((places[at], -scores[at].round(_DIGITS)))
    return at[order[:limit]]


def coordination(query: Query, carried: Number) -> Number:
    """Returns the share of its score that a passage keeps if it carries this much weight."""
    return 1 - _COORDINATION + _COORDINATION * carried / query.total


def scores_of(query: Query, counted: Floats, norms: Floats, formula: Formula = FORMULA) -> Floats:
    """Returns the scores of D passages that have the G groups of a query so often.

    `counted` has the shape (G, D), and `norms` (D).
    """
    weights = query.weights
    frequencies = counted[: len(weights)]
    scores: Floats = weights @ formula.saturated(frequencies, norms)
    scores *= coordination(query, weights @ np.minimum(frequencies, 1))
    if query.wanted:
        scores *= 1 - _LACKING + _LACKING * np.minimum(counted[-1], 1)
    return scores


def share(query: Query, document: DocumentTerms) -> float:
    """Returns a passage's share of the highest possible score, in [0, 1].

    The terms beside the subject do not count.
    """
    subject = Query(query.terms, query.wanted) if query.beside else query
    numbers = [number for group in subject.groups for number, _ in group]
    counts = dict(zip(numbers, document.counts(numbers), strict=True))
    found = [sum(weight * counts[number] for number, weight in group) for group in subject.groups]
    counted = np.array(found).reshape(-1, 1) / FORMULA.unit
    (score,) = scores_of(subject, counted, np.array([document.norm]))
    return float(score / (subject.total * (FORMULA.k1 + 1)))
