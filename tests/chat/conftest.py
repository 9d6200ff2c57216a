"""The bot as a real process, talking to a Bot API server that behaves as Telegram's does."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
import pytest_asyncio

from bot.database.connection import Database, sqlite_address
from tests.bot_api import BotApiServer, Chat, User
from tests.conftest import ROOT, SHIPPED


@dataclass(slots=True)
class BotProcess:
    """A running `forum-bot run`; what it logs is in `log` once it has stopped."""

    process: asyncio.subprocess.Process
    log_file: IO[bytes]
    log: str = ""

    async def stop(self, sent: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal and waits for the end; returns the exit status."""
        if self.process.returncode is None:
            self.process.send_signal(sent)
        status = await asyncio.wait_for(self.process.wait(), 20)
        self.log_file.seek(0)
        self.log = self.log_file.read().decode()
        return status


@asynccontextmanager
async def bot_process(
    server: BotApiServer,
    cache: Path,
    *,
    data: Path | None = None,
    polls: bool = True,
    webhook: bool = False,
    **variables: str,
) -> AsyncIterator[BotProcess]:
    """Starts the bot and waits until it polls; stops it, and reads its log for faults.

    Without a `data` folder it has one of its own, so that it remembers nothing.
    """
    own_data = tempfile.mkdtemp(prefix="data-")
    environment = os.environ | {
        "TELEGRAM_TOKEN": server.token,
        "TELEGRAM_BASE_URL": server.base_url,
        "CACHE_FOLDER": str(cache),
        "DATA_FOLDER": str(data or own_data),
        "CORPUS": str(SHIPPED),
        "PYTHONUNBUFFERED": "1",
        "LOG_FORMAT": "text",
    }
    with tempfile.TemporaryFile() as log_file:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", *(["--webhook"] if webhook else [])),
            cwd=ROOT,
            env=environment | variables,
            stderr=log_file,
        )
        bot = BotProcess(process, log_file)
        try:
            if polls:  # the last call before updates come
                await server.call_of("setWebhook" if webhook else "deleteWebhook", timeout=30)
            yield bot
        finally:
            if not bot.log:
                await bot.stop()
            shutil.rmtree(own_data)
        assert server.token not in bot.log
        assert "Traceback" not in bot.log, bot.log


@asynccontextmanager
async def database_in(folder: Path) -> AsyncIterator[Database]:
    """What a bot with this data folder keeps, beside that bot."""
    database = await Database.open(sqlite_address(folder))
    try:
        yield database
    finally:
        await database.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(server: BotApiServer, cache: Path) -> AsyncIterator[BotProcess]:
    """One bot for the conversations of a module."""
    async with bot_process(server, cache) as running:
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
