"""Answers by their messages."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import delete, select, tuple_

from bot.database.connection import Database
from bot.database.tables import AnswerRow, VoteRow
from bot.database.timeouts import with_timeout

Narrowing = Literal["", "meant", "chosen", "scoped", "further"]
"""Why an answer is of some speakers alone though its question names none: the question was taken
to mean them, as what it replies to, or somebody chose one of those who answer it. Or it is of some
forums alone, those that its question names; or of what another answer has left ("further")."""

_NARROWINGS: tuple[Narrowing, ...] = get_args(Narrowing)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as its buttons and the replies to it need it; the question is not in it.

    `passages` are references to all that answer it, the best first; `question_id` is the message
    that asked. `narrowing` tells why it is of the speakers, or of some forums, alone.
    `others` are references to what others say where it is of somebody.
    """

    chat_id: int
    message_id: int
    question_id: int
    language: str
    speakers: tuple[str, ...]
    passages: tuple[str, ...]
    answered_at: datetime
    narrowing: Narrowing = ""
    others: tuple[str, ...] = ()


class Answers:
    """The answers that were given lately."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: KeptAnswer) -> None:
        """Keeps an answer, in place of what its message said before."""
        self._database.put(AnswerRow, (answer.chat_id, answer.message_id), _values(answer))

    @with_timeout
    async def shown_in(self, chat_id: int, message_id: int) -> KeptAnswer | None:
        """The answer that a message of the bot shows."""
        async with self._database.reading() as session:
            row = await session.get(AnswerRow, (chat_id, message_id))
        return _answer(row) if row else None

    @with_timeout
    async def given_to(self, chat_id: int, question_id: int) -> KeptAnswer | None:
        """The answer to a message, the last one where there are several."""
        of_question = (AnswerRow.chat_id == chat_id, AnswerRow.question_id == question_id)
        newest = select(AnswerRow).where(*of_question).order_by(AnswerRow.message_id.desc())
        async with self._database.reading() as session:
            row = (await session.scalars(newest.limit(1))).first()
        return _answer(row) if row else None

    @with_timeout
    async def drop(self, before: datetime) -> None:
        """Forgets the answers given before a moment, and the votes on them."""
        old = AnswerRow.answered_at < before
        voted = select(AnswerRow.chat_id, AnswerRow.message_id).where(old)
        async with self._database.session() as session:
            key = tuple_(VoteRow.chat_id, VoteRow.message_id)
            await session.execute(delete(VoteRow).where(key.in_(voted)))
            await session.execute(delete(AnswerRow).where(old))


def _answer(row: AnswerRow) -> KeptAnswer:
    return KeptAnswer(
        row.chat_id,
        row.message_id,
        row.question_id,
        row.language,
        tuple(row.speakers),
        tuple(row.passages),
        row.answered_at,
        next(each for each in _NARROWINGS if each == row.narrowing),
        tuple(row.others),
    )


def _values(answer: KeptAnswer) -> dict[str, Any]:
    """The columns have the names of the fields."""
    return {field.name: getattr(answer, field.name) for field in fields(answer)}
