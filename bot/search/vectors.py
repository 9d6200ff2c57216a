"""What passages mean, as vectors that an index holds and that questions are compared with.

Each passage has a vector, and each of its sentences. Numbers from -127 to 127 are exact enough,
since only the direction of a vector counts.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.corpus.splitting import sentences
from bot.language.encoder import DIMENSIONS, Semantics, Vectors, vectors_of
from bot.language.script import is_chinese
from bot.search.contents import Places
from bot.search.postings import Floats
from bot.search.ranking import Ranked
from bot.storage import Bundle, BundleWriter, ranges, starts_of
from bot.workers import Workers

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
    wanted = semantics.model_for(len(bundle.array("text-digests")))
    return wanted is None or bundle.info.get(MODEL) == wanted


def read_vectors(bundle: Bundle, semantics: Semantics) -> "PassageVectors | None":
    """The vectors that a bundle holds, where they are wanted."""
    wanted = semantics.model_for(len(bundle.array("text-digests")))
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


_PORTION = 32
"""Passages that a process is given at a time, about a second's work."""

_MUCH = 200
"""Passages from which on it is worth to start further processes, each of which loads the model."""


class Encoded(NamedTuple):
    """The vectors of some passages, and of their sentences, of which each has `sizes`."""

    passages: NDArray[np.int8]
    sentences: NDArray[np.int8]
    sizes: Sequence[int]
    chinese: NDArray[np.bool_]


def write_vectors(
    writer: BundleWriter,
    model: str,
    previous: Bundle | None,
    progress: Callable[[int, int], None],
) -> None:
    """Writes the vectors of the passages that are written already; tells how many bytes are done.

    A passage has the vectors of one with the same words in the previous index, if they are by the
    same model.
    """
    texts = _Texts(writer.written())
    words = texts.words
    if previous is None or previous.info.get(MODEL) != model:
        previous = None
    same = _same(words, previous.array("text-digests")) if previous else np.full(len(words), -1)
    new, kept = np.flatnonzero(same < 0), np.flatnonzero(same >= 0)
    parts = [(kept, _taken(previous, same[kept]))] if previous else []
    parts += _encoded(texts, new, progress)
    sizes = np.zeros(len(words), np.int64)
    for places, part in parts:
        sizes[places] = part.sizes
    starts = starts_of(sizes)
    passages = np.zeros((len(words), DIMENSIONS), np.int8)
    of_sentences = np.zeros((int(starts[-1]), DIMENSIONS), np.int8)
    chinese = np.zeros(len(words), np.bool_)
    for places, part in parts:
        passages[places], chinese[places] = part.passages, part.chinese
        rows, _ = ranges(np.arange(len(of_sentences)), starts, places)
        of_sentences[rows] = part.sentences
    writer.array(PASSAGES, passages)
    writer.array(SENTENCES, of_sentences)
    writer.array(STARTS, starts)
    writer.array(CHINESE, chinese)
    writer.info[MODEL] = model


def encoded(texts: Sequence[str]) -> Encoded:
    """Encodes passages; one that is a single sentence is encoded once."""
    parted = [sentences(text) or [text] for text in texts]
    listed = [sentence for each in parted for sentence in each]
    numbers = {text: number for number, text in enumerate(dict.fromkeys([*texts, *listed]))}
    vectors = small(vectors_of(list(numbers)))
    return Encoded(
        vectors[[numbers[text] for text in texts]],
        vectors[[numbers[sentence] for sentence in listed]],
        list(map(len, parted)),
        np.array(list(map(is_chinese, texts)), np.bool_),
    )


class _Texts:
    """The texts of an index, and numbers that tell their words from others."""

    def __init__(self, index: Bundle) -> None:
        self.words: NDArray[np.uint64] = index.array("text-digests")
        self._texts, self._starts = index.text("texts"), index.array("text-starts")

    def of(self, places: NDArray[np.integer]) -> list[str]:
        spans = (self._starts[place : place + 2] for place in places.tolist())
        return [bytes(self._texts[first:end]).decode() for first, end in spans]

    def size(self, places: NDArray[np.integer]) -> int:
        """The bytes of some of them."""
        return int((self._starts[places + 1] - self._starts[places]).sum())


def _same(words: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each of some words where the same are among the known ones; -1 for nowhere."""
    if not len(known):
        return np.full(len(words), -1)
    order = known.argsort(kind="stable")
    at = order[known.searchsorted(words, sorter=order).clip(max=len(known) - 1)]
    return np.where(known[at] == words, at, -1)


def _taken(previous: Bundle, places: NDArray[np.int64]) -> Encoded:
    """The vectors of some passages of a previous index."""
    rows, sizes = ranges(previous.array(SENTENCES), previous.array(STARTS), places)
    return Encoded(
        previous.array(PASSAGES)[places], rows, sizes.tolist(), previous.array(CHINESE)[places]
    )


def _encoded(
    texts: _Texts, places: NDArray[np.int64], progress: Callable[[int, int], None]
) -> list[tuple[NDArray[np.int64], Encoded]]:
    """The passages at some places, encoded by several processes where they are many."""
    portions = [places[at : at + _PORTION] for at in range(0, len(places), _PORTION)]
    done, total = 0, texts.size(places)
    found: list[tuple[NDArray[np.int64], Encoded]] = []
    with Workers(much=len(places) > _MUCH) as workers:
        results = workers.each(encoded, [texts.of(portion) for portion in portions])
        for portion, part in zip(portions, results, strict=True):
            found.append((portion, part))
            done += texts.size(portion)
            progress(done, total)
    return found


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
        self,
        asked: str,
        score: Callable[[Places], Floats],
        found: Ranked,
        allowed: Places | None,
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
        scores = score(places)
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
