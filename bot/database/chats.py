"""The settings of each chat, and the people who are shown the maintainers' commands."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from bot.database.connection import Database
from bot.database.tables import ChatRow, MaintainerRow
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

    async def load(self) -> None:
        """Reads the settings of all chats, unless they are too many.

        Raises DatabaseError where that fails; each is then read when it is needed.
        """
        self._known.clear()
        every = select(ChatRow).limit(_REMEMBERED)
        for row in await self._database.read(lambda session: session.scalars(every).all()):
            self._known[row.chat_id] = _settings(row)
        self._all_known = len(self._known) < _REMEMBERED

    async def settings(self, chat_id: int) -> ChatSettings:
        """Returns a chat's settings, the defaults where it has not changed any."""
        known = self._known.get(chat_id) or (DEFAULTS if self._all_known else None)
        if known:
            return known
        row = await self._row(chat_id)
        return self._remember(chat_id, _settings(row) if row else DEFAULTS)

    async def change(self, chat_id: int, before: ChatSettings, after: ChatSettings) -> ChatSettings:
        """Changes what differs between two settings of a chat, and nothing else.

        Returns its settings then, with what another process has changed.
        """
        known, wanted = _values(before), _values(after)
        new = {name: value for name, value in wanted.items() if value != known[name]}
        values = {"chat_id": chat_id, "left_at": None, **_values(DEFAULTS), **new}
        changing = self._database.upsert(ChatRow, {"left_at", *new})
        changing = changing.returning(*ChatRow.__table__.columns)
        row = await self._database.write(lambda session: session.execute(changing, values).one())
        return self._remember(chat_id, _settings(row))

    async def moved(self, old: int, new: int) -> None:
        """Moves the settings of a group that became a supergroup; may be called repeatedly."""
        leaving = delete(ChatRow).where(ChatRow.chat_id == old).returning(ChatRow)

        def move(session: Session) -> ChatSettings | None:
            row = session.scalar(leaving)
            settings = _settings(row) if row else DEFAULTS
            values = {"chat_id": new, "left_at": None, "moved_from": old, **_values(settings)}
            changed = None if row else {"moved_from"}
            session.execute(self._database.upsert(ChatRow, changed), values)
            return settings if row else None

        settings = await self._database.write(move)
        self._known.pop(old, None)
        if settings:
            self._remember(new, settings)

    async def previous(self, chat_id: int) -> int | None:
        """Returns the id that a supergroup had as a group."""
        row = await self._row(chat_id)
        return row.moved_from if row else None

    async def successors(self, chat_ids: Collection[int]) -> list[int]:
        """Returns the supergroups that groups with these ids have become."""
        query = select(ChatRow.chat_id).where(ChatRow.moved_from.in_(chat_ids))
        return list(await self._database.read(lambda session: session.scalars(query).all()))

    async def left(self, chat_id: int, at: datetime | None) -> bool:
        """Notes when a chat removed the bot, or None if it is back; returns whether it was gone."""

        def leave(session: Session) -> bool:
            row = session.get(ChatRow, chat_id)
            was_gone = row is not None and row.left_at is not None
            if row:
                row.left_at = at
            return was_gone

        return await self._database.write(leave)

    async def drop(self, before: datetime) -> None:
        """Drops the chats that removed the bot before a moment."""
        dropping = delete(ChatRow).where(ChatRow.left_at < before).returning(ChatRow.chat_id)
        for chat_id in await self._database.write(lambda session: session.scalars(dropping).all()):
            self._known.pop(chat_id, None)

    async def _row(self, chat_id: int) -> ChatRow | None:
        return await self._database.read(lambda session: session.get(ChatRow, chat_id))

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


class Maintainers:
    """The people who are shown the maintainers' commands, even if no longer in the settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def appoint(self, people: Collection[int]) -> list[int]:
        """Adds people; returns all others who are still shown the commands."""
        shown = select(MaintainerRow.user_id)
        kept = set(await self._database.read(lambda session: session.scalars(shown).all()))
        if new := [{"user_id": each} for each in sorted(set(people) - kept)]:
            adding = self._database.upsert(MaintainerRow, ())
            await self._database.write(lambda session: session.execute(adding, new))
        return sorted(kept.difference(people))

    async def dismiss(self, person: int) -> None:
        """Removes somebody who is no longer shown them."""
        dismissing = delete(MaintainerRow).where(MaintainerRow.user_id == person)
        await self._database.write(lambda session: session.execute(dismissing))
