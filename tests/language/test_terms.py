"""Terms: what a text is found by, each at its place in the text."""

from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.english import Stemmer
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.segmentation import Segmenter
from bot.language.terms import Analyzer, Kind

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
CHINESE = st.text(st.sampled_from("建设老旧小区的物业管理公司和租房人口"), max_size=30)


def texts(analyzer: Analyzer, source: str, kind: Kind) -> list[str]:
    return [term.text for term in analyzer.terms(source) if term.kind is kind]


@given(ANY_TEXT | CHINESE)
def test_every_term_is_where_it_says(analyzer: Analyzer, source: str) -> None:
    for term in analyzer.terms(source):
        assert 0 <= term.start < term.end <= len(source)
        assert term.text


TRADITIONAL = opencc.OpenCC("s2t")


@given(CHINESE)
def test_traditional_characters_give_the_terms_of_simplified_ones(
    analyzer: Analyzer, source: str
) -> None:
    traditional = TRADITIONAL.convert(source)
    if simplifier()(traditional) == source:
        assert analyzer.terms(traditional) == analyzer.terms(source)


def test_chinese_becomes_words_shorter_words_and_bigrams(analyzer: Analyzer) -> None:
    assert texts(analyzer, "人工智能", Kind.WORD) == ["人工", "智能", "人工智能"]
    assert texts(analyzer, "人工智能", Kind.BIGRAM) == ["工智"]


def test_a_guess_of_the_segmenters_is_cut_where_no_passage_has_it(cache: Path) -> None:
    def words(source: str, *said: str) -> list[str]:
        analyzer = Analyzer(
            Normaliser(simplifier()), Segmenter(cache), Stemmer(), frozenset(said).__contains__
        )
        return [term.text for term in analyzer.terms(source) if term.kind is Kind.WORD]

    assert words("图书馆里开咖啡店") == ["图书", "书馆", "图书馆", "里", "开", "咖啡", "咖啡店"]
    assert "里开" in words("图书馆里开咖啡店", "里开")


def test_words_in_letters_become_stems_and_keep_their_word(analyzer: Analyzer) -> None:
    (term,) = analyzer.terms("Training")
    assert (term.text, term.word, term.kind) == ("train", "training", Kind.LATIN)


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("2192个、287,073户", ["2192", "287073"]),
        ("占18.4%", ["18.4"]),
        ("２０２１年", ["2021"]),
    ],
    ids=["thousands", "decimal", "full-width"],
)
def test_numbers_are_terms_whole(analyzer: Analyzer, source: str, numbers: list[str]) -> None:
    assert texts(analyzer, source, Kind.NUMBER) == numbers


def test_letters_with_digits_are_one_word(analyzer: Analyzer) -> None:
    assert texts(analyzer, "5G和B2B", Kind.LATIN) == ["5g", "b2b"]


def test_punctuation_and_emoji_are_no_terms(analyzer: Analyzer) -> None:
    assert analyzer.terms("😀，。！… \n\t—") == []


@pytest.mark.parametrize("word", ["15th", "1700s", "90s"])
def test_ordinals_and_decades_are_one_word(analyzer: Analyzer, word: str) -> None:
    assert [(term.text, term.kind) for term in analyzer.terms(word)] == [(word, Kind.LATIN)]
