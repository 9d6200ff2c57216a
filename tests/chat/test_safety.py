"""What people may try who are not meant to: markup, forged presses, other people's settings."""

import json
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Chat, SentMessage, User
from tests.bots import running_bot
from tests.conftest import FORUM, WriteCorpus, speech

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="module")]

MARKUP = '<b>bold</b> & <a href="tg://user?id=1">x</a> { $name } {"}"} &lt;i&gt; \u202egnp'


async def test_markup_in_a_corpus_and_in_a_name_is_shown_literally(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    corpus = write_corpus(
        {
            "会/forum.md": FORUM,
            "会/1.md": speech(
                f"要种树。{MARKUP}",
                title=json.dumps(f"题{MARKUP}"),
                speaker=json.dumps(f"张三{MARKUP}"),
                role=json.dumps(f"书记{MARKUP}"),
            ),
        }
    )
    async with BotApiServer() as server, running_bot(server, cache, CORPUS=str(corpus)):
        chat = server.private(server.user(MARKUP, last_name=MARKUP))
        answer = await server.reply_to(chat.say(f"种树 {MARKUP}"))
        assert answer.quotes == [f"要种树。{MARKUP}"]
        assert f"张三{MARKUP}" in answer.text
        refusal = await server.reply_to(chat.say("红烧肉怎么做 <b>火锅</b>"))
        assert not refusal.entities


@pytest.mark.parametrize(
    "data",
    [
        "",
        "x",
        "page:",
        "page:-1",
        "page:99999999999999999999",
        "\u202e",
        "speech:../../x:1",
        "a" * 64,
    ],
    ids=repr,
)
async def test_a_forged_press_does_nothing(server: BotApiServer, bot: object, data: str) -> None:
    chat = server.private(server.user("Eve"))
    answer = await server.reply_to(chat.say("刘晖谈物业"))
    server.world.updates.post_raw({"callback_query": forged(chat, answer, data)})
    await server.settled()
    assert [sent.message_id for sent in server.sent if sent.chat is chat] == [answer.message_id]
    assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes


async def test_a_press_of_somebody_in_another_chat_changes_nothing_there(
    server: BotApiServer, bot: object, group: Chat, wang: User, ann: User
) -> None:
    panel = await server.reply_to(group.say("/settings", sender=ann))
    before = len(server.calls_of("editMessageText"))
    press = forged(group, panel, "settings:quiet=True", presser=wang)
    server.world.updates.post_raw({"callback_query": press})
    await server.settled()
    assert len(server.calls_of("editMessageText")) == before


def forged(
    chat: Chat, message: SentMessage, data: str, presser: User | None = None
) -> dict[str, object]:
    who = presser.id if presser else chat.id
    return {
        "id": "1",
        "from": {"id": who, "is_bot": False, "first_name": "Eve", "language_code": "en"},
        "chat_instance": "1",
        "data": data,
        "message": {
            "message_id": message.message_id,
            "date": message.date,
            "chat": {"id": chat.id, "type": "private" if chat.id > 0 else "supergroup"},
            "text": message.text,
        },
    }
