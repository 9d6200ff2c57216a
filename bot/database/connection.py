"""The connection to the database, whose tables are brought up to date when it is opened."""

import asyncio
import logging
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from shutil import disk_usage
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import Error as SQLiteError
from sqlite3 import connect
from time import sleep
from typing import Any, Self, TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Engine,
    Insert,
    cast,
    create_engine,
    event,
    func,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.database.address import shown, url_of
from bot.database.backlog import Backlog, Rows, Values
from bot.database.tables import Table, is_newest, migrate, upsert
from bot.database.timeouts import left_work_done, with_timeout
from bot.errors import DatabaseError

log = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE: dict[str, Any] = {"connect_timeout": 5, "tcp_user_timeout": 5000}
"""How long a connection to PostgreSQL may take, in seconds, and be silent, in milliseconds."""

_OPTIONS: dict[str, dict[str, Any]] = {
    "postgresql": {"pool_pre_ping": True, "connect_args": PATIENCE},
    "sqlite": {"pool_size": 4, "max_overflow": 0},
}

_READERS = {"postgresql": 5, "sqlite": 3}
_WRITERS = {"postgresql": 5, "sqlite": 1}
"""Transactions at the same time, each in a thread. SQLite has one writer: those of this process
queue for it, and only other processes for the file's lock. Readers wait for nobody.
"""

_BUSY_MS = 5000
_PAUSE_MS = 20
_LAST_SECONDS = 1.0
"""For what is still being read or written when the database is closed."""
_NOW: dict[str, ColumnElement[float]] = {
    "postgresql": cast(func.extract("epoch", func.clock_timestamp()), Double),
    "sqlite": (func.julianday("now") - 2_440_587.5) * 86_400.0,
}
_ROOM = 1 << 16
"""Bytes that an empty database needs."""
_LIMITS = "SET lock_timeout = '5s'; SET statement_timeout = '30s'"


class Database:
    """An open database. What is done with it is a function of a session, which is a transaction.

    Such a function runs in a thread: it may wait for the database, and must not touch anything
    that the event loop changes. Rows that nobody waits for are put into the `backlog`, which
    writes many at once.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)
        self._readers = CapacityLimiter(_READERS[engine.dialect.name])
        self._writers = CapacityLimiter(_WRITERS[engine.dialect.name])
        self._preparing = asyncio.Lock()
        self._is_prepared = False
        self._lock: SQLiteConnection | None = None
        self.backlog = Backlog(self._write)

    @classmethod
    async def open(cls, address: str) -> Self:
        """Opens the database at an address such as postgresql://user:password@host/name.

        Raises DatabaseError, with the address but not the password, where that fails. A file on a
        full disk is opened later, when there is room.
        """
        url = url_of(address)
        engine = create_engine(url, **_OPTIONS[url.get_backend_name()])
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        else:
            event.listen(engine, "connect", _prepare_postgresql)
        database = cls(engine)
        try:
            await database._prepare()
        except DatabaseError as error:
            if not _lacks_room(url, error):
                engine.dispose()
                raise
            log.error("%s; unsaved rows wait until there is room", error)
        return database

    @property
    def dialect(self) -> str:
        """Its kind: postgresql or sqlite."""
        return self.engine.dialect.name

    @property
    def is_shared(self) -> bool:
        """Whether several processes may run the bot with it."""
        return self.dialect == "postgresql"

    @property
    def now(self) -> ColumnElement[float]:
        """Seconds since 1970 by the database's clock, since those of several machines differ."""
        return _NOW[self.dialect]

    def exclude_others(self, name: str) -> None:
        """Lets no other process do the same with a file until this one ends.

        Raises DatabaseError where one does already.
        """
        path = f"{self.engine.url.database}-{name}.lock"
        try:
            self._lock = connect(path, timeout=_BUSY_MS / 10_000, isolation_level=None)
            self._lock.execute("BEGIN EXCLUSIVE")
        except SQLiteError as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY":
                fault = "another process runs this bot with the same data folder; stop one of them"
                raise DatabaseError(f"{shown(self.engine.url)}: {fault}") from None
            log.error("%s: %s", path, error)

    async def write(
        self, work: Callable[[Session], Result], *, all_written: bool = False
    ) -> Result:
        """Returns what the work does in a transaction, after all that was put if `all_written`.

        Raises DatabaseError where the database fails, takes too long, or cannot write what was put.
        """
        if all_written:
            await self.backlog.flush()
        return await self._run(work, self._writers, reads=False)

    async def read(self, work: Callable[[Session], Result], *, all_written: bool = False) -> Result:
        """The same for work that only reads, and does not wait for those that write."""
        if all_written:
            await self.backlog.flush()
        return await self._run(work, self._readers, reads=True)

    def upsert(self, table: type[Table], changed: Collection[str] | None = None) -> Insert:
        """The statement that inserts a row, or changes columns of the one with the same keys."""
        columns = None if changed is None else tuple(sorted(changed))
        return upsert(self.dialect, table, columns)

    async def works(self) -> bool:
        """Whether it can be reached now."""
        with suppress(DatabaseError):
            await self.read(lambda session: session.execute(text("SELECT 1")))
            return True
        return False

    async def close(self) -> None:
        """Writes all that was put, and closes it."""
        await self.backlog.close()
        await left_work_done(_LAST_SECONDS)
        self.engine.dispose()
        if self._lock:
            self._lock.close()

    async def _write(self, rows: Rows, work: Callable[[Session], Result]) -> Result:
        """Writes all rows and does the work, or neither; gives up rows that it will never take."""

        def write(session: Session) -> Result:
            connection = session.connection()
            for table, listed in rows.items():
                connection.execute(self.upsert(table), listed)
            return work(session)

        try:
            return await self.write(write)
        except DatabaseError as error:
            if not rows or not isinstance(error.__cause__, DataError | IntegrityError):
                raise
            for table, listed in rows.items():
                for values in listed:
                    await self._write_row(table, values)
            return await self.write(work)

    async def _write_row(self, table: type[Table], values: Values) -> None:
        try:
            await self.write(lambda session: session.execute(self.upsert(table), values))
        except DatabaseError as error:
            if not isinstance(error.__cause__, DataError | IntegrityError):
                raise
            log.error("%s; a row is given up", error)
            self.backlog.lost += 1

    async def _prepare(self) -> None:
        """Brings the tables up to date, once."""

        def prepare() -> None:
            with self.engine.begin() as connection:
                migrate(connection)

        async with self._preparing:
            if self._is_prepared:
                return
            try:
                await to_thread.run_sync(prepare)
            except (DatabaseError, SQLAlchemyError, SQLiteError, OSError) as error:
                raise DatabaseError(f"{shown(self.engine.url)}: {_reason(error)}") from error
            self._is_prepared = True

    @with_timeout
    async def _run(
        self, work: Callable[[Session], Result], threads: CapacityLimiter, *, reads: bool
    ) -> Result:
        if not self._is_prepared:
            await self._prepare()

        def transaction() -> Result:
            with self._sessions.begin() as session:
                session.connection(execution_options={"reads": reads})
                return work(session)

        try:
            return await to_thread.run_sync(transaction, abandon_on_cancel=True, limiter=threads)
        except (SQLAlchemyError, OSError) as error:
            raise DatabaseError(f"the database failed: {_reason(error)}") from error


