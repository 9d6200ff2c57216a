"""The tables. Nothing here holds a question beside who asked it or where."""

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Index, Integer, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Table(DeclarativeBase):
    """The base of all tables; constraints are named, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"}
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: Moment,
        int: BigInteger().with_variant(Integer, "sqlite"),  # Telegram's ids take up to 52 bits
        list[str]: JSON,
    }


class ChatRow(Table):
    """How a chat wants its answers; one that removed the bot is dropped after a while.

    `moved_from` is the number of the group that a supergroup was before.
    """

    __tablename__ = "chats"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers_to: Mapped[str]
    language: Mapped[str | None]
    passages: Mapped[int]
    forums: Mapped[list[str]]
    quiet: Mapped[bool]
    left_at: Mapped[datetime | None]
    moved_from: Mapped[int | None]


class AnswerRow(Table):
    """An answer by its message: what its buttons and the replies to it go on from.

    `passages` are references to all that answer the question, and `others` to what others say where
    it is of somebody; `narrowing` tells why it is of some speakers alone, if it is.
    """

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_question", "chat_id", "question_id"),)

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int]
    language: Mapped[str]
    speakers: Mapped[list[str]]
    passages: Mapped[list[str]]
    others: Mapped[list[str]]
    narrowing: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(index=True)


class VoteRow(Table):
    """Whether an answer helped somebody.

    `passage` refers to the one with which the answer began when it was voted on, where it is known.
    """

    __tablename__ = "votes"
    __table_args__ = (Index("ix_votes_passage", "passage", "helped"),)

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    helped: Mapped[bool]
    passage: Mapped[str | None]


class GapRow(Table):
    """A question that found nothing, or nothing that helped: without who asked it, or where.

    Of when it was asked the day is kept: the time would tell which answer is the one to it.
    """

    __tablename__ = "gaps"

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str]
    language: Mapped[str]
    cause: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)


class MaintainerRow(Table):
    """Somebody to whom Telegram shows the commands of those who look after the bot."""

    __tablename__ = "maintainers"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
