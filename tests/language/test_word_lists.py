"""Chinese surnames in both scripts."""

from bot.language.word_lists import double_surnames, surnames, usual_surnames


def test_surnames_are_in_both_scripts() -> None:
    assert {"刘", "劉", "陈", "陳"} <= usual_surnames()
    assert {"欧阳", "歐陽"} <= double_surnames()


def test_a_word_that_is_seldom_a_surname_is_not_a_usual_one() -> None:
    assert "都" in surnames() - usual_surnames()


def test_the_lists_have_nothing_but_characters() -> None:
    assert all(len(surname) == 1 and surname.isalpha() for surname in surnames())
    assert all(len(surname) == 2 and surname.isalpha() for surname in double_surnames())
