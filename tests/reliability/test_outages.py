"""Outages of the network and of Telegram lose no question, and answer none twice."""

import asyncio
import random
from collections import Counter
from pathlib import Path
from time import monotonic

import pytest
from telegram.error import NetworkError

from bot.chat.bot_api import delivery
from bot.chat.bot_api.transport import Transport
from tests.bot_api import BotApiServer, Message
from tests.bot_api.call import Call
from tests.bot_api.fault import Fault, Faults
from tests.bot_api.watch import LIMIT
from tests.bots import bot_process, running_bot
from tests.conftest import SOAK
from tests.reliability.wire import Wire
from tests.waits import Waits

pytestmark = pytest.mark.server

SENDING = (
    Fault("sendMessage", status=500),
    Fault("sendMessage", status=502),
    Fault("sendMessage", status=429, retry_after=1),
    Fault("sendMessage", hang=0.3, deliver=True),
    Fault("sendMessage", hang=LIMIT, deliver=True),
)
FETCHING = (Fault("getUpdates", status=500), Fault("getUpdates", status=502))


class Storm(Faults):
    """A part of the calls goes wrong, whichever they are."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance

    def take(self, call: Call) -> Fault | None:
        if call.method == "sendMessage" and self._chance.random() < 0.4:
            return self._chance.choice(SENDING)
        if call.method == "getUpdates" and self._chance.random() < 0.1:
            return self._chance.choice(FETCHING)
        return None


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=SOAK)])
async def test_in_a_storm_of_faults_every_question_is_answered_once(
    count: int, cache: Path, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Transport, "read_timeout", 1.0)
    chance = random.Random(count)
    async with (
        BotApiServer() as server,
        running_bot(server, cache, QUESTIONS_PER_PERSON="0", QUESTIONS_PER_CHAT="0") as bot,
    ):
        server.world.faults = Storm(chance)
        chats = [server.private(server.user(f"Ann {number}")) for number in range(20)]
        asked = []
        for _ in range(count):
            asked.append(chance.choice(chats).say("刘晖谈物业"))
            await asyncio.sleep(chance.expovariate(50))
        for message in asked:
            await server.reply_to(message)
        await bot.nothing_in_hand()
        replies = Counter((sent.chat.id, sent.reply_to_message_id) for sent in server.sent)
        assert set(replies.values()) == {1}
        assert len(replies) == count
        assert waits.seconds
        calls = server.calls_of("sendMessage")
        print(f"{count} questions, {sum(call.status != 200 for call in calls)} faults")


async def test_answers_wait_until_telegram_is_back(cache: Path, waits: Waits) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        chat = server.private(server.user("Ann"))
        for _ in range(5):
            server.fail("sendMessage", status=502)
        assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes
        assert waits.seconds == sorted(waits.seconds)
        assert len(waits.seconds) == 5


async def test_when_the_network_is_back_the_bot_goes_on_by_itself(
    cache: Path, waits: Waits
) -> None:
    async with (
        BotApiServer() as server,
        Wire(server.base_url) as wire,
        running_bot(server, cache, TELEGRAM_BASE_URL=wire.address) as bot,
    ):
        chat = server.private(server.user("Ann"))
        assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes
        server.fail("sendMessage", hang=LIMIT)
        said = chat.say("刘晖谈物业")
        await server.received("sendMessage", 2)
        with waits.held():
            wire.cut()
            later = [chat.say("陈妮谈网格") for _ in range(5)]
            await wire.tried(2)
            wire.mend()
        for message in later:
            assert (await server.reply_to(message)).quotes
        await bot.nothing_in_hand()
        assert_answered_once(server, said)


@pytest.mark.long
@pytest.mark.soak
async def test_a_process_goes_on_after_ten_minutes_without_a_network(cache: Path) -> None:
    async with (
        BotApiServer() as server,
        Wire(server.base_url) as wire,
        bot_process(server, cache, TELEGRAM_BASE_URL=wire.address) as bot,
    ):
        chat = server.private(server.user("Ann"))
        assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes
        server.fail("sendMessage", hang=LIMIT)
        said = chat.say("刘晖谈物业")
        await server.received("sendMessage", 2)
        wire.cut()
        later = [chat.say("陈妮谈网格") for _ in range(5)]
        await asyncio.sleep(600)
        assert bot.process.returncode is None
        wire.mend()
        mended = monotonic()
        for message in later:
            assert (await server.reply_to(message)).quotes
        print(f"answers {monotonic() - mended:.0f} s after ten minutes without a network")
        await bot.figures.nothing_in_hand()
        assert_answered_once(server, said)


def assert_answered_once(server: BotApiServer, said: Message) -> None:
    replies = Counter(sent.reply_to_message_id for sent in server.sent)
    assert set(replies.values()) == {1}
    assert said.message_id in replies


async def test_they_wait_for_ten_minutes_and_more(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal clock
        clock += seconds

    async def send() -> str:
        if clock < 700:
            raise NetworkError("Bad Gateway")
        return "sent"

    monkeypatch.setattr("time.monotonic", lambda: clock)
    patience = delivery._patience().copy(sleep=sleep)
    assert await patience(send) == "sent"
    assert 700 <= clock < 730
