"""BM25 over postings, with groups of synonyms: rank-bm25's Okapi formula."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rank_bm25 import BM25Okapi

from bot.search.postings import Floats, Formula, Postings, mean, postings_of


def idf(documents: int, containing: float) -> float:
    """How much a term tells: `ln(1 + (N - n + 0.5) / (n + 0.5))`, never negative.

    The inverse document frequency of Robertson and Sparck Jones (1976), plus one inside the
    logarithm as in Lucene, so that a term in most of the documents still counts a little.
    """
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms that stand for the same thing, each with how well it does, in (0, 1].

    `weight` says how much the group matters in its question; `is_word` whether it is a word of
    the question, and not a piece of one or a hint at what kind of passage is wanted. One whose
    other variants are names that sound alike, `by_sound`, proves nothing alone.
    """

    variants: Mapping[str, float]
    weight: float = 1.0
    is_word: bool = True
    by_sound: bool = False


class PassageRanking(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi that looks only at the documents in which a term stands.

    Takes what BM25Okapi takes and scores by the same formula, but with an idf that is never
    negative, and with an empty corpus allowed. What it knows of the documents are `postings`.
    """

    def __init__(
        self, corpus: Sequence[Sequence[str]], k1: float = 1.5, b: float = 0.75, unit: int = 1
    ) -> None:
        self._unit = unit
        super().__init__(corpus, k1=k1, b=b)

    @classmethod
    def of(cls, postings: Postings) -> "PassageRanking":
        """A ranking by postings that are there already, such as mapped ones."""
        formula = postings.formula
        ranking = cls([], k1=formula.k1, b=formula.b, unit=formula.unit)
        ranking._hold(postings)
        return ranking

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]:
        self._hold(postings_of(corpus, Formula(self.k1, self.b, self._unit)))
        return {}

    def _hold(self, postings: Postings) -> None:
        self.postings = postings
        self.doc_len = postings.lengths
        self.corpus_size = len(postings.lengths)
        self.avgdl = mean(postings.lengths)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Nothing: the idf of a term follows from its postings when it is asked for."""

    def get_scores(self, query: Sequence[str]) -> Floats:
        """The score of each document: an array of `corpus_size` numbers."""
        scores = np.zeros(self.corpus_size)
        held, formula = self.postings, self.postings.formula
        for term in held.find(query):
            if term >= 0:
                start, end = held.span(term)
                documents = held.documents[start:end]
                frequencies = held.counts[start:end] / formula.unit
                added = formula.saturated(frequencies, held.norms[documents])
                scores[documents] += (
                    idf(self.corpus_size, float(held.document_frequencies[term])) * added
                )
        return scores

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of some documents only, as BM25Okapi gives them."""
        scores: list[float] = self.get_scores(query)[list(doc_ids)].tolist()
        return scores
