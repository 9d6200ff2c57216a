"""The settings of each chat, and the people who are shown the maintainers' commands."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Row, delete, select

from bot.database.connection import Database
from bot.database.tables import ChatRow, MaintainerRow
from bot.database.timeouts import with_timeout
from bot.fifo_cache import FifoCache

AnswersTo = Literal["commands", "mentions", "questions", "sure"]
"""Which messages of a group are answered, each including those before it: commands and replies to
the bot; mentions; questions that end in a question mark; in "sure", these only where the answer is.
"""

ANSWERS_TO: tuple[AnswersTo, ...] = get_args(AnswersTo)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """The settings of a chat; without `language` that of each question, without `forums` all."""

    answers_to: AnswersTo = "mentions"
    language: str | None = None
    passages: int = 3
    forums: tuple[str, ...] = ()
    quiet: bool = False


DEFAULTS = ChatSettings()

_REMEMBERED = 10_000


class Chats:
    """The settings of all chats, kept in memory as far as they fit.

    Few chats change any: while all that have are in memory, no other need be looked up.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: FifoCache[int, ChatSettings] = FifoCache(_REMEMBERED)
        self._all_known = False

    @with_timeout
    async def load(self) -> None:
        """Reads the settings of all chats, unless they are too many.

        Raises DatabaseError where that fails; each is then read when it is needed.
        """
        self._known.clear()
        async with self._database.reading(all_written=False) as session:
            for row in await session.scalars(select(ChatRow).limit(_REMEMBERED)):
                self._known[row.chat_id] = _settings(row)
        self._all_known = len(self._known) < _REMEMBERED

    async def settings(self, chat_id: int) -> ChatSettings:
        """Returns a chat's settings, the defaults where it has not changed any."""
        known = self._known.get(chat_id) or (DEFAULTS if self._all_known else None)
        return known or await self._read(chat_id)

    @with_timeout
    async def change(self, chat_id: int, before: ChatSettings, after: ChatSettings) -> ChatSettings:
        """Changes what differs between two settings of a chat, and nothing else.

        Returns its settings then, with what another process has changed.
        """
        known, wanted = _values(before), _values(after)
        new = {name: value for name, value in wanted.items() if value != known[name]}
        values = {"chat_id": chat_id, "left_at": None, **_values(DEFAULTS), **new}
        changing = self._database.upsert(ChatRow, {"left_at", *new})
        async with self._database.session(all_written=False) as session:
            row = await session.execute(changing.returning(*ChatRow.__table__.columns), values)
        return self._remember(chat_id, _settings(row.one()))

    @with_timeout
    async def moved(self, old: int, new: int) -> None:
        """Moves the settings of a group that became a supergroup; may be called repeatedly."""
        async with self._database.session(all_written=False) as session:
            row = await session.get(ChatRow, old)
            if row or not await session.get(ChatRow, new):
                moved = _row(new, _settings(row) if row else DEFAULTS)
                moved.moved_from = old
                await session.merge(moved)
            if row:
                await session.delete(row)
        self._known.pop(old, None)
        if row:
            self._remember(new, _settings(row))

    @with_timeout
    async def previous(self, chat_id: int) -> int | None:
        """Returns the id that a supergroup had as a group."""
        async with self._database.reading(all_written=False) as session:
            row = await session.get(ChatRow, chat_id)
        return row.moved_from if row else None

    @with_timeout
    async def successors(self, chat_ids: Collection[int]) -> list[int]:
        """Returns the supergroups that groups with these ids have become."""
        query = select(ChatRow.chat_id).where(ChatRow.moved_from.in_(chat_ids))
        async with self._database.reading(all_written=False) as session:
            return list(await session.scalars(query))

    @with_timeout
    async def left(self, chat_id: int, at: datetime | None) -> bool:
        """Notes when a chat removed the bot, or None if it is back; returns whether it was gone."""
        async with self._database.session(all_written=False) as session:
            row = await session.get(ChatRow, chat_id)
            was_gone = row is not None and row.left_at is not None
            if row:
                row.left_at = at
        return was_gone

    @with_timeout
    async def drop(self, before: datetime) -> None:
        """Drops the chats that removed the bot before a moment."""
        async with self._database.session(all_written=False) as session:
            dropped = delete(ChatRow).where(ChatRow.left_at < before).returning(ChatRow.chat_id)
            for chat_id in await session.scalars(dropped):
                self._known.pop(chat_id, None)

    @with_timeout
    async def _read(self, chat_id: int) -> ChatSettings:
        async with self._database.reading(all_written=False) as session:
            row = await session.get(ChatRow, chat_id)
        return self._remember(chat_id, _settings(row) if row else DEFAULTS)

    def _remember(self, chat_id: int, settings: ChatSettings) -> ChatSettings:
        self._known[chat_id] = settings
        self._all_known = self._all_known and len(self._known) < _REMEMBERED
        return settings


def _settings(row: ChatRow | Row[Any]) -> ChatSettings:
    answers_to = next((name for name in ANSWERS_TO if name == row.answers_to), DEFAULTS.answers_to)
    return ChatSettings(answers_to, row.language, row.passages, tuple(row.forums), row.quiet)


def _values(settings: ChatSettings) -> dict[str, object]:
    """The settings as the columns of a row."""
    return asdict(settings) | {"forums": list(settings.forums)}


def _row(chat_id: int, settings: ChatSettings) -> ChatRow:
    return ChatRow(chat_id=chat_id, left_at=None, **_values(settings))


class Maintainers:
    """The people who are shown the maintainers' commands, even if no longer in the settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_timeout
    async def appoint(self, people: Collection[int]) -> list[int]:
        """Adds people; returns all others who are still shown the commands."""
        async with self._database.reading(all_written=False) as session:
            kept = set(await session.scalars(select(MaintainerRow.user_id)))
        if new := set(people) - kept:
            adding = self._database.upsert(MaintainerRow, ())
            async with self._database.session(all_written=False) as session:
                await session.execute(adding, [{"user_id": each} for each in sorted(new)])
        return sorted(kept.difference(people))

    @with_timeout
    async def dismiss(self, person: int) -> None:
        """Removes somebody who is no longer shown them."""
        async with self._database.session(all_written=False) as session:
            await session.execute(delete(MaintainerRow).where(MaintainerRow.user_id == person))
