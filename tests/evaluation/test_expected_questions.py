"""Questions as people ask them, with a floor on how many find a right passage first."""

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.evaluation.evaluation import Figures, ask, figures
from bot.evaluation.expected_questions import read_questions
from tests.conftest import ROOT

RIGHT_FIRST = 0.93
RIGHT_IN_THREE = 0.98
REFUSED_RIGHT = 0.97
REFUSED_WRONG = 0.02


@pytest.fixture(scope="module")
def measured(forum: Answerer) -> Figures:
    questions = read_questions(ROOT / "tests/data/questions.jsonl")
    return figures([ask(forum, question) for _, question in questions])


def test_a_right_passage_comes_first(measured: Figures) -> None:
    assert measured.top1 is not None
    assert measured.top1 >= RIGHT_FIRST


def test_a_right_passage_is_shown(measured: Figures) -> None:
    assert measured.top3 is not None
    assert measured.top3 >= RIGHT_IN_THREE


def test_what_the_speeches_do_not_say_is_refused(measured: Figures) -> None:
    assert measured.refused_right is not None
    assert measured.refused_right >= REFUSED_RIGHT


def test_what_the_speeches_say_is_not_refused(measured: Figures) -> None:
    assert measured.refused_wrong is not None
    assert measured.refused_wrong <= REFUSED_WRONG


def test_questions_that_nothing_was_fitted_to_are_answered_nearly_as_well(forum: Answerer) -> None:
    questions = read_questions(ROOT / "tests/data/held-out.jsonl")
    found = figures([ask(forum, question) for _, question in questions])
    assert (found.top1 or 0) >= 0.85
    assert (found.top3 or 0) >= 0.90
    assert (found.refused_right or 0) >= 0.95
    assert found.refused_wrong is not None
    assert found.refused_wrong <= 0.05


def measured_on(answerer: Answerer, name: str) -> Figures:
    return figures([ask(answerer, q) for _, q in read_questions(ROOT / "tests/data" / name)])


@pytest.fixture(scope="module")
def education(cache: Path) -> Answerer:
    """Two forums of another field, which nothing was fitted to."""
    return open_corpus(ROOT / "tests/data/education/corpus", cache)


FRAMED = ("metadata", "request", "who-else", "except", "half-name")
"""Kinds of questions that are answered by their frame, whatever words they use."""


@pytest.mark.parametrize(
    ("name", "first", "in_three", "denied", "refused"),
    [
        ("people.jsonl", 0.83, 0.89, 0.10, 0.77),
        ("education/questions.jsonl", 0.81, 0.86, 0.12, 0.67),
        ("education/scope.jsonl", 0.83, 0.86, 0.10, None),
    ],
)
def test_questions_as_people_type_them_at_work(
    forum: Answerer,
    education: Answerer,
    name: str,
    first: float,
    in_three: float,
    denied: float,
    refused: float | None,
) -> None:
    found = measured_on(education if name.startswith("education") else forum, name)
    assert (found.top1 or 0) >= first
    assert (found.top3 or 0) >= in_three
    assert found.refused_wrong is not None
    assert found.refused_wrong <= denied
    assert refused is None or (found.refused_right or 0) >= refused


def test_the_frame_alone_decides_where_it_can(forum: Answerer, education: Answerer) -> None:
    for answerer, name in ((forum, "people.jsonl"), (education, "education/questions.jsonl")):
        questions = read_questions(ROOT / "tests/data" / name)
        wrong = [
            question.question
            for _, question in questions
            if question.kind in FRAMED and not ask(answerer, question).is_right
        ]
        assert wrong == []


def test_nobody_is_answered_for_where_a_name_fits_two(forum: Answerer) -> None:
    assert measured_on(forum, "unclear.jsonl").clarified == 1


def test_no_passage_of_another_forum_is_shown_as_if_it_were_of_the_one_that_is_named(
    education: Answerer,
) -> None:
    for _, question in read_questions(ROOT / "tests/data/education/scope.jsonl"):
        expected = question.expect
        assert expected is not None
        shown = {q.passage.speech.folder for q in education.answer(question.question).quotes}
        assert shown <= {(expected.document or "").partition("/")[0]}, question.question
