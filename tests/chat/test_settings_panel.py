"""The settings of a chat: who may change them, and what each of them does."""

from pathlib import Path

import pytest

from bot.texts import Texts, texts_in
from tests.bot_api import BotApiServer, Chat, SentMessage, User
from tests.bots import running_bot
from tests.chat.seen import label_of, labels, now_shown, pressed
from tests.conftest import FORUM, WriteCorpus, speech

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="module")]
shared = pytest.mark.usefixtures("bot")

ZH, EN = texts_in("zh"), texts_in("en")


async def chosen(
    server: BotApiServer, chat: Chat, by: User, setting: str, value: str, texts: Texts = EN
) -> SentMessage:
    """Opens the panel, a setting in it, and chooses a value; gives the panel."""
    panel = await server.reply_to(chat.say("/settings", sender=by))
    await pressed(server, chat, panel, label_of(panel, texts(setting)), by)
    if f"✓ {value}" not in labels(panel):
        await pressed(server, chat, panel, value, by)
    assert f"✓ {value}" in labels(panel)
    return panel


@shared
async def test_administrators_change_settings_and_members_do_not(
    server: BotApiServer, group: Chat, wang: User, ann: User
) -> None:
    refused = await server.reply_to(group.say("/settings", sender=wang))
    assert refused.text == ZH("only-administrators")
    assert refused.buttons == []
    panel = await server.reply_to(group.say("/settings", sender=ann))
    assert panel.text.startswith(EN("settings"))
    told = await pressed(server, group, panel, label_of(panel, EN("set-passages")), wang)
    assert told == ZH("only-administrators")
    assert now_shown(panel).text == panel.text
    await chosen(server, group, ann, "set-passages", "1")
    await pressed(server, group, panel, EN("button-done"), ann)
    assert EN("set-passages") + ": 1" in now_shown(panel).text
    assert labels(panel) == []


