"""What goes on from an answer: others, more, and the speech that it is from."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.further import beginning_with, further, passages_of, speaker_meant


def test_others_are_those_whose_passages_are_not_seen(forum: Answerer) -> None:
    passages = passages_of(forum.answer("对物业管理有什么建议", 1))
    first = passages[0].speech.speaker
    left = further("others", passages, 1, forum.contents)
    assert left
    assert first not in {passage.speech.speaker for passage in left}
    assert further("others", left, len(left), forum.contents) == []


def test_more_is_what_the_answer_has_left(forum: Answerer) -> None:
    passages = passages_of(forum.answer("刘晖是谁"))
    assert further("more", passages, 3, forum.contents) == passages[3:]


def test_behind_the_last_passage_the_speech_goes_on(forum: Answerer) -> None:
    passages = passages_of(forum.answer("刘晖对房屋出租有什么建议"))
    assert [passage.number for passage in passages] == [3]
    left = further("more", passages, 3, forum.contents)
    assert [passage.number for passage in left] == [4, 5]
    assert further("more", left, 3, forum.contents) == []


@pytest.mark.parametrize("question", ["全文", "总结一下"])
def test_a_speech_of_nobody_is_that_of_the_first_passage(forum: Answerer, question: str) -> None:
    passages = passages_of(forum.answer("刘晖对房屋出租有什么建议"))
    assert speaker_meant(forum.interpret(question), passages) == ("刘晖",)
    assert speaker_meant(forum.interpret(question), []) == ()


@pytest.mark.parametrize("question", ["陈妮的发言全文", "那物业呢", "谢谢"])
def test_other_questions_mean_whom_they_name(forum: Answerer, question: str) -> None:
    passages = passages_of(forum.answer("刘晖对房屋出租有什么建议"))
    assert speaker_meant(forum.interpret(question), passages) == ()


def test_an_answer_begins_with_the_speech_that_is_meant(forum: Answerer) -> None:
    answer = forum.answer("对物业管理有什么建议")
    last = answer.hits[-1].passage.speech.id
    assert passages_of(beginning_with(answer, last))[0].speech.id == last
