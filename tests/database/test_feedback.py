"""Votes, and questions that found nothing, are counted without who asked them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.database.answers import KeptAnswer
from bot.database.connection import Database
from bot.database.feedback import Gap, Gaps, Tally, Votes
from bot.database.tables import GapRow

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


DAY = datetime(2026, 5, 12, tzinfo=UTC)


async def test_the_most_frequent_gaps_come_first_with_their_days(database: Database) -> None:
    gaps = Gaps(database)
    for days, question in enumerate(["甲", "乙", "丙", "乙"]):
        gaps.keep(question, NOW + timedelta(days=days))
    assert await gaps.listed() == [
        Gap("乙", 2, DAY + timedelta(days=1), DAY + timedelta(days=3)),
        Gap("丙", 1, DAY + timedelta(days=2), DAY + timedelta(days=2)),
        Gap("甲", 1, DAY, DAY),
    ]


async def test_old_gaps_are_dropped(database: Database) -> None:
    gaps = Gaps(database)
    gaps.keep("甲", NOW - timedelta(days=1))
    gaps.keep("乙", NOW)
    await gaps.drop(DAY)
    assert [gap.question for gap in await gaps.listed()] == ["乙"]


async def test_no_moment_joins_a_question_with_an_answer(database: Database) -> None:
    Gaps(database).keep("甲", NOW)
    every = select(GapRow)
    (kept,) = await database.read(lambda session: session.scalars(every).all(), all_written=True)
    assert kept.asked_at == DAY != NOW


def test_neither_who_asked_nor_where_stands_beside_a_question() -> None:
    columns = {column.name for column in GapRow.__table__.columns}
    assert columns == {"id", "question", "asked_at"}


VOTED_AT = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
ANSWER = KeptAnswer(-1_004_000_000_001, 12, 11, "zh", (), ("会/1@a", "会/2@b"), VOTED_AT)


async def cast(votes: Votes, message_id: int, passages: Sequence[str], *helped: bool) -> None:
    """Has so many people vote on an answer with these passages."""
    answer = replace(ANSWER, message_id=message_id, passages=tuple(passages))
    for person, each in enumerate(helped):
        await votes.keep(answer, person, helped=each)


async def test_votes_of_one_person_at_once_are_one_vote(database: Database) -> None:
    votes = [Votes(database).keep(ANSWER, 7, helped=True) for _ in range(8)]
    assert sum(await asyncio.gather(*votes)) == 1
    assert await Votes(database).total() == Tally(1, 0)


async def test_somebody_has_one_vote_on_an_answer_and_may_change_it(database: Database) -> None:
    votes = Votes(database)
    assert await votes.keep(ANSWER, 7, helped=True)
    assert not await votes.keep(ANSWER, 7, helped=True)
    assert not await votes.keep(ANSWER, 7, helped=False)
    assert await votes.keep(ANSWER, 8, helped=False)
    assert await votes.total() == Tally(0, 2)


async def test_a_vote_counts_for_the_passage_with_which_the_answer_began(
    database: Database,
) -> None:
    votes = Votes(database)
    assert await votes.total() == Tally(0, 0)
    await cast(votes, 1, ["会/1@a", "会/2@b"], True, False, True)
    await cast(votes, 2, ["会/1@a"], False)
    await cast(votes, 3, ["会/2@b", "会/1@a"], False, False, False)
    await cast(votes, 4, ["会/3@c"], True)
    await cast(votes, 5, ["会/4@d"], False, False)
    assert await votes.total() == Tally(3, 7)
    assert (await votes.most_voted(1)) == [Tally(2, 2, "会/1@a")]
    least_helpful = [Tally(0, 3, "会/2@b"), Tally(0, 2, "会/4@d"), Tally(2, 2, "会/1@a")]
    assert await votes.unhelpful() == least_helpful
    assert await votes.unhelpful(2) == least_helpful[:2]


async def test_a_vote_stays_with_what_the_message_showed_when_somebody_voted(
    database: Database,
) -> None:
    votes = Votes(database)
    await votes.keep(ANSWER, 7, helped=False)
    await votes.keep(replace(ANSWER, passages=("会/2@b",)), 8, helped=True)
    assert await votes.unhelpful() == [Tally(0, 1, "会/1@a")]
