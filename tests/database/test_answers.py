"""Answers are found by their messages and by what asked for them, until they are dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.database.answers import Answers, KeptAnswer
from bot.database.connection import Database
from bot.database.feedback import Votes

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
CHAT = -1_004_000_000_001
ANSWER = KeptAnswer(
    chat_id=CHAT,
    message_id=12,
    question_id=11,
    language="zh",
    speakers=("刘晖",),
    passages=("zhuzhou-grassroots/08-刘晖@1", "zhuzhou-grassroots/08-刘晖@2"),
    answered_at=NOW,
)


async def test_an_answer_is_found_by_its_message_and_by_its_question(database: Database) -> None:
    answers = Answers(database)
    answers.keep(ANSWER)
    assert await answers.shown_in(CHAT, 12) == ANSWER
    assert await answers.given_to(CHAT, 11) == ANSWER
    assert await answers.shown_in(CHAT, 11) is None
    assert await answers.given_to(-CHAT, 11) is None


async def test_a_message_shows_what_it_was_changed_to(database: Database) -> None:
    answers, turned = Answers(database), replace(ANSWER, passages=())
    answers.keep(ANSWER)
    answers.keep(turned)
    assert await answers.shown_in(CHAT, 12) == turned


async def test_of_two_answers_to_a_question_the_later_one_counts(database: Database) -> None:
    answers, later = Answers(database), replace(ANSWER, message_id=13)
    answers.keep(later)
    answers.keep(ANSWER)
    assert await answers.given_to(CHAT, 11) == later


async def test_old_answers_are_dropped_with_the_votes_on_them(database: Database) -> None:
    answers, votes = Answers(database), Votes(database)
    old = replace(ANSWER, answered_at=NOW - timedelta(days=1))
    new = replace(ANSWER, message_id=13, answered_at=NOW)
    for answer in (old, new):
        answers.keep(answer)
        await votes.keep(answer, 7, helped=True)
    await answers.drop(NOW)
    assert await answers.shown_in(CHAT, 12) is None
    assert await answers.shown_in(CHAT, 13) == new
    assert await votes.keep(old, 7, helped=True), "the vote was kept"
    assert not await votes.keep(new, 7, helped=True), "the vote was dropped"
