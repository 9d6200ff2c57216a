"""A bot that is to stop does so in time, whatever it waits for, and leaves the rest to the next."""

import asyncio
import signal
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.bot_api import BotApiServer
from tests.chat.conftest import BotProcess, bot_process

QUESTION = "刘晖谈物业"
SECONDS = 15.0
"""A platform kills what does not end in ten; five more are for a busy machine."""


def site_at(port: int) -> dict[str, Any]:
    """Settings of a bot that is reached at a port."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "HOST": "127.0.0.1", "PORT": str(port)}


async def assert_stops(bot: BotProcess) -> None:
    started = monotonic()
    assert await bot.stop() == 0
    assert monotonic() - started < SECONDS


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_while_an_answer_waits_and_questions_still_come(
    webhook: bool, cache: Path, tmp_path: Path, unused_tcp_port: int
) -> None:
    settings = site_at(unused_tcp_port)
    async with BotApiServer() as server:
        chat = server.private(server.user("Ann"))
        async with bot_process(server, cache, data=tmp_path, webhook=webhook, **settings) as bot:
            server.fail("sendMessage", status=429, retry_after=60)
            waiting = chat.say(QUESTION)
            await server.call_of("sendMessage")
            bot.process.send_signal(signal.SIGTERM)
            later = chat.say(QUESTION)
            await assert_stops(bot)
        async with bot_process(server, cache, data=tmp_path, webhook=webhook, **settings):
            for message in (waiting, later):
                assert (await server.reply_to(message, timeout=30)).quotes


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_while_telegram_has_not_been_reached_yet(
    webhook: bool, cache: Path, unused_tcp_port: int
) -> None:
    nowhere = f"http://127.0.0.1:{unused_tcp_port}/bot"
    settings: dict[str, Any] = {"TELEGRAM_BASE_URL": nowhere, "WEBHOOK_URL": "http://127.0.0.1:1"}
    async with (
        BotApiServer() as server,
        bot_process(server, cache, polls=False, webhook=webhook, **settings) as bot,
    ):
        await asyncio.sleep(4)  # it has tried a few times
        await assert_stops(bot)


@pytest.mark.parametrize("method", ["getMe", "setWebhook"])
async def test_a_flood_limit_at_the_start_is_waited_out(
    method: str, cache: Path, unused_tcp_port: int
) -> None:
    settings = site_at(unused_tcp_port)
    async with BotApiServer() as server:
        server.fail(method, status=429, retry_after=1)
        async with bot_process(server, cache, webhook=True, **settings):
            said = server.private(server.user("Ann")).say(QUESTION)
            assert (await server.reply_to(said, timeout=20)).quotes


@pytest.mark.long
async def test_with_as_much_in_hand_as_there_may_be(cache: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache) as bot:
        server.fail("sendMessage", status=429, retry_after=100, times=10_000)
        for number in range(1_150):
            server.private(server.user(f"Ann {number}")).say(QUESTION)
        async with asyncio.timeout(60):
            while len(server.world.updates.unconfirmed) > 300:  # it fetches a hundred at a time
                await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        await assert_stops(bot)
