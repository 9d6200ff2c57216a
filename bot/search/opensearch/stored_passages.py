"""What a search server keeps of a passage: what finds it, and all that its score depends on."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pybase64 import b64decode, b64encode

from bot.language.terms import Keys, key_of
from bot.search.build_tasks import mixed
from bot.search.postings import FORMULA, Counts, Postings, mean_of, read_postings
from bot.search.saved_contents import SavedSpeeches, SavedTexts
from bot.search.vocabulary import Vocabulary
from bot.storage import Bundle

FEATURES, PASSAGE, FORUM, SPEAKER, TITLE = "terms", "passage", "forum", "speaker", "title"
"""The fields of a document: see `MAPPING`."""

MAPPING = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        FEATURES: {"type": "rank_features"},
        PASSAGE: {"type": "binary", "doc_values": True},
        **{name: {"type": "keyword"} for name in (FORUM, SPEAKER, TITLE)},
    },
}
"""A passage is found by the frequencies of its terms, which are dampened by its length already,
and read as one run of bytes. `title` is that of a speech without a speaker."""

_ROUNDED = 1 + 1 / 250
"""The server keeps eight bits of a frequency, and drops the rest; none is to become smaller."""

FORMAT = 2
"""Is to be changed whenever a passage is stored otherwise: then all are sent again."""

_HEAD = np.dtype([("id", "<u8"), ("length", "<u4"), ("terms", "<u4"), ("text", "<u4"), ("", "V4")])
"""What a passage begins with, before its keys, its counts, and its text."""

_ALIGNED = 24
"""The bytes of a passage are a multiple of this, so that several are decoded at once: eight for the
keys, times the three that base64 takes together."""

_AT_ONCE = 20_000
"""Passages whose postings are in memory at a time."""

_BULK_BYTES = 2_000_000
"""Bytes of documents that are sent at a time: several are on their way together."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it is read: its terms by their `keys`, ascending, with their `counts`."""

    id: int
    length: int
    keys: Keys
    counts: Counts
    encoded: bytes

    @property
    def text(self) -> str:
        return self.encoded.decode()

    def copy(self) -> "StoredPassage":
        """Returns a copy that keeps no others in memory, with which it was read."""
        return replace(self, keys=self.keys.copy(), counts=self.counts.copy())


