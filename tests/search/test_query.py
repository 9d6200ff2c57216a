"""Queries: groups count as one term, and the best are found without scoring all."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import gathering, pruning, scorers
from bot.search.occurrences import Floats
from bot.search.postings import Formula, IndexedDocument, Postings
from bot.search.query import TermGroup, distinct_words, query_of
from bot.search.ranking import PassageRanking, Ranked, share
from bot.search.vocabulary import idf
from tests.conftest import EXAMPLES
from tests.held import postings_of

FORMULA = Formula(1.2, 0.75, unit=2)
TERMS = [chr(0x4E00 + number) for number in range(40)]
GROUPS = st.builds(
    TermGroup,
    st.dictionaries(
        st.sampled_from(TERMS), st.sampled_from([1.0, 0.8, 0.3]), min_size=1, max_size=4
    ),
    st.sampled_from([1.0, 0.5]),
)


@st.composite
def corpora(draw: st.DrawFn) -> list[list[str]]:
    """Hundreds of documents, some terms in most of them and most in few."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    shares = 1 / np.arange(1, len(TERMS) + 1)
    sizes = chance.integers(0, 30, draw(st.integers(1, 400)))
    picked = [chance.choice(TERMS, size, p=shares / shares.sum()) for size in sizes]
    return [list(map(str, words)) for words in picked]


def judged_everywhere(held: Postings, groups: list[TermGroup], wanted: TermGroup | None) -> Floats:
    """The scores of all documents, worked out one by one from the definition."""
    size = len(held.lengths)
    scores, carried, total = np.zeros(size), np.zeros(size), 0.0
    for group in groups:
        frequencies = summed(held, group)
        weight = group.weight * idf(size, np.minimum(frequencies, 1).sum())
        scores += weight * FORMULA.saturated(frequencies, held.norms)
        carried += weight * np.minimum(frequencies, 1)
        total += weight
    scores *= 0.6 + 0.4 * carried / (total + 1e-9)
    return scores * (0.8 + 0.2 * np.minimum(summed(held, wanted), 1)) if wanted else scores


def summed(held: Postings, group: TermGroup) -> Floats:
    frequencies = np.zeros(len(held.lengths))
    numbers = held.vocabulary.find(group.variants)
    for term, weight in zip(numbers, group.variants.values(), strict=True):
        if term >= 0:
            postings = held.span(term)
            frequencies[held.documents[postings]] += weight * held.counts[postings] / FORMULA.unit
    return frequencies


WAYS: dict[str, dict[str, Any]] = {
    "as it is": {"_LISTED": pruning._LISTED},
    "raising the bar at once": {"TRIED": 1, "_RAISED_AFTER": range(9)},
    "every allowed document marked": {"_LISTED": 0},
}
"""Ways through the search, some of which small corpora would not take by themselves."""


