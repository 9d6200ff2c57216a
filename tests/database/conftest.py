"""A database of each kind, open for the length of a test."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.database.connection import Database


@pytest_asyncio.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = await Database.open(address)
    yield opened
    await opened.close()
