"""English words that mean the same."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.language.english import Stemmer
from bot.language.glossary import english_glossary, glossary_of
from bot.language.inversion import Inversion, kept_inversion
from bot.language.keys import Keys, key_of
from bot.language.lists import read_lines
from bot.language.synonyms import ENGLISH, EnglishSynonyms
from bot.language.weights import Weights

STEMMER = Stemmer()
SYNONYMS = EnglishSynonyms(STEMMER)


def knowing(*terms: str) -> Callable[[Keys], NDArray[np.bool_]]:
    """Knows some terms alone, as an index of them does."""
    return lambda keys: np.isin(keys, list(map(key_of, terms)))


def among(*words: str) -> Callable[[str], Weights]:
    """The synonyms of a word in an index of some words."""
    glossary = english_glossary(knowing(*map(STEMMER.stem, words)), STEMMER)
    return lambda word: glossary.synonyms(STEMMER.stem(word))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("kids", "children"),
        ("ferry", "vessel"),
        ("rubbish", "garbage"),
        ("lorries", "truck"),
        ("recruiting", "hired"),
        ("handicapped", "wheelchair"),
    ],
)
def test_a_word_is_found_by_another_of_its_group(asked: str, said: str) -> None:
    found = among(said, "lake")(asked)
    assert found.keys() == {STEMMER.stem(said)}
    assert 0.2 < found[STEMMER.stem(said)] <= 0.6


def test_a_phrase_is_found_by_a_word() -> None:
    assert "elder" in english_glossary(knowing("elder"), STEMMER).synonyms("senior citizen")


def test_only_words_of_the_index_are_synonyms() -> None:
    assert among("lake")("kids") == {}


def test_a_word_that_the_index_has_needs_its_synonyms_less() -> None:
    with_it, without = among("ferry", "boat")("ferry"), among("boat")("ferry")
    assert 0 < with_it["boat"] < without["boat"] / 2


def test_the_more_groups_two_words_share_the_nearer_they_are() -> None:
    near = SYNONYMS.of(STEMMER.stem("rubbish"))
    assert near["litter"] > near["refus"]


@pytest.mark.parametrize("word", ["thing", "get", "make", "zzzz", "", "beckham"])
def test_very_general_words_and_names_have_none(word: str) -> None:
    assert SYNONYMS.of(word) == {}


def test_english_finds_chinese_by_what_its_synonyms_are_translated_by(cache: Path) -> None:
    inversion = Inversion(kept_inversion(cache))
    glossary = glossary_of(inversion, knowing("废物"), (), list, STEMMER)
    assert 0 < glossary.words(STEMMER.stem("litter"))["废物"] < 0.5


def test_each_line_of_the_list_has_several_words_in_lower_case_each_once() -> None:
    for line in read_lines(ENGLISH):
        words = line.split(", ")
        assert len(words) == len(set(words)) > 1, line
        assert all(word.isascii() and word == word.strip().lower() for word in words), line
