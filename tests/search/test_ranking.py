"""The ranking is rank-bm25's Okapi formula, with an idf that is never negative."""

import math
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

import bot.search.ranking
from bot.search.postings import Formula, IndexedDocument
from bot.search.query import TermGroup, query_of
from bot.search.ranking import PassageRanking
from bot.search.scorers import CountedQuery
from bot.search.vocabulary import idf
from tests.held import postings_of

WORDS = st.sampled_from(["甲", "乙", "丙", "房屋", "出租房", "能人强乡兴村", "rental", "2022"])
CORPORA = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=8).filter(any)


class Reference(BM25Okapi):  # type: ignore[misc]
    """rank-bm25's own scoring, with only the idf replaced."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        for word, count in nd.items():
            self.idf[word] = math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


def ranking_of(corpus: list[list[str]], k1: float = 1.5, b: float = 0.75) -> PassageRanking:
    return PassageRanking(postings_of(corpus, Formula(k1, b)))


def query_for(ranking: PassageRanking, words: list[str]) -> CountedQuery:
    groups = [TermGroup({word: 1.0}) for word in words]
    return ranking.counted(query_of(ranking.postings.vocabulary, groups))


@given(
    CORPORA,
    st.lists(WORDS, max_size=5),
    st.sampled_from([0.9, 1.5]),
    st.sampled_from([0, 0.75, 0.9]),
)
def test_scores_are_those_of_rank_bm25_less_what_is_lacking(
    corpus: list[list[str]], words: list[str], k1: float, b: float
) -> None:
    ranking, reference = ranking_of(corpus, k1, b), Reference(corpus, k1=k1, b=b)
    query = query_for(ranking, words)
    expected = reference.get_scores(words)
    with patch.object(bot.search.ranking, "_COORDINATION", 0):
        assert np.allclose(ranking.get_scores(query), expected, atol=1e-9)
        some = list(range(0, len(corpus), 2))
        batch = reference.get_batch_scores(words, some)
        assert np.allclose(ranking.get_batch_scores(query, np.array(some)), batch, atol=1e-9)
    idfs = [idf(len(corpus), sum(word in text for text in corpus)) for word in words]
    carried = [sum(i for i, w in zip(idfs, words, strict=True) if w in text) for text in corpus]
    expected *= 0.6 + 0.4 * np.array(carried) / (sum(idfs) + 1e-9)
    assert np.allclose(ranking.get_scores(query), expected, atol=1e-9)


@given(CORPORA, st.lists(WORDS, min_size=1, max_size=3))
def test_impacts_are_the_formula_without_the_idf(corpus: list[list[str]], query: list[str]) -> None:
    held = ranking_of(corpus).postings
    scores = np.zeros(len(corpus))
    for term in held.vocabulary.find(query):
        if term >= 0:
            postings = held.span(term)
            share = idf(len(corpus), held.vocabulary.document_frequencies[term])
            scores[held.documents[postings]] += share * held.impacts[postings]
            assert held.peaks[term] == held.impacts[postings].max()
    assert np.allclose(scores, Reference(corpus).get_scores(query), atol=1e-6)


@given(CORPORA, WORDS)
def test_rows_and_postings_say_the_same(corpus: list[list[str]], word: str) -> None:
    held = ranking_of(corpus).postings
    (term,) = held.vocabulary.find([word])
    counts = [words.count(word) for words in corpus]
    if term >= 0:
        assert held.rows[held.row_of[term]].tolist() == counts, "so few documents: all are common"
    for document, count in enumerate(counts):
        assert IndexedDocument(held, document).counts([term]) == [count]


def test_a_word_in_every_document_still_counts() -> None:
    ranking = ranking_of([["甲"], ["甲", "乙"]])
    assert (ranking.get_scores(query_for(ranking, ["甲"])) > 0).all()
    assert idf(10, 10) > 0


@pytest.mark.parametrize("corpus", [[], [[]], [["甲"]]], ids=["empty", "no-words", "one"])
def test_the_smallest_corpora_are_ranked(corpus: list[list[str]]) -> None:
    ranking = ranking_of(corpus)
    assert ranking.get_scores(query_for(ranking, ["甲", "乙"])).shape == (len(corpus),)


def test_it_is_a_bm25okapi() -> None:
    corpus = [["甲"], ["乙"], ["甲", "乙"]]
    ranking = ranking_of(corpus, k1=1.2, b=0.5)
    assert isinstance(ranking, BM25Okapi)
    assert (ranking.k1, ranking.b, ranking.corpus_size) == (1.2, 0.5, 3)
    assert ranking.avgdl == Reference(corpus).avgdl
    assert list(ranking.doc_len) == Reference(corpus).doc_len
    query = query_for(ranking, ["甲"])
    batch = ranking.get_batch_scores(query, np.array([2, 0]))
    assert batch.tolist() == ranking.get_scores(query)[[2, 0]].tolist()
    assert ranking.get_top_n(query, ["一", "二", "三"], n=1) == ["一"]
