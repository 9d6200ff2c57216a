"""The updates that were received and are not yet handled: a queue, which processes may share.

An update is stored before Telegram is told that it has arrived, and its content is deleted once it
has been handled. Of each chat one update is handled at a time, the oldest first, by any process. It
holds the update for a while and renews that, so that others take over what a dead one held.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from bot.database.connection import Database
from bot.database.news import tell
from bot.database.tables import UpdateRow

log = logging.getLogger(__name__)

NEWS = "updates"
"""What processes tell each other when an update waits that another one may take."""

HELD_SECONDS = 6.0
"""For how long an update is held, unless this is renewed."""

_TRIES = 5
"""How often an update is tried that may be what kills the process."""


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update and the chat that it is about; `content` is what Telegram sent, as JSON.

    One that `is_quick`, such as a press, is handled before the messages of its chat. Two with the
    same number are the same.
    """

    update_id: int
    chat_id: int = field(compare=False)
    is_quick: bool = field(compare=False)
    content: str = field(compare=False, repr=False)


_ROWS = UpdateRow.metadata.tables[UpdateRow.__tablename__]
"""The table itself: objects of its rows would take longer to make than all the rest."""


class Updates:
    """The updates of one bot; all methods that wait raise DatabaseError where it fails."""

    def __init__(self, database: Database, bot_id: int) -> None:
        self._database = database
        self._bot_id = bot_id
        self._owner = uuid4().hex
        rows, now = _ROWS.c, database.now
        undone = and_(rows.bot_id == bot_id, rows.content.is_not(None))
        self._count = select(func.count()).select_from(_ROWS).where(undone)
        self._all = update(_ROWS).where(undone)
        self._held = self._all.where(rows.owner == self._owner)
        self._storing = database.upsert(UpdateRow, ()).returning(rows.update_id)
        self._taking = (
            self._all.where(rows.update_id.in_(_takeable(bot_id, self._owner, now)))
            .values(
                owner=self._owner,
                held_until=now + HELD_SECONDS,
                is_resting=False,
                tries=rows.tries + 1,
            )
            .returning(rows.update_id, rows.chat_id, rows.is_quick, rows.content, rows.tries)
        )
        self._renewing = self._held.values(held_until=now + HELD_SECONDS)
        self._renewing = self._renewing.returning(rows.update_id)
        self._works_since = float("inf")
        self._unclear: set[int] = set()  # taken, if what took them was committed
        self._has_told = False
        self.is_shared = database.is_shared

    async def open(self) -> None:
        """Takes over at once what the last process held, where there can be but one.

        Raises DatabaseError where another process runs this bot, and may not.
        """
        if not self.is_shared:
            self._database.exclude_others(f"{self._bot_id}")
            freeing = self._all.values(owner=None)
            await self._database.write(lambda session: session.execute(freeing))

    async def exchange(
        self, new: Sequence[StoredUpdate], most: int, *, quick: bool = False
    ) -> list[StoredUpdate]:
        """Stores new updates, with all rows that wait, and takes at most so many to be handled.

        Where `quick` ones are wanted, no others are taken. If it fails, the caller has to handle
        the new updates; others that it took, having been committed all the same, the next one hands
        back.
        """
        if unclear := tuple(self._unclear):
            await self.hand_back(unclear)
            self._unclear.difference_update(unclear)
        rows = [self._row(each) for each in new]
        brought = {each.update_id for each in new}
        options = {"most": most, "quick": quick, "takes_over": self._takes_over}

        def exchange(session: Session) -> Sequence[Row[Any]]:
            connection = session.connection()
            stored = set(connection.scalars(self._storing, rows)) if rows else set()
            self._tell_of(brought - stored)
            taken = connection.execute(self._taking, options).all() if most else []
            self._unclear.update({row.update_id for row in taken} - brought)
            if stored.difference(row.update_id for row in taken):
                tell(session, NEWS)
            return taken

        try:
            taken = await self._database.backlog.flush_with(exchange)
        except BaseException:
            self._works_since = float("inf")
            raise
        self._works_since = min(self._works_since, monotonic())
        self._unclear.difference_update(row.update_id for row in taken)
        return [each for row in taken for each in self._unless_it_kills(row)]

    def _tell_of(self, repeated: Collection[int]) -> None:
        if repeated and not self._has_told:
            self._has_told = True
            fault = (
                "left out, having arrived before: Telegram repeats what it takes for undelivered"
            )
            log.info("update %s is %s (told once)", min(repeated), fault)

    @contextmanager
    def finishing(self, taken: StoredUpdate) -> Iterator[None]:
        """Has the content of an update deleted in one transaction with all that the body puts.

        Nothing is deleted where the body is cancelled.
        """
        with self._database.backlog.together():
            try:
                yield
            except Exception:
                self._done(taken)
                raise
            self._done(taken)

    def _done(self, handled: StoredUpdate) -> None:
        row = self._row(handled) | {"content": None}
        self._database.backlog.put(UpdateRow, (self._bot_id, handled.update_id), row)

    async def rest(self, held: StoredUpdate, *, rests: bool) -> None:
        """Notes whether an update waits for Telegram, so that quick ones are not kept waiting."""
        changing = self._held.where(_ROWS.c.update_id == held.update_id).values(is_resting=rests)
        await self._database.write(lambda session: session.execute(changing))

    async def renew(self) -> set[int]:
        """Holds for longer what is held, and returns the numbers of that."""
        return set(
            await self._database.write(lambda session: session.scalars(self._renewing).all())
        )

    async def hand_back(self, update_ids: Collection[int] | None = None) -> None:
        """Leaves to other processes, or to the next one, what is held, or these of it."""
        which = true() if update_ids is None else _ROWS.c.update_id.in_(update_ids)
        leaving = self._held.where(which).values(owner=None, tries=_ROWS.c.tries - 1)

        def leave(session: Session) -> None:
            session.execute(leaving)
            tell(session, NEWS)

        await self._database.write(leave, all_written=True)

    async def count(self) -> int:
        """How many are not yet handled."""
        return await self._database.read(lambda session: session.scalar(self._count) or 0)

    async def drop(self, before: datetime) -> None:
        """Forgets which ones were handled before a moment; Telegram offers one for a day."""
        old = delete(_ROWS).where(_ROWS.c.content.is_(None), _ROWS.c.stored_at < before)
        await self._database.write(lambda session: session.execute(old))

    @property
    def _takes_over(self) -> bool:
        """Whether what another process has not renewed is its no more.

        After an outage it has first had the time to renew it.
        """
        return monotonic() - self._works_since > HELD_SECONDS

    def _row(self, stored: StoredUpdate) -> dict[str, Any]:
        return {
            "bot_id": self._bot_id,
            "update_id": stored.update_id,
            "chat_id": stored.chat_id,
            "is_quick": stored.is_quick,
            "content": stored.content,
            "stored_at": datetime.now(UTC),
            "owner": None,
            "held_until": 0.0,
            "is_resting": False,
            "tries": 0,
        }

    def _unless_it_kills(self, row: Row[Any]) -> list[StoredUpdate]:
        taken = StoredUpdate(row.update_id, row.chat_id, row.is_quick, row.content)
        if row.tries <= _TRIES:
            return [taken]
        log.error("update %s is given up: it has ended %d processes", row.update_id, _TRIES)
        self._done(taken)
        return []


