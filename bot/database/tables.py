"""The tables and their migrations.

No table holds a question beside who asked it or where, except while it is being answered.
"""

from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.errors import DatabaseError

_MIGRATIONS = Path(__file__).parent / "migrations"


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC; SQLite would forget the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Table(DeclarativeBase):
    """The base of all tables; constraints are named, so that migrations can change them."""

    metadata = sa.MetaData(
        naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"}
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: Moment,
        float: sa.Double(),
        int: sa.BigInteger().with_variant(sa.Integer, "sqlite"),  # Telegram's ids: 52 bits
        list[str]: sa.JSON,
    }


class UpdateRow(Table):
    """An update as `updates.StoredUpdate` describes it, without `content` once it is handled.

    Its `owner` is the process that handles it, until the moment `held_until` (seconds since 1970)
    at the latest; one that `is_resting` waits to be sent. `tries` counts who began to handle it.
    """

    __tablename__ = "updates"
    __table_args__ = (
        sa.Index(
            "ix_updates_chat",
            *("bot_id", "chat_id", "update_id"),
            sqlite_where=sa.text("content IS NOT NULL"),
            postgresql_where=sa.text("content IS NOT NULL"),
        ),
    )

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int]
    is_quick: Mapped[bool]
    content: Mapped[str | None]
    stored_at: Mapped[datetime] = mapped_column(index=True)
    owner: Mapped[str | None]
    held_until: Mapped[float]
    is_resting: Mapped[bool]
    tries: Mapped[int]


class ChatRow(Table):
    """The settings of a chat; one that removed the bot is dropped after a while.

    `moved_from` is the id that a supergroup had as a group.
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
    """An answer by its message, as `answers.KeptAnswer` describes it."""

    __tablename__ = "answers"
    __table_args__ = (sa.Index("ix_answers_question", "chat_id", "question_id"),)

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

    `passage` refers to the first passage of the answer at the time of the vote, if it had any.
    """

    __tablename__ = "votes"
    __table_args__ = (sa.Index("ix_votes_passage", "passage", "helped"),)

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    helped: Mapped[bool]
    passage: Mapped[str | None]


class GapRow(Table):
    """A question that found nothing, or nothing that helped: without who asked it, or where.

    `asked_at` is the day alone: the time would link the question to its answer.
    """

    __tablename__ = "gaps"

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)


class UsageRow(Table):
    """What somebody, or a chat, has asked of late, as `usage.Use` describes it."""

    __tablename__ = "usage"

    name: Mapped[str] = mapped_column(primary_key=True)
    used_until: Mapped[float] = mapped_column(index=True)
    refused_at: Mapped[float]


class NoteRow(Table):
    """What all processes have to remember, such as who has been told something."""

    __tablename__ = "notes"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    noted_at: Mapped[datetime]


class MaintainerRow(Table):
    """Somebody to whom Telegram shows the maintainers' commands."""

    __tablename__ = "maintainers"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


@cache
def upsert(dialect: str, table: type[Table], changed: tuple[str, ...] | None = None) -> sa.Insert:
    """The statement that inserts rows, or changes those with the same keys.

    Of these all columns are changed, or those in `changed`, which may be none: what others write
    into the rest at the same time stays. Only the dialect in use is imported: PostgreSQL's takes
    2 MB.
    """
    target = table.metadata.tables[table.__tablename__]
    statement: Any = import_module(f"sqlalchemy.dialects.{dialect}").insert(target)
    columns = [column.name for column in target.columns if not column.primary_key]
    if changed is not None:
        columns = [name for name in columns if name in changed]
    keys = [column.name for column in target.primary_key]
    upserting: sa.Insert = (
        statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in columns}
        )
        if columns
        else statement.on_conflict_do_nothing(index_elements=keys)
    )
    return upserting


def migrate(connection: sa.Connection) -> None:
    """Brings the tables to their newest form; processes that start together wait for each other.

    Raises DatabaseError for tables of an unknown form. Alembic, which takes 8 MB of memory, is
    only imported where there is something to do.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('forum-bot'))")
    if is_newest(connection):
        return
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


def is_newest(connection: sa.Connection) -> bool:
    """Whether the last of the migrations, whose files are named by number, has been run.

    So it is where a later version has run one of its own: they only add to what there is. Raises
    DatabaseError where one has been run that no version knows.
    """
    if not sa.inspect(connection).has_table("alembic_version"):
        return False
    run = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    known = sorted(path.name.partition("_")[0] for path in _MIGRATIONS.glob("versions/*.py"))
    for version in run:
        if version < known[0]:
            fault = f"was made by a version before 0.1.0 (tables {version})"
            raise DatabaseError(f"{fault}; move it away, or set DATABASE_URL to a new one")
    return any(version >= known[-1] for version in run)
