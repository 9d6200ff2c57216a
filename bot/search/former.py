"""What an index of the same corpus, made before, still tells of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise

import numpy as np

from bot.corpus.files import FileState
from bot.corpus.reader import Record
from bot.language.script import HAN
from bot.search.catalogue import MADE, Catalogue, read_catalogue
from bot.search.joining import Source
from bot.search.merging import mapped_postings
from bot.search.postings import Documents
from bot.storage import Bundle

_UNSURE = 50_000_000
"""Nanoseconds within which two changes of a file may look like one."""

_HAN = re.compile(f"[{HAN}]+")


def is_settled(bundle: Bundle, state: FileState) -> bool:
    """Whether the file, had it changed after the bundle was made, would look changed."""
    return state.changed < int(bundle.info[MADE]) - _UNSURE


class Former:
    """A former index; without a bundle, that of an empty corpus."""

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
