"""Finds passages on a search server: it recalls candidates, and our own formula ranks them.

The server sums what each term by itself would add to a score, which is never less than the score:
words that mean the same count as one, and a passage loses a part for what it lacks. So candidates
are recalled by that sum, page after page, until the last of the best passages scores more than the
last candidate could.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from bot.fifo_cache import FifoCache
from bot.search.index import Hit, PassageIndex
from bot.search.occurrences import Documents, Floats
from bot.search.opensearch.generation import FROZEN_MEAN, GENERATION, IDS, MEAN, SORTED, SORTED_AT
from bot.search.opensearch.server import SearchServer
from bot.search.opensearch.stored_passages import (
    FEATURES,
    FORUM,
    PASSAGE,
    SPEAKER,
    TITLE,
    StoredPassage,
    StoredTerms,
    document_id,
    feature,
    unpacked,
)
from bot.search.postings import FORMULA, read_vocabulary
from bot.search.query import DocumentTerms, Query
from bot.search.ranking import OkapiRanking, best_of, coordination
from bot.search.saved_contents import SavedContents
from bot.storage import Bundle

_RECALLED, _MORE, _PAGE, _MOST = 100, 4, 1000, 10_000
"""Candidates recalled at first, how many times as many then, at most at a time, and in all."""

_SLACK = 1e-3
"""The error that the server's sums, with seven digits, may have."""

_CACHED = 1024
"""Passages that were found or read before; no fewer than are shown of a speaker's."""

_AT_ONCE = 500
"""Passages that are read in one request."""


class StoredPassages:
    """Passages of a generation on the server, by their places; several threads may ask."""

    def __init__(self, server: SearchServer, bundle: Bundle) -> None:
        self._server = server
        self._index: str = bundle.info[GENERATION]
        self._ids = bundle.array(IDS)
        self._sorted, self._sorted_at = bundle.array(SORTED), bundle.array(SORTED_AT)
        self._cache: FifoCache[int, StoredPassage] = FifoCache(_CACHED)
        self._lock = Lock()

    def at(self, places: Sequence[int]) -> list[str]:
        """Returns the texts at some places."""
        return [passage.text for passage in self.read(places)]

    def read(self, places: Sequence[int]) -> list[StoredPassage]:
        """Returns the passages at some places."""
        with self._lock:
            found = {place: self._cache.get(place) for place in places}
        missing = [place for place, passage in found.items() if passage is None]
        for at in range(0, len(missing), _AT_ONCE):
            ids = [document_id(int(self._ids[each])) for each in missing[at : at + _AT_ONCE]]
            read, passages, _ = self.search({"query": {"ids": {"values": ids}}}, len(ids))
            found |= zip(read, (passage.copy() for passage in passages), strict=True)
            self.keep((place, passage) for place in read if (passage := found[place]))
        return [passage for place in places if (passage := found[place])]

    def search(
        self, body: Mapping[str, object], size: int, same_copy: str = ""
    ) -> tuple[list[int], list[StoredPassage], list[float]]:
        """Returns the places of what is found, the passages, and their scores, as they come.

        Searches that are named alike are made on the same copy of the index.
        """
        wanted = {"size": size, "docvalue_fields": [PASSAGE]}
        hits = self._server.search(self._index, {**body, **wanted}, same_copy)
        passages = unpacked([hit["fields"][PASSAGE][0] for hit in hits])
        ids = np.array([passage.id for passage in passages], np.uint64)
        places = self._sorted_at[self._sorted.searchsorted(ids)].tolist()
        return places, passages, [hit["_score"] for hit in hits]

    def keep(self, passages: Iterable[tuple[int, StoredPassage]]) -> None:
        """Keeps some passages, with their places, for a while: they are going to be read."""
        with self._lock:
            for place, passage in passages:
                self._cache[place] = passage


