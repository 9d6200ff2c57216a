"""Questions that found nothing are counted, without who asked them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.database.connection import Database
from bot.database.gaps import Gap, Gaps
from bot.database.tables import GapRow

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


DAY = datetime(2026, 5, 12, tzinfo=UTC)


async def test_the_most_frequent_gaps_come_first_with_their_days(database: Database) -> None:
    gaps = Gaps(database)
    for days, question in enumerate(["甲", "乙", "丙", "乙"]):
        gaps.keep(question, "zh", "refused", NOW + timedelta(days=days))
    assert await gaps.listed() == [
        Gap("乙", 2, DAY + timedelta(days=1), DAY + timedelta(days=3)),
        Gap("丙", 1, DAY + timedelta(days=2), DAY + timedelta(days=2)),
        Gap("甲", 1, DAY, DAY),
    ]


async def test_old_gaps_are_dropped(database: Database) -> None:
    gaps = Gaps(database)
    gaps.keep("甲", "zh", "refused", NOW - timedelta(days=1))
    gaps.keep("乙", "zh", "unhelpful", NOW)
    await gaps.drop(DAY)
    assert [gap.question for gap in await gaps.listed()] == ["乙"]


async def test_no_moment_joins_a_question_with_an_answer(database: Database) -> None:
    Gaps(database).keep("甲", "zh", "refused", NOW)
    async with database.session() as session:
        (kept,) = (await session.scalars(select(GapRow))).all()
    assert kept.asked_at == DAY != NOW


def test_neither_who_asked_nor_where_stands_beside_a_question() -> None:
    columns = {column.name for column in GapRow.__table__.columns}
    assert columns == {"id", "question", "language", "cause", "asked_at"}
