"""Numbers as they are written."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language.numbers import in_chinese, number_of

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


@given(st.integers(0, 10**6))
def test_digits_stand_for_themselves(number: int) -> None:
    assert number_of(str(number)) == number


def test_roman_numbers_of_two_letters_and_more_are_read() -> None:
    found = [number_of(numeral.lower()) for numeral in ROMAN]
    assert found == [None, 2, 3, 4, None, 6, 7, 8, 9, None]


def test_every_number_below_a_hundred_has_its_own_characters() -> None:
    assert len({in_chinese(number) for number in range(100)}) == 100
