"""Chinese words that mean the same are found by the English glosses that they share."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.language.dictionary import open_dictionary
from bot.language.english import Stemmer
from bot.language.english_to_chinese import english_glossary, glossary_of
from bot.language.synonyms import (
    ENGLISH,
    EnglishSynonyms,
    Weights,
    synonyms_of_terms,
)
from bot.language.terms import Keys, Kind, Term, key_of
from bot.language.weighted_lists import Lists, synonyms
from bot.language.word_lists import read_lines

Synonyms = Callable[[str], Weights]


@pytest.fixture(scope="module")
def among(cache: Path) -> Callable[..., Synonyms]:
    """The synonyms in an index of some terms."""
    dictionary = open_dictionary(cache)

    def of(*terms: str) -> Synonyms:
        def known(keys: Keys) -> NDArray[np.bool_]:
            return np.isin(keys, list(map(key_of, terms)))

        own = ("云浦职业学院", "网岭镇")
        return glossary_of(dictionary, known, (), list, Stemmer(), own).synonyms

    return of


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("冰箱", "雪柜"),
        ("医生", "大夫"),
        ("土豆", "马铃薯"),
        ("自行车", "脚踏车"),
        ("义工", "志愿者"),
        ("北大", "北京大学"),
        ("补贴", "补助"),
    ],
)
def test_a_word_is_found_by_another_with_the_same_gloss(
    among: Callable[..., Synonyms], asked: str, said: str
) -> None:
    assert 0 < among(said, "湖泊", "食盐")(asked)[said] < 1
    assert among(said, "湖泊", "食盐")(asked).keys() == {said}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("外来人员", "流动人口"),
        ("看病", "就医"),
        ("打工", "务工"),
        ("钱", "资金"),
        ("小孩", "儿童"),
    ],
)
def test_everyday_words_find_those_of_officials(
    among: Callable[..., Synonyms], asked: str, said: str
) -> None:
    assert said in among(said, "湖泊")(asked)
    if len(asked) > 1:
        assert asked in among(asked, "湖泊")(said)


@pytest.mark.parametrize(
    ("asked", "said"), [("浙大", "浙江大学"), ("北大", "北京大学"), ("云职学", "云浦职业学院")]
)
def test_what_is_short_for_a_name_finds_it(
    among: Callable[..., Synonyms], asked: str, said: str
) -> None:
    assert said in among(said, "湖泊")(asked)
    assert not among("湖泊")(asked)


def test_only_words_of_the_index_are_synonyms(among: Callable[..., Synonyms]) -> None:
    assert among("湖泊")("医生") == {}


@pytest.mark.parametrize("word", ["龘龘龘", "吃", "rent", "医"])
def test_what_the_dictionary_lacks_and_single_characters_have_none(
    among: Callable[..., Synonyms], word: str
) -> None:
    assert among("大夫", "吃饭", "租赁")(word) == {}


def test_there_are_no_more_than_a_handful(among: Callable[..., Synonyms]) -> None:
    many = ("大夫", "郎中", "医师", "博士", "医务工作者", "军医", "名医", "医士", "大医", "国医")
    found = among(*many)("医生")
    assert 1 < len(found) <= 6
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_what_holds_the_word_or_is_held_by_it_is_no_synonym(
    among: Callable[..., Synonyms],
) -> None:
    assert among("志愿", "志愿者协会")("志愿者") == {}


def test_a_long_word_that_is_said_in_pairs_is_found_by_those_that_are_no_words(
    among: Callable[..., Synonyms],
) -> None:
    found = among("志愿", "愿服", "服务")("志愿者")
    assert found.keys() == {"志愿服务", "愿服"}
    assert among("志愿", "服务")("志愿者") == {}


def test_whole_and_rare_glosses_bind_more_than_parts_and_common_ones() -> None:
    whole, common = [(0, 1.0), (1, 1.0), (2, 0.25)], [(3, 1.0), *((n, 1.0) for n in range(4, 90))]
    lists = [[(0, 1.0)], [], [], [(1, 1.0)], *([] for _ in range(86))]
    found = synonyms(Lists.of(lists), Lists.of([whole, common]))
    first = slice(*found.starts[:2])
    by_number = dict(zip(found.numbers[first].tolist(), found.weights[first], strict=True))
    assert list(by_number) == [1, 2]
    others = found.weights[slice(*found.starts[3:5])]
    assert by_number[1] > max(others)


def test_a_gloss_of_very_many_words_binds_none() -> None:
    found = synonyms(
        Lists.of([[(0, 1.0)], *([] for _ in range(500))]),
        Lists.of([[(number, 1.0) for number in range(501)]]),
    )
    assert not len(found.numbers)


def _terms(*words: tuple[str, int]) -> list[Term]:
    return [Term(word, Kind.WORD, at, at + len(word), word) for word, at in words]


def test_pieces_of_a_long_word_count_as_the_word() -> None:
    known = {"志愿者": {"义工": 0.4}, "志愿": {"愿望": 0.5}, "管理": {"治理": 0.3}}
    terms = _terms(("志愿", 0), ("志愿者", 0), ("管理", 3))
    found = synonyms_of_terms(terms, lambda word: known.get(word, {}))
    assert found == {"志愿": {"义工": 0.4}, "志愿者": {"义工": 0.4}, "管理": {"治理": 0.3}}


def test_neighbours_that_are_a_word_together_have_its_synonyms_beside_their_own() -> None:
    known = {"丢垃圾": {"垃圾投放": 0.5}, "垃圾": {"废物": 0.3}}
    terms = _terms(("丢", 0), ("垃圾", 1), ("地方", 4))
    found = synonyms_of_terms(terms, lambda word: known.get(word, {}))
    assert found == {"丢": {"垃圾投放": 0.5}, "垃圾": {"垃圾投放": 0.5, "废物": 0.3}}


def test_words_that_are_apart_are_no_word_together() -> None:
    known = {"丢垃圾": {"垃圾投放": 0.5}}
    assert not synonyms_of_terms(_terms(("丢", 0), ("垃圾", 3)), lambda w: known.get(w, {}))


def test_pieces_of_a_long_word_without_synonyms_have_their_own() -> None:
    known = {"务工": {"打工": 0.4}}
    terms = _terms(("务工人员", 0), ("务工", 0), ("人员", 2))
    assert synonyms_of_terms(terms, lambda word: known.get(word, {})) == known


STEMMER = Stemmer()
SYNONYMS = EnglishSynonyms(STEMMER)


def knowing(*terms: str) -> Callable[[Keys], NDArray[np.bool_]]:
    """Knows some terms alone, as an index of them does."""
    return lambda keys: np.isin(keys, list(map(key_of, terms)))


def in_english(*words: str) -> Callable[[str], Weights]:
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
    found = in_english(said, "lake")(asked)
    assert found.keys() == {STEMMER.stem(said)}
    assert 0.2 < found[STEMMER.stem(said)] < 1


def test_a_phrase_is_found_by_a_word() -> None:
    assert "elder" in english_glossary(knowing("elder"), STEMMER).synonyms("senior citizen")


def test_only_english_words_of_the_index_are_synonyms() -> None:
    assert in_english("lake")("kids") == {}


def test_a_word_that_the_index_has_needs_its_synonyms_less() -> None:
    with_it, without = in_english("ferry", "boat")("ferry"), in_english("boat")("ferry")
    assert 0 < with_it["boat"] < without["boat"] / 2


def test_the_more_groups_two_words_share_the_nearer_they_are() -> None:
    near = SYNONYMS.of(STEMMER.stem("rubbish"))
    assert near["litter"] > near["refus"]


@pytest.mark.parametrize("word", ["thing", "get", "make", "zzzz", "", "beckham"])
def test_very_general_words_and_names_have_none(word: str) -> None:
    assert SYNONYMS.of(word) == {}


def test_english_finds_chinese_by_what_its_synonyms_are_translated_by(cache: Path) -> None:
    dictionary = open_dictionary(cache)
    glossary = glossary_of(dictionary, knowing("废物"), (), list, STEMMER)
    assert 0 < glossary.words(STEMMER.stem("litter"))["废物"] < 0.5


def test_each_line_of_the_list_has_several_words_in_lower_case_each_once() -> None:
    for line in read_lines(ENGLISH):
        words = line.split(", ")
        assert len(words) == len(set(words)) > 1, line
        assert all(word.isascii() and word == word.strip().lower() for word in words), line
