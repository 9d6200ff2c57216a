"""The vectors of passages' meanings, which an index holds and compares with those of questions.

Each passage has a vector, and each of its sentences. Numbers from -127 to 127 are exact enough,
since only the direction of a vector counts.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.corpus.splitting import sentences
from bot.language.encoder import DIMENSIONS, Semantics, Vectors, vectors_of
from bot.language.script import is_chinese
from bot.search.contents import Places
from bot.search.occurrences import Floats
from bot.search.ranking import Ranked
from bot.storage import Bundle, BundleWriter, ranges, starts_of
from bot.workers import Workers

MODEL = "model"
"""The key in a bundle of the model that its vectors are by."""

PASSAGES, SENTENCES, STARTS = "passage-vectors", "sentence-vectors", "sentence-starts"
CHINESE = "chinese"
"""The arrays: a row for each passage and each sentence, where each passage's sentences start, and
which passages are Chinese."""

_HALF = 0.5

CANDIDATES = 50
"""The best passages by their words that are ranked again."""

_NEAREST = 10
"""The nearest passages by their meaning that are ranked with them, whatever their words."""

_CACHED = 256
"""Questions whose vectors are cached: one question is looked up several times."""

_WITHIN, _ACROSS = (0.25, 1.0), (1.0, 2.0)
"""The weights of the similarities of a passage and of its nearest sentence, if question and
passages are in one language, and if they are not."""


class Similarity(NamedTuple):
    """How similar a passage is to a question, and its most similar sentence: cosines, at most 1."""

    passage: float
    sentence: float


def fits(bundle: Bundle, semantics: Semantics) -> bool:
    """Whether an index has the vectors that are wanted, if any."""
    return _wanted(bundle, semantics) in (None, bundle.info.get(MODEL))


def read_vectors(bundle: Bundle, semantics: Semantics) -> "PassageVectors | None":
    """Maps the vectors of a bundle, if they are wanted and there."""
    wanted = _wanted(bundle, semantics)
    return PassageVectors(bundle) if wanted and bundle.info.get(MODEL) == wanted else None


def _wanted(bundle: Bundle, semantics: Semantics) -> str | None:
    """Returns the model by which the passages of a bundle are to have vectors."""
    return semantics.model_for(len(bundle.array("text-digests")))


class PassageVectors:
    """The vectors in a bundle: those of sentences mapped, those of passages in memory.

    Several threads may use it.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._vector = lru_cache(_CACHED)(lambda text: vectors_of([text])[0])
        self._passages = bundle.array(PASSAGES)
        self._sentences, self._starts = bundle.array(SENTENCES), bundle.array(STARTS)
        self._chinese = bundle.array(CHINESE)

    @cached_property
    def _units(self) -> Vectors:
        return _units(self._passages)

    def similarities(self, vector: Vectors, places: Places) -> tuple[Vectors, Vectors]:
        """Returns how similar passages are to a question, and each one's nearest sentence."""
        rows, sizes = ranges(self._sentences, self._starts, places)
        begins = np.cumsum(sizes) - sizes
        nearest: Vectors = np.maximum.reduceat(_units(rows) @ vector, begins)
        return self._units[places] @ vector, nearest

    def ranked(
        self,
        asked: str,
        score: Callable[[Places], Floats],
        found: Ranked,
        allowed: Places | None,
    ) -> tuple[Ranked, list[Similarity]]:
        """Ranks the passages found for a question, and its nearest ones of those allowed.

        A score is BM25's, changed by how much nearer than the average of them a passage is.
        """
        vector = self._vector(asked)
        nearest = self._nearest(vector, allowed)
        places: Places = np.union1d(found.documents, nearest).astype(np.int32)
        if not len(places):
            return found, []
        scores = score(places)
        passages, sentences = self.similarities(vector, places)
        are_chinese = self._chinese[places].mean() > _HALF
        of_passage, of_sentence = _WITHIN if is_chinese(asked) == are_chinese else _ACROSS
        near = of_passage * passages + of_sentence * sentences
        scores += (scores.max() or 1.0) * (near - near.mean())
        order = scores.argsort(kind="stable")[::-1]
        each = zip(passages[order].tolist(), sentences[order].tolist(), strict=True)
        best = Ranked(places[order], scores[order])
        return best, [Similarity(*both) for both in each]

    def _nearest(self, vector: Vectors, allowed: Places | None) -> Places:
        """Returns the passages nearest to a question."""
        if allowed is None:
            allowed = np.arange(len(self._units), dtype=np.int32)
        near = self._units @ vector
        best: Places = allowed[near[allowed].argsort()[-_NEAREST:]]
        return best


