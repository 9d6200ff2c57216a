"""Merges segments, freshly tokenised or of a previous index, into the files of an index.

Only a part of the terms is in memory at a time, so that memory does not grow with the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from bot.language.terms import Keys
from bot.search.occurrences import Documents, Floats
from bot.search.postings import FORMULA, per_term, rows_of
from bot.storage import Bundle, BundleWriter, starts_of
from bot.workers import prefetch

_LEAST, _MOST = 1 << 20, 1 << 22
"""Postings merged at a time: few fit into caches, more need fewer look-ups in every segment."""

_PORTIONS = 64
"""Portions that there should be, within those bounds; a term is never divided."""

_TERM_BITS, _COUNT_BITS = 17, 16
_PASSAGE_BITS = 63 - _TERM_BITS - _COUNT_BITS


@dataclass(frozen=True, slots=True)
class Segment:
    """A bundle with the passages and postings of some documents.

    Its i-th document becomes number `numbers[i]` of the index, or is left out if that is -1; the
    numbers ascend. The bundle's files are open only while they are read, since there may be very
    many segments.
    """

    bundle: Bundle
    numbers: NDArray[np.int64]

    def places(self, firsts: NDArray[np.int64]) -> Documents:
        """Returns the place of each passage in the index, -1 for none.

        `firsts` are the places of the first passages of all documents.
        """
        own = self.bundle.array("first-passages")
        moved = np.where(self.numbers >= 0, firsts[self.numbers] - own[:-1], 0)
        places = np.arange(own[-1]) + np.repeat(moved, np.diff(own))
        places[np.repeat(self.numbers < 0, np.diff(own))] = -1
        found: Documents = places.astype(np.int32)
        return found


@dataclass(frozen=True, slots=True)
class SegmentPostings:
    """The postings of a segment, whose i-th passage becomes passage `places[i]` of the index."""

    bundle: Bundle
    places: Documents

    @property
    def keys(self) -> Keys:
        return self.bundle.array("keys")

    def sizes(self) -> NDArray[np.int64]:
        """Returns how many postings of each term are kept."""
        starts = self.bundle.array("starts")
        sizes = np.diff(starts)
        if (self.places < 0).any():
            gone = np.flatnonzero((self.places < 0).take(self.bundle.array("documents")))
            sizes -= np.bincount(starts.searchsorted(gone, side="right") - 1, None, len(sizes))
        return sizes

    def packed(self, keys: Keys) -> NDArray[np.int64]:
        """Returns the postings of some neighbouring terms of the index, ascending.

        Each is a number, of the term, the place and the count.
        """
        own, starts = self.keys, self.bundle.array("starts")
        first = int(own.searchsorted(keys[0]))
        last = int(own.searchsorted(keys[-1], side="right"))
        span = slice(starts[first], starts[last])
        terms = keys.searchsorted(own[first:last]) << _PASSAGE_BITS + _COUNT_BITS
        places = self.places.astype(np.int64) << _COUNT_BITS
        packed = places.take(self.bundle.array("documents")[span])
        kept = packed >= 0
        packed |= self.bundle.array("counts")[span]
        packed |= np.repeat(terms, np.diff(starts[first : last + 1]))
        return packed if kept.all() else packed.compress(kept)


def merge_passages(writer: BundleWriter, segments: Sequence[Segment], documents: int) -> None:
    """Writes the passages and the postings of an index with this many documents."""
    bundles, numbers = [s.bundle for s in segments], [s.numbers for s in segments]
    firsts = starts_of(_merged(_sizes(bundles, "first-passages"), numbers, documents))
    places = [segment.places(firsts) for segment in segments]
    passages = int(firsts[-1])
    writer.array("first-passages", firsts)
    sizes = _merged(_sizes(bundles, "text-starts"), places, passages)
    writer.array("text-starts", starts_of(sizes))
    for name in ("text-digests", "term-digests"):
        digests = (bundle.array(name) for bundle in bundles)
        writer.array(name, _merged(digests, places, passages, np.uint64))
    foreign = _merged(_sizes(bundles, "foreign-starts"), numbers, documents)
    writer.array("foreign-starts", starts_of(foreign))
    languages = (bundle.array("languages") for bundle in bundles)
    writer.array("languages", _merged(languages, numbers, documents, np.uint8))
    with writer.file("texts").open("wb") as texts, writer.file("foreign").open("wb") as words:
        for bundle, first, last in _runs(segments, documents):
            ends = bundle.array("first-passages")[[first, last]]
            texts.write(bundle.text("texts")[slice(*bundle.array("text-starts")[ends])])
            own = slice(*bundle.array("foreign-starts")[[first, last]])
            words.write(bundle.text("foreign")[own])
    lengths = (bundle.array("lengths") for bundle in bundles)
    postings = list(map(SegmentPostings, bundles, places))
    _merge_postings(writer, postings, _merged(lengths, places, passages, np.int32))


def _sizes(bundles: Iterable[Bundle], starts: str) -> Iterator[NDArray[np.int64]]:
    return (np.diff(bundle.array(starts)) for bundle in bundles)


def _merged(
    values: Iterable[NDArray[Any]],
    numbers: Iterable[NDArray[np.integer]],
    size: int,
    dtype: DTypeLike = np.int64,
) -> NDArray[Any]:
    """Returns the values of segments in the order of the index, whose numbers there are given."""
    merged = np.zeros(size, dtype)
    for own, targets in zip(values, numbers, strict=True):
        merged[targets[targets >= 0]] = own[targets >= 0]
    return merged


def _runs(segments: Sequence[Segment], documents: int) -> Iterator[tuple[Bundle, int, int]]:
    """Yields the documents in order: a bundle, and from which to before which of its documents."""
    numbers = [segment.numbers for segment in segments]
    segment_of = _merged((np.full(len(n), at) for at, n in enumerate(numbers)), numbers, documents)
    at_of = _merged((np.arange(len(n)) for n in numbers), numbers, documents)
    breaks = np.flatnonzero((np.diff(segment_of) != 0) | (np.diff(at_of) != 1)) + 1
    for first, last in zip([0, *breaks], [*breaks, documents], strict=True):
        yield segments[segment_of[first]].bundle, at_of[first], at_of[last - 1] + 1


def _merge_postings(
    writer: BundleWriter, segments: Sequence[SegmentPostings], lengths: NDArray[np.int32]
) -> None:
    """Writes the postings of an index whose passages have these lengths."""
    norms = FORMULA.norms(lengths)
    keys, sizes = _terms(segments)
    starts, row_of = starts_of(sizes), rows_of(sizes, len(lengths))
    highest = (int(each.bundle.array("counts").max(initial=0)) for each in segments)
    kind = np.min_scalar_type(max(highest, default=0))
    writer.array("lengths", lengths)
    writer.array("norms", norms)
    writer.array("keys", keys)
    writer.array("starts", starts)
    writer.array("row-of", row_of)

    merge = partial(_portion, segments, keys, starts, norms, kind)
    shape, rows_shape = (int(starts[-1]),), (int(row_of.max(initial=-1)) + 1, len(lengths))
    with (
        writer.stream("documents", np.int32, shape) as documents,
        writer.stream("counts", kind, shape) as counts,
        writer.stream("impacts", np.float32, shape) as impacts,
        writer.stream("peaks", np.float32, keys.shape) as peaks,
        writer.stream("document-frequencies", np.float64, keys.shape) as frequencies,
        writer.stream("rows", kind, rows_shape) as rows,
    ):
        streams = (documents, counts, impacts, peaks, frequencies)
        portions = list(_portions(starts))
        for (first, last), merged in zip(portions, prefetch(merge, portions), strict=True):
            for stream, values in zip(streams, merged, strict=True):
                stream.write(values.data)
            for term in first + np.flatnonzero(row_of[first:last] >= 0):
                span = slice(*(starts[term : term + 2] - starts[first]))
                row = np.zeros(len(lengths), kind)
                row[merged[0][span]] = merged[1][span]
                rows.write(row.data)


def _portion(
    segments: Sequence[SegmentPostings],
    keys: Keys,
    starts: NDArray[np.int64],
    norms: Floats,
    kind: DTypeLike,
    terms: tuple[int, int],
) -> tuple[NDArray[Any], ...]:
    """Merges the postings of the terms from one number up to another.

    Returns their documents, counts and impacts, and the terms' peaks and document frequencies.
    """
    packed = np.concatenate([each.packed(keys[slice(*terms)]) for each in segments])
    packed.sort(kind="stable")  # merges the segments, each of which is sorted already
    counts = (packed & (1 << _COUNT_BITS) - 1).astype(kind)
    packed >>= _COUNT_BITS
    packed &= (1 << _PASSAGE_BITS) - 1
    impacts = FORMULA.impacts(counts, norms.take(packed))
    within = starts[terms[0] : terms[1] + 1] - starts[terms[0]]
    return packed.astype(np.int32), counts, impacts, *per_term(FORMULA, within, counts, impacts)


def _terms(segments: Sequence[SegmentPostings]) -> tuple[Keys, NDArray[np.int64]]:
    """Returns the keys of all terms that are kept, ascending, and how many postings each has."""
    keys = reduce(np.union1d, (each.keys for each in segments), np.zeros(0, np.uint64))
    sizes = np.zeros(len(keys), np.int64)
    for each in segments:
        sizes[keys.searchsorted(each.keys)] += each.sizes()
    return keys[sizes > 0], sizes[sizes > 0]


def _portions(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yields terms from one number up to another, as many as are in memory at a time."""
    at_once = min(max(int(starts[-1]) // _PORTIONS, _LEAST), _MOST)
    first, terms = 0, len(starts) - 1
    while first < terms:
        last = int(starts.searchsorted(starts[first] + at_once, side="right")) - 1
        last = min(max(last, first + 1), first + (1 << _TERM_BITS), terms)
        yield first, last
        first = last
