"""The settings of each chat, and the people who are shown the maintainers' commands."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic
from typing import Any, Literal, get_args

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from bot.database.connection import Database
from bot.database.news import tell
from bot.database.tables import ChatRow, MaintainerRow
from bot.errors import DatabaseError
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

_LIFE_SECONDS = 10.0
"""For how long settings are not read again that another process may have changed."""

NEWS = "chat "
"""What processes tell each other, with its id behind, when a chat has changed its settings."""


class Chats:
    """The settings of all chats, kept in memory as far as they fit.

    Where processes share them they tell each other of changes (see `hear`); what is not told is
    known a little later.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: FifoCache[int, tuple[float, ChatSettings]] = FifoCache(_REMEMBERED)
        self._life = _LIFE_SECONDS if database.is_shared else float("inf")
        self._heard_at = self._forgot_at = float("-inf")

    async def settings(self, chat_id: int) -> ChatSettings:
        """Returns a chat's settings, the defaults where it has not changed any.

        While the database does not work they are those that it had; where these are unknown, raises
        DatabaseError.
        """
        now = monotonic()
        read_at, known = self._known.get(chat_id, (float("-inf"), None))
        if known and read_at > max(self._heard_at, now - self._life):
            return known
        try:
            row = await self._row(chat_id)
        except DatabaseError:
            if known:
                return known
            raise
        settings = _settings(row) if row else DEFAULTS
        if now > self._forgot_at:  # else they may have been read before they were changed
            self._known[chat_id] = now, settings
        return settings

    def hear(self, news: str) -> None:
        """Reads settings again that another process may have changed."""
        if not news:
            self._heard_at = monotonic()
        elif news.startswith(NEWS):
            self._forget(int(news.removeprefix(NEWS)))

    async def change(self, chat_id: int, before: ChatSettings, after: ChatSettings) -> ChatSettings:
        """Changes what differs between two settings of a chat, and nothing else.

        Returns its settings then, with what another process has changed.
        """
        known, wanted = _values(before), _values(after)
        new = {name: value for name, value in wanted.items() if value != known[name]}
        values = {"chat_id": chat_id, "left_at": None, **_values(DEFAULTS), **new}
        changing = self._database.upsert(ChatRow, {"left_at", *new})
        changing = changing.returning(*ChatRow.__table__.columns)

        def change(session: Session) -> ChatSettings:
            tell(session, f"{NEWS}{chat_id}")
            return _settings(session.execute(changing, values).one())

        settings = await self._database.write(change)
        self._forget(chat_id)
        self._known[chat_id] = monotonic(), settings
        return settings

    async def moved(self, old: int, new: int) -> None:
        """Moves the settings of a group that became a supergroup; may be called repeatedly."""
        leaving = delete(ChatRow).where(ChatRow.chat_id == old).returning(ChatRow)

        def move(session: Session) -> None:
            row = session.scalar(leaving)
            settings = _settings(row) if row else DEFAULTS
            values = {"chat_id": new, "left_at": None, "moved_from": old, **_values(settings)}
            changed = None if row else {"moved_from"}
            session.execute(self._database.upsert(ChatRow, changed), values)
            for chat_id in (old, new):
                tell(session, f"{NEWS}{chat_id}")

        await self._database.write(move)
        self._forget(old, new)

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
        self._forget(*await self._database.write(lambda session: session.scalars(dropping).all()))

    async def _row(self, chat_id: int) -> ChatRow | None:
        return await self._database.read(lambda session: session.get(ChatRow, chat_id))

    def _forget(self, *chat_ids: int) -> None:
        """Has the settings of chats read again; those that are being read now are not kept."""
        self._forgot_at = monotonic()
        for chat_id in chat_ids:
            self._known.pop(chat_id, None)


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
