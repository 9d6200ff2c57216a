"""Paragraphs that say nearly the same, by their shingles: hashes of runs of three characters.

Shingles are without case, width, accents, spaces and punctuation, and in Simplified characters.
Numpy works them out for many texts at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.checking.checked_file import CheckedFile, also, path_within, warning
from bot.errors import Problem

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int64]

SIZE = 3
_CODES = 0x110000
_FIRST_WIDE = 0x2E80


class Shingler:
    """Makes shingles; remembers the normal form of each character."""

    def __init__(self, normal: Callable[[str], str]) -> None:
        self._normal = normal
        self._folds = np.zeros(_CODES, np.uint32)
        self._known = np.zeros(_CODES, np.bool_)

    def shingles(self, texts: Sequence[str]) -> tuple[Codes, Numbers, Numbers]:
        """Returns all hashes, in the order of the texts; how many each text has; and its columns.

        Only letters and figures count as columns.
        """
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        owners = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), np.int64))
        for code in np.unique(codes[~self._known[codes]]).tolist():
            normal = self._normal(chr(code))
            self._folds[code] = next((ord(char) for char in normal if char.isalnum()), 0)
            self._known[code] = True
        folded = self._folds[codes]
        kept = folded > 0
        folded, owners = folded[kept], owners[kept]
        wide = np.bincount(owners[folded >= _FIRST_WIDE], minlength=len(texts))
        widths = np.bincount(owners, minlength=len(texts)) + wide
        within = owners[: 1 - SIZE] == owners[SIZE - 1 :]
        counts = np.bincount(owners[: 1 - SIZE][within], minlength=len(texts))
        return _hashes(folded)[within], counts, widths


def _hashes(codes: Codes) -> Codes:
    """Hashes every run of three by a polynomial and the mixer of C. Wellons (2018)."""
    size = max(0, len(codes) - SIZE + 1)
    mixed = np.zeros(size, np.uint32)
    for at in range(SIZE):
        mixed = mixed * np.uint32(0x9E3779B1) + codes[at : at + size]
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    return mixed ^ mixed >> np.uint32(16)


_BANDS, _ROWS = 8, 3
"""Texts are compared if they share all three rows of one of eight bands, as 96 in a hundred do of
those with a similarity of 0.7."""

_COLUMNS = 64
"""Hashes of a sketch; the similarity that they estimate is seldom off by 0.1."""

_ALIKE = 0.68
"""The least similarity of copies: that of texts in which about one character in 25 differs."""

Sketches = NDArray[np.uint16]


def sketches_of(hashes: Codes, counts: Numbers) -> Sketches:
    """Returns a row for each text, by MinHash: 16 bits of the first hash in each of some orders.

    Every text must have a shingle.
    """
    starts = np.cumsum(counts) - counts
    orders = np.random.default_rng(1997).integers(1 << 32, size=(_COLUMNS, 2), dtype=np.uint32)
    columns = [
        np.minimum.reduceat((hashes ^ offset) * (factor | np.uint32(1)), starts)
        for offset, factor in orders
    ]
    return np.stack(columns, axis=1).astype(np.uint16)


def likely_pairs(sketches: Sketches) -> Iterator[tuple[int, int]]:
    """Yields the numbers of each text that is like earlier ones, and of the most similar of these.

    Among those that share a band, a text is compared with the first and with the one before it
    alone: the time is linear in the number of texts, whatever they are.
    """
    later, earlier = map(np.concatenate, zip(*_sharing(sketches), strict=True))
    alike = np.mean(sketches[later] == sketches[earlier], axis=1)
    enough = alike >= _ALIKE
    later, earlier, alike = later[enough], earlier[enough], alike[enough]
    order = np.lexsort((earlier, -alike, later))
    _, first = np.unique(later[order], return_index=True)
    best = order[first]
    return zip(later[best].tolist(), earlier[best].tolist(), strict=True)


def _sharing(sketches: Sketches) -> Iterator[tuple[Numbers, Numbers]]:
    """Yields the numbers of texts that share a band with earlier ones, and those of the latter."""
    for band in range(_BANDS):
        rows = sketches[:, band * _ROWS : (band + 1) * _ROWS].astype(np.uint64)
        key = rows[:, 0] << np.uint64(32) | rows[:, 1] << np.uint64(16) | rows[:, 2]
        order = np.argsort(key, kind="stable")
        same = np.concatenate(([False], key[order][1:] == key[order][:-1]))
        begins = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
        at = np.flatnonzero(same)
        yield order[at], order[begins[at]]
        yield order[at], order[at - 1]


_NARROWEST = 80
"""Columns, without punctuation, of a paragraph that is long enough to be a copy."""

_SHORTEST = _NARROWEST // 2

_BATCH = 100_000
"""Characters that are sketched at once: about what fits into the caches of a processor."""


_Place = tuple[Path, int]


class Copies:
    """Collects the paragraphs of a corpus as sketches, and compares them all."""

    def __init__(self, normal: Callable[[str], str]) -> None:
        self._shingler = Shingler(normal)
        self._sketches: list[Sketches] = []
        self._places: list[_Place] = []
        self._waiting: list[tuple[str, _Place]] = []
        self._size = 0

    def add(self, checked: CheckedFile) -> None:
        for line, paragraph in zip(checked.paragraph_lines(), checked.paragraphs, strict=True):
            if len(paragraph) >= _SHORTEST:
                self._waiting.append((paragraph, (checked.path, line)))
                self._size += len(paragraph)
        if self._size > _BATCH:
            self._sketch()

    def problems(self) -> Iterator[Problem]:
        """Yields a warning for each two files that share paragraphs, at the first in the later."""
        self._sketch()
        if not self._sketches:
            return
        shared: defaultdict[tuple[Path, Path], list[tuple[int, int]]] = defaultdict(list)
        for later, earlier in likely_pairs(np.concatenate(self._sketches)):
            (path, line), (twin, other) = self._places[later], self._places[earlier]
            shared[path, twin].append((line, other))
        for (path, twin), lines in shared.items():
            line, other = lines[0]
            where = f"line {other}" if path == twin else f"{path_within(twin)}:{other}"
            more = also(line for line, _ in lines)
            yield warning(path, line, f"nearly the same as {where}; delete one of the two{more}")

    def _sketch(self) -> None:
        """Sketches the waiting paragraphs that are long enough."""
        hashes, counts, widths = self._shingler.shingles([text for text, _ in self._waiting])
        is_long = (widths >= _NARROWEST) & (counts > 0)
        if is_long.any():
            chosen = hashes[np.repeat(is_long, counts)]
            self._sketches.append(sketches_of(chosen, counts[is_long]))
            self._places += [self._waiting[number][1] for number in np.flatnonzero(is_long)]
        self._waiting, self._size = [], 0
