"""The dictionary turned round: English words reach the Chinese ones of an index."""

import os
import subprocess
import sys

import pytest

from bot.language.english import Stemmer
from bot.language.glossary import Glossary
from bot.language.inversion import make_glossary
from bot.language.stopwords import Stopwords
from tests.conftest import ROOT

STEM = Stemmer().stem


VOCABULARY = {"花园", "植物园", "森林", "租赁", "培训", "公共", "卫生", "世卫组织", "民宿", "网岭"}
VOCABULARY |= {"网岭镇", *"花园林植物"}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    """The glossary of a small vocabulary: words, pieces of words, and characters."""
    texts, places = ("路易的胡格诺教徒",), ("网岭", "网岭镇")
    return make_glossary(texts, places, VOCABULARY, Stemmer(), Stopwords())


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("garden", "花园"), ("forest", "森林"), ("rent", "租赁"), ("training", "培训")],
)
def test_a_word_is_translated_by_its_gloss(glossary: Glossary, english: str, chinese: str) -> None:
    assert chinese in glossary.words[STEM(english)]


def test_only_terms_of_the_index_are_translations(glossary: Glossary) -> None:
    for table in (glossary.words, glossary.characters):
        assert {word for weights in table.values() for word in weights} <= VOCABULARY


def test_the_whole_gloss_weighs_more_than_a_part_of_one(glossary: Glossary) -> None:
    garden = glossary.words["garden"]
    assert garden["植物园"] < garden["花园"] <= 1


def test_a_word_that_the_index_lacks_is_held_by_its_pieces(glossary: Glossary) -> None:
    health = glossary.words["public health"]
    assert 0 < health["公共"] < 1
    assert 0 < health["卫生"] < 1


def test_a_word_is_also_the_characters_that_its_translations_share(glossary: Glossary) -> None:
    assert glossary.characters["garden"]["园"] == 1


def test_acronyms_are_those_of_the_dictionary(glossary: Glossary) -> None:
    assert "世卫组织" in glossary.acronyms["who"]


def test_places_are_found_by_their_pinyin(glossary: Glossary) -> None:
    assert set(glossary.words[STEM("wangling")]) == {"网岭"}
    assert set(glossary.words[f"{STEM('wang')} {STEM('ling')} zhen"]) == {"网岭镇"}


def test_terms_of_public_life_are_known(glossary: Glossary) -> None:
    assert glossary.words["homestay"]["民宿"] == 1


def test_foreign_names_are_kept_by_their_sound(glossary: Glossary) -> None:
    assert "胡格诺" in glossary.names["HGN"]


def test_the_same_glossary_is_made_in_every_process() -> None:
    code = """
from pathlib import Path
from tests.language.test_inversion import make_glossary, Stemmer, Stopwords
characters = set(Path("tests/data/zhuzhou-grassroots.txt").read_text(encoding="utf-8"))
made = make_glossary((), (), characters, Stemmer(), Stopwords())
for table in (made.words, made.characters):
    print(sorted((key, sorted(weights.items())) for key, weights in table.items()))
"""
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
