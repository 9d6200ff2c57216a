"""MaxScore: finds the documents with the highest scores without scoring all.

Each term has a bound on what it adds to a score. Once as many documents as are wanted are known to
reach some score, the bar, a document is skipped if the bounds of its terms do not add up to it: the
postings of terms with low bounds are only looked up for the documents that the others have brought,
and these are dropped as soon as they cannot reach the bar. Turtle and Flood (1995), a term at a
time; scoring some documents early to raise the bar is as in Moffat and Zobel (1996).
"""

from collections.abc import Callable, Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.search.occurrences import Documents, Floats
from bot.search.postings import Postings
from bot.search.scorers import ScoredQuery

Sums = NDArray[np.floating[Any]]

_SLACK = 1e-3
"""The error that sums of impacts, with seven digits, may have."""

TRIED = 24
"""Documents, at least, that are scored to raise the bar."""

_RAISED_AFTER = (1, 4)
"""The numbers of the scorers after which this is done."""

_SAMPLED = 64
"""With more sums than this many times those tried, a sample finds the greatest."""

_SPARSE = 32
"""With less than one candidate to this many documents, the others are not looked at."""

LEAST = float(np.finfo(np.float32).tiny)
"""Less than the sum of any document that has a term."""

_LISTED = 4096
"""Up to this many allowed documents are all candidates; more are marked in the sums."""


class Pruning:
    """One search for the `limit` best documents for a query.

    `scores` gives the final scores of some documents: at most the weighted sum of what the scorers
    add, times `share(w)` for a document whose terms weigh `w`. `sums` is an array of zeros with a
    place for each document, and is left as it was.
    """

    def __init__(
        self,
        query: ScoredQuery,
        postings: Postings,
        scores: Callable[[Documents], Floats],
        share: Callable[[float], float],
        limit: int,
        sums: Sums,
    ) -> None:
        # what is wanted has the last scorer, and adds nothing
        weighted = zip(query.terms.weights.tolist(), query.scorers, strict=False)
        bounded = [(weight * scorer.peak, weight, scorer) for weight, scorer in weighted]
        bounded.sort(key=itemgetter(0), reverse=True)
        self._scorers = [(np.float32(weight), scorer) for _, weight, scorer in bounded]
        self._rest = _from_the_end(bound for bound, _, _ in bounded)
        self._shares = list(map(share, _from_the_end(weight for _, weight, _ in bounded)))
        self._scores = scores
        self._limit = limit
        self._tried = max(TRIED, 2 * limit)
        self._sums = sums
        self._norms, self._formula = postings.rough_norms, postings.formula
        self._bar = 0.0
        self._barred = False

    def among(self, allowed: Documents) -> Documents:
        """Returns the allowed documents that may be among the best, ascending."""
        if len(allowed) <= _LISTED:
            return self._completed(allowed, np.zeros(len(allowed), np.float32), 0)
        self._barred = True
        self._sums.fill(-np.inf)
        self._sums[allowed] = 0
        found = self.everywhere()
        self._sums.fill(0)
        return found

    def everywhere(self) -> Documents:
        """Returns all documents that may be among the best, ascending."""
        found: list[Documents] = []
        while len(found) < len(self._scorers) and self._needed(len(found), len(found)) <= 0:
            found.append(self._scan(len(found)))
        needed = max(self._needed(0, len(found)), LEAST)
        if sum(map(len, found)) * _SPARSE > len(self._sums):
            alive = np.flatnonzero(self._sums >= needed)
            sums = self._sums[alive]
            self._sums.fill(0)
        else:
            alive = np.unique(np.concatenate([np.empty(0, np.intp), *found]))
            alive = alive.compress(self._sums[alive] >= needed)
            sums = self._sums[alive]
            for documents in found:
                self._sums[documents] = 0
        return self._completed(alive, sums, len(found))

    def _scan(self, number: int) -> Documents:
        """Adds a scorer's impacts to all documents; returns those that may reach the bar."""
        weight, scorer = self._scorers[number]
        documents, impacts = scorer.scan()
        documents = documents.astype(np.intp)  # as which numpy takes indices without a copy
        before = self._sums.take(documents)
        sums = impacts * weight
        sums += before
        if self._bar or self._barred:
            alive = sums >= self._needed(0, number + 1)
            alive &= (before != 0) | (sums >= self._needed(number, number + 1))
            documents, sums = documents.compress(alive), sums.compress(alive)
        self._sums[documents] = sums
        if number in _RAISED_AFTER:
            self._raise_bar(documents, sums)
        return documents

    def _completed(self, documents: Documents, sums: Sums, done: int) -> Documents:
        """Adds the other scorers' impacts, dropping documents that cannot reach the bar."""
        last, norms = len(self._scorers), self._norms.take(documents)
        for number in range(done, last + 1):
            if len(documents) <= self._tried:
                break  # so few are quickly scored
            if number in (max(done, 2), last):
                self._raise_bar(documents, sums)
            alive = sums >= self._needed(0, number)
            documents, sums, norms = (each.compress(alive) for each in (documents, sums, norms))
            if number < last:
                weight, scorer = self._scorers[number]
                impacts = self._formula.saturated(scorer.frequencies(documents), norms)
                sums = sums + impacts * weight
        return documents

    def _needed(self, first: int, done: int) -> float:
        """Returns the sum that a document without the scorers before `first` needs after `done`."""
        return self._bar / self._shares[first] - self._rest[done]

    def _raise_bar(self, documents: Documents, sums: Sums) -> None:
        """Scores those that look best, and raises the bar to the worst of the `limit` best."""
        scores = self._scores(documents[greatest(sums, self._tried)])
        self._bar = max(self._bar, bar_of(scores, self._limit))


def bar_of(scores: Floats, limit: int) -> float:
    """Returns what a document needs to be among the best, if some have these scores."""
    return float(np.partition(scores, -limit)[-limit]) - _SLACK if len(scores) >= limit else 0.0


def greatest(sums: Sums, count: int) -> NDArray[np.intp]:
    """Returns where the `count` greatest sums are, unsorted; all if there are no more.

    Of very many, a sample first tells which may be among them.
    """
    if len(sums) > count * _SAMPLED:
        likely = np.flatnonzero(sums >= sums[:: len(sums) // (count * _SAMPLED // 16)].max())
        if len(likely) == len(sums):
            return likely[:count]
        if len(likely) >= count:
            return likely[greatest(sums[likely], count)]
    if len(sums) <= count:
        return np.arange(len(sums))
    return np.argpartition(sums, -count)[-count:]


def _from_the_end(values: Iterable[float]) -> list[float]:
    """Returns the sums of all values, of all but the first, and so on down to none."""
    return [*accumulate(reversed(list(values)), initial=0.0)][::-1]
