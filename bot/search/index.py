"""The index of a corpus: finds and ranks passages for the terms of a question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest

import numpy as np
from numpy.typing import NDArray

from bot.corpus.speech import Passage
from bot.language.encoder import OFF, Semantics
from bot.language.terms import Keys
from bot.search.contents import Contents, Places, WholeContents, among
from bot.search.postings import Postings, idf, read_postings
from bot.search.query import Query, TermGroup, query_of
from bot.search.ranking import PassageRanking
from bot.search.saved_contents import SavedContents
from bot.search.vectors import CANDIDATES, PassageVectors, Similarity, read_vectors
from bot.storage import Bundle


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; `place` counts through the corpus from 0.

    `similarity` is that of its meaning to the question's, if this is looked at.
    """

    contents: Contents
    place: int
    score: float
    similarity: Similarity | None = None

    @property
    def passage(self) -> Passage:
        return self.contents.passages[self.place]


class PassageIndex:
    """Finds the passages of one corpus; several threads may ask at the same time."""

    def __init__(
        self, contents: WholeContents, postings: Postings, vectors: PassageVectors | None = None
    ) -> None:
        self.contents = contents
        self.ranking = PassageRanking(postings)
        self._vectors = vectors

    def known(self, keys: Keys) -> NDArray[np.bool_]:
        """Tells which terms, given by their keys, some passage has."""
        return self.ranking.postings.known(keys)

    def idf(self, terms: Sequence[str]) -> list[float]:
        """Returns the inverse document frequency of each term."""
        postings = self.ranking.postings
        frequencies = postings.document_frequencies
        containing = (float(frequencies[n]) if n >= 0 else 0.0 for n in postings.find(terms))
        return [idf(len(postings.lengths), each) for each in containing]

    def query(
        self,
        groups: Sequence[TermGroup],
        wanted: TermGroup | None = None,
        beside: Sequence[TermGroup] = (),
    ) -> Query:
        """Resolves a query; a passage without what is wanted loses a part of its score."""
        return query_of(self.ranking.postings, groups, wanted, beside)

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
        what is `asked`; only then may one without any of the terms be among them.
        """
        allowed = self._allowed(speakers, forums, excluded)
        vectors = self._vectors if asked else None
        best = self.ranking.best(query, max(limit, CANDIDATES) if vectors else limit, allowed)
        near: Sequence[Similarity] = ()
        if vectors:
            scores = partial(self.ranking.get_batch_scores, query)
            best, near = vectors.ranked(asked, scores, best, allowed)
        found = zip_longest(best.documents.tolist(), best.scores.tolist(), near)
        return [Hit(self.contents, *figures) for figures in islice(found, limit)]

    def of(self, speakers: Collection[str], limit: int, forums: Collection[str] = ()) -> list[Hit]:
        """Returns the speakers' first passages, at the forums if given, in the corpus's order."""
        allowed = self._allowed(speakers, forums)
        places = [] if allowed is None else allowed[:limit].tolist()
        return [Hit(self.contents, place, 0.0) for place in places]

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


def read_index(bundle: Bundle, semantics: Semantics = OFF) -> PassageIndex:
    """Maps the index of a bundle, with its vectors if these are wanted."""
    vectors = read_vectors(bundle, semantics)
    return PassageIndex(SavedContents(bundle), read_postings(bundle), vectors)