def _takeable(bot_id: int, owner: str, now: ColumnElement[float]) -> Select[int]:
    """The numbers of the updates that may be taken now.

    Nobody handles them, nor another one of their chat, of which it is the oldest quick one, or
    else the oldest one.
    """
    row, other = _ROWS.alias().c, _ROWS.alias().c
    latest = now + 2 * HELD_SECONDS  # later than that it is from before the clock was set back
    is_overdue = and_(
        bindparam("takes_over"), ~row.held_until.between(now, latest), row.owner != owner
    )
    is_under_way = and_(other.owner.is_not(None), other.held_until.between(now, latest))
    of_chat = and_(
        other.bot_id == row.bot_id,
        other.chat_id == row.chat_id,
        other.content.is_not(None),
        other.update_id != row.update_id,
    )
    comes_first = or_(
        and_(is_under_way, other.is_resting.is_(False)),
        and_(other.is_quick == row.is_quick, other.update_id < row.update_id),
        and_(other.is_quick, row.is_quick.is_(False), other.is_resting.is_(False)),
    )
    chosen = (
        select(row.update_id)
        .where(
            row.bot_id == bot_id,
            row.content.is_not(None),
            or_(row.owner.is_(None), is_overdue),
            or_(row.is_quick, bindparam("quick").is_(False)),
            ~exists().where(of_chat, comes_first),
        )
        .order_by(row.is_quick.desc(), row.update_id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("chosen")  # so that PostgreSQL chooses once
    )
    return select(chosen.c.update_id)
