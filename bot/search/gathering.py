"""Finds the best documents by all occurrences of a query's terms, if these are not many."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.search.occurrences import Documents, Floats, GroupOccurrences
from bot.search.postings import Postings
from bot.search.pruning import LEAST, TRIED, bar_of, greatest
from bot.search.query import Query

MOST = 16_000
"""Occurrences up to which this is faster than pruning."""

_CELLS = 1 << 14
"""Up to so many terms times documents, all documents are scored."""


@dataclass(frozen=True, slots=True)
class GatheredQuery:
    """A query with the occurrences of its known terms, and last those of what is wanted."""

    terms: Query
    found: GroupOccurrences
    postings: Postings

    def frequencies(self, documents: Documents) -> Floats:
        if self._is_small:
            return self.found.everywhere.take(documents, axis=1)
        return self.found.among(documents)

    def candidates(
        self,
        scores: Callable[[Documents], Floats],
        share: Callable[[Floats], Floats],
        limit: int,
        allowed: Documents | None,
    ) -> Documents:
        """Returns the documents, of the allowed ones if given, that may be among the best."""
        if self._is_small:
            return np.arange(self.found.shape[1]) if allowed is None else allowed
        bounds = self._bounds(share)
        if allowed is not None:
            bounds = bounds.take(allowed)
        likely = greatest(bounds, max(TRIED, 2 * limit))
        if self._is_exact:
            reached = bounds.take(likely)
        else:
            reached = scores(likely if allowed is None else allowed.take(likely))
        found = np.flatnonzero(bounds >= max(bar_of(reached, limit), LEAST))
        return found if allowed is None else allowed.take(found)

    @property
    def _is_small(self) -> bool:
        return self.found.shape[0] * self.found.shape[1] <= _CELLS

    @property
    def _is_exact(self) -> bool:
        """Whether the bounds are the scores themselves."""
        return not self.terms.wanted and all(len(group) == 1 for group in self.terms.groups)

    def _bounds(self, share: Callable[[Floats], Floats]) -> Floats:
        """Returns what the score of each document is at most.

        A group's terms add to a score together no more than each by itself. `share` returns what a
        document keeps of its score if the terms that it has weigh so much.
        """
        found = self.found
        weights = np.append(self.terms.weights, 0.0).take(found.groups)
        norms = self.postings.norms.take(found.documents)
        scores = found.sums(self.postings.formula.saturated(found.frequencies, norms) * weights)
        carried = found.sums(np.minimum(found.frequencies, 1) * weights)
        scores *= share(np.minimum(carried, self.terms.total))
        return scores


def gathered(postings: Postings, query: Query) -> GatheredQuery | None:
    """Gathers the occurrences of a query's terms; None if these are too many."""
    found = query.occurrences or postings.occurrences.of(query.groups, MOST)
    return GatheredQuery(query, found, postings) if found else None
