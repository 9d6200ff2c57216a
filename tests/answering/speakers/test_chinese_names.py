"""Whole names, and the longest first."""

import pytest

from bot.answering.speakers.chinese_names import exact_names
from bot.answering.speakers.parsed_question import ParsedQuestion
from bot.answering.speakers.speaker import Speaker
from bot.language.normal import Normaliser


def found(question: str, *names: str) -> list[str]:
    speakers = [Speaker(name, name.lower(), frozenset(), ()) for name in names]
    normal = Normaliser(str).normal(question)
    reading = ParsedQuestion(question, normal, (), frozenset())
    return [name for named in exact_names(speakers).find(reading) for name in named.speakers]


def test_the_longest_name_wins() -> None:
    assert found("王平安说了什么", "王平", "王平安") == ["王平安"]


@pytest.mark.parametrize(("question", "count"), [("ask Ann", 1), ("ask anna", 0), ("joann", 0)])
def test_a_name_in_letters_is_found_as_a_whole_word_only(question: str, count: int) -> None:
    assert len(found(question, "Ann")) == count


def test_a_corpus_without_speakers_finds_none() -> None:
    assert found("刘晖") == []
