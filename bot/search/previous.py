"""What an index of the same corpus, made before, still holds: which files have changed since."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

import numpy as np

from bot.corpus.files import NOTE, FileState
from bot.corpus.front_matter import ForumFields, SpeechFields
from bot.corpus.reader import Record
from bot.language.script import HAN
from bot.search.merging import Source, mapped_postings
from bot.search.postings import Documents
from bot.storage import Bundle, BundleWriter

MADE = "made"
"""The key of a bundle's time: nanoseconds, taken before the first file was read."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The files of a corpus by their paths, and what is common to them.

    `documents` are the paths of those that have passages, in the order of the corpus; `lexicon`
    has the corpus's own words with their frequencies, among them those `quoted` in a file;
    `lines` are the records as they were written.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    quoted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    documents: Sequence[str] = ()
    lexicon: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, bytes] = field(default_factory=dict)


def write_catalogue(writer: BundleWriter, catalogue: Catalogue, previous: Catalogue) -> None:
    """Writes a catalogue; what it shares with a previous one is taken over as it was written."""
    lines = (
        previous.lines[path]
        if previous.records.get(path) is record
        else _line(record, catalogue.quoted[path])
        for path, record in catalogue.records.items()
    )
    writer.text("records", b"\n".join(lines))
    writer.text("documents", json.dumps(catalogue.documents, ensure_ascii=False).encode())
    writer.text("lexicon", json.dumps(catalogue.lexicon, ensure_ascii=False).encode())


def read_catalogue(bundle: Bundle) -> Catalogue:
    records: dict[str, Record] = {}
    quoted: dict[str, Sequence[str]] = {}
    lines: dict[str, bytes] = {}
    for line in bytes(bundle.text("records")).splitlines():
        *state, content, body, fields, terms = json.loads(line)
        path = state[0]
        model = ForumFields if path.endswith(f"/{NOTE}") else SpeechFields
        read = model.model_validate(fields)
        records[path] = Record(FileState(*state), content, body, read)
        quoted[path] = terms
        lines[path] = line
    documents = json.loads(bytes(bundle.text("documents")))
    return Catalogue(records, quoted, documents, read_lexicon(bundle), lines)


def read_lexicon(bundle: Bundle) -> dict[str, int]:
    """The corpus's own words with their frequencies."""
    lexicon: dict[str, int] = json.loads(bytes(bundle.text("lexicon")))
    return lexicon


def _line(record: Record, quoted: Sequence[str]) -> bytes:
    fields = record.fields.model_dump(exclude_defaults=True)
    parts = [*record.state, record.content, record.body, fields, quoted]
    return json.dumps(parts, ensure_ascii=False).encode()


_UNSURE = 50_000_000
"""Nanoseconds within which two changes of a file may look like one."""

_HAN = re.compile(f"[{HAN}]+")


def is_settled(bundle: Bundle, state: FileState) -> bool:
    """Whether the file, had it changed after the bundle was made, would look changed."""
    return state.changed < int(bundle.info[MADE]) - _UNSURE


class PreviousIndex:
    """A previous index; without a bundle, that of an empty corpus."""

    def __init__(self, bundle: Bundle | None) -> None:
        self._bundle = bundle
        self.catalogue = read_catalogue(bundle) if bundle else Catalogue()

    def knows(self, state: FileState) -> bool:
        """Whether a file is surely what it was."""
        record = self.catalogue.records.get(state.path)
        if self._bundle is None or record is None:
            return False
        return record.state == state and is_settled(self._bundle, state)

    def stale(self, records: Mapping[str, Record], lexicon: Mapping[str, int]) -> set[str]:
        """The files whose terms it does not have: changed ones, and what another lexicon changes.

        A word changes how a text is cut only where it stands; where all its pairs of characters
        stand, it may.
        """
        known = self.catalogue.records
        stale = {
            path
            for path, record in records.items()
            if path not in known or known[path].content != record.content
        }
        changed = list(lexicon.keys() ^ self.catalogue.lexicon.keys())
        if self._bundle and changed:
            firsts = self._bundle.array("first-passages")
            for place in self._holding(changed):
                at = int(firsts.searchsorted(place, side="right")) - 1
                stale.add(self.catalogue.documents[at])
        return stale

    def sources(self, paths: Sequence[str], stale: set[str]) -> Iterator[Source]:
        """Its documents that are not stale, with their numbers among the paths of all."""
        if self._bundle:
            numbers = {path: number for number, path in enumerate(paths) if path not in stale}
            yield Source(self._bundle, [numbers.get(path, -1) for path in self.catalogue.documents])

    def _holding(self, words: Sequence[str]) -> Documents:
        """The passages in which one of the words may stand."""
        assert self._bundle is not None
        postings = mapped_postings(self._bundle)
        found: list[Documents] = []
        for word in words:
            if not _HAN.fullmatch(word):
                continue  # only runs of Chinese characters are cut into words
            terms = [a + b for a, b in pairwise(word)] or [word]
            numbers = postings.find(terms)
            if min(numbers) >= 0:
                holding = (postings.documents[slice(*postings.span(n))] for n in numbers)
                found.append(reduce(np.intersect1d, holding))
        return np.unique(np.concatenate(found)) if found else np.empty(0, np.int32)
