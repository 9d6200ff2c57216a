"""Stems: one for all the forms of a word."""

import pytest

from bot.language.english import Stemmer, relatives, roots


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


KNOWN = {"health care", "health", "care", "medicin", "town", "peopl", "victoria", "rent", "fund"}
STEMMER = Stemmer()


def related(word: str) -> dict[str, float]:
    return relatives(word, STEMMER, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("word", "of"),
    [
        ("healthcare", {"health care"}),
        ("telemedicine", {"medicin"}),
        ("townspeople", {"town", "peopl"}),
        ("victorian", {"victoria"}),
        ("underfunded", {"fund"}),
    ],
)
def test_a_word_that_nothing_is_known_of_is_known_by_what_it_is_made_of(
    word: str, of: set[str]
) -> None:
    assert of <= related(word).keys()
    assert all(0 < weight < 1 for weight in related(word).values())


def test_a_word_written_apart_is_as_good_as_a_phrase() -> None:
    assert related("healthcare") == {"health care": 0.8}


def test_a_known_word_has_only_what_it_is_derived_from() -> None:
    assert related("rent") == {}
    assert related("rental").keys() == {"rent"}


@pytest.mark.parametrize("name", ["Telemedicine", "Underfunded", "Townspeople"])
def test_what_may_be_a_name_is_not_taken_apart(name: str) -> None:
    assert related(name.lower())
    assert not related(name).keys() & KNOWN


@pytest.mark.parametrize("word", ["zzzz", "a", "x" * 60, "quixotry"])
def test_what_is_like_nothing_has_no_relatives(word: str) -> None:
    assert not related(word).keys() & KNOWN
