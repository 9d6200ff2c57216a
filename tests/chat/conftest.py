"""The bot in this process, talking to a Bot API server that behaves as Telegram's does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot_api import BotApiServer, Chat, User
from tests.bots import RunningBot, running_bot
from tests.patience import Patience
from tests.waits import Waits


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(server: BotApiServer, cache: Path) -> AsyncIterator[RunningBot]:
    """One bot for the conversations of a module."""
    async with running_bot(server, cache) as running:
        yield running


@pytest.fixture
def wang(server: BotApiServer) -> User:
    return server.user("小王", language_code="zh-hans")


@pytest.fixture
def ann(server: BotApiServer) -> User:
    return server.user("Ann", language_code="en")


@pytest.fixture
def private(server: BotApiServer, wang: User) -> Chat:
    return server.private(wang)


@pytest.fixture
def group(server: BotApiServer, wang: User, ann: User) -> Chat:
    """A work chat in which the bot is a plain member, under privacy mode."""
    return server.supergroup("工作群", members=[wang], admins=[ann])


@pytest.fixture
def open_group(server: BotApiServer, wang: User, ann: User) -> Chat:
    """A group in which the bot is an administrator, so that it gets every message."""
    return server.supergroup("公开群", members=[wang], admins=[ann], bot="administrator")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    return Waits(monkeypatch)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Patience:
    return Patience(monkeypatch)
