"""Words that carry no subject."""

import pytest

from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer

WORDS = Stopwords()


@pytest.mark.parametrize(
    "question",
    [
        "what did she propose about",
        "有什么建议",
        "怎么看",
        "Who's talking about it?",
        "they shouldn't",
        "哪些代表谈到",
    ],
)
def test_a_question_of_such_words_alone_has_no_subject(analyzer: Analyzer, question: str) -> None:
    words = [term for term in analyzer.terms(question) if WORDS.is_empty(term)]
    covered = {at for term in words for at in range(term.start, term.end)}
    assert all(at in covered for at, char in enumerate(question) if char.isalnum())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("有什么建议", True),
        ("what did they say on it", True),
        ("怎么看物业", True),
        ("看物业", False),
        ("说明书在哪", False),
        ("when does she arrive", False),
    ],
)
def test_a_question_for_what_is_said_is_recognised(
    analyzer: Analyzer, question: str, said: bool
) -> None:
    assert WORDS.asks_what_is_said(question, analyzer.terms(question)) is said


@pytest.mark.parametrize(
    ("question", "asks"),
    [("who is", True), ("是谁", True), ("who is with", False), ("谁去", False), ("是什么", False)],
)
def test_a_question_for_who_somebody_is_is_recognised(
    analyzer: Analyzer, question: str, asks: bool
) -> None:
    assert WORDS.asks_who_is(analyzer.terms(question)) is asks


@pytest.mark.parametrize("question", ["village's roads", "物业", "the rents"])
def test_words_with_a_subject_are_kept(analyzer: Analyzer, question: str) -> None:
    assert any(not WORDS.is_empty(term) for term in analyzer.terms(question))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("谁提到了路灯", True),
        ("who mentioned lighting", True),
        ("which delegates spoke of it", True),
        ("路灯怎么装", False),
        ("the whole village", False),
    ],
)
def test_a_question_for_speakers_is_recognised(question: str, wanted: bool) -> None:
    assert WORDS.asks_who(question) is wanted


@pytest.mark.parametrize(
    ("word", "may"), [("杨丽音", True), ("李晨", True), ("水太脏", False), ("里开", False)]
)
def test_a_name_begins_with_a_surname_and_has_no_grammar(word: str, may: bool) -> None:
    assert WORDS.may_be_name(word) is may