def packed(number: int, length: int, keys: Keys, counts: NDArray[np.uint16], text: bytes) -> str:
    """Returns a passage as the server keeps it."""
    head = np.array((number, length, len(keys), len(text), b""), _HEAD)
    data = b"".join((head.tobytes(), keys.tobytes(), counts.tobytes(), text))
    return b64encode(data.ljust(-(-len(data) // _ALIGNED) * _ALIGNED, b"\0")).decode()


def unpacked(fields: Sequence[str]) -> list[StoredPassage]:
    """Returns the passages that were packed so."""
    data = b64decode("".join(fields), validate=True)
    numbers, counts = np.frombuffer(data, "<u8"), np.frombuffer(data, "<u2")
    passages = []
    end = 0
    for size in (len(field) // 4 * 3 for field in fields):
        start, end = end, end + size
        number, length, terms, text, _ = np.frombuffer(data, _HEAD, 1, start)[0].tolist()
        first = start + _HEAD.itemsize
        then = first + 8 * terms
        last = then + 2 * terms
        keys, own = numbers[first // 8 : then // 8], counts[then // 2 : last // 2]
        passages.append(StoredPassage(number, length, keys, own, data[last : last + text]))
    return passages


@dataclass(frozen=True, slots=True)
class StoredTerms:
    """The terms of a passage; `norm` is what dampens their frequencies."""

    vocabulary: Vocabulary
    passage: StoredPassage
    norm: float

    def counts(self, terms: Sequence[int]) -> list[int]:
        wanted, keys = np.array(terms, np.int64), self.passage.keys
        if not len(keys):
            return [0] * len(terms)
        at = keys.searchsorted(self.vocabulary.keys[wanted])
        found = (keys.take(at, mode="clip") == self.vocabulary.keys[wanted]) & (wanted >= 0)
        counts: list[int] = (self.passage.counts.take(at, mode="clip") * found).tolist()
        return counts


def feature(key: int) -> str:
    """Returns the name of a term on the server."""
    return f"{key:x}"


def document_id(number: int) -> str:
    """Returns the id of a passage's document."""
    return f"{number:016x}"


def ids_of(bundle: Bundle) -> NDArray[np.uint64]:
    """Returns an id for each passage of an index, by all that is kept of it and not by its place.

    So a passage that is unchanged keeps its document, whatever comes before it. Those that are the
    same in one speech are numbered.
    """
    speeches = SavedSpeeches(bundle).speeches
    called = [
        key_of("\n".join((f"{FORMAT}", each.id, each.speaker or "", each.title)))
        for each in speeches
    ]
    sizes = np.diff(bundle.array("first-passages"))
    ids = mixed(np.repeat(np.array(called, np.uint64), sizes) + bundle.array("term-digests"))
    ids = mixed(ids + bundle.array("text-digests"))
    order = ids.argsort(kind="stable")
    firsts = np.flatnonzero(np.diff(ids[order], prepend=~ids[order][:1]))
    numbers = np.arange(len(ids)) - np.repeat(firsts, np.diff(firsts, append=len(ids)))
    ids[order] += mixed(numbers.astype(np.uint64)) * (numbers > 0).astype(np.uint64)
    return ids


class PassageWriter:
    """Makes the lines by which passages of an index are sent to the server.

    `mean` is the length by which frequencies are dampened: the mean one, or what it was when the
    first passages were sent.
    """

    def __init__(self, bundle: Bundle, ids: NDArray[np.uint64], mean: float) -> None:
        self._postings: Postings = read_postings(bundle)
        self._speeches = SavedSpeeches(bundle).speeches
        self._firsts = bundle.array("first-passages")
        self._texts = SavedTexts(bundle)
        self._ids = ids
        self._norms = FORMULA.norms(self._postings.lengths, mean) / FORMULA.k1

    def lines(self, places: NDArray[np.integer], done: Callable[[int], None]) -> Iterator[bytes]:
        """Yields the lines for the passages at some places, ascending, in portions.

        `done` is called with the bytes of text in each.
        """
        lines: list[str] = []
        size = texts = 0
        for at in range(0, len(places), _AT_ONCE):
            for line, text in self._documents(places[at : at + _AT_ONCE]):
                lines.append(line)
                size, texts = size + len(line), texts + text
                if size >= _BULK_BYTES:
                    yield "".join(lines).encode()
                    done(texts)
                    lines, size, texts = [], 0, 0
        if lines:
            yield "".join(lines).encode()
            done(texts)

    def _documents(self, places: NDArray[np.integer]) -> Iterator[tuple[str, int]]:
        """Yields each passage's lines, and the bytes of its text."""
        postings = self._postings
        number_of = np.full(len(postings.lengths), -1, np.int32)
        number_of[places] = np.arange(len(places))
        numbers = number_of.take(postings.documents)
        own = np.flatnonzero(numbers >= 0)
        numbers = numbers[own]
        order = numbers.argsort(kind="stable")
        terms = postings.starts.searchsorted(own[order], side="right") - 1
        counts = postings.counts[own[order]].astype("<u2")
        cuts = numbers[order].searchsorted(np.arange(len(places) + 1))
        norms = np.repeat(self._norms[places], np.diff(cuts))
        values = (counts / FORMULA.unit / norms * _ROUNDED).tolist()
        keys = postings.vocabulary.keys[terms].astype("<u8")
        names = {term: feature(int(postings.vocabulary.keys[term])) for term in np.unique(terms)}
        listed = list(map(names.__getitem__, terms))
        texts = self._texts.at(places.tolist())
        for place, text, start, end in zip(
            places.tolist(), texts, cuts[:-1].tolist(), cuts[1:].tolist(), strict=True
        ):
            features = ",".join(
                f'"{name}":{value:.6g}'
                for name, value in zip(listed[start:end], values[start:end], strict=True)
            )
            encoded = text.encode()
            number, length = int(self._ids[place]), int(postings.lengths[place])
            passage = packed(number, length, keys[start:end], counts[start:end], encoded)
            action = f'{{"index":{{"_id":"{document_id(number)}"}}}}'
            fields = f'{self._fields(place)}"{PASSAGE}":"{passage}","{FEATURES}":{{{features}}}'
            yield f"{action}\n{{{fields}}}\n", len(encoded)

    def _fields(self, place: int) -> str:
        """Returns the fields of a passage that say whose it is, as JSON."""
        speech = self._speeches[int(self._firsts.searchsorted(place, "right")) - 1]
        called = {SPEAKER: speech.speaker} if speech.speaker else {TITLE: speech.title}
        return json.dumps({FORUM: speech.folder, **called}, ensure_ascii=False)[1:-1] + ","


def removal(number: int) -> str:
    """Returns the line that removes a passage."""
    return f'{{"delete":{{"_id":"{document_id(number)}"}}}}\n'


def mean_length(bundle: Bundle) -> float:
    """Returns the mean length of an index's passages."""
    return mean_of(bundle.array("lengths"))
