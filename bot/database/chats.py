"""How each chat wants its answers."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import delete, select

from bot.database.connection import Database
from bot.database.tables import ChatRow, MaintainerRow
from bot.database.timeouts import with_timeout
from bot.fifo_cache import FifoCache

AnswersTo = Literal["commands", "mentions", "questions", "sure"]
"""What a group's messages must be to be answered, each including those before it: commands and
replies to the bot; mentions; what ends in a question mark; the last only where the answer is sure.
"""

ANSWERS_TO: tuple[AnswersTo, ...] = get_args(AnswersTo)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """The settings of a chat; no `language` is that of each question, no `forums` are all."""

    answers_to: AnswersTo = "mentions"
    language: str | None = None
    passages: int = 3
    forums: tuple[str, ...] = ()
    quiet: bool = False


DEFAULTS = ChatSettings()

_REMEMBERED = 10_000


class Chats:
    """The settings of all chats; those that were read lately stay in memory.

    Few chats change any: where all that have are in memory, no other need be looked up. Who changes
    what a chat has, takes care that nobody else does at the same time.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: FifoCache[int, ChatSettings] = FifoCache(_REMEMBERED)
        self._all_known = False

    @with_timeout
    async def load(self) -> None:
        """Takes the settings of all chats into memory, unless they are too many.

        Raises DatabaseError where they cannot be read; each is read when it is needed, then.
        """
        self._known.clear()
        query = select(ChatRow).limit(_REMEMBERED)
        async with self._database.reading(all_written=False) as session:
            for row in await session.scalars(query):
                self._known[row.chat_id] = _settings(row)
        self._all_known = len(self._known) < _REMEMBERED

    async def settings(self, chat_id: int) -> ChatSettings:
        """A chat's settings, the defaults where it has not changed any."""
        known = self._known.get(chat_id) or (DEFAULTS if self._all_known else None)
        return known or await self._read(chat_id)

    @with_timeout
    async def change(self, chat_id: int, settings: ChatSettings) -> None:
        async with self._database.session(all_written=False) as session:
            await session.merge(_row(chat_id, settings))
        self._remember(chat_id, settings)

    @with_timeout
    async def moved(self, old: int, new: int) -> None:
        """A group became a supergroup: what it has set goes with it, however often it is told."""
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
        """The number of the group that a supergroup was before."""
        async with self._database.reading(all_written=False) as session:
            row = await session.get(ChatRow, chat_id)
        return row.moved_from if row else None

    @with_timeout
    async def successors(self, chat_ids: Collection[int]) -> list[int]:
        """The supergroups that groups with these numbers have become."""
        query = select(ChatRow.chat_id).where(ChatRow.moved_from.in_(chat_ids))
        async with self._database.reading(all_written=False) as session:
            return list(await session.scalars(query))

    @with_timeout
    async def left(self, chat_id: int, at: datetime | None) -> bool:
        """A chat removed the bot at a moment, or has added it again; whether it was gone before."""
        async with self._database.session(all_written=False) as session:
            row = await session.get(ChatRow, chat_id)
            was_gone = row is not None and row.left_at is not None
            if row:
                row.left_at = at
        return was_gone

    @with_timeout
    async def drop(self, before: datetime) -> None:
        """Forgets the chats that removed the bot before a moment."""
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


def _settings(row: ChatRow) -> ChatSettings:
    answers_to = next((name for name in ANSWERS_TO if name == row.answers_to), DEFAULTS.answers_to)
    return ChatSettings(answers_to, row.language, row.passages, tuple(row.forums), row.quiet)


def _row(chat_id: int, settings: ChatSettings) -> ChatRow:
    values = asdict(settings) | {"forums": list(settings.forums)}
    return ChatRow(chat_id=chat_id, left_at=None, **values)


class Maintainers:
    """Outlives the settings, which only name those who look after the bot now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_timeout
    async def appoint(self, people: Collection[int]) -> list[int]:
        """Keeps that they are shown the commands; returns all others who still are."""
        async with self._database.reading(all_written=False) as session:
            kept = set(await session.scalars(select(MaintainerRow.user_id)))
        if new := set(people) - kept:
            async with self._database.session(all_written=False) as session:
                session.add_all(MaintainerRow(user_id=each) for each in new)
        return sorted(kept.difference(people))

    @with_timeout
    async def dismiss(self, person: int) -> None:
        """Keeps that somebody is shown them no more."""
        async with self._database.session(all_written=False) as session:
            await session.execute(delete(MaintainerRow).where(MaintainerRow.user_id == person))
