"""Questions in Chinese about speeches in English, and corpora in both languages."""

import re
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from tests.conftest import FORUM, WriteCorpus, speech

ENGLISH = (
    ("Goats", "Mary Poole", "Forty farmers keep goats on the north side of the hill."),
    ("Water", "Tom Hale", "The reservoir leaks, and the dam needs a new wall before the rains."),
    ("Schools", "Ann Reid", "Every pupil gets a hot lunch, and the school bus is free."),
    ("Villages", "Joe Wynn", "In Qingyu the young people came home and planted tea."),
    ("Football", "Sue Marsh", "Beckham opened the new pitch last spring in front of us all."),
    ("Staff", "Ian Byrne", "We have 24 nurses and still look for more of them."),
)
CHINESE = (
    ("养羊", "王甲", "村里有人养山羊，一共八十只。"),
    ("水利", "王乙", "水库的堤坝要在雨季以前修好。"),
)


def pages(*speeches: tuple[str, str, str]) -> dict[str, str]:
    written = {
        f"valley/{number}.md": speech(text, title=title, speaker=speaker)
        for number, (title, speaker, text) in enumerate(speeches)
    }
    return {"valley/forum.md": FORUM, **written}


@pytest.fixture
def valley(write_corpus: WriteCorpus, cache: Path) -> Answerer:
    return open_corpus(write_corpus(pages(*ENGLISH)), cache)


@pytest.fixture
def both(write_corpus: WriteCorpus, cache: Path) -> Answerer:
    return open_corpus(write_corpus(pages(*ENGLISH, *CHINESE)), cache)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("山羊", "goats"),
        ("水库漏水怎么办", "reservoir"),
        ("学生的午饭", "lunch"),
        ("校车要钱吗", "bus"),
        ("青羽的茶叶", "Qingyu"),
        ("贝克汉姆什么时候来的球场", "Beckham"),
        ("有多少护士", "24 nurses"),
    ],
)
def test_a_chinese_question_finds_an_english_passage(
    valley: Answerer, question: str, said: str
) -> None:
    (quote,) = valley.rank(question, 1).quotes
    assert said in quote.passage.text


@pytest.mark.parametrize(("question", "said"), [("山羊", "goats"), ("水库", "reservoir")])
def test_the_english_words_of_an_answer_are_marked(
    valley: Answerer, question: str, said: str
) -> None:
    (quote,) = valley.answer(question).quotes
    assert [quote.passage.text[start:end] for start, end in quote.highlights] == [said]


@pytest.mark.parametrize("question", ["贝克汉姆", "手机怎么贴膜", "披萨怎么做"])
def test_what_only_sounds_alike_or_is_not_there_is_no_answer(
    valley: Answerer, question: str
) -> None:
    assert valley.answer(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "language"), [("山羊", "zh"), ("goats", "en"), ("水库堤坝", "zh"), ("dam", "en")]
)
def test_the_language_of_the_question_comes_first_where_both_say_it(
    both: Answerer, question: str, language: str
) -> None:
    first, second = both.rank(question, 2).quotes
    is_chinese = [bool(re.search("[一-鿿]", quote.passage.text)) for quote in (first, second)]
    assert is_chinese == [language == "zh", language != "zh"]
