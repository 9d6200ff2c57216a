"""A bot that is to stop does so in time, whatever it waits for, and leaves the rest to the next."""

import asyncio
import signal
import time
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from bot.chat import application
from tests.bot_api import BotApiServer
from tests.bot_api.server import HOST
from tests.bot_api.watch import LIMIT
from tests.bots import Figures, bot_process, running_bot
from tests.ports import free_port
from tests.waits import Waits

pytestmark = pytest.mark.server

QUESTION = "刘晖谈物业"
MODES = pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])


def site_at(port: int) -> dict[str, Any]:
    """Settings of a bot that is reached at a port."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "HOST": "127.0.0.1", "PORT": str(port)}


class Clock:
    """The time of this process; it passes as ever, and can be moved on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ahead = 0.0
        real = time.monotonic
        monkeypatch.setattr(time, "monotonic", lambda: real() + self._ahead)

    def advance(self, seconds: float) -> None:
        self._ahead += seconds


@MODES
async def test_while_an_answer_waits_and_questions_still_come(
    webhook: bool, cache: Path, tmp_path: Path, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert application._LONGEST_STOP_SECONDS < 10, "a platform kills what does not end by then"
    clock, port = Clock(monkeypatch), free_port()
    settings = site_at(port)
    async with BotApiServer() as server:
        chat = server.private(server.user("Ann"))
        with waits.held():
            running = running_bot(server, cache, data=tmp_path, webhook=webhook, **settings)
            await running.__aenter__()
            server.fail("sendMessage", status=429, retry_after=60)
            waiting = chat.say(QUESTION)
            await waits.begun()
            stopping = asyncio.create_task(running.__aexit__(None, None, None))
            async with asyncio.timeout(LIMIT):
                while await Figures(port).ready():  # so that a balancer sends no more to it
                    await asyncio.sleep(0.01)
            assert not stopping.done()
            later = chat.say(QUESTION)
            clock.advance(application._LONGEST_STOP_SECONDS)
            await asyncio.wait_for(stopping, LIMIT)
        assert server.sent == []
        async with running_bot(server, cache, data=tmp_path, webhook=webhook, **settings):
            for message in (waiting, later):
                assert (await server.reply_to(message)).quotes


@MODES
async def test_a_signal_ends_the_process_with_the_answer_in_hand_sent(
    webhook: bool, cache: Path
) -> None:
    settings = site_at(free_port())
    async with (
        BotApiServer() as server,
        bot_process(server, cache, webhook=webhook, **settings) as bot,
    ):
        server.fail("sendMessage", status=429, retry_after=1)
        server.private(server.user("Ann")).say(QUESTION)
        await server.call_of("sendMessage")
        assert await bot.stop(signal.SIGINT if webhook else signal.SIGTERM) == 0
        (answer,) = server.sent
        assert "准入和退出机制" in answer.text
        assert webhook or server.calls_of("getUpdates")[-1].parameters["offset"]


@MODES
async def test_while_telegram_has_not_been_reached_yet(webhook: bool, cache: Path) -> None:
    tries: asyncio.Queue[None] = asyncio.Queue()

    def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        tries.put_nowait(None)

    async with await asyncio.start_server(hang_up, HOST, 0) as nowhere:
        server = BotApiServer(port=nowhere.sockets[0].getsockname()[1])
        bot = bot_process(
            server, cache, polls=False, webhook=webhook, WEBHOOK_URL="http://127.0.0.1:1"
        )
        async with bot as process:
            for _ in range(3):
                await tries.get()
            assert await process.stop() == 0


@pytest.mark.parametrize("method", ["getMe", "setWebhook"])
async def test_a_flood_limit_at_the_start_is_waited_out(method: str, cache: Path) -> None:
    async with BotApiServer() as server:
        server.fail(method, status=429, retry_after=1)
        async with running_bot(server, cache, webhook=True, **site_at(free_port())):
            said = server.private(server.user("Ann")).say(QUESTION)
            assert (await server.reply_to(said)).quotes


@pytest.mark.long
async def test_with_as_much_in_hand_as_there_may_be(cache: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache) as bot:
        server.fail("sendMessage", status=429, retry_after=100, times=10_000)
        for number in range(1_150):
            server.private(server.user(f"Ann {number}")).say(QUESTION)
        await bot.figures.wait_for("updates_in_hand", lambda updates: updates >= 1_000)
        started = monotonic()
        assert await bot.stop() == 0
        print(f"{monotonic() - started:.1f} s until it has ended")
