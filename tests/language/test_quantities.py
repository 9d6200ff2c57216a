"""Numbers as they are written, and what they count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.quantities import figures, number_forms, number_of, wanted_figures

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


@given(st.integers(0, 10**6))
def test_digits_are_their_number(number: int) -> None:
    assert number_of(str(number)) == number


def test_roman_numbers_of_two_letters_and_more_are_read() -> None:
    found = [number_of(numeral.lower()) for numeral in ROMAN]
    assert found == [None, 2, 3, 4, None, 6, 7, 8, 9, None]


def test_every_number_below_a_hundred_has_its_own_characters() -> None:
    assert len({tuple(number_forms(number))[1] for number in range(100)}) == 100


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("参会的24名基层干部", ["#名"]),
        ("2192个、287073户", ["#个", "#户"]),
        ("占18.4%", ["#%"]),
        ("50多万元", ["#元"]),
        ("没有数字", []),
        ("we sent 24 officials", ["#number"]),
        ("twenty-four of us came", ["#number"]),
        ("in march 2019", ["#date", "#date"]),
        ("no. 1 in one of them", []),
    ],
)
def test_what_a_number_counts_is_found(text: str, found: list[str]) -> None:
    assert [term for term, _, _ in figures(text)] == found


def test_a_figure_begins_where_its_number_does() -> None:
    assert list(figures("共2192个")) == [("#个", 1, 6)]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("有多少名干部", "#名"),
        ("来了几家公司", "#家"),
        ("how many old communities", "#个"),
        ("how many old communities", "#number"),
        ("有多少名干部", "#number"),
        ("when did it open", "#date"),
        ("哪天开的会", "#日"),
        ("when was the meeting", "#月"),
    ],
)
def test_a_question_for_a_figure_wants_its_unit(question: str, wanted: str) -> None:
    assert wanted_figures(question)[wanted] == 1


def test_other_questions_want_no_figure() -> None:
    assert wanted_figures("刘晖怎么看物业") == {}
    assert wanted_figures("what he did when nobody looked") == {}
