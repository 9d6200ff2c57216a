"""The decision to answer: more of a question carried makes it surer, more unsaid less."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.confidence import Evidence, confidence, sureness

SHARES = st.floats(0, 1)
EVIDENCE = st.builds(Evidence, SHARES, SHARES, st.floats(0, 5), SHARES, st.booleans())


@given(EVIDENCE, SHARES)
def test_it_rises_with_what_is_carried_and_falls_with_what_nobody_said(
    found: Evidence, share: float
) -> None:
    more, less = max(found.carried, share), min(found.carried, share)
    assert confidence(replace(found, carried=more)) >= confidence(replace(found, carried=less))
    more, less = max(found.unsaid, share), min(found.unsaid, share)
    assert confidence(replace(found, unsaid=more)) <= confidence(replace(found, unsaid=less))
    assert confidence(replace(found, named=True)) > confidence(replace(found, named=False))


def test_everything_carried_is_sure_and_nothing_is_not() -> None:
    assert confidence(Evidence(1, 1, 1, 0, named=False)) > 0
    assert confidence(Evidence(0, 0, 0, 1, named=True)) < 0


@given(EVIDENCE, st.integers(0, 9), st.booleans())
def test_sureness_is_never_more_than_confidence(
    found: Evidence, distinct: int, of_speakers: bool
) -> None:
    assert sureness(found, distinct, of_speakers=of_speakers) <= max(confidence(found), 0)


@given(EVIDENCE)
def test_a_name_makes_sure_only_a_question_of_what_is_said(found: Evidence) -> None:
    named, unnamed = replace(found, named=True), replace(found, named=False)
    assert sureness(named, 3, of_speakers=False) == sureness(unnamed, 3, of_speakers=False)
    assert sureness(named, 3, of_speakers=True) > sureness(unnamed, 3, of_speakers=True)


@given(EVIDENCE)
def test_a_single_word_is_never_sure_unless_it_is_asked_what_is_said(found: Evidence) -> None:
    assert sureness(found, 1, of_speakers=False) <= 0
