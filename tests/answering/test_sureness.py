"""Whom the bot interrupts: questions about the speeches get through, those about work do not."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.confidence import OF_SPEAKERS, SURE, VERY_SURE
from bot.evaluation.expected_questions import read_questions
from tests.conftest import ROOT

DATA = ROOT / "tests/data"


def unprompted_confidence(forum: Answerer, text: str) -> float:
    question = forum.interpret(text)
    return forum.unprompted_confidence(question, forum.reply(question))


def sure(forum: Answerer, question: str, level: float = SURE) -> bool:
    return unprompted_confidence(forum, question) >= level


def share(forum: Answerer, name: str, level: float, *, answerable: bool) -> float:
    listed = [question for _, question in read_questions(DATA / f"{name}.jsonl")]
    asked = [each.question for each in listed if (each.expect is not None) is answerable]
    return sum(sure(forum, question, level) for question in asked) / len(asked)


@pytest.mark.parametrize(
    "question",
    [
        "what did 刘晖 propose about rentals",
        "刘晖对房屋出租有什么建议?",
        "聂岚艳怎么看居家养老?",
        "谁提到了家庭联产承包责任制?",
        "物业公司的准入和退出机制怎么建立?",
        "Who talked about time banks and canteens for the elderly?",
    ],
)
def test_it_is_very_sure_of_clear_questions_about_the_speeches(
    forum: Answerer, question: str
) -> None:
    assert sure(forum, question, VERY_SURE)


@pytest.mark.parametrize(
    "question",
    [
        "刘晖有什么建议?",
        "what did Chen Ni say?",
        "陈妮的观点是什么",
        "who is 张叶喜?",
        "万莉萍是谁",
    ],
)
def test_who_speakers_are_and_what_they_say_is_sure_but_not_very(
    forum: Answerer, question: str
) -> None:
    assert unprompted_confidence(forum, question) == OF_SPEAKERS
    assert SURE < OF_SPEAKERS < VERY_SURE


@pytest.mark.parametrize(
    "question",
    [
        "刘晖什么时候来?",
        "when does 刘晖 arrive?",
        "when will Liu Hui speak?",
        "who is with Liu Hui?",
        "刘晖去社区了吗?",
        "刘晖",
        "大家还有什么问题?",
        "村里?",
    ],
)
def test_a_name_or_a_single_word_is_not_sure(forum: Answerer, question: str) -> None:
    assert not sure(forum, question)


def test_a_refusal_is_not_sure(forum: Answerer) -> None:
    assert unprompted_confidence(forum, "红烧肉怎么做") == 0


def test_of_questions_about_other_things_not_one_in_a_hundred_is_sure(forum: Answerer) -> None:
    assert share(forum, "held-out", SURE, answerable=False) <= 0.01
    assert share(forum, "questions", SURE, answerable=False) == 0


def test_hardly_any_question_of_colleagues_is_sure_and_none_very(forum: Answerer) -> None:
    assert share(forum, "work-chat", SURE, answerable=False) <= 0.05
    assert share(forum, "work-chat", VERY_SURE, answerable=False) == 0


@pytest.mark.parametrize(("name", "least"), [("questions", 0.85), ("held-out", 0.65)])
def test_most_questions_about_the_speeches_are_sure(
    forum: Answerer, name: str, least: float
) -> None:
    assert share(forum, name, SURE, answerable=True) >= least
