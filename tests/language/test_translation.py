"""English words of a question as groups of terms."""

import pytest

from bot.language.english import Stemmer
from bot.language.english_to_chinese import Glossary
from bot.language.terms import Kind, Term
from bot.language.translation import Translation, Translator

STEMMER = Stemmer()
WORDS = {
    "rent": {"租赁": 1.0},
    "properti manag": {"物业管理": 1.0},
    "properti": {"财产": 0.8},
    "manag": {"管理": 0.9},
}
GLOSSARY = Glossary(
    words=lambda key: WORDS.get(key, {}),
    characters=lambda key: {"租": 1.0} if key == "rent" else {},
    acronyms=lambda key: {"世卫组织": 0.7} if key == "who" else {},
    names=lambda: {"LG": ["卢克", "洛克"]},
    relatives=lambda word: {"rent": 0.5} if word in ("rentals", "manage") else {},
)


def translated(*words: str) -> dict[str, Translation]:
    terms = [
        Term(STEMMER.stem(word.lower()), Kind.LATIN, 0, 1, word.lower(), word.isupper())
        for word in words
    ]
    return {found.text: found for found in Translator(lambda: GLOSSARY).translate(terms)}


def test_a_word_means_itself_and_its_translations() -> None:
    found = translated("rent")["rent"]
    assert found.variants == {"rent": 1.0, "租赁": 1.0}
    assert found.characters == {"租": 1.0}


def test_a_derived_word_falls_back_on_the_one_it_comes_from() -> None:
    assert 0 < translated("rentals")["rental"].variants["租赁"] < 1


def test_a_phrase_counts_more_than_its_words() -> None:
    found = translated("property", "management")
    assert found["properti manag"].variants["物业管理"] == 1
    assert found["properti"].weight < found["properti manag"].weight


def test_a_word_that_is_translated_well_needs_none_it_comes_from() -> None:
    assert "租赁" not in translated("manage")["manag"].variants


@pytest.mark.parametrize(("between", "phrases"), [(" of the ", 1), (" and what was said of ", 0)])
def test_words_with_others_between_them_are_no_phrase(between: str, phrases: int) -> None:
    second = len("property" + between)
    terms = [
        Term("properti", Kind.LATIN, 0, len("property"), "property"),
        Term("manag", Kind.LATIN, second, second + len("management"), "management"),
    ]
    found = [found.text for found in Translator(lambda: GLOSSARY).translate(terms)]
    assert found.count("properti manag") == phrases


def test_an_acronym_is_one_only_in_capitals() -> None:
    assert "世卫组织" in translated("WHO")["who"].variants
    assert "世卫组织" not in translated("who")["who"].variants


@pytest.mark.parametrize(("word", "forms"), [("five", {"5", "五"}), ("xlix", {"49", "四十九"})])
def test_a_number_is_looked_for_in_digits_and_characters(word: str, forms: set[str]) -> None:
    (found,) = translated(word).values()
    assert forms <= set(found.variants)


def test_a_word_that_no_dictionary_has_is_tried_by_its_sound() -> None:
    assert "卢克" in translated("Luke")["luke"].variants


def test_nothing_is_loaded_where_there_is_nothing_to_translate() -> None:
    def fail() -> Glossary:
        raise AssertionError

    assert list(Translator(fail).translate([])) == []


@pytest.mark.parametrize(
    ("written", "number"), [("15th", "15"), ("1700s", "1700")], ids=["ordinal", "decade"]
)
def test_ordinals_and_decades_are_their_numbers(written: str, number: str) -> None:
    assert translated(written)[STEMMER.stem(written)].variants[number] == 1


def test_one_or_many_of_a_word_are_the_word_as_it_is_written() -> None:
    glossary = Glossary(words=lambda _: {}, has={"school", "=schools"}.__contains__)
    term = Term("school", Kind.LATIN, 0, 6, "school")
    (found,) = Translator(lambda: glossary).translate([term])
    assert found.letters == ("=schools",)
