"""The corpus's own words: places and offices from roles, terms from quotation marks."""

import pytest

from bot.language.lexicon import quoted_words, words_of_role


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("石峰区响石岭街道党工委书记", {"石峰区", "响石岭街道", "党工委书记"}),
        ("攸县网岭镇党委书记", {"攸县", "网岭镇", "党委书记"}),
        ("美泉社区党总支书记、社区主任", {"美泉社区", "党总支书记", "社区主任"}),
    ],
    ids=["district", "county", "two-offices"],
)
def test_a_role_gives_its_places_and_offices(role: str, words: set[str]) -> None:
    assert words_of_role(role) >= words


def test_terms_in_quotation_marks_are_words_and_sentences_are_not() -> None:
    text = "探索“以房管人”，做到“欲筑室者，先治其基。”"
    assert quoted_words([text]) == {"以房管人"}
