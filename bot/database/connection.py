"""The connection to the database, brought to the newest form of its tables when it is opened."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import disk_usage
from sqlite3 import Error as SQLiteError
from sqlite3 import connect
from time import sleep
from typing import Any, Self

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from bot.database.address import shown, url_of
from bot.database.backlog import Backlog, Rows, Values
from bot.database.tables import Table
from bot.database.timeouts import left_work_done, with_timeout
from bot.database.upsert import upsert
from bot.errors import DatabaseError

log = logging.getLogger(__name__)

_OPTIONS: dict[str, dict[str, Any]] = {
    "postgresql": {
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 5, "tcp_user_timeout": 5000},
    },
    "sqlite": {"pool_size": 3, "max_overflow": 0},
}

_WRITERS = {"postgresql": 5, "sqlite": 1}
"""Pieces of work that write at the same time. Of SQLite one: the others wait for it in turn, and
only those of other processes for the file's lock. Who reads waits for nobody.
"""

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MS = 5000
_PAUSE_MS = 20
_LAST_SECONDS = 1.0
"""For what is still being read or written when the database is closed."""
_ROOM = 1 << 16
"""Bytes that an empty database needs."""
_LIMITS = "SET lock_timeout = '5s'; SET statement_timeout = '30s'"


class Database:
    """An open database, in which each piece of work is done whole or not at all.

    What nobody waits for is put, and written together with what else is put soon after.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._writers = asyncio.Semaphore(_WRITERS[engine.dialect.name])
        self._backlog = Backlog(self._write)
        self._preparing = asyncio.Lock()
        self._is_prepared = False

    @classmethod
    async def open(cls, address: str) -> Self:
        """Opens the database at an address such as postgresql://user:password@host/name.

        Raises DatabaseError where it cannot be, with the address but not the password. Where it is
        a file, and the disk is full, that is done when there is room.
        """
        url = url_of(address)
        engine = create_async_engine(url, **_OPTIONS[url.get_backend_name()])
        if url.get_backend_name() == "sqlite":
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(engine.sync_engine, "begin", _begin_sqlite)
        else:
            event.listen(engine.sync_engine, "connect", _prepare_postgresql)
        database = cls(engine)
        try:
            await database._prepare()
        except DatabaseError as error:
            if not _lacks_room(url, error):
                await engine.dispose()
                raise
            log.error("%s; what is to be kept waits until there is room", error)
        return database

    @asynccontextmanager
    async def session(self, *, all_written: bool = True) -> AsyncIterator[AsyncSession]:
        """A piece of work, which sees all that was put before if all is to be written first.

        Raises DatabaseError where the database does not do it, or cannot write what was put.
        """
        if all_written:
            await self._backlog.flush()
        async with self._writers, self._work() as session:
            yield session

    @asynccontextmanager
    async def reading(self, *, all_written: bool = True) -> AsyncIterator[AsyncSession]:
        """The same for work that only reads, which does not wait for others that write."""
        if all_written:
            await self._backlog.flush()
        async with self._work() as session:
            await session.connection(execution_options={"reads": True})
            yield session

    def put(self, table: type[Table], key: Hashable, values: Values) -> None:
        """Has a row written soon, in place of the one with the same key."""
        self._backlog.put(table, key, values)

    @property
    def waiting(self) -> int:
        """How many rows that were put are still to be written."""
        return self._backlog.waiting

    @property
    def lost(self) -> int:
        """How many rows were given up, as the database did not take them or failed for long."""
        return self._backlog.lost

    async def works(self) -> bool:
        """Whether it can be reached now."""
        try:
            await self._probe()
        except DatabaseError:
            return False
        return True

    async def close(self) -> None:
        """Closes it when all that was put is written."""
        await self._backlog.close()
        await left_work_done(_LAST_SECONDS)
        await self._engine.dispose()

    @with_timeout
    async def _probe(self) -> None:
        async with self.reading(all_written=False) as session:
            await session.execute(text("SELECT 1"))

    async def _write(self, rows: Rows) -> None:
        """Writes rows, all or none; those that the database will never take are given up."""
        try:
            async with self.session(all_written=False) as session:
                for table, listed in rows.items():
                    await session.execute(upsert(self._engine.dialect.name, table), listed)
        except DatabaseError as error:
            if not isinstance(error.__cause__, DataError | IntegrityError):
                raise
            single = [{table: [values]} for table, listed in rows.items() for values in listed]
            if len(single) == 1:
                log.error("%s; a row is given up", error)
                self._backlog.lost += 1
                return
            for row in single:
                await self._write(row)

    async def _prepare(self) -> None:
        """Brings the tables to their newest form, once."""
        async with self._preparing:
            if self._is_prepared:
                return
            url = self._engine.url
            try:
                if url.get_backend_name() == "sqlite":
                    connect(url.database or "").close()  # where it fails aiosqlite leaves a thread
                async with self._engine.begin() as connection:
                    await connection.run_sync(_migrate)
            except (SQLAlchemyError, SQLiteError, OSError) as error:
                raise DatabaseError(f"{shown(url)}: {_reason(error)}") from error
            self._is_prepared = True

    @asynccontextmanager
    async def _work(self) -> AsyncIterator[AsyncSession]:
        if not self._is_prepared:
            await self._prepare()
        try:
            async with self._sessions.begin() as session:
                yield session
        except (SQLAlchemyError, OSError) as error:
            raise DatabaseError(f"the database failed: {_reason(error)}") from error


