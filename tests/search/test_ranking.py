"""The ranking is rank-bm25's Okapi formula, with an idf that is never negative."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.search.ranking import PassageRanking, idf

WORDS = st.sampled_from(["甲", "乙", "丙", "房屋", "出租房", "能人强乡兴村", "rental", "2022"])
CORPORA = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=8).filter(any)


class Reference(BM25Okapi):  # type: ignore[misc]
    """rank-bm25's own scoring, with only the idf replaced."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        for word, count in nd.items():
            self.idf[word] = math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


@given(
    CORPORA,
    st.lists(WORDS, max_size=5),
    st.sampled_from([0.9, 1.5]),
    st.sampled_from([0, 0.75, 0.9]),
)
def test_scores_are_those_of_rank_bm25(
    corpus: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    expected = Reference(corpus, k1=k1, b=b).get_scores(query)
    assert np.allclose(PassageRanking(corpus, k1=k1, b=b).get_scores(query), expected, atol=1e-9)


@given(CORPORA, st.lists(WORDS, min_size=1, max_size=3))
def test_impacts_are_the_formula_without_the_idf(corpus: list[list[str]], query: list[str]) -> None:
    held = PassageRanking(corpus).postings
    scores = np.zeros(len(corpus))
    for term in held.find(query):
        if term >= 0:
            postings = slice(*held.span(term))
            share = idf(len(corpus), held.document_frequencies[term])
            scores[held.documents[postings]] += share * held.impacts[postings]
            assert held.peaks[term] == held.impacts[postings].max()
    assert np.allclose(scores, Reference(corpus).get_scores(query), atol=1e-6)


@given(CORPORA, WORDS)
def test_rows_and_postings_say_the_same(corpus: list[list[str]], word: str) -> None:
    held = PassageRanking(corpus).postings
    (term,) = held.find([word])
    counts = [words.count(word) for words in corpus]
    if term >= 0:
        assert held.rows[held.row_of[term]].tolist() == counts, "so few documents: all are common"
    for document, count in enumerate(counts):
        assert (term >= 0 and held.holds(term, document)) == bool(count)


def test_a_word_in_every_document_still_counts() -> None:
    assert (PassageRanking([["甲"], ["甲", "乙"]]).get_scores(["甲"]) > 0).all()
    assert idf(10, 10) > 0


@pytest.mark.parametrize("corpus", [[], [[]], [["甲"]]], ids=["empty", "no-words", "one"])
def test_the_smallest_corpora_are_ranked(corpus: list[list[str]]) -> None:
    assert PassageRanking(corpus).get_scores(["甲", "乙"]).shape == (len(corpus),)


def test_it_takes_and_gives_what_bm25okapi_does() -> None:
    corpus = [["甲"], ["乙"], ["甲", "乙"]]
    ranking = PassageRanking(corpus, k1=1.2, b=0.5)
    assert isinstance(ranking, BM25Okapi)
    assert (ranking.k1, ranking.b, ranking.corpus_size) == (1.2, 0.5, 3)
    assert ranking.avgdl == Reference(corpus).avgdl
    assert list(ranking.doc_len) == Reference(corpus).doc_len
    assert ranking.get_batch_scores(["甲"], [2, 0]) == ranking.get_scores(["甲"])[[2, 0]].tolist()
    assert ranking.get_top_n(["甲"], ["一", "二", "三"], n=1) == ["一"]
