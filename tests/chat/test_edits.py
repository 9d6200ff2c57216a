"""A question that is edited has its answer edited."""

import pytest

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, User
from tests.chat.seen import now_shown

pytestmark = [
    pytest.mark.server,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("bot"),
]

ZH = texts_in("zh")


async def test_an_edited_question_edits_its_answer(server: BotApiServer, private: Chat) -> None:
    question = private.say("刘晖谈物业")
    answer = await server.reply_to(question)
    private.edit(question, "聂岚艳谈养老")
    assert (await server.edit_of(answer)).bold[0] == "聂岚艳"
    private.edit(question, "红烧肉怎么做")
    await server.settled()
    assert now_shown(answer).text.startswith(ZH("refused"))
    private.edit(question, "聂岚艳谈物业")
    await server.settled()
    assert now_shown(answer).bold[0] == "聂岚艳"
    assert len([sent for sent in server.sent if sent.chat is private]) == 1


async def test_an_edited_command_edits_its_answer(
    server: BotApiServer, group: Chat, wang: User
) -> None:
    question = group.say("/ask 红烧肉怎么做", sender=wang)
    answer = await server.reply_to(question)
    group.edit(question, "/ask@speechesbot 刘晖谈物业")
    assert "准入和退出机制" in (await server.edit_of(answer)).text


async def test_an_edit_in_reply_to_an_answer_is_about_the_same_speaker(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("刘晖谈流动人口"))
    question = private.say("那民宿呢", reply_to=answer)
    following = await server.reply_to(question)
    private.edit(question, "那物业呢")
    assert (await server.edit_of(following)).text.startswith(ZH("meant", speakers="刘晖"))


async def test_an_edit_that_is_no_question_for_the_bot_changes_nothing(
    server: BotApiServer, open_group: Chat, wang: User
) -> None:
    question = open_group.say("/ask 刘晖谈物业", sender=wang)
    answer = await server.reply_to(question)
    for text in ("/ask@OtherBot 聂岚艳谈养老", "/asking 聂岚艳谈养老", "聂岚艳谈养老", "/ask"):
        open_group.edit(question, text)
    said = open_group.say("大家好", sender=wang)
    open_group.edit(said, "大家早上好")
    await server.settled()
    assert now_shown(answer).text == answer.text
    assert len([sent for sent in server.sent if sent.chat is open_group]) == 1


async def test_an_answer_that_was_deleted_stays_so(server: BotApiServer, private: Chat) -> None:
    question = private.say("刘晖谈物业")
    answer = await server.reply_to(question)
    private.delete(answer)
    private.edit(question, "聂岚艳谈养老")
    await server.settled()
    assert len([sent for sent in server.sent if sent.chat is private]) == 1


async def test_a_command_without_a_question_is_answered_once_it_has_one(
    server: BotApiServer, group: Chat, wang: User
) -> None:
    question = group.say("/ask", sender=wang)
    objection = await server.reply_to(question)
    group.edit(question, "/ask 刘晖谈物业")
    assert "准入和退出机制" in (await server.edit_of(objection)).text


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("/aks 刘晖谈物业", "/ask 刘晖谈物业"),
        ("刘晖谈物业", "@SpeechesBot 刘晖谈物业"),
        ("/ask@OtherBot 刘晖谈物业", "/ask@SpeechesBot 刘晖谈物业"),
    ],
)
async def test_a_message_that_becomes_a_question_is_answered(
    server: BotApiServer, open_group: Chat, wang: User, said: str, asked: str
) -> None:
    message = open_group.say(said, sender=wang)
    await server.settled()
    assert not [sent for sent in server.sent if sent.chat is open_group]
    open_group.edit(message, asked)
    answer = await server.reply_to(message)
    open_group.edit(message, asked.replace("物业", "租房"))
    assert await server.edit_of(answer)
