"""Merges runs of postings, and those that an index had before, into the postings of an index.

Only a part of the terms is in memory at a time, so that memory does not grow with the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.terms import Keys
from bot.search.build_tasks import OWN
from bot.search.postings import Documents, Floats, Formula, Impacts, Postings, per_term, rows_of
from bot.storage import Bundle, BundleWriter, starts_of
from bot.workers import prefetch

FORMULA = Formula(k1=1.2, b=0.75, unit=OWN)
"""By what passages are ranked."""

_LEAST, _MOST = 1 << 20, 1 << 22
"""Postings worked on at a time: few fit into caches, more need fewer looks into every part."""

_PORTIONS = 64
"""Portions that there should be, within those bounds; a term is never parted."""

_TERM_BITS, _COUNT_BITS = 17, 16
_PASSAGE_BITS = 63 - _TERM_BITS - _COUNT_BITS


@dataclass(frozen=True, slots=True)
class Part:
    """Postings to be merged: a bundle with a run, or with a previous index.

    Passage i of them becomes passage `places[i]` of the index, or none where that is -1; places
    ascend. The bundle's files are open only while they are read, since there may be very many.
    """

    bundle: Bundle
    places: Documents

    @property
    def keys(self) -> Keys:
        return self.bundle.array("keys")

    @property
    def lengths(self) -> NDArray[np.int32]:
        return self.bundle.array("lengths")

    def most(self) -> int:
        """The highest count of a term in a passage."""
        return int(self.bundle.array("counts").max(initial=0))

    def sizes(self) -> NDArray[np.int64]:
        """How many postings of each term go on."""
        starts = self.bundle.array("starts")
        sizes = np.diff(starts)
        if (self.places < 0).any():
            gone = np.flatnonzero((self.places < 0).take(self.bundle.array("documents")))
            sizes -= np.bincount(starts.searchsorted(gone, side="right") - 1, None, len(sizes))
        return sizes

    def packed(self, keys: Keys) -> NDArray[np.int64]:
        """The postings of some neighbouring terms of the index: term, place and count in one.

        They ascend.
        """
        own, starts = self.keys, self.bundle.array("starts")
        first = int(own.searchsorted(keys[0]))
        last = int(own.searchsorted(keys[-1], side="right"))
        postings = slice(starts[first], starts[last])
        terms = keys.searchsorted(own[first:last]) << _PASSAGE_BITS + _COUNT_BITS
        packed = (self.places.astype(np.int64) << _COUNT_BITS).take(
            self.bundle.array("documents")[postings]
        )
        goes_on = packed >= 0
        packed |= self.bundle.array("counts")[postings]
        packed |= np.repeat(terms, np.diff(starts[first : last + 1]))
        return packed if goes_on.all() else packed.compress(goes_on)


@dataclass(frozen=True, slots=True)
class _Portion:
    """The postings of some neighbouring terms: what is written of them."""

    documents: NDArray[np.int32]
    counts: NDArray[np.unsignedinteger[Any]]
    impacts: Impacts
    peaks: Impacts
    document_frequencies: Floats


def write_postings(writer: BundleWriter, parts: Sequence[Part], passages: int) -> None:
    """Writes the postings of an index with that many passages, which the parts make up."""
    lengths = np.zeros(passages, np.int32)
    for part in parts:
        goes_on = part.places >= 0
        lengths[part.places[goes_on]] = part.lengths[goes_on]
    norms = FORMULA.norms(lengths)
    keys, sizes = _terms(parts)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    most = max((part.most() for part in parts), default=0)
    writer.array("lengths", lengths)
    writer.array("norms", norms)
    writer.array("keys", keys)
    writer.array("starts", starts)
    peaks, document_frequencies = np.zeros(len(keys), np.float32), np.zeros(len(keys))
    shape = (int(starts[-1]),)
    kind = np.min_scalar_type(most)
    row_of = rows_of(sizes, passages)
    writer.array("row-of", row_of)
    peaks, document_frequencies = np.zeros(len(keys), np.float32), np.zeros(len(keys))

    def portion(terms: tuple[int, int]) -> _Portion:
        packed = np.concatenate([part.packed(keys[slice(*terms)]) for part in parts])
        packed.sort(kind="stable")  # the parts are sorted already: they are merged
        counts = (packed & (1 << _COUNT_BITS) - 1).astype(kind)
        packed >>= _COUNT_BITS
        packed &= (1 << _PASSAGE_BITS) - 1
        impacts = FORMULA.impacts(counts, norms.take(packed))
        within = starts[terms[0] : terms[1] + 1] - starts[terms[0]]
        return _Portion(
            packed.astype(np.int32), counts, impacts, *per_term(FORMULA, within, counts, impacts)
        )

    shape = (int(starts[-1]),)
    with (
        writer.stream("documents", np.int32, shape) as documents_file,
        writer.stream("counts", kind, shape) as counts_file,
        writer.stream("impacts", np.float32, shape) as impacts_file,
        writer.stream("rows", kind, (int(row_of.max(initial=-1)) + 1, passages)) as rows_file,
    ):
        portions = list(_portions(starts))
        for (first, last), made in zip(portions, prefetch(portion, portions), strict=True):
            documents_file.write(made.documents)
            counts_file.write(made.counts)
            impacts_file.write(made.impacts)
            peaks[first:last] = made.peaks
            document_frequencies[first:last] = made.document_frequencies
            for term in first + np.flatnonzero(row_of[first:last] >= 0):
                postings = slice(*(starts[term : term + 2] - starts[first]))
                row = np.zeros(passages, kind)
                row[made.documents[postings]] = made.counts[postings]
                rows_file.write(row)
    writer.array("peaks", peaks)
    writer.array("document-frequencies", document_frequencies)


def mapped_postings(bundle: Bundle) -> Postings:
    """The postings that a bundle holds."""
    held = (field.name.replace("_", "-") for field in fields(Postings)[1:])
    return Postings(FORMULA, *map(bundle.array, held))


def _terms(parts: Sequence[Part]) -> tuple[Keys, NDArray[np.int64]]:
    """Every term of the parts that goes on, ascending, and how many postings it has."""
    keys = reduce(np.union1d, (part.keys for part in parts), np.zeros(0, np.uint64))
    sizes = np.zeros(len(keys), np.int64)
    for part in parts:
        sizes[keys.searchsorted(part.keys)] += part.sizes()
    return keys[sizes > 0], sizes[sizes > 0]


def _portions(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Terms from one number up to another, as many as are in memory at a time."""
    at_once = min(max(int(starts[-1]) // _PORTIONS, _LEAST), _MOST)
    first, terms = 0, len(starts) - 1
    while first < terms:
        last = int(starts.searchsorted(starts[first] + at_once, side="right")) - 1
        last = min(max(last, first + 1), first + (1 << _TERM_BITS), terms)
        yield first, last
        first = last


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