def condition(address: str) -> str:
    """The state of a database in a few words; it is only read.

    Raises DatabaseError where it cannot be opened, with the address but not the password.
    """
    url = url_of(address)
    name = shown(url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        place = path if path.exists() else path.parent
        if not os.access(place, os.W_OK):
            raise DatabaseError(f"{name}: {place} is missing, or closed to this user")
        if place != path:
            return f"{name}: is made at the first start"
        url = url.set(database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = create_engine(url, **_OPTIONS[url.get_backend_name()])
    try:
        with engine.connect() as connection:
            is_ready = is_newest(connection)
    except (DatabaseError, SQLAlchemyError, OSError) as error:
        raise DatabaseError(f"{name}: {_reason(error)}") from None
    finally:
        engine.dispose()
    return f"{name}: opens" + ("" if is_ready else "; the next start brings it up to date")


def _lacks_room(url: URL, error: DatabaseError) -> bool:
    """Whether a file could not be opened because its disk, or the file itself, is full."""
    if url.get_backend_name() != "sqlite":
        return False
    cause = error.__cause__
    name = getattr(getattr(cause, "orig", cause), "sqlite_errorname", "")
    folder = Path(url.database or "").parent
    is_full = folder.is_dir() and disk_usage(folder).free < _ROOM
    return is_full or name.startswith(("SQLITE_FULL", "SQLITE_IOERR"))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Has it wait for others, and delete for good; Python's driver opens no transactions itself."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    _use_write_ahead_log(cursor)
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _use_write_ahead_log(cursor: Any) -> None:
    """Lets readers go on while others write; the busy timeout does not cover this switch."""
    for _ in range(_BUSY_MS // _PAUSE_MS):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except SQLiteError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY":
                raise
            sleep(_PAUSE_MS / 1000)
        else:
            return


def _prepare_postgresql(connection: Any, _record: object) -> None:
    """Limits how long a statement may take or wait for others."""
    cursor = connection.cursor()
    cursor.execute(_LIMITS)
    cursor.close()
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    """Asks for the write lock at once: a transaction that asks later would be refused."""
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _reason(error: Exception) -> str:
    """What the database itself said, in one line."""
    message = str(getattr(error, "orig", None) or error).strip()
    return message.splitlines()[0] if message else type(error).__name__
