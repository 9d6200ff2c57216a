"""Joins passages from several sources into one index, in the order of the corpus."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.search.merging import Part, write_postings
from bot.search.postings import Documents
from bot.storage import Bundle, BundleWriter, starts_of


class Source:
    """A bundle with the passages of some documents.

    Its i-th document is number `numbers[i]` of the index, or not in it where that is -1; the
    numbers of those that are ascend.
    """

    def __init__(self, bundle: Bundle, numbers: Sequence[int]) -> None:
        self.bundle = bundle
        self.numbers = np.array(numbers, np.int64)
        self.goes_on = self.numbers >= 0

    def passages(self) -> NDArray[np.int64]:
        """How many passages each of its documents has."""
        return np.diff(self.bundle.array("first-passages"))

    def sizes(self) -> NDArray[np.int64]:
        """The bytes of each of its passages."""
        return np.diff(self.bundle.array("text-starts"))

    def foreign(self) -> NDArray[np.int64]:
        """The bytes of what in each of its documents may be foreign names."""
        return np.diff(self.bundle.array("foreign-starts"))

    def places(self, firsts: NDArray[np.int64]) -> Documents:
        """Where in the index its passages go; `firsts` has the first passage of each document."""
        own = self.bundle.array("first-passages")
        moved = np.where(self.goes_on, firsts[self.numbers] - own[:-1], 0)
        places = np.arange(own[-1]) + np.repeat(moved, np.diff(own))
        places[np.repeat(~self.goes_on, np.diff(own))] = -1
        found: Documents = places.astype(np.int32)
        return found


def join(writer: BundleWriter, sources: Sequence[Source], documents: int) -> None:
    """Writes the passages and the postings of an index with that many documents."""
    passages = np.zeros(documents, np.int64)
    for source in sources:
        passages[source.numbers[source.goes_on]] = source.passages()[source.goes_on]
    firsts = starts_of(passages)
    total = int(firsts[-1])
    parts = [Part(source.bundle, source.places(firsts)) for source in sources]
    sizes, words = np.zeros(total, np.int64), np.zeros(total, np.uint64)
    for source, part in zip(sources, parts, strict=True):
        goes_on = part.places >= 0
        sizes[part.places[goes_on]] = source.sizes()[goes_on]
        words[part.places[goes_on]] = source.bundle.array("text-words")[goes_on]
    foreign = np.zeros(documents, np.int64)
    languages = np.zeros(documents, np.uint8)
    for source in sources:
        spoken = source.bundle.array("languages")
        languages[source.numbers[source.goes_on]] = spoken[source.goes_on]
        foreign[source.numbers[source.goes_on]] = source.foreign()[source.goes_on]
    writer.array("first-passages", firsts)
    writer.array("text-starts", starts_of(sizes))
    writer.array("text-words", words)
    writer.array("foreign-starts", starts_of(foreign))
    writer.array("languages", languages)
    with writer.file_stream("texts") as texts, writer.file_stream("foreign") as names:
        for bundle, first, last in _stretches(sources, documents):
            passages = bundle.array("first-passages")[[first, last]]
            texts.write(bundle.text("texts")[slice(*bundle.array("text-starts")[passages])])
            own = slice(*bundle.array("foreign-starts")[[first, last]])
            names.write(bundle.text("foreign")[own])
    write_postings(writer, parts, total)


def _stretches(sources: Sequence[Source], documents: int) -> Iterator[tuple[Bundle, int, int]]:
    """All documents in their order: from which one of a bundle up to which they stand together."""
    source_of, at_of = np.zeros((2, documents), np.int64)
    for number, source in enumerate(sources):
        source_of[source.numbers[source.goes_on]] = number
        at_of[source.numbers[source.goes_on]] = np.flatnonzero(source.goes_on)
    breaks = np.flatnonzero((np.diff(source_of) != 0) | (np.diff(at_of) != 1)) + 1
    for first, last in zip([0, *breaks], [*breaks, documents], strict=True):
        yield sources[source_of[first]].bundle, at_of[first], at_of[last - 1] + 1
