"""Rows that wait to be written, so that many are written together and nobody waits for it."""

import asyncio
import logging
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from bot.database.tables import Table
from bot.database.timeouts import with_timeout
from bot.errors import DatabaseError

log = logging.getLogger(__name__)

_PAUSE = 0.2
"""Seconds for which rows are gathered."""

_PATIENCE = 5.0
"""Seconds before the next try after a failure of the database."""

_MOST = 5000
"""Rows of a table that wait at most; the oldest are lost where the database fails for long."""

Values = Mapping[str, Any]
"""The values of a row by the names of its columns."""

Rows = Mapping[type[Table], list[Values]]

Result = TypeVar("Result")


class Write(Protocol):
    """Writes rows, and does some work, in one transaction."""

    async def __call__(self, rows: Rows, work: Callable[[Session], Result]) -> Result: ...


_TOGETHER: ContextVar[list[tuple[type[Table], Hashable, Values]] | None]
_TOGETHER = ContextVar("together", default=None)
"""The rows of the current task that are to be put at once."""


def _nothing(_: Session) -> None:
    """Does nothing."""


class Backlog:
    """Gathers rows and soon writes them; retries those that could not be written.

    `lost` counts the rows that were given up.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: dict[type[Table], dict[Hashable, Values]] = {}
        self._writing = asyncio.Lock()
        self._soon: asyncio.Task[None] | None = None
        self._failure: DatabaseError | None = None
        self._failures = 0
        self.lost = 0

    def put(self, table: type[Table], key: Hashable, values: Values) -> None:
        """Queues a row, in place of a waiting one with the same key."""
        together = _TOGETHER.get()
        if together is not None:
            together.append((table, key, values))
            return
        rows = self._waiting.setdefault(table, {})
        rows[key] = values
        if len(rows) > _MOST:
            del rows[next(iter(rows))]
            self.lost += 1
        if self._soon is None or self._soon.done():
            self._soon = asyncio.create_task(self._write_soon())

    @contextmanager
    def together(self) -> Iterator[None]:
        """Has all rows that the current task puts meanwhile written in one transaction."""
        rows: list[tuple[type[Table], Hashable, Values]] = []
        token = _TOGETHER.set(rows)
        try:
            yield
        finally:
            _TOGETHER.reset(token)
            for row in rows:
                self.put(*row)

    async def flush(self) -> None:
        """Writes what was put before; raises DatabaseError where that fails, and keeps the rows."""
        if self.waiting or self._writing.locked():
            await self.flush_with(_nothing)

    async def flush_with(self, work: Callable[[Session], Result]) -> Result:
        """The same in a transaction with some work, whose result it returns.

        Callers that waited for somebody else's try get its failure instead of trying themselves.
        """
        failures = self._failures
        async with self._writing:
            if self._failure and self._failures > failures:
                raise DatabaseError(str(self._failure))
            batch = {table: dict(rows) for table, rows in self._waiting.items() if rows}
            rows = {table: list(rows.values()) for table, rows in batch.items()}
            try:
                result = await self._write(rows, work)
            except DatabaseError as error:
                if not self._failure:
                    log.error("%s; unsaved rows wait until it works", error)
                self._failure = error
                self._failures += 1
                raise
            self._remove(batch)
            if self._failure:
                log.warning("the database works again; rows lost so far: %d", self.lost)
            self._failure = None
            return result

    async def close(self) -> None:
        """Tries a last time to write what waits."""
        with suppress(DatabaseError):
            await with_timeout(self.flush)()
        if self._soon:
            self._soon.cancel()
        if left := self.lost + self.waiting:
            log.error("rows that could not be written: %d", left)

    @property
    def waiting(self) -> int:
        """The number of rows still to be written."""
        return sum(map(len, self._waiting.values()))

    async def _write_soon(self) -> None:
        """Writes until nothing waits."""
        pause = _PAUSE
        while self.waiting:
            await asyncio.sleep(pause)
            try:
                await self.flush()
                pause = _PAUSE
            except DatabaseError:
                pause = _PATIENCE

    def _remove(self, written: Mapping[type[Table], Mapping[Hashable, Values]]) -> None:
        """Removes what was written, unless it has been replaced meanwhile."""
        for table, rows in written.items():
            waiting = self._waiting[table]
            for key, values in rows.items():
                if waiting.get(key) is values:
                    del waiting[key]
