"""Texts as their shingles: the runs of three characters in them, each as a hash.

Case, width, accents, spaces and punctuation are left out of them, and Traditional characters are
Simplified ones. It is worked out for many texts at once, by numpy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.language.normal import Normaliser

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int64]

SIZE = 3
_CODES = 0x110000
_FIRST_WIDE = 0x2E80


@dataclass(frozen=True, slots=True)
class Shingles:
    """The hashes of all shingles, in the order of the texts, and how many each text has.

    `widths` are the columns that the shingles' texts would take without what is left out.
    """

    hashes: Codes
    counts: Numbers
    widths: Numbers

    def of(self, texts: Numbers) -> "Shingles":
        """Those of some texts, given by their numbers in rising order."""
        chosen = np.zeros(len(self.counts), np.bool_)
        chosen[texts] = True
        hashes = self.hashes[np.repeat(chosen, self.counts)]
        return Shingles(hashes, self.counts[texts], self.widths[texts])


class Shingler:
    """Makes shingles; remembers the normal form of each character that it has met."""

    def __init__(self, simplify: Callable[[str], str]) -> None:
        self._normaliser = Normaliser(simplify)
        self._folds = np.zeros(_CODES, np.uint32)
        self._known = np.zeros(_CODES, np.bool_)

    def shingles(self, texts: Sequence[str]) -> Shingles:
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        owners = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), np.int64))
        self._learn(codes)
        folded = self._folds[codes]
        kept = folded > 0
        folded, owners = folded[kept], owners[kept]
        wide = np.bincount(owners[folded >= _FIRST_WIDE], minlength=len(texts))
        widths = np.bincount(owners, minlength=len(texts)) + wide
        within = owners[: 1 - SIZE] == owners[SIZE - 1 :]
        counts = np.bincount(owners[: 1 - SIZE][within], minlength=len(texts))
        return Shingles(_hashes(folded)[within], counts, widths)

    def _learn(self, codes: Codes) -> None:
        for code in np.unique(codes[~self._known[codes]]).tolist():
            normal = self._normaliser.normal(chr(code)).text
            self._folds[code] = next((ord(char) for char in normal if char.isalnum()), 0)
            self._known[code] = True


def _hashes(codes: Codes) -> Codes:
    """A hash of every run of three, by a polynomial and the mixer of C. Wellons (2018)."""
    size = max(0, len(codes) - SIZE + 1)
    mixed = np.zeros(size, np.uint32)
    for at in range(SIZE):
        mixed = mixed * np.uint32(0x9E3779B1) + codes[at : at + size]
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    return mixed ^ mixed >> np.uint32(16)
