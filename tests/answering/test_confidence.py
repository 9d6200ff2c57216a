"""The decision to answer: more of a question carried makes it surer, more passages less."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.confidence import SURE, Evidence, confidence, unprompted_confidence
from bot.search.vectors import Similarity

SHARES = st.floats(0, 1)
SIMILARITIES = st.builds(Similarity, SHARES, SHARES)
EVIDENCE = st.builds(
    Evidence,
    information=st.floats(0.1, 60),
    together=st.floats(0, 30),
    rarest=st.floats(0, 7),
    unsaid=SHARES,
    passages=st.integers(1, 10**6),
    length=st.integers(200, 3000),
    score=SHARES,
    named=st.booleans(),
    of_forum=st.booleans(),
    near=st.none() | SIMILARITIES,
)
MUCH = Evidence(20, 15, 4, 0.1, 100, 300, 0.6, named=False)


@given(EVIDENCE, st.floats(0.01, 9))
def test_it_rises_with_what_is_carried(found: Evidence, more: float) -> None:
    assert confidence(replace(found, information=found.information + more)) > confidence(found)
    assert confidence(replace(found, score=found.score + more)) > confidence(found)
    assert confidence(replace(found, together=found.together + more)) > confidence(found)
    unnamed = replace(found, named=False, of_forum=False)
    assert confidence(replace(found, named=True)) > confidence(unnamed)
    assert confidence(replace(unnamed, of_forum=True)) > confidence(unnamed)


@given(EVIDENCE, st.integers(1, 1000))
def test_it_falls_with_what_may_be_chance(found: Evidence, more: int) -> None:
    assert confidence(replace(found, passages=found.passages + more)) < confidence(found)
    assert confidence(replace(found, length=found.length + more)) < confidence(found)
    assert confidence(replace(found, unsaid=found.unsaid + more)) < confidence(found)


@given(EVIDENCE, SIMILARITIES, st.floats(0.01, 1))
def test_it_rises_with_how_near_the_nearest_sentence_is(
    found: Evidence, near: Similarity, more: float
) -> None:
    nearer = near._replace(sentence=near.sentence + more)
    assert confidence(replace(found, near=nearer)) > confidence(replace(found, near=near))


@pytest.mark.parametrize("near", [None, Similarity(0.5, 0.6)])
def test_much_is_sure_and_nothing_is_not(near: Similarity | None) -> None:
    assert confidence(replace(MUCH, near=near)) > 0
    far = near and Similarity(0, 0)
    nothing = replace(MUCH, information=0, together=0, rarest=0, unsaid=1, score=0, near=far)
    assert confidence(nothing) < 0


@given(EVIDENCE, st.integers(0, 9), st.booleans())
def test_sureness_is_never_more_than_confidence(
    found: Evidence, distinct: int, of_speakers: bool
) -> None:
    assert unprompted_confidence(found, distinct, of_speakers=of_speakers) <= max(
        confidence(found), 0
    )


@given(EVIDENCE)
def test_a_name_makes_sure_only_a_question_of_what_is_said(found: Evidence) -> None:
    named, unnamed = (replace(found, named=named, of_forum=False) for named in (True, False))
    assert unprompted_confidence(named, 3, of_speakers=False) <= min(SURE, confidence(unnamed))
    assert unprompted_confidence(named, 3, of_speakers=True) > unprompted_confidence(
        unnamed, 3, of_speakers=True
    )


@given(EVIDENCE)
def test_a_single_word_is_never_sure_unless_it_is_asked_what_is_said(found: Evidence) -> None:
    assert unprompted_confidence(found, 1, of_speakers=False) <= 0


@given(EVIDENCE)
def test_pieces_of_words_alone_are_no_answer(found: Evidence) -> None:
    assert confidence(replace(found, information=0.0, near=None)) <= 0


@given(EVIDENCE)
def test_one_general_word_of_several_is_no_answer(found: Evidence) -> None:
    assert confidence(replace(found, near=None, is_vague=True)) <= 0
