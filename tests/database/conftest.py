"""A database of each kind: a file of SQLite's, and one on a PostgreSQL server of the tests' own."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.database.connection import Database, sqlite_address
from tests.database.server import PostgresServer, is_installed


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    if not is_installed() and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed")
    with PostgresServer() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return sqlite_address(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest_asyncio.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = await Database.open(address)
    yield opened
    await opened.close()
