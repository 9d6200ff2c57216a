"""The index of a corpus: finds and ranks passages for the terms of a question."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest

import numpy as np
from numpy.typing import NDArray

from bot.corpus.speech import Passage
from bot.language.terms import Keys
from bot.search.contents import Places, WholeContents, among
from bot.search.postings import IndexedDocument, Postings
from bot.search.query import DocumentTerms, Query, TermGroup, query_of
from bot.search.ranking import PassageRanking
from bot.search.vectors import CANDIDATES, PassageVectors, Similarity
from bot.search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; `place` counts through the corpus from 0.

    `passages` are those of the corpus, and `terms` what this one has of any query. `similarity` is
    that of its meaning to the question's, if this is looked at.
    """

    passages: Sequence[Passage]
    place: int
    terms: DocumentTerms
    score: float = 0.0
    similarity: Similarity | None = None

    @property
    def passage(self) -> Passage:
        return self.passages[self.place]


class PassageIndex(ABC):
    """Finds the passages of one corpus; several threads may ask at the same time."""

    def __init__(self, contents: WholeContents, vocabulary: Vocabulary) -> None:
        self.contents = contents
        self.vocabulary = vocabulary

    def known(self, keys: Keys) -> NDArray[np.bool_]:
        """Tells which terms, given by their keys, some passage has."""
        return self.vocabulary.known(keys)

    def idf(self, terms: Sequence[str]) -> list[float]:
        """Returns the inverse document frequency of each term."""
        return list(map(self.vocabulary.idf, self.vocabulary.find(terms)))

    def query(
        self,
        groups: Sequence[TermGroup],
        wanted: TermGroup | None = None,
        beside: Sequence[TermGroup] = (),
    ) -> Query:
        """Resolves a query; a passage without what is wanted loses a part of its score."""
        return query_of(self.vocabulary, groups, wanted, beside)

    @abstractmethod
    def hits(
        self,
        query: Query,
        speakers: Collection[str] = (),
        limit: int = 10,
        forums: Collection[str] = (),
        excluded: Collection[str] = (),
        asked: str = "",
    ) -> list[Hit]:
        """Returns the best passages first, near ties in the order of the corpus.

        If speakers or forums are given, these are passages of theirs, and none of the excluded
        speakers'. If the index has vectors, the passages are ranked again by how near they are to
        what is `asked`; only then may one without any of the terms be among them. Raises
        SearchError if a search server does not answer.
        """

    def of(self, speakers: Collection[str], limit: int, forums: Collection[str] = ()) -> list[Hit]:
        """Returns the speakers' first passages, at the forums if given, in the corpus's order."""
        places = self.contents.places_of(speakers)
        places = among(places, self.contents.spans_of(forums)) if forums else places
        return [
            Hit(self.contents.passages, place, self._terms(place))
            for place in places[:limit].tolist()
        ]

    @abstractmethod
    def _terms(self, place: int) -> DocumentTerms:
        """Returns the terms of a passage."""


class PostingsIndex(PassageIndex):
    """An index on this machine's disk."""

    def __init__(
        self, contents: WholeContents, postings: Postings, vectors: PassageVectors | None = None
    ) -> None:
        super().__init__(contents, postings.vocabulary)
        self.ranking = PassageRanking(postings)
        self._vectors = vectors

    def hits(
        self,
        query: Query,
        speakers: Collection[str] = (),
        limit: int = 10,
        forums: Collection[str] = (),
        excluded: Collection[str] = (),
        asked: str = "",
    ) -> list[Hit]:
        allowed = self._allowed(speakers, forums, excluded)
        vectors = self._vectors if asked else None
        counted = self.ranking.counted(query)
        best = self.ranking.best(counted, max(limit, CANDIDATES) if vectors else limit, allowed)
        near: Sequence[Similarity] = ()
        if vectors:
            scores = partial(self.ranking.get_batch_scores, counted)
            best, near = vectors.ranked(asked, scores, best, allowed)
        found = zip_longest(best.documents.tolist(), best.scores.tolist(), near)
        return [
            Hit(self.contents.passages, place, self._terms(place), score, similarity)
            for place, score, similarity in islice(found, limit)
        ]

    def _terms(self, place: int) -> DocumentTerms:
        return IndexedDocument(self.ranking.postings, place)

    def _allowed(
        self, speakers: Collection[str], forums: Collection[str], excluded: Collection[str] = ()
    ) -> Places | None:
        """Returns the passages of the speakers and forums, ascending; None if none are given."""
        places = self.contents.places_of(speakers) if speakers else None
        if forums:
            places = among(places, self.contents.spans_of(forums))
        if excluded:
            within = np.arange(self.ranking.corpus_size) if places is None else places
            unwanted = self.contents.places_of(excluded)
            places = np.setdiff1d(within, unwanted, assume_unique=True).astype(np.int32)
        return places
