"""Whatever updates come, the bot goes on, says nothing that Telegram refuses, and escapes all."""

import random
import subprocess
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Chat, SentMessage, parse_html
from tests.bots import BotProcess, bot_process
from tests.conftest import SOAK
from tests.fuzz.crowd import Crowd
from tests.fuzz.hostile import Shown, write_hostile_corpus
from tests.fuzz.spoilt_updates import spoilt

pytestmark = pytest.mark.server

BATCH = 500
SECONDS = 120.0
MEGABYTES = 150
"""By how much the bot may grow after the first batch, whose questions have it load everything."""

MARKED = '红烧肉 <b>&amp;</b> { $name } {"}"} 怎么做'
"""A question that nothing answers, so that it is listed."""

LEGITIMATE = (
    "chat not found",
    "message thread not found",
    "message to edit not found",
    "message to react not found",
    "message is not modified",
    "query is too old",
    "group chat was upgraded",
    "bot was kicked",
    "bot is not a member",
    "not enough rights",
    "no administrators in the private chat",
)
"""Refusals of a chat, a message or a query that is not, or not what a fuzzed update has it be."""


@pytest.mark.parametrize("updates", [1_000, pytest.param(100_000, marks=SOAK)])
async def test_any_updates_leave_the_bot_answering(
    updates: int, cache: Path, tmp_path: Path
) -> None:
    chance = random.Random(updates)
    corpus = tmp_path / "corpus"
    write_hostile_corpus(corpus)
    shown = Shown(corpus)
    async with BotApiServer() as server:
        calm = server.private(server.user("Ann"))
        crowd = Crowd(server, chance)
        async with fuzzed_bot(server, cache, corpus, calm) as bot:
            sizes = []
            for _ in range(updates // BATCH):
                post_spoilt(server, crowd, chance)
                await assert_answering(server, calm)
                assert server.world.updates.unconfirmed == ()
                assert refused(server) == []
                assert [*strange(server, shown)] == []
                forget(server, [calm, *crowd.chats()])
                sizes.append(megabytes(bot))
            print(f"{updates} updates, {sizes[0]:.0f} MB after the first, {sizes[-1]:.0f} at last")
            assert max(sizes) < sizes[0] + MEGABYTES


def fuzzed_bot(
    server: BotApiServer, cache: Path, corpus: Path, admin: Chat
) -> AbstractAsyncContextManager[BotProcess]:
    """A bot that puts no limit to anybody, and keeps what they ask."""
    return bot_process(
        server,
        cache,
        CORPUS=str(corpus),
        ADMINS=str(admin.id),
        KEEP_QUESTIONS="1",
        QUESTIONS_PER_PERSON="0",
        QUESTIONS_PER_CHAT="0",
    )


def post_spoilt(server: BotApiServer, crowd: Crowd, chance: random.Random) -> None:
    """Queues a batch of updates of which half are spoilt."""
    queued = len(server.world.updates.unconfirmed)
    with server.changing(lambda update: spoilt(update, chance)):
        while len(server.world.updates.unconfirmed) - queued < BATCH:
            crowd.act()


async def assert_answering(server: BotApiServer, calm: Chat) -> None:
    answer = await server.reply_to(calm.say("王芳谈物业"), SECONDS)
    assert answer.quotes
    await server.reply_to(calm.say(MARKED), SECONDS)
    listed = await server.reply_to(calm.say("/gaps"), SECONDS)
    assert f"× {MARKED}" in listed.text
    assert not listed.entities
    await server.settled()


def refused(server: BotApiServer) -> list[str]:
    """The calls that the server refused for what the bot sent."""
    return [
        f"{call} {call.parameters}"
        for call in server.calls
        if call.error and not any(reason in call.error.lower() for reason in LEGITIMATE)
    ]


def strange(server: BotApiServer, shown: Shown) -> Iterator[str]:
    """What the bot's messages show that is neither its own nor the corpus's."""
    for sent in server.sent:
        current = sent.chat.messages.get(sent.message_id)
        yield from shown.faults(sent)
        if isinstance(current, SentMessage) and current is not sent:
            yield from shown.faults(current)
    for query in server.world.inline_queries.values():
        for result in query.answer.results if query.answer else ():
            parse_html(result["input_message_content"]["message_text"])


def forget(server: BotApiServer, chats: list[Chat]) -> None:
    """So that the server does not grow either; some messages stay, to be pressed and edited."""
    server.calls.clear()
    server.sent.clear()
    server.world.inline_queries.clear()
    server.world.presses.clear()
    for chat in chats:
        for number in list(chat.messages)[:-30]:
            del chat.messages[number]


def megabytes(bot: BotProcess) -> float:
    """The memory that the bot has at the moment."""
    command = ["ps", "-o", "rss=", "-p", str(bot.process.pid)]
    return int(subprocess.check_output(command)) / 1024
