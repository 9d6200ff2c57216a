"""Nobody waits long because of others: not for long texts, and not to have a button answered."""

import asyncio
import threading
from functools import partial
from pathlib import Path

import pytest

from bot.chat.threads import Threads
from bot.errors import QuestionError
from bot.texts import texts_in
from tests.bot_api import BotApiServer
from tests.bots import running_bot

pytestmark = pytest.mark.server

LONG = ("付铁" * 2048, "刘晖" * 2048, "姓付的" * 1365, "é" * 4096, "ation" * 819)


async def test_a_short_question_does_not_wait_for_long_ones(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        rooms = [server.private(server.user(f"Ann {number}")) for number in range(20)]
        other = server.private(server.user("Ben"))
        for number, room in enumerate(rooms):
            room.say(LONG[number % len(LONG)])
        await server.reply_to(other.say("刘晖谈物业"))
        assert len({sent.chat.id for sent in server.sent if sent.chat is not other}) < 10
        await server.settled()
        assert len(server.sent) == 21


async def test_a_press_does_not_wait_for_the_questions_before_it(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        rooms = [server.private(server.user(f"Ann {number}")) for number in range(50)]
        ben = server.user("Ben")
        own = server.private(ben)
        shown = await server.reply_to(own.say("谁谈到养老"))
        server.fail("sendMessage", hang=4, deliver=True, times=700)  # however fast the machine is
        for _ in range(14):
            for room in rooms:
                room.say("刘晖谈物业")
        assert (await server.answer_to(own.press(shown, texts_in("zh")("button-helped")))).text
        assert len(server.sent) < 600


async def test_what_takes_too_long_is_left_with_one_line() -> None:
    threads, done = Threads(patience=0.01), threading.Event()
    try:
        with pytest.raises(QuestionError, match="fewer words"):
            await threads.run(4096, done.wait)
        assert await asyncio.wait_for(threads.run(9, "刘晖".count, "晖"), 60) == 1
    finally:
        done.set()
        threads.close()


async def test_a_question_that_takes_too_long_is_answered_so(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.service.Threads", partial(Threads, patience=0.01))
    async with BotApiServer() as server, running_bot(server, cache):
        asked = server.private(server.user("Ann", language_code="en")).say(LONG[0])
        assert (await server.reply_to(asked)).text == texts_in("en")("question-slow")
