"""Stems: one for all the forms of a word."""

import pytest

from bot.language.derivation import roots
from bot.language.english import Stemmer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rents", "renting"),
        ("won", "win"),
        ("led", "leads"),
        ("said", "saying"),
        ("women", "woman"),
        ("largest", "large"),
        ("organisation", "organization"),
        ("neighbourhoods", "neighborhood"),
        ("licence", "licensing"),
        ("village's", "villages"),
        ("buses", "bus"),
        ("businessmen", "businessman"),
        ("rebuilt", "rebuilding"),
        ("unsold", "unsell"),
        ("anaemia", "anemia"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    stemmer = Stemmer()
    stems = [[stemmer.stem(word), *roots(stemmer.stem(word))] for word in (one, other)]
    assert set(stems[0]) & set(stems[1])


def test_words_that_only_look_alike_keep_their_stems() -> None:
    stemmer = Stemmer()
    assert stemmer.stem("four") != stemmer.stem("for")
    assert stemmer.stem("hours") == "hour"
    assert stemmer.stem("specimen") == "specimen"
    assert stemmer.stem("unit") == "unit"
