"""What people asked and did not find."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, func, select

from bot.database.connection import Database
from bot.database.tables import GapRow
from bot.database.timely import timely

Cause = Literal["refused", "unhelpful"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that found nothing, how often it was asked, and the first and the last day."""

    question: str
    times: int
    first: datetime
    last: datetime


class Gaps:
    """The questions that found nothing; who asked them, or where, is not kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, question: str, language: str, cause: Cause, at: datetime) -> None:
        """Keeps a question and its day, without what in it no database takes."""
        question = question.encode("utf-8", "replace").decode().replace("\0", " ")
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        values = {"question": question, "language": language, "cause": cause, "asked_at": day}
        self._database.put(GapRow, object(), values)

    @timely
    async def listed(self) -> list[Gap]:
        """The gaps, the most frequent first, of equally frequent ones the latest.

        Of those that are equal in that too, the one that was asked first.
        """
        times, last = func.count(GapRow.id), func.max(GapRow.asked_at)
        columns = (GapRow.question, times, func.min(GapRow.asked_at), last)
        order = (times.desc(), last.desc(), func.min(GapRow.id))
        query = select(*columns).group_by(GapRow.question).order_by(*order)
        async with self._database.reading() as session:
            return [Gap(*row) for row in await session.execute(query)]

    @timely
    async def drop(self, before: datetime) -> None:
        """Forgets the questions asked before a moment."""
        async with self._database.session() as session:
            await session.execute(delete(GapRow).where(GapRow.asked_at < before))
