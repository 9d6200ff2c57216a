"""A machine's clock may be wrong, or jump; messages may come from the future."""

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.chat.clock import Clock
from tests.bot_api import BotApiServer
from tests.chat.conftest import BotProcess, bot_process

WRONG_BY = ("+3h", "-3h", "-10y")
LIBRARIES = "*/faketime/libfaketimeMT.so.1"


class MachineClock:
    """The clock that a process is shown; it can be set while that runs."""

    def __init__(self, library: Path, file: Path) -> None:
        self._file = file
        self._library = library
        self.set("+0")

    def set(self, difference: str) -> None:
        self._file.write_text(f"{difference}\n")

    def bot(
        self, server: BotApiServer, cache: Path, data: Path
    ) -> AbstractAsyncContextManager[BotProcess]:
        """A bot that goes by it."""
        return bot_process(
            server,
            cache,
            data=data,
            LD_PRELOAD=str(self._library),
            FAKETIME_TIMESTAMP_FILE=str(self._file),
            FAKETIME_CACHE_DURATION="1",
            FAKETIME_DONT_FAKE_MONOTONIC="1",
        )

    async def jump(self, difference: str) -> None:
        """Sets it, and waits until that is noticed, which takes a second."""
        self.set(difference)
        await asyncio.sleep(1.2)


@pytest.fixture
def machine_clock(tmp_path: Path) -> MachineClock:
    libraries = sorted(Path("/usr/lib").glob(LIBRARIES))
    if not libraries:
        pytest.skip("the Debian package faketime is not installed")
    return MachineClock(libraries[0], tmp_path / "clock")


@pytest.mark.parametrize("difference", WRONG_BY)
async def test_a_clock_that_jumps_or_is_wrong_from_the_start_keeps_no_question_unanswered(
    difference: str, machine_clock: MachineClock, cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server:
        chat = server.private(server.user("Ann"))
        data = tmp_path / "data"
        async with machine_clock.bot(server, cache, data):
            assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes
            await machine_clock.jump(difference)
            answer = await server.reply_to(chat.say("刘晖谈物业"))
            assert answer.quotes
        async with machine_clock.bot(server, cache, data):
            assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes
            await machine_clock.jump("+0")
            assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes
            chat.press(answer, answer.buttons[0].text)
            await server.settled(0.3)


@pytest.mark.parametrize("days", [1, 100_000])
async def test_a_question_from_the_future_is_answered(days: int, cache: Path) -> None:
    date = int(time.time()) + days * 86400
    async with BotApiServer() as server, bot_process(server, cache):
        chat = server.private(server.user("Ann"))
        with server.changing(lambda update: {"message": update["message"] | {"date": date}}):
            said = chat.say("刘晖谈物业")
        assert (await server.reply_to(said)).quotes


def test_time_is_told_by_what_was_heard_last_and_has_passed_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed = 100.0
    monkeypatch.setattr("time.monotonic", lambda: passed)
    clock = Clock()
    clock.hear("Wed, 25 Nov 2026 12:00:00 GMT")
    passed += 90
    assert f"{clock.now():%F %T}" == "2026-11-25 12:01:30"
    for nothing in ("", "yesterday", "Wed, 25 Nov 2026 12:00:00", "Wed, 99 Nov 2026 12:00:00 GMT"):
        clock.hear(nothing)
    assert f"{clock.now():%F %T}" == "2026-11-25 12:01:30"
