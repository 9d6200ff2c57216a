"""A question in reply to an answer is about the same speaker, and can be widened."""

import pytest

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, User
from tests.chat.seen import labels, now_shown, pressed

ZH = texts_in("zh")
MEANT = ZH("meant", speakers="刘晖")
EVERYBODY, WHO_SPOKE = ZH("button-everybody"), ZH("button-who-spoke")

pytestmark = [
    pytest.mark.server,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("bot"),
]


async def test_a_reply_is_about_the_speaker_of_the_answer_and_can_be_widened(
    server: BotApiServer, group: Chat, wang: User
) -> None:
    answer = await server.reply_to(group.say("/ask 刘晖谈流动人口", sender=wang))
    following = await server.reply_to(group.say("那物业呢?", reply_to=answer, sender=wang))
    assert following.text.startswith(MEANT)
    assert set(following.bold) >= {"刘晖"}
    assert "聂岚艳" not in following.bold
    assert "准入和退出机制" in following.text
    again = await server.reply_to(group.say("综合执法呢", reply_to=following, sender=wang))
    assert again.text.startswith(MEANT)
    await pressed(server, group, following, EVERYBODY, wang)
    assert "聂岚艳" in now_shown(following).bold
    assert EVERYBODY not in labels(following)


async def test_a_reply_that_names_somebody_or_asks_who_is_not_about_the_same(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("刘晖谈流动人口"))
    for question in ("聂岚艳谈物业", "谁提到了民宿", "付书记说了什么"):
        following = await server.reply_to(private.say(question, reply_to=answer))
        assert not following.text.startswith(MEANT)
        assert EVERYBODY not in labels(following)


async def test_what_the_same_speaker_did_not_say_can_be_asked_of_everybody(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("刘晖谈流动人口"))
    refusal = await server.reply_to(private.say("民宿呢", reply_to=answer))
    assert refusal.text.startswith(ZH("refused-speakers", speakers="刘晖"))
    assert labels(refusal) == ["付铁梯", EVERYBODY, WHO_SPOKE]
    await pressed(server, private, refusal, EVERYBODY)
    assert "17家特色民宿" in now_shown(refusal).text


async def test_the_pages_of_a_follow_up_stay_about_the_same_speaker(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("刘晖谈流动人口"))
    following = await server.reply_to(private.say("他还提出了什么", reply_to=answer))
    assert following.text.startswith(MEANT)
    (more,) = [label for label in labels(following) if "▶" in label]
    await pressed(server, private, following, more)
    assert now_shown(following).text.startswith(MEANT)
    assert EVERYBODY in labels(following)
    await pressed(server, private, following, ZH("button-previous"))
    assert now_shown(following).text == following.text
