"""Sketches of texts, by which those that resemble each other are found among very many.

A. Broder, On the resemblance and containment of documents (1997): of a text's shingles, the least
by each of some orders is kept; two texts share as large a part of these as of all their shingles.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.answering.checking.shingles import Numbers, Shingles

_BANDS, _ROWS = 8, 3
"""Texts are compared if they share all three of one of eight bands: of those that are alike by
0.7, 96 in a hundred are."""

_COLUMNS = 64
"""Of the share that two texts have in common, that of these columns is seldom off by 0.1."""

_ALIKE = 0.68
"""Where about one character in 25 differs."""

Sketches = NDArray[np.uint16]


class _Pairs(NamedTuple):
    """Of texts that are like earlier ones: their numbers, those of the others, how alike."""

    later: Numbers
    earlier: Numbers
    alike: NDArray[np.float64]


def sketches_of(shingles: Shingles) -> Sketches:
    """A row for each text, of which every one must have a shingle.

    Of the hash that comes first in each order 16 bits are kept.
    """
    starts = np.cumsum(shingles.counts) - shingles.counts
    orders = np.random.default_rng(1997).integers(1 << 32, size=(_COLUMNS, 2), dtype=np.uint32)
    columns = [
        np.minimum.reduceat((shingles.hashes ^ offset) * (factor | np.uint32(1)), starts)
        for offset, factor in orders
    ]
    return np.stack(columns, axis=1).astype(np.uint16)


def likely_pairs(sketches: Sketches) -> Iterator[tuple[int, int]]:
    """Each text that is much like earlier ones, with the one that it is most like: their numbers.

    Among those that share a band, a text is compared with the first and with the one before it
    alone: the time grows with the number of texts, whatever they are.
    """
    found = [_alike(sketches, *pair) for pair in _sharing(sketches)]
    later, earlier, alike = map(np.concatenate, zip(*found, strict=True))
    order = np.lexsort((earlier, -alike, later))
    _, first = np.unique(later[order], return_index=True)
    best = order[first]
    return zip(later[best].tolist(), earlier[best].tolist(), strict=True)


def _sharing(sketches: Sketches) -> Iterator[tuple[Numbers, Numbers]]:
    """Texts that share a band with earlier ones: their numbers, and those of the others."""
    for band in range(_BANDS):
        rows = sketches[:, band * _ROWS : (band + 1) * _ROWS].astype(np.uint64)
        key = rows[:, 0] << np.uint64(32) | rows[:, 1] << np.uint64(16) | rows[:, 2]
        order = np.argsort(key, kind="stable")
        same = np.concatenate(([False], key[order][1:] == key[order][:-1]))
        begins = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
        at = np.flatnonzero(same)
        yield order[at], order[begins[at]]
        yield order[at], order[at - 1]


def _alike(sketches: Sketches, later: Numbers, earlier: Numbers) -> _Pairs:
    alike = np.mean(sketches[later] == sketches[earlier], axis=1)
    enough = alike >= _ALIKE
    return _Pairs(later[enough], earlier[enough], alike[enough])
