"""The catalogue of an index: the files it was built from, and what of it is still up to date."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from bot.corpus.files import NOTE, FileState
from bot.corpus.front_matter import ForumFields, SpeechFields
from bot.corpus.reader import Record
from bot.language.script import HAN
from bot.search.occurrences import Documents
from bot.search.postings import read_postings
from bot.search.segments import Segment
from bot.storage import Bundle, BundleWriter

MADE = "made"
"""The key of a bundle's time: nanoseconds, taken before the first file was read."""


class Entry(NamedTuple):
    """A file and the terms quoted in it; `line` is the entry as saved, empty if it is new."""

    record: Record
    quoted: Sequence[str]
    line: bytes = b""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The files of a corpus by their paths, and what they share.

    `documents` are the paths of those that have passages, in the order of the corpus; `lexicon` has
    the corpus's own words, those quoted included, with their frequencies.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    documents: Sequence[str] = ()
    lexicon: Mapping[str, int] = field(default_factory=dict)


def write_catalogue(writer: BundleWriter, catalogue: Catalogue) -> None:
    lines = (entry.line or _line(entry) for entry in catalogue.entries.values())
    writer.text("records", b"\n".join(lines))
    writer.text("documents", json.dumps(catalogue.documents, ensure_ascii=False).encode())
    writer.text("lexicon", json.dumps(catalogue.lexicon, ensure_ascii=False).encode())


def read_catalogue(bundle: Bundle) -> Catalogue:
    entries: dict[str, Entry] = {}
    for line in bytes(bundle.text("records")).splitlines():
        *state, content, body, fields, quoted = json.loads(line)
        path = state[0]
        model = ForumFields if path.endswith(f"/{NOTE}") else SpeechFields
        record = Record(FileState(*state), content, body, model.model_validate(fields))
        entries[path] = Entry(record, quoted, line)
    documents = json.loads(bytes(bundle.text("documents")))
    return Catalogue(entries, documents, read_lexicon(bundle))


def read_lexicon(bundle: Bundle) -> dict[str, int]:
    """Returns the corpus's own words with their frequencies."""
    lexicon: dict[str, int] = json.loads(bytes(bundle.text("lexicon")))
    return lexicon


def _line(entry: Entry) -> bytes:
    record = entry.record
    fields = record.fields.model_dump(exclude_defaults=True)
    parts = [*record.state, record.content, record.body, fields, entry.quoted]
    return json.dumps(parts, ensure_ascii=False).encode()


_UNSURE = 50_000_000
"""Nanoseconds within which two changes of a file may look like one."""

_HAN = re.compile(f"[{HAN}]+")


def is_settled(bundle: Bundle, changed: int) -> bool:
    """Whether a file that changed at this time would have another time, had it changed since."""
    return changed < int(bundle.info[MADE]) - _UNSURE


class PreviousIndex:
    """A previous index; without a bundle, that of an empty corpus."""

    def __init__(self, bundle: Bundle | None) -> None:
        self._bundle = bundle
        self.catalogue = read_catalogue(bundle) if bundle else Catalogue()

    def knows(self, state: FileState) -> bool:
        """Whether a file is surely unchanged."""
        entry = self.catalogue.entries.get(state.path)
        settled = self._bundle and is_settled(self._bundle, state.changed)
        return bool(settled and entry and entry.record.state == state)

    def stale(self, entries: Mapping[str, Entry], lexicon: Mapping[str, int]) -> set[str]:
        """Returns the files to tokenise: changed ones, and those that a changed lexicon affects.

        A word may change how a text is cut if all its pairs of characters are in the text.
        """
        known = self.catalogue.entries
        stale = {
            path
            for path, entry in entries.items()
            if path not in known or known[path].record.content != entry.record.content
        }
        changed = list(lexicon.keys() ^ self.catalogue.lexicon.keys())
        if self._bundle and changed:
            firsts = self._bundle.array("first-passages")
            numbers = firsts.searchsorted(_holding(self._bundle, changed), side="right") - 1
            stale.update(self.catalogue.documents[number] for number in numbers.tolist())
        return stale

    def segments(self, paths: Sequence[str], stale: set[str]) -> list[Segment]:
        """Returns the segment of the documents that are not stale; `paths` are those of all."""
        if self._bundle is None:
            return []
        numbers = {path: number for number, path in enumerate(paths) if path not in stale}
        targets = [numbers.get(path, -1) for path in self.catalogue.documents]
        return [Segment(self._bundle, np.array(targets, np.int64))]


def _holding(bundle: Bundle, words: Sequence[str]) -> Documents:
    """Returns the passages that may have one of the words."""
    postings = read_postings(bundle)
    found = [np.empty(0, np.int32)]
    for word in filter(_HAN.fullmatch, words):  # only runs of Chinese characters are cut into words
        numbers = postings.vocabulary.find([a + b for a, b in pairwise(word)] or [word])
        if min(numbers) >= 0:
            holding = (postings.documents[postings.span(number)] for number in numbers)
            found.append(reduce(np.intersect1d, holding))
    return np.unique(np.concatenate(found))
