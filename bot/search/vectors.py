"""What passages mean, as vectors that an index holds and that questions are compared with.

Each passage has a vector, and each of its sentences. Numbers from -127 to 127 are exact enough,
since only the direction of a vector counts.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.language.encoder import Semantics, Vectors
from bot.search.contents import Places
from bot.storage import Bundle, ranges

MODEL = "model"
"""The key in a bundle of the model that its vectors are by."""

PASSAGES, SENTENCES, STARTS = "passage-vectors", "sentence-vectors", "sentence-starts"
CHINESE = "chinese"
"""The arrays: a row for each passage and each sentence, where each passage's sentences begin, and
which passages are Chinese."""

_HALF = 0.5


class Similarity(NamedTuple):
    """How near to a question a passage is, and the nearest of its sentences: cosines, 1 at most."""

    passage: float
    sentence: float


def fits(bundle: Bundle, semantics: Semantics) -> bool:
    """Whether an index holds the vectors that are wanted; it may hold some that are not."""
    wanted = semantics.model_for(len(bundle.array("text-words")))
    return wanted is None or bundle.info.get(MODEL) == wanted


def mapped_vectors(bundle: Bundle, semantics: Semantics) -> "PassageVectors | None":
    """The vectors that a bundle holds, where they are wanted."""
    wanted = semantics.model_for(len(bundle.array("text-words")))
    return PassageVectors(bundle) if wanted and bundle.info.get(MODEL) == wanted else None


class PassageVectors:
    """The vectors that a bundle holds: those of sentences mapped, those of passages in memory."""

    def __init__(self, bundle: Bundle) -> None:
        self._passages = bundle.array(PASSAGES)
        self._sentences, self._starts = bundle.array(SENTENCES), bundle.array(STARTS)
        self._chinese = bundle.array(CHINESE)

    def similarities(self, vector: Vectors, places: Places) -> tuple[Vectors, Vectors]:
        """How near some passages are to a question's vector, and the nearest sentence of each."""
        rows, sizes = ranges(self._sentences, self._starts, places)
        begins = np.cumsum(sizes) - sizes
        nearest: Vectors = np.maximum.reduceat(_units(rows) @ vector, begins)
        return self._units[places] @ vector, nearest

    def nearest(self, vector: Vectors, limit: int, allowed: Places | None = None) -> Places:
        """The passages that are nearest to a question's vector, of the allowed ones, if given."""
        if allowed is None:
            allowed = np.arange(len(self._units), dtype=np.int32)
        near = self._units @ vector
        best: Places = allowed[near[allowed].argsort()[-limit:]]
        return best

    def are_chinese(self, places: Places) -> bool:
        """Whether most of some passages are Chinese."""
        return bool(self._chinese[places].mean() > _HALF)

    @cached_property
    def _units(self) -> Vectors:
        return _units(self._passages)


def small(vectors: Vectors) -> NDArray[np.int8]:
    """Vectors that point the same way, in numbers of a byte."""
    scales = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    rounded: NDArray[np.int8] = np.rint(vectors * (127 / scales)).astype(np.int8)
    return rounded


def _units(rows: NDArray[np.int8]) -> Vectors:
    """Unit vectors that point the same way."""
    vectors: Vectors = rows.astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors
