"""What goes on from an answer: others, more, and the speech that it is from."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.answering.follow_up import (
    Previous,
    beginning_with,
    follow_up,
    further,
    passages_of,
    speaker_meant,
)
from bot.corpus.speech import Passage
from bot.search.contents import reference_to


def previous_of(passages: Sequence[Passage]) -> Previous:
    return Previous(tuple(map(reference_to, passages)))


def test_others_are_those_whose_passages_are_not_seen(forum: Answerer) -> None:
    passages = passages_of(forum.answer("对物业管理有什么建议", 1))
    first = passages[0].speech.speaker
    others = forum.interpret("别人呢")
    left = further(others, previous_of(passages), 1, forum.contents)
    assert left
    assert first not in {passage.speech.speaker for passage in left}
    assert further(others, previous_of(left), len(left), forum.contents) == []


def test_more_is_what_the_answer_has_left(forum: Answerer) -> None:
    passages = passages_of(forum.answer("刘晖是谁"))
    more = forum.interpret("还有吗")
    assert further(more, previous_of(passages), 3, forum.contents) == passages[3:]


def test_after_the_last_passage_the_speech_continues(forum: Answerer) -> None:
    passages = passages_of(forum.answer("刘晖对房屋出租有什么建议"))
    assert [passage.number for passage in passages] == [3]
    more = forum.interpret("还有吗")
    left = further(more, previous_of(passages), 3, forum.contents)
    assert [passage.number for passage in left] == [4, 5]
    assert further(more, previous_of(left), 3, forum.contents) == []


def test_what_others_say_follows_an_answer_of_one(forum: Answerer) -> None:
    first = follow_up(forum, "刘晖对物业有什么建议", None)
    previous = first.as_previous()
    assert previous
    second = follow_up(forum, "别人呢", replace(previous, speakers=("刘晖",)))
    assert second.narrowing == "further"
    speakers = {quote.passage.speech.speaker for quote in second.answer.quotes}
    assert speakers
    assert "刘晖" not in speakers


def test_a_question_that_names_nobody_means_the_speaker_before(forum: Answerer) -> None:
    first = follow_up(forum, "刘晖对物业有什么建议", None).answer
    previous = replace(previous_of(passages_of(first)), speakers=("刘晖",))
    meant = follow_up(forum, "那出租房呢", previous)
    assert (meant.narrowing, meant.answer.speakers) == ("meant", ("刘晖",))
    assert meant.question.speakers == ()
    named = follow_up(forum, "陈妮谈民宿", previous)
    assert (named.narrowing, named.answer.speakers) == ("", ("陈妮",))


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
