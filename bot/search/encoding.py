"""Writes the vectors of an index: those of unchanged passages are taken over from a former one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.corpus.parting import sentences
from bot.language.encoder import DIMENSIONS, vectors_of
from bot.language.script import is_chinese
from bot.search.vectors import CHINESE, MODEL, PASSAGES, SENTENCES, STARTS, small
from bot.storage import Bundle, BundleWriter, ranges, starts_of
from bot.workers import Workers

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
    former: Bundle | None,
    progress: Callable[[int, int], None],
) -> None:
    """Writes the vectors of the passages that are written already; tells how many bytes are done.

    A passage has the vectors of one with the same words in the former index, if they are by the
    same model.
    """
    texts = _Texts(writer.written())
    words = texts.words
    if former is None or former.info.get(MODEL) != model:
        former = None
    same = _same(words, former.array("text-words")) if former else np.full(len(words), -1)
    new, kept = np.flatnonzero(same < 0), np.flatnonzero(same >= 0)
    parts = [(kept, _taken(former, same[kept]))] if former else []
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
        self.words: NDArray[np.uint64] = index.array("text-words")
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


def _taken(former: Bundle, places: NDArray[np.int64]) -> Encoded:
    """The vectors of some passages of a former index."""
    rows, sizes = ranges(former.array(SENTENCES), former.array(STARTS), places)
    return Encoded(
        former.array(PASSAGES)[places], rows, sizes.tolist(), former.array(CHINESE)[places]
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
