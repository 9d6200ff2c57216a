"""Votes on answers, and questions that found nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Executable, Select, delete, func, select
from sqlalchemy.orm import Session

from bot.database.answers import KeptAnswer
from bot.database.connection import Database
from bot.database.tables import GapRow, VoteRow


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that found nothing, or nothing that helped: how often it was asked, and when."""

    question: str
    times: int
    first: datetime
    last: datetime


class Gaps:
    """The questions that found nothing, without who asked them, or where."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, question: str, at: datetime) -> None:
        """Keeps a question and its day, without characters that no database takes."""
        question = question.encode("utf-8", "replace").decode().replace("\0", " ")
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        self._database.backlog.put(GapRow, object(), {"question": question, "asked_at": day})

    async def listed(self) -> list[Gap]:
        """Returns the gaps: the most frequent first, then the latest, then the one asked first."""
        times, last = func.count(GapRow.id), func.max(GapRow.asked_at)
        columns = (GapRow.question, times, func.min(GapRow.asked_at), last)
        order = (times.desc(), last.desc(), func.min(GapRow.id))
        query = select(*columns).group_by(GapRow.question).order_by(*order)
        return await self._database.read(
            lambda session: [Gap(*row) for row in session.execute(query)], all_written=True
        )

    async def drop(self, before: datetime) -> None:
        """Drops the questions asked before a moment."""
        old = delete(GapRow).where(GapRow.asked_at < before)
        await self._database.write(lambda session: session.execute(old), all_written=True)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many votes said that answers helped, and how many that they did not.

    `passage` refers to the passage that these answers began with; it is empty for all answers.
    """

    helped: int
    unhelpful: int
    passage: str = ""


class Votes:
    """The votes on the answers that are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, answer: KeptAnswer, user_id: int, *, helped: bool) -> bool:
        """Keeps somebody's vote on an answer, in place of the last; returns whether it is new."""
        vote = {
            "chat_id": answer.chat_id,
            "message_id": answer.message_id,
            "user_id": user_id,
            "helped": helped,
            "passage": next(iter(answer.passages), None),
        }
        adding = self._database.upsert(VoteRow, ()).returning(VoteRow.user_id)
        changing = self._database.upsert(VoteRow)

        def keep(session: Session) -> bool:
            is_new = session.scalar(adding, vote) is not None
            if not is_new:
                session.execute(changing, vote)
            return is_new

        return await self._database.write(keep)

    async def total(self) -> Tally:
        """Counts the votes on all answers."""
        (total,) = await self._tallies(select(_votes(helped=True), _votes(helped=False)))
        return total

    async def most_voted(self, most: int) -> list[Tally]:
        """Returns the passages with the most votes, at most so many."""
        return await self._tallies(_by_passage().order_by(func.count().desc()).limit(most))

    async def unhelpful(self, most: int | None = None) -> list[Tally]:
        """Returns the passages with votes against them, those with the most first."""
        times = _votes(helped=False)
        order = (times.desc(), _votes(helped=True), VoteRow.passage)
        return await self._tallies(_by_passage().having(times > 0).order_by(*order).limit(most))

    async def _tallies(self, query: Executable) -> list[Tally]:
        return await self._database.read(
            lambda session: [Tally(*row) for row in session.execute(query)]
        )


def _by_passage() -> Select[int, int, str | None]:
    """Counts the votes by their passages, in the index alone."""
    counted = select(_votes(helped=True), _votes(helped=False), VoteRow.passage)
    return counted.where(VoteRow.passage.is_not(None)).group_by(VoteRow.passage)


def _votes(*, helped: bool) -> ColumnElement[int]:
    return func.count().filter(VoteRow.helped.is_(helped))
