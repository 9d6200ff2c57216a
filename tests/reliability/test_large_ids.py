"""Ids as large as Telegram may ever send them are answered, kept and found again."""

import itertools
from pathlib import Path

import pytest

from bot.chat.bot_api.update_schema import stored_update
from tests.bot_api import BotApiServer, User
from tests.bots import running_bot

pytestmark = pytest.mark.server

LARGE = 2**62


async def test_ids_of_64_bits_are_answered_and_kept(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server:
        server.world._message_ids = itertools.count(LARGE)
        server.world._chat_numbers = itertools.count(LARGE)
        server.world.updates._next_id = LARGE
        ann = User(LARGE, "Ann", "", "", "en")
        server.world.know(ann)
        chats = (server.private(ann), server.group("G", members=[ann], bot="administrator"))
        answers = []
        async with running_bot(server, cache, data=tmp_path):
            for chat in chats:
                answer = await server.reply_to(chat.say("/ask 刘晖谈物业", sender=ann))
                assert answer.quotes
                answers.append(answer)
        async with running_bot(server, cache, data=tmp_path):
            for chat, answer in zip(chats, answers, strict=True):
                follow_up = chat.say("/ask 还谈了什么", sender=ann, reply_to=answer)
                assert (await server.reply_to(follow_up)).text


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40, 1.5, "1", True, None])
def test_what_is_no_such_number_is_a_fault(number: object) -> None:
    message = {"message_id": 1, "date": 0, "chat": {"id": number, "type": "private"}}
    with pytest.raises(ValueError, match=r"^message\.chat\.id: "):
        stored_update({"update_id": 1, "message": message})