@shared
async def test_who_has_ceased_to_be_an_administrator_changes_nothing(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    panel = await server.reply_to(group.say("/settings", sender=ann))
    group.put(ann, "member")
    quiet = label_of(panel, EN("set-quiet"))
    assert await pressed(server, group, panel, quiet, ann) == EN("only-administrators")
    assert now_shown(panel).text == panel.text


@shared
async def test_an_anonymous_administrator_opens_the_panel(
    server: BotApiServer, group: Chat, ann: User, wang: User
) -> None:
    panel = await server.reply_to(group.say("/settings", anonymous_admin=True))
    assert labels(panel)
    group.put(ann, "administrator", is_anonymous=True)
    assert await pressed(server, group, panel, labels(panel)[0], ann) == ""
    assert now_shown(panel).text != panel.text


@shared
async def test_a_post_of_the_linked_channel_is_left_alone(
    server: BotApiServer, open_group: Chat
) -> None:
    before = len(server.sent)
    open_group.post_from_channel("/settings")
    open_group.post_from_channel("/ask 刘晖谈物业")
    await server.settled()
    assert server.sent[before:] == []


@shared
async def test_a_group_decides_how_many_passages_an_answer_has(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    for count in ("5", "1"):
        await chosen(server, group, ann, "set-passages", count)
        answer = await server.reply_to(group.say("/ask 刘晖是谁", sender=ann))
        assert len(answer.quotes) == int(count)
    await pressed(server, group, answer, ZH("button-next", count=4), ann)
    assert len(now_shown(answer).quotes) == 1
    assert "第 2 段" in now_shown(answer).text


@shared
async def test_a_language_that_is_set_is_that_of_every_answer_and_page(
    server: BotApiServer, private: Chat
) -> None:
    confirmed = await server.reply_to(private.say("/language en"))
    assert confirmed.text == EN("language-set", value="en")
    answer = await server.reply_to(private.say("刘晖是谁"))
    assert "part 1 of 5" in answer.text
    await pressed(server, private, answer, EN("button-next", count=2))
    assert "part 4 of 5" in now_shown(answer).text
    assert (await server.reply_to(private.say("红烧肉怎么做"))).text.startswith(EN("refused"))
    assert (await server.reply_to(private.say("/dance"))).text == EN("unknown-command")
    panel = await server.reply_to(private.say("/language"))
    await pressed(server, private, panel, EN("in-language", value="None"))
    answer = await server.reply_to(private.say("刘晖是谁"))
    assert "第 1 段" in answer.text


@shared
async def test_in_private_there_are_only_the_settings_that_matter_there(
    server: BotApiServer, private: Chat
) -> None:
    panel = await server.reply_to(private.say("/settings"))
    language = ZH("set-language") + ZH("colon") + ZH("in-language", value="None")
    passages = ZH("set-passages") + ZH("colon") + "3"
    assert labels(panel) == [language, passages, ZH("button-done")]


@shared
async def test_a_group_that_wants_it_quiet_gets_a_reaction_for_a_refusal(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    await chosen(server, group, ann, "set-quiet", EN("refuses", value="True"))
    before = len(server.sent)
    question = group.say("/ask 红烧肉怎么做", sender=ann)
    await server.call_of("setMessageReaction")
    await server.settled()
    assert group.reactions_to(question) == ["🤷"]
    assert len(server.sent) == before
    group.edit(question, "/ask 刘晖谈物业")
    assert "准入和退出机制" in (await server.reply_to(question)).text
    assert group.reactions_to(question) == []


@shared
@pytest.mark.parametrize("value", ["commands", "mentions", "questions", "sure"])
async def test_a_group_decides_when_it_is_answered(
    server: BotApiServer, open_group: Chat, ann: User, wang: User, value: str
) -> None:
    await chosen(server, open_group, ann, "set-answers-to", EN("answers-to", value=value))
    helped = await server.reply_to(open_group.say("/help", sender=ann))
    mention = open_group.say("@SpeechesBot 刘晖谈物业", sender=wang)
    sure = open_group.say("刘晖对房屋出租登记提出了什么建议？", sender=wang)
    plain = open_group.say("刘晖对房屋出租登记提出了什么建议", sender=wang)
    unsure = open_group.say("今天谁去拿快递?", sender=wang)
    command = open_group.say("/ask 刘晖谈物业", sender=wang)
    await server.reply_to(command)
    await server.settled()
    replied = {sent.reply_to_message_id for sent in server.sent if sent.chat is open_group}
    assert (mention.message_id in replied) is (value != "commands")
    assert ("mention @SpeechesBot" in helped.text) is (value != "commands")
    assert (sure.message_id in replied) is (value in ("questions", "sure"))
    assert not replied & {plain.message_id, unsure.message_id}


@shared
async def test_settings_that_are_changed_at_the_same_time_are_all_changed(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    panel = await server.reply_to(group.say("/settings", sender=ann))
    for value in ("passages=1", "language=zh", "quiet=True", "answers_to=sure"):
        group.press_data(panel, f"set:{value}", ann)
    await server.settled()
    told = " ".join(labels(await server.reply_to(group.say("/settings", sender=ann))))
    for key, value in (
        ("passages-shown", "1"),
        ("in-language", "zh"),
        ("refuses", "True"),
        ("answers-to", "sure"),
    ):
        assert ZH(key, value=value) in told


@shared
async def test_a_press_is_refused_when_the_administrators_cannot_be_looked_up(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    panel = await server.reply_to(group.say("/settings", sender=ann))
    server.fail("getChatAdministrators", status=500)
    quiet = label_of(panel, EN("set-quiet"))
    assert await pressed(server, group, panel, quiet, ann) == EN("failed")
    server.fail("getChatAdministrators", status=500)
    assert (await server.reply_to(group.say("/settings", sender=ann))).text == EN("failed")


@shared
async def test_where_reactions_are_forbidden_a_refusal_is_a_message(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    await chosen(server, group, ann, "set-quiet", EN("refuses", value="True"))
    group.allows_reactions = False
    answer = await server.reply_to(group.say("/ask 红烧肉怎么做", sender=ann))
    assert answer.text.startswith(ZH("refused"))


async def test_a_group_chooses_among_forums(
    cache: Path, tmp_path: Path, write_corpus: WriteCorpus
) -> None:
    corpus = write_corpus(
        {
            "一/forum.md": FORUM.replace("座谈会", "春季座谈会"),
            "一/1.md": speech("春天要种树。", speaker="张三"),
            "二/forum.md": FORUM.replace("座谈会", "秋季座谈会"),
            "二/1.md": speech("秋天也要种树。", speaker="李四"),
        }
    )
    async with BotApiServer() as server, running_bot(server, cache, CORPUS=str(corpus)):
        chat = server.private(server.user("小王", language_code="zh"))
        both = await server.reply_to(chat.say("谁谈了种树"))
        assert set(both.bold) >= {"张三", "李四"}
        panel = await server.reply_to(chat.say("/settings"))
        await pressed(server, chat, panel, label_of(panel, ZH("set-forums")))
        await pressed(server, chat, panel, "秋季座谈会")
        assert labels(panel) == [ZH("all-forums"), "春季座谈会", "✓ 秋季座谈会", ZH("button-back")]
        one = await server.reply_to(chat.say("谁谈了种树"))
        assert "李四" in one.bold
        assert "张三" not in one.text
        assert (await server.reply_to(chat.say("/speakers"))).bold == ["李四"]
        await pressed(server, chat, panel, "✓ 秋季座谈会")
        assert f"✓ {ZH('all-forums')}" in labels(panel)
        assert set((await server.reply_to(chat.say("谁谈了种树"))).bold) >= {"张三", "李四"}


@shared
@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("en", "English"),
        ("English", "English"),
        ("zh", "中文"),
        ("中文", "中文"),
        ("auto", "跟随提问的语言"),
        ("自动", "跟随提问的语言"),
    ],
)
async def test_a_language_by_command_is_confirmed_in_that_language(
    server: BotApiServer, private: Chat, wanted: str, told: str
) -> None:
    confirmed = await server.reply_to(private.say(f"/language {wanted}"))
    assert told in confirmed.text
    assert ("from now on" in confirmed.text) is (told == "English")
    assert confirmed.buttons == []


@shared
async def test_a_language_that_there_is_not_leads_to_those_there_are(
    server: BotApiServer, private: Chat
) -> None:
    menu = await server.reply_to(private.say("/language fr"))
    assert "English" in labels(menu)
