"""A burst of questions is answered whole, in bounded memory, and each chat has its turn."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Chat
from tests.bot_api.watch import LIMIT
from tests.bots import BotProcess, bot_process, running_bot
from tests.conftest import SOAK

pytestmark = pytest.mark.server

QUESTIONS = ("刘晖谈物业", "what did Liu Hui propose about rentals", "红烧肉怎么做", "谁谈到养老")
MEGABYTE = 1 << 20


def memory(bot: BotProcess, name: str = "VmHWM") -> int:
    """Bytes of the process's memory: the most that was resident, or what is now (VmRSS)."""
    status = Path(f"/proc/{bot.process.pid}/status").read_text(encoding="utf-8")
    found = re.search(rf"{name}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) << 10


async def all_replied(server: BotApiServer, count: int) -> None:
    await server.world.notices.until(
        lambda: True if len(server.sent) >= count else None,
        LIMIT,
        lambda: f"{len(server.sent)} of {count} are answered",
    )


def people(server: BotApiServer, count: int) -> list[Chat]:
    return [server.private(server.user(f"Ann {number}")) for number in range(count)]


@pytest.mark.parametrize(("chats", "each"), [(50, 10), pytest.param(200, 25, marks=SOAK)])
async def test_every_question_of_a_burst_is_answered_once(
    chats: int, each: int, cache: Path
) -> None:
    async with BotApiServer() as server, bot_process(server, cache) as bot:
        rooms = people(server, chats)
        await server.reply_to(rooms[0].say("刘晖谈物业"))
        before = memory(bot)
        asked = [
            room.say(QUESTIONS[(turn + number) % len(QUESTIONS)])
            for turn in range(each)
            for number, room in enumerate(rooms)
        ]
        await all_replied(server, len(asked) + 1)
        await server.settled()
        replies = Counter((sent.chat.id, sent.reply_to_message_id) for sent in server.sent)
        assert {replies[message.chat.id, message.message_id] for message in asked} == {1}
        assert len(server.sent) == len(asked) + 1
        grown = (memory(bot) - before) / MEGABYTE
        print(f"{len(asked)} questions from {chats} chats: {grown:.0f} MB more at the most")
        assert grown < 60


async def test_a_busy_chat_does_not_starve_the_others(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache, QUESTIONS_PER_PERSON="0"):
        busy, *others = people(server, 20)
        await server.reply_to(busy.say("刘晖谈物业"))
        for _ in range(100):
            busy.say("刘晖谈物业")
        asked = [room.say("刘晖谈物业") for room in others]
        for message in asked:
            await server.reply_to(message)
        of_busy = sum(sent.chat is busy for sent in server.sent)
        assert of_busy < 90  # the others have not waited for all of the busy one's
