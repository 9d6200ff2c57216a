"""Opening a database: its tables are made and brought up to date, and faults are one line."""

import asyncio
import resource
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.orm import Session

from bot.database import timeouts
from bot.database.address import shown, sqlite_address, url_of
from bot.database.chats import DEFAULTS, Chats
from bot.database.connection import Database, condition
from bot.database.feedback import Gaps
from bot.database.tables import _MIGRATIONS, GapRow, Table
from bot.errors import DatabaseError

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)

RELEASED = "0006"
"""The last of the migrations of the first release."""


def differences(connection: Connection) -> list[Any]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[Any] = compare_metadata(context, Table.metadata)
    return found


async def test_the_migrations_make_the_tables_that_the_code_expects(database: Database) -> None:
    assert await database.read(lambda session: differences(session.connection())) == []


def upgrade(connection: Connection, revision: str) -> None:
    """Makes the tables as a former version had them."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS))
    command.upgrade(config, revision)


async def test_a_database_of_an_earlier_version_is_brought_up_to_date(address: str) -> None:
    engine = create_engine(url_of(address))
    with engine.begin() as connection:
        upgrade(connection, "0005")
        values = "('红烧肉怎么做', 'zh', 'refused', '2026-05-12')"
        columns = "question, language, cause, asked_at"
        connection.exec_driver_sql(f"INSERT INTO gaps ({columns}) VALUES {values}")
    engine.dispose()
    assert condition(address).endswith("; the next start brings it up to date")
    database = await Database.open(address)
    gaps = Gaps(database)
    gaps.keep("红烧肉怎么做", NOW)
    assert [(gap.question, gap.times) for gap in await gaps.listed()] == [("红烧肉怎么做", 2)]
    assert await database.read(lambda session: differences(session.connection())) == []
    await database.close()


async def test_a_database_of_a_version_without_a_migration_is_one_line_of_advice(
    address: str,
) -> None:
    alter(address, "CREATE TABLE alembic_version (version_num VARCHAR(32))")
    alter(address, "INSERT INTO alembic_version VALUES ('0004')")
    reported = r"was made by a version before 0\.1\.0 .*; move it away, or set DATABASE_URL"
    with pytest.raises(DatabaseError, match=reported) as looked:
        condition(address)
    with pytest.raises(DatabaseError, match=reported) as opened:
        await Database.open(address)
    for raised in (looked, opened):
        assert str(raised.value).startswith(shown(url_of(address)))
        assert "\n" not in str(raised.value)


def alter(address: str, statement: str) -> None:
    engine = create_engine(url_of(address))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


async def test_a_version_works_with_what_a_later_one_has_added(address: str) -> None:
    await (await Database.open(address)).close()
    alter(address, "UPDATE alembic_version SET version_num = '9999'")
    alter(address, "ALTER TABLE chats ADD COLUMN mood VARCHAR DEFAULT 'calm' NOT NULL")
    assert condition(address).endswith(": opens")
    database = await Database.open(address)
    changed = replace(DEFAULTS, quiet=True)
    assert await Chats(database).change(-7, DEFAULTS, changed) == changed
    await database.close()


def schema(address: str) -> dict[tuple[str, str], tuple[str, bool, bool]]:
    """The type of each column, whether it may be left out, and whether it may be empty."""
    engine = create_engine(url_of(address))
    inspector = inspect(engine)
    found = {
        (table, column["name"]): (
            str(column["type"]),
            bool(column["nullable"] or column["default"] or column.get("autoincrement") is True),
            bool(column["nullable"]),
        )
        for table in inspector.get_table_names()
        for column in inspector.get_columns(table)
    }
    engine.dispose()
    return found


async def test_migrations_only_add_so_that_the_last_version_runs_beside_the_next(
    address: str,
) -> None:
    revisions = sorted(path.name[:4] for path in _MIGRATIONS.glob("versions/*.py"))
    engine = create_engine(url_of(address))
    with engine.begin() as connection:
        upgrade(connection, RELEASED)
    for revision in revisions[revisions.index(RELEASED) + 1 :]:
        before = schema(address)
        with engine.begin() as connection:
            upgrade(connection, revision)
        after = schema(address)
        assert {key: after[key] for key in before} == before, revision
        tables = {table for table, _ in before}
        for (table, name), (_, can_be_left_out, _) in after.items():
            added = (table, name) not in before and table in tables
            assert can_be_left_out or not added, f"{revision}: {table}.{name}"
    engine.dispose()


async def test_what_was_kept_is_there_when_it_is_opened_again(address: str) -> None:
    for times in (1, 2):
        database = await Database.open(address)
        gaps = Gaps(database)
        gaps.keep("红烧肉怎么做", NOW)
        assert [gap.times for gap in await gaps.listed()] == [times]
        await database.close()


async def test_processes_that_open_it_at_once_make_its_tables_once(address: str) -> None:
    opened = await asyncio.gather(*(Database.open(address) for _ in range(4)))
    assert await Gaps(opened[3]).listed() == []
    for database in opened:
        await database.close()


async def test_the_tables_are_not_gone_through_again_where_they_are_the_newest(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await Database.open(address)).close()
    monkeypatch.setitem(sys.modules, "alembic", None)
    await (await Database.open(address)).close()


async def test_who_reads_does_not_wait_for_another_process_that_writes(tmp_path: Path) -> None:
    database = await Database.open(sqlite_address(tmp_path))
    with closing(connect(tmp_path / "forum-bot.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert await Chats(database).settings(1) == DEFAULTS
        assert await database.works()
        other.execute("ROLLBACK")
    await database.close()


async def test_one_that_hangs_does_not_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeouts, "_PATIENCE", 0.2)
    database = await Database.open(sqlite_address(tmp_path))
    begun, going_on = Barrier(4), Event()

    def hang(_: Session) -> None:
        begun.wait()
        going_on.wait()

    hanging = [asyncio.create_task(database.read(hang)) for _ in range(3)]  # all there are
    await asyncio.to_thread(begun.wait)
    assert not await database.works()
    going_on.set()
    await asyncio.wait(hanging)
    assert await database.works()
    await database.close()


async def test_a_piece_of_work_that_fails_leaves_nothing(database: Database) -> None:
    def work(session: Session) -> None:
        session.add(GapRow(question="一", asked_at=NOW))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(work)
    assert await Gaps(database).listed() == []


@pytest.mark.parametrize(
    ("address", "reported"),
    [
        ("nonsense", "DATABASE_URL is no address"),
        ("mysql://user:secret@host/name", "DATABASE_URL: mysql is not supported"),
        ("sqlite:////nowhere/at/all.sqlite3", "unable to open database file"),
        ("postgres://bot:secret@127.0.0.1:1/name", r"postgresql.*bot:\*\*\*@127.0.0.1:1/name"),
    ],
    ids=["no-address", "other-kind", "no-folder", "no-server"],
)
async def test_a_database_that_cannot_be_opened_is_one_line_without_its_password(
    address: str, reported: str
) -> None:
    with pytest.raises(DatabaseError, match=reported) as raised:
        await Database.open(address)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


async def test_a_folder_with_odd_characters_holds_a_database(tmp_path: Path) -> None:
    folder = tmp_path / "数据 %20?#"
    folder.mkdir()
    database = await Database.open(sqlite_address(folder))
    assert await Gaps(database).listed() == []
    await database.close()
    assert (folder / "forum-bot.sqlite3").exists()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///name?host=/nowhere&password=secret",
        "postgresql://bot:my@secret@127.0.0.1:1/name",
        "postgresql://bot:my/se@cret@127.0.0.1:1/name",
        "postgresql://bot:my?se@cret@127.0.0.1:1/name",
        "postgresql://bot:secret@host:notaport/name",
        "postgresql://bot:secret@[::1/name",
        "sqlite:////nowhere/at/all.sqlite3?password=secret",
        "sqlite:///:memory:",
        "sqlite://",
        "secret",
    ],
)
async def test_no_part_of_a_password_is_told(address: str) -> None:
    with pytest.raises(DatabaseError) as raised:
        await Database.open(address)
    assert "cret" not in str(raised.value)
    assert "\n" not in str(raised.value)


async def test_a_password_may_hold_the_mark_behind_it() -> None:
    with pytest.raises(DatabaseError, match=r"postgresql://bot:\*\*\*@127.0.0.1:1/name"):
        await Database.open("postgresql://bot:my@secret@127.0.0.1:1/name?connect_timeout=5")


async def test_a_database_on_a_full_disk_is_opened_when_there_is_room(tmp_path: Path) -> None:
    with no_room():
        database = await Database.open(sqlite_address(tmp_path))
        with pytest.raises(DatabaseError, match="disk"):
            await Gaps(database).listed()
    Gaps(database).keep("一", NOW)
    assert [gap.question for gap in await Gaps(database).listed()] == ["一"]
    await database.close()


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process can grow."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def test_the_condition_of_a_database_is_told(address: str) -> None:
    await (await Database.open(address)).close()
    assert condition(address).endswith(": opens")


async def test_a_database_is_looked_at_without_being_made_or_brought_up_to_date(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "数据 %20?#"
    folder.mkdir()
    path = folder / "forum-bot.sqlite3"
    assert condition(sqlite_address(folder)).endswith("is made at the first start")
    assert not path.exists()
    with closing(connect(path)) as older:
        older.execute("CREATE TABLE alembic_version (version_num)")
        older.execute("INSERT INTO alembic_version VALUES ('0005')")
        older.commit()
    before = path.read_bytes()
    found = condition(sqlite_address(folder))
    assert found.endswith(": opens; the next start brings it up to date")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("address", "reported"),
    [
        ("postgresql://bot:secret@127.0.0.1:1/name", "127.0.0.1:1/name: .*refused"),
        ("postgresql://bot:pass@secret@127.0.0.1:1/name", "127.0.0.1:1/name: .*refused"),
        ("postgresql://bot:pa/ss@host:secret/name", "DATABASE_URL is no address"),
        ("sqlite:////nowhere/at/all.sqlite3", "/nowhere/at is missing"),
    ],
    ids=["no-server", "at-sign", "no-port", "no-folder"],
)
def test_why_a_database_cannot_be_looked_at_is_reported_without_its_password(
    address: str, reported: str
) -> None:
    with pytest.raises(DatabaseError, match=reported) as raised:
        condition(address)
    assert "secret" not in str(raised.value)


async def test_what_somebody_stopped_waiting_for_is_not_cut_off_at_the_end(address: str) -> None:
    database = await Database.open(address)
    change = asyncio.create_task(
        Chats(database).change(-7, DEFAULTS, replace(DEFAULTS, quiet=True))
    )
    while not timeouts._left:
        await asyncio.sleep(0)
    change.cancel()
    await asyncio.wait({change})
    await database.close()
    assert not timeouts._left
    again = await Database.open(address)
    assert (await Chats(again).settings(-7)).quiet
    await again.close()