@settings(max_examples=3 * EXAMPLES // 2, deadline=None)
@given(
    st.sampled_from(list(WAYS.values())),
    st.sampled_from([0, gathering.MOST]),
    st.sampled_from([0, gathering._CELLS]),
    corpora(),
    st.lists(GROUPS, max_size=6),
    st.none() | GROUPS,
    st.integers(1, 12),
    st.none() | st.integers(1, 7),
)
def test_the_best_are_those_that_scoring_all_would_find(
    way: dict[str, Any],
    gathered: int,
    cells: int,
    corpus: list[list[str]],
    groups: list[TermGroup],
    wanted: TermGroup | None,
    limit: int,
    every: int | None,
) -> None:
    held = postings_of(corpus, FORMULA)
    everywhere = judged_everywhere(held, groups, wanted)
    scores = everywhere.copy()
    allowed = None if every is None else np.arange(0, len(corpus), every, dtype=np.int32)
    if allowed is not None:
        scores[np.setdiff1d(np.arange(len(corpus)), allowed)] = 0
    order = np.lexsort((np.arange(len(corpus)), -scores.round(6)))[:limit]
    expected = order[scores[order] > 0]
    passages = PassageRanking(held)
    with patch.multiple(pruning, **way), patch.multiple(gathering, MOST=gathered, _CELLS=cells):
        query = passages.counted(query_of(held.vocabulary, groups, wanted))
        found = passages.best(query, limit, allowed)
    assert np.allclose(found.scores, scores[expected], atol=1e-6)
    assert found.documents.tolist() == expected.tolist()
    assert not any(sums.any() for sums in passages._idle_sums), "left as they were"
    assert np.allclose(passages.get_scores(query), everywhere, atol=1e-6)


def both(held: Postings) -> list[IndexedDocument]:
    """The first two documents."""
    return [IndexedDocument(held, at) for at in (0, 1)]


def test_a_group_counts_as_one_term() -> None:
    corpus = [["出租"] * 2, ["租赁"] * 2, ["出租", "租赁"] * 2, ["别的"]]
    as_one = [["租"] * 2, ["租"] * 2, ["租"] * 4, ["别的"]]
    found = best(corpus, TermGroup({"出租": 1.0, "租赁": 1.0}))
    expected = best(as_one, TermGroup({"租": 1.0}))
    assert found.documents.tolist() == expected.documents.tolist()
    assert np.allclose(found.scores, expected.scores)


def best(corpus: list[list[str]], group: TermGroup) -> Ranked:
    held = postings_of(corpus, FORMULA)
    ranking = PassageRanking(held)
    return ranking.best(ranking.counted(query_of(held.vocabulary, [group])), limit=9)


def test_a_group_with_very_many_postings_is_scored_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    corpus = [[str(word) for word in chance.choice(TERMS, 12)] for _ in range(300)]
    held = postings_of(corpus, FORMULA)
    group = TermGroup(dict(zip(TERMS[:8], [1.0, 0.9, 0.8, 0.7, 0.5, 0.4, 0.2, 0.1], strict=True)))
    (term,) = query_of(held.vocabulary, [group]).terms
    merged = scorers.scorer_of(held, term.known)
    monkeypatch.setattr(scorers, "_MERGED", 0)
    union = scorers.scorer_of(held, term.known)
    assert isinstance(merged, scorers.MergedScorer)
    assert isinstance(union, scorers.UnionScorer)
    everywhere = np.arange(300, dtype=np.int32)
    assert np.allclose(merged.frequencies(everywhere), union.frequencies(everywhere))
    assert np.allclose(merged.scan()[1], union.scan()[1])
    assert union.peak >= merged.peak
    containing = float(np.minimum(merged.frequencies(everywhere), 1).sum())
    assert term.weight == pytest.approx(idf(300, containing))
    estimated = query_of(replace(held.vocabulary, occurrences=None), [group]).terms[0].weight
    assert estimated == pytest.approx(term.weight, abs=0.2), "as if independent"


def test_terms_that_come_together_are_as_many_as_the_most_frequent() -> None:
    held = postings_of([["出生", "毕业"], ["出生"], ["别的"], ["别的"]], Formula(1.2, 0.75))
    group = TermGroup({"出生": 1.0, "毕业": 1.0}, together=True)
    counted, estimated = (
        query_of(vocabulary, [group]).terms[0].weight
        for vocabulary in (held.vocabulary, replace(held.vocabulary, occurrences=None))
    )
    assert counted == pytest.approx(estimated) == pytest.approx(idf(4, 2))


def test_what_a_document_carries_of_the_words() -> None:
    held = postings_of([["食堂", "老人"], ["老人"], ["别的"]], Formula(1.2, 0.75))
    groups = [
        TermGroup({"食堂": 1.0, "餐厅": 0.5}),
        TermGroup({"老人": 0.8}),
        TermGroup({"火锅": 1.0}),
        TermGroup({"老": 1.0}, is_word=False),
    ]
    query = query_of(held.vocabulary, groups)
    carried = query.words_carried(IndexedDocument(held, 0))
    assert carried.information == pytest.approx(idf(3, 1) + 0.8 * idf(3, 1.6))
    assert carried.rarest == pytest.approx(idf(3, 1))
    assert carried.distinct == 2
    assert carried.unsaid == pytest.approx(1 / 3)
    assert [terms for terms, _ in carried.each] == [{"食堂"}, {"老人"}, set()]
    nothing = query.words_carried(IndexedDocument(held, 2))
    assert (nothing.information, nothing.rarest, nothing.distinct) == (0, 0, 0)


def test_a_word_counts_with_the_longer_one_that_it_is_in() -> None:
    held = postings_of(
        [["综合", "执法", "大队"], ["综合执法", "综合", "执法"], ["别的"]], Formula(1.2, 0.75)
    )
    groups = [TermGroup({word: 1.0}) for word in ("综合", "综合执法", "执法")]
    query = query_of(held.vocabulary, groups)
    in_pieces, whole = (query.words_carried(document).information for document in both(held))
    assert whole == pytest.approx(idf(3, 1))
    assert in_pieces == pytest.approx(0.7 * idf(3, 1))


def test_words_of_a_phrase_count_with_it() -> None:
    held = postings_of([["street", "light"], ["street light"], ["别的"]], Formula(1.2, 0.75))
    words = [TermGroup({word: 1.0}, 0.5, is_word=False) for word in ("street", "light")]
    query = query_of(held.vocabulary, [TermGroup({"street light": 1.0}), *words])
    in_words, whole = (query.words_carried(document).information for document in both(held))
    assert 0.5 * whole < in_words < 0.7 * whole


def test_the_unsaid_is_a_share_of_what_the_words_weigh() -> None:
    groups = [TermGroup({"道路": 1.0}), TermGroup({"修路": 1.0}, 0.25)]
    held = postings_of([["村", "道路"], ["村"]], FORMULA)
    carried = query_of(held.vocabulary, groups).words_carried(IndexedDocument(held, 0))
    assert carried.information == pytest.approx(idf(2, 0.5))
    assert (carried.unsaid, carried.distinct) == (0.2, 1)


def test_no_score_exceeds_the_highest() -> None:
    held = postings_of([["食堂"] * 90, ["别的"]], FORMULA)
    query = query_of(held.vocabulary, [TermGroup({"食堂": 1.0})])
    assert 0.5 < share(query, IndexedDocument(held, 0)) < 1


def test_what_is_beside_ranks_and_proves_nothing() -> None:
    held = postings_of([["食堂", "别的"], ["食堂", "怎么"]], FORMULA)
    alone, more = (
        query_of(held.vocabulary, [TermGroup({"食堂": 1.0})], beside=beside)
        for beside in ((), [TermGroup({"怎么": 1.0}, 0.2, is_word=False)])
    )
    ranking = PassageRanking(held)
    assert ranking.best(ranking.counted(more), 2).documents.tolist() == [1, 0]
    for document in both(held):
        assert share(more, document) == share(alone, document)
        assert more.words_carried(document) == alone.words_carried(document)


def test_distinct_words_are_not_those_within_others_nor_single_characters() -> None:
    assert distinct_words(["市政", "政府", "市政府"]) == 1
    assert distinct_words(["村", "养老"]) == 1
    assert distinct_words(["综合执法"]) == distinct_words(["elder care"]) == 2
