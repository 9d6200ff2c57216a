"""English words reach Chinese ones through the dictionary's glosses."""

import pytest

from bot.language.english import Stemmer
from bot.language.glossary import Glossary, glossary_for
from bot.language.stopwords import Stopwords


def made_for(*vocabulary: str) -> Glossary:
    return glossary_for(set(vocabulary), Stemmer(), Stopwords())


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("garden", "花园"),
        ("forest", "森林"),
        ("rent", "租赁"),
        ("train", "培训"),
        ("school", "学校"),
    ],
)
def test_a_word_is_translated_by_its_gloss(english: str, chinese: str) -> None:
    assert chinese in made_for(chinese).translations(Stemmer().stem(english))


def test_only_words_of_the_index_are_translations() -> None:
    assert made_for("花园").translations("forest") == {}


def test_the_whole_gloss_weighs_more_than_a_part_and_a_first_sense_more_than_a_later() -> None:
    garden = made_for("花园", "植物园", "园").translations("garden")
    assert garden["花园"] == 1.0
    assert garden["植物园"] < garden["花园"]


def test_a_derived_word_falls_back_on_the_word_it_comes_from() -> None:
    glossary = made_for("租赁")
    assert 0 < glossary.translations("rental")["租赁"] < glossary.translations("rent")["租赁"]


def test_phrases_are_found_before_their_words() -> None:
    glossary = Glossary({"collect economi": {"集体经济": 1.0}, "economi": {"经济": 1.0}})
    found = list(glossary.phrases(["strong", "collect", "economi"]))
    assert found == [["strong"], ["collect", "economi"]]
