"""Sketches of texts, by which those that resemble each other are found among very many.

A. Broder, On the resemblance and containment of documents (1997): of a text's shingles, the least
by each of some orders is kept; two texts share as large a part of these as of all their shingles.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.answering.checking.shingles import Codes, Numbers, Shingles

_BANDS, _ROWS = 8, 3
"""Texts are compared if they share all three of one of eight bands: of those that are alike by
0.7, 96 in a hundred are."""

_ORDERS = np.random.default_rng(1997).integers(
    1 << 32, size=(2, _BANDS * _ROWS), dtype=np.uint32
) | np.array([[0], [1]], np.uint32)
_PROMISING = 0.5


class Pairs(NamedTuple):
    """For each text that may be like an earlier one: its number, that of the other, how alike."""

    later: Numbers
    earlier: Numbers
    alike: NDArray[np.float64]


def sketches_of(shingles: Shingles) -> Codes:
    """A row for each text; every text must have a shingle."""
    starts = np.cumsum(shingles.counts) - shingles.counts
    columns = [
        np.minimum.reduceat((shingles.hashes ^ offset) * factor, starts)
        for offset, factor in _ORDERS.T
    ]
    return np.stack(columns, axis=1)


def likely_pairs(sketches: Codes) -> Pairs:
    """Each text that is much like earlier ones, with the one that it is most like.

    Among those that share a band, a text is compared with the first and with the one before it
    alone: the time grows with the number of texts, whatever they are.
    """
    found = [_alike(sketches, *pair) for pair in _sharing(sketches)]
    later, earlier, alike = map(np.concatenate, zip(*found, strict=True))
    order = np.lexsort((earlier, -alike, later))
    _, first = np.unique(later[order], return_index=True)
    best = order[first]
    return Pairs(later[best], earlier[best], alike[best])


def _sharing(sketches: Codes) -> Iterator[tuple[Numbers, Numbers]]:
    """Texts that share a band with earlier ones: their numbers, and those of the others."""
    for band in range(_BANDS):
        rows = sketches[:, band * _ROWS : (band + 1) * _ROWS].astype(np.uint64)
        key = rows[:, 0] << np.uint64(32) ^ rows[:, 1] << np.uint64(16) ^ rows[:, 2]
        order = np.argsort(key, kind="stable")
        same = np.concatenate(([False], key[order][1:] == key[order][:-1]))
        begins = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
        at = np.flatnonzero(same)
        yield order[at], order[begins[at]]
        yield order[at], order[at - 1]


def _alike(sketches: Codes, later: Numbers, earlier: Numbers) -> Pairs:
    alike = np.mean(sketches[later] == sketches[earlier], axis=1)
    promising = alike >= _PROMISING
    return Pairs(later[promising], earlier[promising], alike[promising])
