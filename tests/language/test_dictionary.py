"""The dictionary: English words find the Chinese ones of an index."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.language.dictionary import FILE, Dictionary, open_dictionary
from bot.language.dictionary_build import whole_dictionary
from bot.language.english import Stemmer
from bot.language.english_to_chinese import Glossary, glossary_of
from bot.language.terms import Keys, key_of
from bot.workers import run_in_process

STEM = Stemmer().stem
HINT = "make the file anew: python -m bot.language.dictionary_build"


VOCABULARY = {"花园", "植物园", "森林", "租赁", "培训", "公共", "卫生", "世卫组织", "民宿", "网岭"}
VOCABULARY |= {"网岭镇", *"花园林植物"}


def known(keys: Keys) -> NDArray[np.bool_]:
    return np.isin(keys, [key_of(term) for term in VOCABULARY])


@pytest.fixture(scope="session")
def dictionary(cache: Path) -> Dictionary:
    return open_dictionary(cache)


@pytest.fixture(scope="session")
def glossary(dictionary: Dictionary) -> Glossary:
    """The glossary of a small vocabulary: words, pieces of words, and characters."""
    runs, places = {"路易", "胡格诺"}, ("网岭", "网岭镇")
    return glossary_of(dictionary, known, places, runs.copy, Stemmer())


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("garden", "花园"), ("forest", "森林"), ("rent", "租赁"), ("training", "培训")],
)
def test_a_word_is_translated_by_its_gloss(glossary: Glossary, english: str, chinese: str) -> None:
    assert chinese in glossary.words(STEM(english))


def test_a_gloss_with_an_apposition_is_known_by_what_comes_before_it(
    dictionary: Dictionary,
) -> None:
    assert "洛杉矶" in dict(dictionary.words(dictionary.phrase("los angel")))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("changsha", "长沙"), ("xiangtan", "湘潭"), ("dalian", "大连"), ("kunming", "昆明")],
    ids=["before-its-kind", "before-a-comma", "subprovincial", "a-capital"],
)
def test_a_place_is_known_by_its_name_however_long_its_gloss(
    dictionary: Dictionary, english: str, chinese: str
) -> None:
    assert chinese in dict(dictionary.words(dictionary.phrase(STEM(english))))


def test_a_name_in_brackets_is_known_as_what_it_names(dictionary: Dictionary) -> None:
    assert list(dict(dictionary.words(dictionary.phrase(STEM("ctenophora"))))) == ["栉水母"]
    assert "米兰" not in dict(dictionary.words(dictionary.phrase(STEM("italy"))))


@pytest.mark.parametrize("word", ["sb", "sth", "type", "kind"])
def test_what_only_says_of_what_kind_or_to_whom_is_no_part_of_a_gloss(
    dictionary: Dictionary, word: str
) -> None:
    for phrase in ("employ", "help", "teach", "tree", "fish", "dog"):
        assert not dictionary.explains(f"{word} {phrase}")
        assert not dictionary.explains(f"{phrase} {word}")


@pytest.mark.parametrize("english", ["garden", "forest", "plant", "rent", "public health", "net"])
def test_only_terms_of_the_index_are_translations(glossary: Glossary, english: str) -> None:
    assert glossary.words(english).keys() | glossary.characters(english).keys() <= VOCABULARY


def test_the_whole_gloss_weighs_more_than_a_part_of_one(glossary: Glossary) -> None:
    garden = glossary.words("garden")
    assert garden["植物园"] < garden["花园"] <= 1


def test_a_word_that_the_index_lacks_is_held_by_its_pieces(glossary: Glossary) -> None:
    health = glossary.words("public health")
    assert 0 < health["公共"] < 1
    assert 0 < health["卫生"] < 1


def test_a_word_is_also_the_characters_that_its_translations_share(glossary: Glossary) -> None:
    assert glossary.characters("garden")["园"] == 1


def test_acronyms_are_those_of_the_dictionary(glossary: Glossary) -> None:
    assert "世卫组织" in glossary.acronyms("who")


def test_places_are_found_by_their_pinyin(glossary: Glossary) -> None:
    assert set(glossary.words(STEM("wangling"))) == {"网岭"}
    assert set(glossary.words(f"{STEM('wang')} {STEM('ling')} zhen")) == {"网岭镇"}


def test_terms_of_public_life_are_known(glossary: Glossary) -> None:
    assert glossary.words("homestay")["民宿"] == 1


def test_foreign_names_are_kept_by_their_sound(glossary: Glossary) -> None:
    assert "胡格诺" in glossary.names()["HGN"]


def test_a_term_of_public_life_is_a_phrase_even_where_nobody_speaks_of_it(
    glossary: Glossary,
) -> None:
    assert not glossary.words("high speed rail")
    assert list(glossary.phrases(["high", "speed", "rail"])) == [["high", "speed", "rail"]]


def test_the_table_is_unpacked_once(cache: Path, dictionary: Dictionary) -> None:
    before = {path: path.stat().st_ino for path in cache.glob("dictionary-*")}
    open_dictionary(cache)
    assert {path: path.stat().st_ino for path in cache.glob("dictionary-*")} == before


@pytest.mark.server
def test_the_file_is_what_its_builder_makes() -> None:
    made = run_in_process(_made, None)
    with np.load(FILE) as kept:
        assert kept.files == list(made), HINT
        for name in kept.files:
            assert kept[name].dtype == made[name].dtype, name
            assert np.array_equal(kept[name], made[name]), HINT


def _made(_nothing: None) -> dict[str, NDArray[np.generic]]:
    return whole_dictionary()


def test_words_are_what_the_dictionary_explains_by_a_phrase(dictionary: Dictionary) -> None:
    words = dict(dictionary.words(dictionary.phrase("forest")))
    assert 0 < words["森林"] <= 1
    assert not list(dictionary.words(dictionary.phrase("no such phrase")))
