"""Ranks passages for queries: rank-bm25's Okapi formula over postings, for groups of terms."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np
from rank_bm25 import BM25Okapi

from bot.search.postings import Documents, Floats, Impacts, Postings
from bot.search.pruning import Pruning
from bot.search.query import Query

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


class PassageRanking(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi for queries of term groups, over postings; several threads may use it.

    A group counts as one term. Unlike BM25Okapi's, the idf is never negative, a passage loses a
    part of its score for what it lacks of the query, and the corpus may be empty.
    """

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self._idle_sums: list[Impacts] = []
        super().__init__(postings, k1=postings.formula.k1, b=postings.formula.b)

    def _initialize(self, postings: Postings) -> dict[str, int]:
        self.doc_len = postings.lengths
        self.corpus_size = len(postings.lengths)
        self.avgdl = postings.lengths.mean() if self.corpus_size else 0.0
        return {}

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Does nothing: a query brings the idf of its groups."""

    def get_scores(self, query: Query) -> Floats:
        """Returns the score of every passage."""
        return self.get_batch_scores(query, np.arange(self.corpus_size))

    def get_batch_scores(self, query: Query, doc_ids: Documents) -> Floats:
        """Returns the scores of some passages, as an array."""
        rows = [scorer.frequencies(doc_ids) for scorer in query.scorers]
        frequencies = np.array(rows).reshape(len(rows), len(doc_ids))
        norms = self.postings.norms[doc_ids]
        scores: Floats = query.weights @ self.postings.formula.saturated(frequencies, norms)
        scores *= self._coordination(query, query.weights @ np.minimum(frequencies, 1))
        if query.wanted:
            wanted = query.wanted.scorer
            frequency = wanted.frequencies(doc_ids) if wanted else np.zeros(1)
            scores *= 1 - _LACKING + _LACKING * np.minimum(frequency, 1)
        return scores

    def best(self, query: Query, limit: int, allowed: Documents | None = None) -> Ranked:
        """Returns at most `limit` passages, equal ones by their numbers, none without a term.

        Only `allowed` ones, which ascend, if these are given.
        """
        if allowed is None and self.corpus_size <= _FEW:
            documents, scores = np.arange(self.corpus_size), self.get_scores(query)
        else:
            documents = self._candidates(query, limit, allowed)
            scores = self.get_batch_scores(query, documents)
        order = np.lexsort((documents, -scores.round(_DIGITS)))[:limit]
        order = order[scores[order] > 0]
        return Ranked(documents[order], scores[order])

    def share(self, query: Query, document: int) -> float:
        """Returns a passage's share of the highest possible score, in [0, 1].

        The terms beside the subject do not count.
        """
        subject = replace(query, beside=()) if query.beside else query
        (score,) = self.get_batch_scores(subject, np.array([document]))
        return float(score / (subject.total * (self.k1 + 1)))

    @staticmethod
    def _coordination(query: Query, carried: Number) -> Number:
        """Returns the share of its score that a passage keeps if it carries this much weight."""
        return 1 - _COORDINATION + _COORDINATION * carried / query.total

    def _candidates(self, query: Query, limit: int, allowed: Documents | None) -> Documents:
        """Returns the passages that may be among the best, ascending."""
        if allowed is not None and self.corpus_size <= _FEW:
            return allowed
        try:
            sums = self._idle_sums.pop()
        except IndexError:
            sums = np.zeros(self.corpus_size, np.float32)
        scores = partial(self.get_batch_scores, query)
        pruning = Pruning(query, scores, partial(self._coordination, query), limit, sums)
        found = pruning.everywhere() if allowed is None else pruning.among(allowed)
        self._idle_sums.append(sums)
        return found
