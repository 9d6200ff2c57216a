"""While nothing can be kept, or not read anew, answers go on, and what is missed is counted."""

import asyncio
import resource
import shutil
import signal
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import aiohttp
import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.bot_api import BotApiServer, Chat
from tests.chat.conftest import BotProcess, bot_process
from tests.conftest import SHIPPED, speech
from tests.database.server import PostgresServer

QUESTION = "刘晖谈物业"


class Figures:
    """What a bot tells at this port."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    async def read(self) -> Mapping[str, float]:
        """The figures by name, those of several kinds together and each for itself."""
        async with aiohttp.request("GET", f"{self._address}/metrics") as response:
            text = await response.text()
        figures: defaultdict[str, float] = defaultdict(float)
        for family in text_string_to_metric_families(text):
            name = family.name.removeprefix("forum_bot_")
            for sample in family.samples:
                figures[name] += sample.value
                figures[f"{name} {sample.labels.get('kind')}"] = sample.value
        return figures

    async def ready(self) -> bool:
        async with aiohttp.request("GET", f"{self._address}/readyz") as response:
            return response.status == 200

    async def wait_for(self, name: str, fits: Callable[[float], bool]) -> None:
        """Waits until a figure is as it is to be; some things are tried again after a while."""
        async with asyncio.timeout(30):
            while not fits((await self.read())[name]):
                await asyncio.sleep(0.2)


@pytest.fixture
def figures(unused_tcp_port: int) -> Figures:
    return Figures(unused_tcp_port)


async def test_while_another_process_holds_the_database(
    cache: Path, tmp_path: Path, figures: Figures, unused_tcp_port: int
) -> None:
    async with (
        BotApiServer() as server,
        bot_process(server, cache, data=tmp_path, PORT=str(unused_tcp_port)),
    ):
        chat = server.private(server.user("Ann"))
        await server.reply_to(chat.say(QUESTION))
        with held(tmp_path / "forum-bot.sqlite3"):
            await assert_answering(server, chat)
            await figures.wait_for("rows_waiting", lambda rows: rows > 0)
            await figures.wait_for("errors", lambda errors: errors > 0)
            await assert_answering(server, chat)
        await figures.wait_for("rows_waiting", lambda rows: rows == 0)
        assert (await figures.read())["rows_lost"] == 0


@contextmanager
def held(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


async def test_while_the_database_is_gone(
    own_postgresql: PostgresServer, cache: Path, figures: Figures, unused_tcp_port: int
) -> None:
    address = own_postgresql.new_database()
    async with (
        BotApiServer() as server,
        bot_process(server, cache, DATABASE_URL=address, PORT=str(unused_tcp_port)),
    ):
        chat = server.private(server.user("Ann"))
        await server.reply_to(chat.say(QUESTION))
        assert await figures.ready()
        own_postgresql.stop()
        await assert_answering(server, chat)
        await assert_answering(server, server.private(server.user("Bob")))
        assert not await figures.ready()
        await figures.wait_for("rows_waiting", lambda rows: rows >= 10)
        own_postgresql.start()
        await figures.wait_for("rows_waiting", lambda rows: rows == 0)
        assert await figures.ready()
        with locked(address):
            said = server.private(server.user("Eve")).say(QUESTION)
            assert (await server.reply_to(said, timeout=30)).quotes


@contextmanager
def locked(address: str) -> Iterator[None]:
    """Nobody else can read what chats have set, nor write it."""
    url = address.replace("postgres:", "postgresql:")
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE chats IN ACCESS EXCLUSIVE MODE")
        yield


async def test_while_the_disk_is_full(
    cache: Path, tmp_path: Path, figures: Figures, unused_tcp_port: int
) -> None:
    corpus, port = tmp_path / "corpus", str(unused_tcp_port)
    shutil.copytree(SHIPPED, corpus)
    async with (
        BotApiServer() as server,
        bot_process(server, cache, data=tmp_path, CORPUS=str(corpus), PORT=port) as bot,
    ):
        chat = server.private(server.user("Ann"))
        await assert_answering(server, chat)
        kept = sorted(cache.iterdir())
        with full_disk(bot):
            new = corpus / "zhuzhou-grassroots/new.md"
            new.write_text(speech("要种油茶。", speaker="欧阳春"), encoding="utf-8")
            await assert_answering(server, chat)
            await figures.wait_for("errors bot.chat.refreshing", lambda errors: errors > 0)
            await figures.wait_for("rows_waiting", lambda rows: rows > 0)
            await assert_answering(server, chat)
            assert (await figures.read())["inbox_failures"] > 0
            assert sorted(cache.iterdir()) == kept
        bot.process.send_signal(signal.SIGHUP)
        await figures.wait_for("index_speeches", lambda speeches: speeches == 11)
        assert (await server.reply_to(chat.say("欧阳春谈油茶"))).quotes == ["要种油茶。"]
        await figures.wait_for("rows_waiting", lambda rows: rows == 0)


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
