"""A bot that is killed at any moment loses no question, and keeps its files whole."""

import asyncio
import random
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.answering.live_corpus import open_corpus
from bot.storage import open_bundle
from tests.bot_api import BotApiServer, Chat, Message
from tests.bot_api.watch import LIMIT
from tests.bots import BotProcess, bot_process
from tests.conftest import SHIPPED, SOAK
from tests.database.server import PostgresServer
from tests.reliability.balancer import process_at, processes

pytestmark = pytest.mark.server

QUESTIONS = (
    "刘晖谈物业",
    "陈妮怎么看留守儿童",
    "what did Liu Hui propose about rentals",
    "谁谈到养老",
)
PEOPLE = 20
UNLIMITED: dict[str, Any] = {"QUESTIONS_PER_PERSON": "0", "QUESTIONS_PER_CHAT": "0"}
"""Limits aside: on a busy machine so much waits while nobody answers that they would be reached."""


class Askers:
    """People who ask all the time, about ten times a second."""

    def __init__(self, server: BotApiServer, chats: list[Chat], chance: random.Random) -> None:
        self._server = server
        self._chats = chats
        self._chance = chance
        self.asked: list[Message] = []

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._ask())
        yield
        task.cancel()

    async def _ask(self) -> None:
        while True:
            chat, question = self._chance.choice(self._chats), self._chance.choice(QUESTIONS)
            self.asked.append(chat.say(question))
            await asyncio.sleep(self._chance.expovariate(10))

    def unanswered(self) -> list[Message]:
        answers = answers_of(self._server)
        return [each for each in self.asked if not answers[each.chat.id, each.message_id]]


def answers_of(server: BotApiServer) -> Counter[tuple[int, int | None]]:
    """How many replies each message has had."""
    return Counter((sent.chat.id, sent.reply_to_message_id) for sent in server.sent)


def waits(server: BotApiServer, asked: Sequence[Message]) -> list[int]:
    """The seconds, whole ones, after which each message was first replied to."""
    replied: dict[tuple[int, int | None], int] = {}
    for sent in server.sent:
        replied.setdefault((sent.chat.id, sent.reply_to_message_id), sent.date)
    return [replied[each.chat.id, each.message_id] - each.date for each in asked]


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=SOAK)])
async def test_killed_at_any_moment_it_answers_every_question(
    kills: int, cache: Path, tmp_path: Path
) -> None:
    chance = random.Random(kills)
    async with BotApiServer() as server:
        people = [server.user(f"Ann {number}") for number in range(PEOPLE)]
        askers = Askers(server, list(map(server.private, people)), chance)
        repeated: list[int] = []
        async with askers.at_work():
            for _ in range(kills):
                before = answers_of(server)
                async with bot_process(
                    server, cache, data=tmp_path, polls=False, **UNLIMITED
                ) as bot:
                    await asyncio.sleep(chance.uniform(0.5, 4))
                    await kill(bot)
                after = answers_of(server)
                repeated.append(sum(after[each] > max(1, before[each]) for each in after))
        before = answers_of(server)
        async with bot_process(server, cache, data=tmp_path, **UNLIMITED):
            await server.world.notices.until(
                lambda: None if askers.unanswered() else True, LIMIT, lambda: "questions are left"
            )
            await server.settled()
    answers = answers_of(server)
    repeated.append(sum(answers[each] > max(1, before[each]) for each in answers))
    print(
        f"{kills} kills, {len(askers.asked)} questions: {len(askers.unanswered())} not answered, "
        f"{sum(repeated)} twice, of one kill {max(repeated)} at most"
    )
    assert len(askers.unanswered()) == 0
    assert set(answers.values()) <= {1, 2}
    assert sum(repeated) <= kills
    assert_whole(tmp_path)
    open_corpus(SHIPPED, cache)
    assert all(open_bundle(folder) for folder in cache.glob("index-*"))


@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=SOAK)])
async def test_of_three_processes_one_after_another_is_killed(
    kills: int, cache: Path, postgresql: PostgresServer
) -> None:
    chance = random.Random(kills)
    address = postgresql.new_database()
    async with BotApiServer() as server:
        people = [server.user(f"Ann {number}") for number in range(PEOPLE)]
        askers = Askers(server, list(map(server.private, people)), chance)
        async with (
            processes(server, cache, address, count=3, **UNLIMITED) as three,
            AsyncExitStack() as later,
        ):
            async with askers.at_work():
                for number in range(kills):
                    await asyncio.sleep(chance.uniform(0, 2))
                    await kill(three.bots[number % 3])
                    port = three.ports[number % 3]
                    another = process_at(server, cache, address, three.balancer, port, **UNLIMITED)
                    three.bots[number % 3] = await later.enter_async_context(another)
            await server.world.notices.until(
                lambda: None if askers.unanswered() else True, LIMIT, lambda: "questions are left"
            )
            await server.settled()
    answers = answers_of(server)
    twice = sum(count > 1 for count in answers.values())
    latest = max(waits(server, askers.asked))
    print(
        f"{kills} kills of three, {len(askers.asked)} questions: "
        f"{len(askers.unanswered())} not answered, {twice} twice, the latest after {latest} s"
    )
    assert set(answers.values()) <= {1, 2}
    assert twice <= kills


async def kill(bot: BotProcess) -> None:
    bot.process.kill()
    assert await bot.stop() == -signal.SIGKILL


def assert_whole(folder: Path) -> None:
    """Nothing in the database of a folder is damaged, and nothing waits any more."""
    (file,) = folder.glob("*.sqlite3")
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        left = connection.execute("SELECT count(*) FROM updates WHERE content IS NOT NULL")
        assert left.fetchone() == (0,)
