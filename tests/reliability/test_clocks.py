"""A machine's clock may be wrong, or jump; messages may come from the future."""

import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.chat.bot_api.transport import Clock
from bot.texts import texts_in
from tests.bot_api import BotApiServer, SentMessage
from tests.bots import BotProcess, bot_process, running_bot

pytestmark = pytest.mark.server

ZH, EN = texts_in("zh"), texts_in("en")
HELPED = ZH("button-helped")

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
            FAKETIME_NO_CACHE="1",
            FAKETIME_DONT_FAKE_MONOTONIC="1",
        )


@pytest.fixture
def machine_clock(tmp_path: Path) -> MachineClock:
    libraries = sorted(Path("/usr/lib").glob(LIBRARIES))
    if not libraries:
        pytest.skip("the Debian package faketime is not installed")
    return MachineClock(libraries[0], tmp_path / "clock")


async def test_a_clock_that_jumps_or_is_wrong_from_the_start_keeps_no_question_unanswered(
    machine_clock: MachineClock, cache: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    async with BotApiServer() as server:
        chat = server.private(server.user("Ann"))

        told = {ZH("voted-helped"), EN("answer-gone")}  # the latter of what is ten years old

        async def answered() -> SentMessage:
            answer = await server.reply_to(chat.say("刘晖谈物业"))
            assert answer.quotes
            return answer

        async with machine_clock.bot(server, cache, data):
            answers = [await answered()]
            for difference in WRONG_BY:
                machine_clock.set(difference)
                answers.append(await answered())
        for difference in WRONG_BY:
            machine_clock.set(difference)
            async with machine_clock.bot(server, cache, data):
                await answered()
                machine_clock.set("+0")
                await answered()
                for answer in answers:
                    press = chat.press(answer, answer.button(HELPED).text)
                    assert (await server.answer_to(press)).text in told


@pytest.mark.parametrize("days", [1, 100_000])
async def test_a_question_from_the_future_is_answered(days: int, cache: Path) -> None:
    date = int(time.time()) + days * 86400
    async with BotApiServer() as server, running_bot(server, cache):
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
    clock.set("Wed, 25 Nov 2026 12:00:00 GMT")
    passed += 90
    assert f"{clock.now():%F %T}" == "2026-11-25 12:01:30"
    for nothing in ("", "yesterday", "Wed, 25 Nov 2026 12:00:00", "Wed, 99 Nov 2026 12:00:00 GMT"):
        clock.set(nothing)
    assert f"{clock.now():%F %T}" == "2026-11-25 12:01:30"