async def condition(address: str) -> str:
    """What state a database is in, in a few words; it is only read, and not waited for.

    Raises DatabaseError where it cannot be opened, with the address but not the password.
    """
    url = url_of(address)
    told = shown(url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        place = path if path.exists() else path.parent
        if not os.access(place, os.W_OK):
            raise DatabaseError(f"{told}: {place} is missing, or closed to this user")
        if place != path:
            return f"{told}: is made at the first start"
        url = url.set(database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = create_async_engine(url, **_OPTIONS[url.get_backend_name()])
    try:
        async with engine.connect() as connection:
            is_newest = await connection.run_sync(_is_newest)
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseError(f"{told}: {_reason(error)}") from None
    finally:
        await engine.dispose()
    return f"{told}: opens" + ("" if is_newest else "; the next start brings it up to date")


def _lacks_room(url: URL, error: DatabaseError) -> bool:
    """Whether a file could not be opened since nothing more fits on its disk, or in it."""
    if url.get_backend_name() != "sqlite":
        return False
    cause = error.__cause__
    name = getattr(getattr(cause, "orig", cause), "sqlite_errorname", "")
    folder = Path(url.database or "").parent
    is_full = folder.is_dir() and disk_usage(folder).free < _ROOM
    return is_full or name.startswith(("SQLITE_FULL", "SQLITE_IOERR"))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Waits where another process writes; Python's driver is kept from parting transactions."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    _without_readers_waiting(cursor)
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _without_readers_waiting(cursor: Any) -> None:
    """Keeps what is written beside the file; SQLite does not wait by itself to begin with that."""
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
    """Ends what waits for others, or takes, too long."""
    cursor = connection.cursor()
    cursor.execute(_LIMITS)
    cursor.close()
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    """Waits for the right to write at once; one who asks for it later would be refused."""
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _migrate(connection: Connection) -> None:
    """Brings the tables to their newest form; processes that start together wait for each other.

    Alembic, which takes 8 MB of memory, is only imported where there is something to do.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('forum-bot'))")
    if _is_newest(connection):
        return
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


def _is_newest(connection: Connection) -> bool:
    """Whether the last of the migrations, whose files are named by number, was made."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    made = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    known = (path.name.partition("_")[0] for path in _MIGRATIONS.glob("versions/*.py"))
    return list(made) == [max(known)]


def _reason(error: Exception) -> str:
    """What the database itself said, in one line."""
    told = str(getattr(error, "orig", None) or error).strip()
    return told.splitlines()[0] if told else type(error).__name__