class ServerIndex(PassageIndex):
    """The index of one generation on a search server."""

    def __init__(self, server: SearchServer, bundle: Bundle) -> None:
        self._passages = StoredPassages(server, bundle)
        super().__init__(SavedContents(bundle, self._passages), read_vocabulary(bundle))
        self._mean: float = bundle.info[MEAN]
        self._growth = max(1.0, self._mean / bundle.info[FROZEN_MEAN])

    def hits(
        self,
        query: Query,
        speakers: Collection[str] = (),
        limit: int = 10,
        forums: Collection[str] = (),
        excluded: Collection[str] = (),
        asked: str = "",
    ) -> list[Hit]:
        if not query.known:
            return []
        clauses = {"bool": self._clauses(query, speakers, forums, excluded)}
        most = coordination(query, float(query.weights.sum()))
        same_copy = uuid4().hex  # equal candidates come in the same order on every page
        best = _Best(limit)
        needed, recalled, size = 0.0, 0, max(_RECALLED, 2 * limit)
        while recalled < _MOST:
            page = {"query": clauses, "from": recalled}
            page |= {"min_score": needed} if needed else {}
            places, passages, bounds = self._passages.search(page, size, same_copy)
            norms = FORMULA.norms(np.array([each.length for each in passages]), self._mean)
            candidates = Candidates(self.vocabulary.keys, query, passages)
            best.add(places, OkapiRanking(norms).get_scores(candidates), passages)
            if len(places) < size:
                break
            recalled += size
            size = min(size * _MORE, _PAGE, _MOST - recalled)
            if best.is_full:
                needed = best.least / most - _SLACK
                if bounds[-1] < needed:
                    break
        self._passages.keep(zip(best.places, best.passages, strict=True))
        return [
            Hit(self.contents.passages, place, self._terms_of(passage), score)
            for place, passage, score in zip(best.places, best.passages, best.scores, strict=True)
        ]

    def of(self, speakers: Collection[str], limit: int, forums: Collection[str] = ()) -> list[Hit]:
        hits = super().of(speakers, limit, forums)
        self._passages.read([hit.place for hit in hits])  # in one request, since they are shown
        return hits

    def _terms(self, place: int) -> DocumentTerms:
        return _TermsLater(self, place)

    def terms_at(self, place: int) -> StoredTerms:
        """Returns the terms of a passage."""
        (passage,) = self._passages.read([place])
        return self._terms_of(passage)

    def _terms_of(self, passage: StoredPassage) -> StoredTerms:
        (norm,) = FORMULA.norms(np.array([passage.length]), self._mean)
        return StoredTerms(self.vocabulary, passage, float(norm))

    def _clauses(
        self,
        query: Query,
        speakers: Collection[str],
        forums: Collection[str],
        excluded: Collection[str],
    ) -> dict[str, Any]:
        """Returns what the server is to sum, and among which passages."""
        clauses: dict[str, Any] = {
            "should": [
                self._addition(number, term.weight, share)
                for term in query.known
                for number, share in term.known
            ],
            "minimum_should_match": 1,
            "filter": [],
            "must_not": self._said_by(excluded),
        }
        if speakers:
            clauses["filter"].append({"bool": {"should": self._said_by(speakers)}})
        if forums:
            clauses["filter"].append({"terms": {FORUM: list(forums)}})
        return clauses

    def _addition(self, number: int, weight: float, share: float) -> dict[str, Any]:
        """Returns the clause for a term: BM25's saturation of a share of its frequency."""
        pivot = FORMULA.k1 / (share * self._growth)
        name = f"{FEATURES}.{feature(int(self.vocabulary.keys[number]))}"
        boost = weight * (FORMULA.k1 + 1)
        return {"rank_feature": {"field": name, "boost": boost, "saturation": {"pivot": pivot}}}

    def _said_by(self, names: Collection[str]) -> list[dict[str, Any]]:
        """Returns the clauses for what some said; a speech without a speaker is named by its title.

        As `places_of` has it, somebody's name is not looked for among titles.
        """
        known = {person.name for person in self.contents.people}
        by_name = {SPEAKER: known.intersection(names), TITLE: set(names) - known}
        return [{"terms": {field: sorted(each)}} for field, each in by_name.items() if each]


class _Best:
    """The best of the passages so far, with their places and scores, the best first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.places: list[int] = []
        self.scores: list[float] = []
        self.passages: list[StoredPassage] = []

    @property
    def is_full(self) -> bool:
        return len(self.places) == self._limit

    @property
    def least(self) -> float:
        return self.scores[-1]

    def add(self, places: Sequence[int], scores: Floats, passages: Sequence[StoredPassage]) -> None:
        """Adds a page of passages, and keeps no others in memory than the best.

        If a node dies, another copy's page may have a passage again.
        """
        new = [at for at, place in enumerate(places) if place not in self.places]
        every = [*self.places, *(places[at] for at in new)]
        scores = np.concatenate([self.scores, scores[new]])
        those = [*self.passages, *(passages[at] for at in new)]
        order = best_of(scores, np.array(every, np.int32), self._limit).tolist()
        self.places, self.scores = [every[at] for at in order], scores[order].tolist()
        self.passages = [those[at].copy() for at in order]


class Candidates:
    """A query and some passages, with how often each has its terms."""

    def __init__(
        self, keys: NDArray[np.uint64], query: Query, passages: Sequence[StoredPassage]
    ) -> None:
        self.terms = query
        every = np.concatenate([np.empty(0, np.uint64), *(each.keys for each in passages)])
        counts = np.concatenate([np.empty(0, np.uint16), *(each.counts for each in passages)])
        owners = np.repeat(np.arange(len(passages)), [len(each.keys) for each in passages])
        known = [(at, *each) for at, group in enumerate(query.groups) for each in group]
        numbers = np.unique(np.array([number for _, number, _ in known], np.int64))
        looked_up = keys[numbers]
        at = looked_up.searchsorted(every)
        found = looked_up.take(at, mode="clip") == every
        table = np.zeros((len(numbers), len(passages)))
        table[at[found], owners[found]] = counts[found]
        self._frequencies = np.zeros((len(query.groups), len(passages)))
        for group, number, weight in known:
            self._frequencies[group] += weight * table[numbers.searchsorted(number)] / FORMULA.unit

    def frequencies(self, documents: Documents) -> Floats:
        return self._frequencies.take(documents, axis=1)


class _TermsLater:
    """The terms of a passage, read when they are asked for: hardly ever."""

    def __init__(self, index: ServerIndex, place: int) -> None:
        self._index = index
        self._place = place

    @property
    def norm(self) -> float:
        return self._index.terms_at(self._place).norm

    def counts(self, terms: Sequence[int]) -> Sequence[int]:
        return self._index.terms_at(self._place).counts(terms)
