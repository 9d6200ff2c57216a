"""Questions as people ask them, with a floor on how many find a right passage first."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.evaluation import Figures, ask, figures
from bot.answering.golden import read_questions
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
