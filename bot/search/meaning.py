"""Ranks passages again by what they mean, after BM25 has ranked them by what they say.

The score of a passage is BM25's as a share of the best, plus a weighted sum of two similarities to
the question: of the passage as a whole, and of the sentence of it that is nearest. Words tell more
than vectors where question and passage are in one language, and vectors more where they are not.
`docs/quality.md` has the figures for each corpus with the weights that the others would choose.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from bot.language.encoder import Vectors, vectors_of
from bot.language.script import is_chinese
from bot.search.contents import Places
from bot.search.query import Query, Ranked
from bot.search.vectors import PassageVectors, Similarity

CANDIDATES = 50
"""Passages, the best by their words, that are ranked again."""

_NEAREST = 10
"""Passages, the nearest by their meaning, that are ranked with them, whatever their words."""

_AT_HAND = 256
"""Questions whose vectors are kept: one question is looked up several times."""


class _Weights(NamedTuple):
    """How much a passage's similarity counts, and that of its nearest sentence."""

    passage: float
    sentence: float


_WITHIN = _Weights(0.25, 1.0)
_ACROSS = _Weights(1.0, 2.0)
"""Where question and passages are in one language, and where they are not."""


class Meaning:
    """Compares questions with the vectors of an index; several threads may ask at the same time."""

    def __init__(self, vectors: PassageVectors) -> None:
        self._vectors = vectors
        self._vector = lru_cache(_AT_HAND)(_vector)

    def ranked(
        self, asked: str, query: Query, found: Ranked, allowed: Places | None
    ) -> tuple[Ranked, list[Similarity]]:
        """The passages that were found for a question, and its nearest ones, the best first.

        Of those that are allowed, where these are given. A score is BM25's, changed by how much
        nearer or farther a passage is than the others on the average.
        """
        vector = self._vector(asked)
        nearest = self._vectors.nearest(vector, _NEAREST, allowed)
        places: Places = np.union1d(found.documents, nearest).astype(np.int32)
        if not len(places):
            return found, []
        scores = query.scores(places)
        passages, sentences = self._vectors.similarities(vector, places)
        across = is_chinese(asked) != self._vectors.are_chinese(places)
        weights = _ACROSS if across else _WITHIN
        near = weights.passage * passages + weights.sentence * sentences
        scores += (scores.max() or 1.0) * (near - near.mean())
        order = scores.argsort(kind="stable")[::-1]
        each = zip(passages[order].tolist(), sentences[order].tolist(), strict=True)
        best = Ranked(places[order], scores[order])
        return best, [Similarity(*both) for both in each]


def _vector(text: str) -> Vectors:
    vector: Vectors = vectors_of([text])[0]
    return vector
