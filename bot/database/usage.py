"""How much people and chats have asked of late, in the database where processes share it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.database.connection import Database
from bot.database.tables import UsageRow
from bot.errors import DatabaseError
from bot.fifo_cache import FifoCache

log = logging.getLogger(__name__)

Result = TypeVar("Result")

_REMEMBERED = 10_000
"""People and chats that are kept in memory."""


@dataclass(frozen=True, slots=True)
class Use:
    """Until when what somebody has asked counts, and when they were last told that it is too much.

    Both in seconds, of a clock of this process or of the database.
    """

    used_until: float = float("-inf")
    refused_at: float = float("-inf")


Uses = Mapping[str, Use]

Judge = Callable[[Uses, float], tuple[Result, Uses]]
"""Decides by the uses of some names at a moment; returns the decision and the uses afterwards."""


class Usage:
    """Keeps uses by names; in memory while the database does not work, or is of one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: FifoCache[str, Use] = FifoCache(_REMEMBERED)

    async def exchange(self, names: list[str], judge: Judge[Result]) -> Result:
        """Returns what is decided by the uses of these names; nobody changes them meanwhile."""
        if self._database.is_shared:
            try:
                return await self._in_database(sorted(names), judge)
            except DatabaseError as error:
                log.error("limits are those of this process alone: %s", error)
        known = {name: self._known.get(name, Use()) for name in names}
        result, changed = judge(known, monotonic())
        for name, use in changed.items():
            self._known[name] = use  # moves it to the end, where it is forgotten last
        return result

    async def drop(self, before: datetime) -> None:
        """Forgets what has not counted since a moment."""
        old = delete(UsageRow).where(UsageRow.used_until < before.timestamp())
        await self._database.write(lambda session: session.execute(old))

    async def _in_database(self, names: list[str], judge: Judge[Result]) -> Result:
        adding, changing = self._database.upsert(UsageRow, ()), self._database.upsert(UsageRow)
        reading = select(UsageRow, self._database.now).where(UsageRow.name.in_(names))
        reading = reading.order_by(UsageRow.name).with_for_update()

        def exchange(session: Session) -> Result:
            session.execute(adding, [{"name": name} | asdict(Use()) for name in names])
            rows = session.execute(reading).all()
            known = {row.name: Use(row.used_until, row.refused_at) for row, _ in rows}
            result, changed = judge(known, rows[0][1])
            if changed:
                values = [{"name": name} | asdict(use) for name, use in changed.items()]
                session.execute(changing, values)
            return result

        return await self._database.write(exchange)
