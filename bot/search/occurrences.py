"""Which documents have each term, and how often; all those of a query are gathered at once.

A call of numpy takes about as long as its arithmetic on a thousand numbers, so in a corpus of some
thousand documents, calls for each term would be most of the work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from sys import maxsize
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Documents = NDArray[np.signedinteger[Any]]

Known = Sequence[tuple[int, float]]
"""The terms of a group that some document has, by their numbers, and their weights."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Term t is in the `documents` from `starts[t]` to `starts[t + 1]`, so many times: `counts`.

    They are counted in parts of a `unit`; there are `size` documents.
    """

    starts: NDArray[np.int64]
    documents: Documents
    counts: NDArray[np.unsignedinteger[Any]]
    unit: int
    size: int

    @overload
    def of(self, groups: Sequence[Known]) -> "GroupOccurrences": ...
    @overload
    def of(self, groups: Sequence[Known], most: int) -> "GroupOccurrences | None": ...
    def of(self, groups: Sequence[Known], most: int = maxsize) -> "GroupOccurrences | None":
        """Gathers the occurrences of groups of terms; None if they are more than `most`."""
        numbers = np.array([number for group in groups for number, _ in group], np.int64)
        weights = np.array([weight for group in groups for _, weight in group])
        firsts, ends = self.starts.take(numbers), self.starts.take(numbers + 1)
        sizes = ends - firsts
        if int(sizes.sum()) > most:
            return None
        owners = np.arange(len(groups)).repeat(list(map(len, groups)))
        spans = list(map(slice, firsts.tolist(), ends.tolist()))
        counts = _joined(self.counts, spans)
        return GroupOccurrences(
            owners.repeat(sizes),
            _joined(self.documents, spans),
            counts * (weights / self.unit).repeat(sizes),
            (len(groups), self.size),
        )


@dataclass(frozen=True)
class GroupOccurrences:
    """Each says of one of G groups and one of N documents how often this has a term of that.

    `groups`, `documents` and the weighted `frequencies` have the shape P; `shape` is (G, N).
    """

    groups: NDArray[np.int64]
    documents: Documents
    frequencies: Floats
    shape: tuple[int, int]

    @cached_property
    def everywhere(self) -> Floats:
        """How often each document has each group (shape G, N)."""
        return summed(self.groups * self.shape[1] + self.documents, self.frequencies, self.shape)

    def among(self, documents: Documents) -> Floats:
        """Returns how often some documents have each group (shape G, D)."""
        size = len(documents)
        places = np.full(self.shape[1], -1, np.int32)
        places[documents] = np.arange(size, dtype=np.int32)
        own = places.take(self.documents)
        kept = np.flatnonzero(own >= 0)
        cells = self.groups.take(kept) * size + own.take(kept)
        return summed(cells, self.frequencies.take(kept), (self.shape[0], size))

    def containing(self) -> list[float]:
        """Returns how many documents have each group, one that has a part of it counting so."""
        found: list[float] = np.minimum(self.everywhere, 1).sum(axis=1).tolist()
        return found

    def sums(self, values: Floats) -> Floats:
        """Returns the sum of the values of each document's occurrences (shape N)."""
        return summed(self.documents, values, self.shape[1:])


def summed(cells: NDArray[np.integer], values: Floats, shape: tuple[int, ...]) -> Floats:
    """Returns the sums of the values in each cell of an array."""
    sums: Floats = np.bincount(cells, values, prod(shape))  # type: ignore[assignment]
    return sums.reshape(shape)


def _joined(values: NDArray[Any], spans: Sequence[slice]) -> NDArray[Any]:
    """Returns the values in some spans, which are too few for `ranges` to be faster."""
    return np.concatenate([values[span] for span in spans]) if spans else values[:0]
