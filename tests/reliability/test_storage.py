"""While nothing can be kept, or not read again, answers go on, and what is missed is counted."""

import asyncio
import resource
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from bot.database import backlog, connection
from tests.bot_api import BotApiServer, Chat
from tests.bots import BotProcess, Figures, bot_process, running_bot
from tests.conftest import SHIPPED, speech
from tests.database.server import PostgresServer
from tests.ports import free_port

pytestmark = pytest.mark.server

QUESTION = "刘晖谈物业"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for a database gives up soon, and tries again soon."""
    monkeypatch.setattr(backlog, "_PATIENCE", 0.2)
    monkeypatch.setattr(connection, "_BUSY_MS", 200)
    monkeypatch.setattr(connection, "_LIMITS", "SET lock_timeout = '200ms'")


async def test_while_another_process_holds_the_database(cache: Path, tmp_path: Path) -> None:
    port = free_port()
    figures = Figures(port)
    async with BotApiServer() as server, running_bot(server, cache, data=tmp_path, PORT=str(port)):
        chat = server.private(server.user("Ann"))
        await server.reply_to(chat.say(QUESTION))
        async with held(tmp_path / "forum-bot.sqlite3"):
            await assert_answering(server, chat)
            await figures.wait_for("rows_waiting", lambda rows: rows > 0)
            await figures.wait_for("errors", lambda errors: errors > 0)
            await assert_answering(server, chat)
        await figures.wait_for("rows_waiting", lambda rows: rows == 0)
        assert (await figures.read())["rows_lost"] == 0


@asynccontextmanager
async def held(path: Path) -> AsyncIterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")  # once the bot has written
        yield
        other.execute("ROLLBACK")


async def test_while_the_database_is_gone(own_postgresql: PostgresServer, cache: Path) -> None:
    address, port = own_postgresql.new_database(), free_port()
    figures = Figures(port)
    async with (
        BotApiServer() as server,
        running_bot(server, cache, DATABASE_URL=address, PORT=str(port)),
    ):
        chat = server.private(server.user("Ann"))
        await server.reply_to(chat.say(QUESTION))
        assert await figures.ready()
        await asyncio.to_thread(own_postgresql.stop)
        await assert_answering(server, chat)
        await assert_answering(server, server.private(server.user("Bob")))
        assert not await figures.ready()
        await figures.wait_for("rows_waiting", lambda rows: rows >= 10)
        await asyncio.to_thread(own_postgresql.start)
        await figures.wait_for("rows_waiting", lambda rows: rows == 0)
        assert await figures.ready()
        with locked(address):
            said = server.private(server.user("Eve")).say(QUESTION)
            assert (await server.reply_to(said)).quotes


@contextmanager
def locked(address: str) -> Iterator[None]:
    """Nobody else can read what chats have set, nor write it."""
    url = address.replace("postgres:", "postgresql:")
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE chats IN ACCESS EXCLUSIVE MODE")
        yield


async def test_while_the_disk_is_full(cache: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SHIPPED, corpus)
    async with (
        BotApiServer() as server,
        bot_process(server, cache, data=tmp_path, CORPUS=str(corpus)) as bot,
    ):
        chat = server.private(server.user("Ann"))
        await assert_answering(server, chat)
        kept = sorted(cache.iterdir())
        with full_disk(bot):
            new = corpus / "zhuzhou-grassroots/new.md"
            new.write_text(speech("要种油茶。", speaker="欧阳春"), encoding="utf-8")
            await assert_answering(server, chat)
            await bot.figures.wait_for("errors bot.chat.refreshing", lambda errors: errors > 0)
            await bot.figures.wait_for("rows_waiting", lambda rows: rows > 0)
            await assert_answering(server, chat)
            assert (await bot.figures.read())["inbox_failures"] > 0
            assert sorted(cache.iterdir()) == kept
        bot.process.send_signal(signal.SIGHUP)
        await bot.figures.wait_for("index_speeches", lambda speeches: speeches == 11)
        assert (await server.reply_to(chat.say("欧阳春谈油茶"))).quotes == ["要种油茶。"]
        await bot.figures.wait_for("rows_waiting", lambda rows: rows == 0)


@contextmanager
def full_disk(bot: BotProcess) -> Iterator[None]:
    """No file can be written; what cannot be is an OSError as on a disk that is full."""
    before = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, before)


async def assert_answering(server: BotApiServer, chat: Chat) -> None:
    for _ in range(5):
        assert (await server.reply_to(chat.say(QUESTION))).quotes