def small(vectors: Vectors) -> NDArray[np.int8]:
    """Returns vectors of the same directions, in numbers of a byte."""
    scales = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    rounded: NDArray[np.int8] = np.rint(vectors * (127 / scales)).astype(np.int8)
    return rounded


def _units(rows: NDArray[np.int8]) -> Vectors:
    """Returns unit vectors of the same directions."""
    vectors: Vectors = rows.astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


_PORTION = 32
"""Passages that a process is given at a time, about a second's work."""

_MUCH = 200
"""Passages from which on further processes are worth starting, each of which loads the model."""


class Encoded(NamedTuple):
    """The vectors of some passages and of their sentences, of which passage i has `sizes[i]`."""

    passages: NDArray[np.int8]
    sentences: NDArray[np.int8]
    sizes: Sequence[int]
    chinese: NDArray[np.bool_]


def write_vectors(
    writer: BundleWriter,
    semantics: Semantics,
    previous: Bundle | None,
    progress: Callable[[int, int], None],
) -> None:
    """Writes the vectors of the passages written already, if they are wanted of so many.

    A passage takes over the vectors of one with the same text in the previous index, if they are by
    the same model. `progress` is called with the bytes done and those of all.
    """
    index = writer.written()
    model = _wanted(index, semantics)
    if model is None:
        return
    digests = index.array("text-digests")
    same = np.full(len(digests), -1)
    portions: list[tuple[NDArray[np.int64], Encoded]] = []
    if previous and previous.info.get(MODEL) == model:
        same = _same(digests, previous.array("text-digests"))
        kept = np.flatnonzero(same >= 0)
        portions.append((kept, _taken(previous, same[kept])))
    portions += _encoded(index, np.flatnonzero(same < 0), progress)
    sizes = np.zeros(len(digests), np.int64)
    for places, portion in portions:
        sizes[places] = portion.sizes
    starts = starts_of(sizes)
    passages = np.zeros((len(digests), DIMENSIONS), np.int8)
    of_sentences = np.zeros((int(starts[-1]), DIMENSIONS), np.int8)
    chinese = np.zeros(len(digests), np.bool_)
    for places, portion in portions:
        passages[places], chinese[places] = portion.passages, portion.chinese
        rows, _ = ranges(np.arange(len(of_sentences)), starts, places)
        of_sentences[rows] = portion.sentences
    writer.array(PASSAGES, passages)
    writer.array(SENTENCES, of_sentences)
    writer.array(STARTS, starts)
    writer.array(CHINESE, chinese)
    writer.info[MODEL] = model


def encoded(texts: Sequence[str]) -> Encoded:
    """Encodes passages; one that is a single sentence is encoded once."""
    split = [sentences(text) or [text] for text in texts]
    every = [sentence for each in split for sentence in each]
    numbers = {text: number for number, text in enumerate(dict.fromkeys([*texts, *every]))}
    vectors = small(vectors_of(list(numbers)))
    return Encoded(
        vectors[[numbers[text] for text in texts]],
        vectors[[numbers[sentence] for sentence in every]],
        list(map(len, split)),
        np.array(list(map(is_chinese, texts)), np.bool_),
    )


def _same(digests: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Returns where each digest is among the known ones, -1 for nowhere."""
    if not len(known):
        return np.full(len(digests), -1)
    order = known.argsort(kind="stable")
    at = order[known.searchsorted(digests, sorter=order).clip(max=len(known) - 1)]
    return np.where(known[at] == digests, at, -1)


def _taken(previous: Bundle, places: NDArray[np.int64]) -> Encoded:
    """Returns the vectors of some passages of a previous index."""
    rows, sizes = ranges(previous.array(SENTENCES), previous.array(STARTS), places)
    passages, chinese = previous.array(PASSAGES), previous.array(CHINESE)
    return Encoded(passages[places], rows, sizes.tolist(), chinese[places])


def _encoded(
    index: Bundle, places: NDArray[np.int64], progress: Callable[[int, int], None]
) -> Iterator[tuple[NDArray[np.int64], Encoded]]:
    """Encodes the passages at some places, by several processes if they are many."""
    texts, starts = index.text("texts"), index.array("text-starts")
    portions = [places[at : at + _PORTION] for at in range(0, len(places), _PORTION)]
    tasks = [
        [bytes(texts[slice(*starts[at : at + 2])]).decode() for at in portion]
        for portion in portions
    ]
    sizes = np.diff(starts)
    done, total = 0, int(sizes[places].sum())
    with Workers(much=len(places) > _MUCH) as workers:
        for portion, found in zip(portions, workers.each(encoded, tasks), strict=True):
            yield portion, found
            done += int(sizes[portion].sum())
            progress(done, total)
