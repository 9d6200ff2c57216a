"""The ranking is rank-bm25's Okapi formula, with an idf that is never negative."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.search.ranking import PassageRanking, TermGroup, idf

WORDS = st.sampled_from("甲乙丙丁戊")
CORPORA = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=8).filter(any)


class Reference(BM25Okapi):  # type: ignore[misc]
    """rank-bm25's own scoring, with only the idf replaced."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        for word, count in nd.items():
            self.idf[word] = math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


@given(CORPORA, st.lists(WORDS, max_size=5))
def test_scores_are_those_of_rank_bm25(corpus: list[list[str]], query: list[str]) -> None:
    expected = Reference(corpus).get_scores(query)
    assert np.allclose(PassageRanking(corpus).get_scores(query), expected, atol=1e-9)


def test_a_word_in_every_document_still_counts() -> None:
    assert (PassageRanking([["甲"], ["甲", "乙"]]).get_scores(["甲"]) > 0).all()
    assert idf(10, 10) > 0


@pytest.mark.parametrize("corpus", [[], [[]], [["甲"]]], ids=["empty", "no-words", "one"])
def test_the_smallest_corpora_are_ranked(corpus: list[list[str]]) -> None:
    assert PassageRanking(corpus).get_scores(["甲", "乙"]).shape == (len(corpus),)


def test_a_group_counts_as_one_term() -> None:
    corpus = [["出租"], ["租赁"], ["出租", "租赁"], ["别的"]]
    one_word = PassageRanking([["租"], ["租"], ["租", "租"], ["别的"]])
    ranking = PassageRanking(corpus)
    frequencies = ranking.frequencies(TermGroup({"出租": 1.0, "租赁": 1.0}))
    assert frequencies.tolist() == [1, 1, 2, 0]
    scores = ranking.group_idf(frequencies) * ranking.saturated(frequencies)
    assert np.allclose(scores, one_word.get_scores(["租"]))


def test_batch_scores_are_the_scores_of_those_documents() -> None:
    ranking = PassageRanking([["甲"], ["乙"], ["甲", "乙"]])
    assert ranking.get_batch_scores(["甲"], [2, 0]) == ranking.get_scores(["甲"])[[2, 0]].tolist()
