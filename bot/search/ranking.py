"""BM25 over postings, with groups of synonyms: rank-bm25's Okapi formula."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Scores = NDArray[np.float64]

_NOWHERE: tuple[NDArray[np.intp], Scores] = (np.empty(0, np.intp), np.empty(0))


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
    the question, and not a piece of one or a hint at what kind of passage is wanted.
    """

    variants: Mapping[str, float]
    weight: float = 1.0
    is_word: bool = True


class PassageRanking(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi that looks only at the documents in which a term stands.

    Takes what BM25Okapi takes and scores by the same formula, but with an idf that is never
    negative, and with an empty corpus allowed. `unit` occurrences count as one, so that words
    given fewer times count as a part of one (weighted fields, as in Robertson et al. 2004).
    """

    def __init__(
        self, corpus: Sequence[Sequence[str]], k1: float = 1.5, b: float = 0.75, unit: int = 1
    ) -> None:
        self.unit = unit
        super().__init__(corpus, k1=k1, b=b)

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]:
        self.postings: dict[str, tuple[NDArray[np.intp], Scores]] = {}
        found: dict[str, list[tuple[int, int]]] = {}
        for document, words in enumerate(corpus):
            frequencies: dict[str, int] = {}
            for word in words:
                frequencies[word] = frequencies.get(word, 0) + 1
            for word, frequency in frequencies.items():
                found.setdefault(word, []).append((document, frequency))
            self.doc_len.append(len(words) / self.unit)
        self.corpus_size = len(self.doc_len)
        self.avgdl = sum(self.doc_len) / max(1, self.corpus_size)
        for word, pairs in found.items():
            documents, counts = zip(*pairs, strict=True)
            self.postings[word] = (
                np.array(documents, np.intp),
                np.array(counts, np.float64) / self.unit,
            )
        lengths = np.array(self.doc_len, np.float64) / (self.avgdl or 1)
        self._saturation = self.k1 * (1 - self.b + self.b * lengths)
        return {word: len(pairs) for word, pairs in found.items()}

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {word: idf(self.corpus_size, count) for word, count in nd.items()}

    def get_scores(self, query: Sequence[str]) -> Scores:
        """The score of each document: an array of `corpus_size` numbers."""
        scores = np.zeros(self.corpus_size)
        for word in query:
            frequencies = self.frequencies(TermGroup({word: 1.0}))
            scores += self.group_idf(frequencies) * self.saturated(frequencies)
        return scores

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of some documents only, as BM25Okapi gives them."""
        scores: list[float] = self.get_scores(query)[list(doc_ids)].tolist()
        return scores

    def frequencies(self, group: TermGroup) -> Scores:
        """How often the group stands in each document: its variants' weighted sum.

        A group counts as one term, so that a word with thirty translations does not drown the
        others: Pirkola's structured queries (1998), weighted as by Darwish and Oard (2003).
        """
        total = np.zeros(self.corpus_size)
        for word, weight in group.variants.items():
            if word in self.postings:
                documents, counts = self.postings[word]
                total[documents] += weight * counts
        return total

    def group_idf(self, frequencies: Scores) -> float:
        """The idf of a group: a document that holds it in part counts as a part of one."""
        return idf(self.corpus_size, float(np.minimum(frequencies, 1).sum()))

    def saturated(self, frequencies: Scores) -> Scores:
        """The part of the score that a term's frequencies give, before its idf: Okapi's."""
        scores: Scores = frequencies * (self.k1 + 1) / (frequencies + self._saturation)
        return scores

    def presence(self, group: TermGroup, document: int) -> float:
        """How well the group stands in a document: the weight of the best variant there."""
        there = (w for word, w in group.variants.items() if self.holds(document, word))
        return max(there, default=0.0)

    def holds(self, document: int, word: str) -> bool:
        """Whether a word stands in a document."""
        documents, _ = self.postings.get(word, _NOWHERE)
        at = int(np.searchsorted(documents, document))
        return at < len(documents) and bool(documents[at] == document)

    def is_known(self, group: TermGroup) -> bool:
        """Whether any of the group's variants stands anywhere."""
        return any(word in self.postings for word in group.variants)
