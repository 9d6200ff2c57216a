"""Answers by their messages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from bot.database.connection import Database
from bot.database.tables import AnswerRow, VoteRow

Narrowing = Literal["", "meant", "chosen", "scoped", "further"]
"""Why an answer is of some speakers alone though its question names none: the question was taken
to mean them, as in a reply ("meant"), or somebody chose one of those who answer it. Or it is of the
forums alone that its question names ("scoped"), or of what another answer left ("further")."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as its buttons and the replies to it need it; the question is not in it.

    `passages` are references to all that answer it, the best first, and `others` to what others say
    where it is of somebody; `question_id` is the message that asked, `narrowing` why it is of some
    speakers, or of some forums, alone.
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
    """The answers of the last while."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: KeptAnswer) -> None:
        """Keeps an answer, in place of an earlier one in its message."""
        key = answer.chat_id, answer.message_id
        row = {name: getattr(answer, name) for name in answer.__slots__}
        self._database.backlog.put(AnswerRow, key, row)

    async def shown_in(self, chat_id: int, message_id: int) -> KeptAnswer | None:
        """Returns the answer that a message of the bot shows."""
        key = chat_id, message_id
        return await self._found(lambda session: session.get(AnswerRow, key))

    async def given_to(self, chat_id: int, question_id: int) -> KeptAnswer | None:
        """Returns the answer to a message, the last one where there are several."""
        of_question = (AnswerRow.chat_id == chat_id, AnswerRow.question_id == question_id)
        order = AnswerRow.message_id.desc()
        newest = select(AnswerRow).where(*of_question).order_by(order).limit(1)
        return await self._found(lambda session: session.scalar(newest))

    async def last_language(self, chat_id: int) -> str | None:
        """Returns the language of the last answer in a chat."""
        order = AnswerRow.message_id.desc()
        last = select(AnswerRow.language).where(AnswerRow.chat_id == chat_id).order_by(order)
        return await self._database.read(lambda session: session.scalar(last.limit(1)))

    async def drop(self, before: datetime) -> None:
        """Drops the answers given before a moment, and the votes on them."""
        old = AnswerRow.answered_at < before
        voted = select(AnswerRow.chat_id, AnswerRow.message_id).where(old)

        def drop(session: Session) -> None:
            key = tuple_(VoteRow.chat_id, VoteRow.message_id)
            session.execute(delete(VoteRow).where(key.in_(voted)))
            session.execute(delete(AnswerRow).where(old))

        await self._database.write(drop, all_written=True)

    async def _found(self, find: Callable[[Session], AnswerRow | None]) -> KeptAnswer | None:
        row = await self._database.read(find, all_written=True)
        return _answer(row) if row else None


def _answer(row: AnswerRow) -> KeptAnswer:
    return KeptAnswer(
        row.chat_id,
        row.message_id,
        row.question_id,
        row.language,
        tuple(row.speakers),
        tuple(row.passages),
        row.answered_at,
        cast("Narrowing", row.narrowing),
        tuple(row.others),
    )
