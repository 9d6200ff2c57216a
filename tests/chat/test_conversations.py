"""Conversations in private and in a group, with the real process over HTTP."""

import time

import pytest

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, Entity, User
from tests.bot_api.message_json import message_json
from tests.bots import RunningBot
from tests.chat.seen import now_shown, pressed

pytestmark = [
    pytest.mark.server,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("bot"),
]

ZH, EN = texts_in("zh"), texts_in("en")


async def test_a_question_in_private_gets_one_reply_with_the_passage(
    server: BotApiServer, private: Chat
) -> None:
    question = private.say("what did 刘晖 propose about rentals")
    answer = await server.reply_to(question)
    assert answer.text.startswith("Liu Hui 刘晖 · 荷塘区月塘街道党工委书记\n")
    assert answer.bold[0] == "Liu Hui 刘晖"
    assert "租赁" in answer.bold
    (quoted,) = answer.quotes
    assert "房屋租赁信息登记" in quoted
    assert "part 3 of 5" in answer.text
    assert answer.text.splitlines()[-1].startswith("Source: 加强基层建设")
    await server.settled()
    assert len([sent for sent in server.sent if sent.chat.id == private.id]) == 1


async def test_every_kind_of_question_in_private_is_answered_in_its_language(
    server: BotApiServer, private: Chat
) -> None:
    asked = {
        "隆兴坳村有多少家民宿?": "17家特色民宿",
        "劉暉對房屋出租有什麼建議": "以房管人",
        "/ask 物业管理投诉2020年有多少件": "5082件",
        "红烧肉怎么做": ZH("refused"),
        "how do I reset my password": EN("refused"),
        "陈妮谈民宿": "谈到这一点的有：付铁梯",
    }
    for question, expected in asked.items():
        answer = await server.reply_to(private.say(question))
        assert expected in answer.text


async def test_start_and_help_speak_the_senders_language(
    server: BotApiServer, private: Chat, ann: User
) -> None:
    hello = await server.reply_to(private.say("/start"))
    assert hello.text.startswith("您好")
    assert "付铁梯有什么建议" in hello.text
    helped = await server.reply_to(server.private(ann).say("/help"))
    assert "type @SpeechesBot and a question" in helped.text
    assert "Mention @SpeechesBot" in helped.text


async def test_what_cannot_be_answered_in_private_is_refused_with_a_reason(
    server: BotApiServer, private: Chat
) -> None:
    assert "付铁梯有什么建议" in (await server.reply_to(private.say("/ask"))).text
    unknown = await server.reply_to(private.say("/dance"))
    assert unknown.text == ZH("unknown-command")
    assert (await server.reply_to(private.say("2035"))).text.startswith(ZH("refused"))


async def test_the_longest_message_with_markup_is_answered(
    server: BotApiServer, private: Chat
) -> None:
    question = ("刘晖 <b>物业</b> &amp; 流动人口 </blockquote> 综合执法 " * 200)[:4096]
    answer = await server.reply_to(private.say(question))
    assert answer.bold[0] == "刘晖"


async def test_a_mention_in_private_is_no_part_of_the_question(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("@SpeechesBot 刘晖有什么建议"))
    assert answer.bold[0] == "刘晖"


async def test_a_question_by_command_in_reply_has_choices_that_answer_it(
    server: BotApiServer, group: Chat, wang: User, ann: User
) -> None:
    said = group.say("付书记说了什么", sender=wang)
    group.say("/ask", reply_to=said, sender=ann)
    back = await server.reply_to(said)
    await pressed(server, group, back, "付铁琪", ann)
    assert now_shown(back).bold[0] == "付铁琪"


async def test_a_picture_is_answered_with_a_request_for_words(
    server: BotApiServer, private: Chat, wang: User
) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    message = private.say("placeholder")
    await server.reply_to(message)
    server.post(
        {
            "update_id": 900_000_000,
            "message": {
                "message_id": message.message_id,
                "date": message.date,
                "chat": {"id": private.id, "type": "private", "first_name": "小王"},
                "from": {
                    "id": wang.id,
                    "is_bot": False,
                    "first_name": "小王",
                    "language_code": "zh",
                },
                "photo": photo,
            },
        }
    )
    await server.settled()
    assert server.sent[-1].text == ZH("text-only")


async def test_the_words_under_a_picture_are_a_question_and_an_album_is_answered_once(
    server: BotApiServer, private: Chat, wang: User
) -> None:
    before = len(server.sent)
    picture = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
    for number, words in enumerate(({"caption": "刘晖谈物业"}, {}, {})):
        server.post(
            {
                "message": {
                    "message_id": 900 + number,
                    "date": int(time.time()),
                    "chat": {"id": private.id, "type": "private", "first_name": "小王"},
                    "from": wang.json(),
                    "photo": [picture],
                    "media_group_id": "album",
                    **words,
                }
            }
        )
    await server.settled()
    texts = [sent.text for sent in server.sent[before:]]
    assert len(texts) == 2
    assert ZH("text-only") in texts
    assert any("准入和退出机制" in text for text in texts)


async def test_what_was_found_inline_is_no_question(server: BotApiServer, private: Chat) -> None:
    before = len(server.sent)
    said = private.say("刘晖谈物业")
    await server.reply_to(said)
    found = {"message_id": 990, "via_bot": server.bot.json(), "text": "刘晖谈物业"}
    server.post({"message": message_json(said, server.world.people) | found})
    await server.settled()
    assert len(server.sent) == before + 1


async def test_start_in_a_group_explains_how_to_ask_there(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    assert "/ask question" in (await server.reply_to(group.say("/start", sender=ann))).text
    before = len(server.sent)
    group.say("/start@SpeechesBot group", sender=ann)  # as a link that adds the bot sends
    await server.settled()
    assert len(server.sent) == before


async def test_a_group_asks_by_command_and_by_replying(
    server: BotApiServer, group: Chat, wang: User
) -> None:
    answer = await server.reply_to(
        group.say("/ask@SpeechesBot 刘晖对流动人口有什么建议", sender=wang)
    )
    assert "以房管人" in answer.quotes[0]
    following = await server.reply_to(group.say("那聂岚艳谈养老呢", reply_to=answer, sender=wang))
    assert following.bold[0] == "聂岚艳"


async def test_a_command_alone_asks_what_it_replies_to(
    server: BotApiServer, group: Chat, wang: User
) -> None:
    said = group.say("隆兴坳村有多少家民宿", sender=wang)
    answer = await server.reply_to(group.say("/ask", reply_to=said, sender=wang))
    assert "17家特色民宿" in answer.text


@pytest.mark.parametrize(
    "text",
    ["@SpeechesBot 刘晖谈物业", "刘晖谈物业 @speechesBOT", "@SpeechesBot刘晖谈物业？"],
    ids=["before", "after-in-other-case", "no-space"],
)
async def test_a_mention_asks_where_it_reaches_the_bot(
    server: BotApiServer, open_group: Chat, wang: User, text: str
) -> None:
    answer = await server.reply_to(open_group.say(text, sender=wang))
    assert "准入和退出机制" in answer.text


async def test_a_mention_without_a_name_asks_too(
    server: BotApiServer, open_group: Chat, wang: User
) -> None:
    mention = Entity("text_mention", 0, 3, user_id=server.bot.user.id)
    answer = await server.reply_to(
        open_group.say("机器人 刘晖谈物业", entities=[mention], sender=wang)
    )
    assert "准入和退出机制" in answer.text


async def test_an_anonymous_administrator_is_answered(
    server: BotApiServer, group: Chat, wang: User
) -> None:
    question = group.say("/ask 刘晖谈物业", anonymous_admin=True)
    assert "准入和退出机制" in (await server.reply_to(question)).text


async def test_a_question_in_a_topic_is_answered_in_the_topic(
    server: BotApiServer, wang: User
) -> None:
    group = server.supergroup("话题群", members=[wang], forum=True)
    topic = group.topic("发言", wang)
    answer = await server.reply_to(group.say("/ask 刘晖谈物业", thread_id=topic, sender=wang))
    assert answer.thread_id == topic


async def test_nothing_else_in_a_group_is_answered(
    server: BotApiServer, open_group: Chat, wang: User, ann: User
) -> None:
    before = len(server.sent)
    said = open_group.say("刘晖对物业有什么建议?", sender=wang)
    open_group.say("@SpeechesBot-dev 刘晖谈物业", sender=wang)
    open_group.say("@someone 刘晖谈物业", sender=wang)
    open_group.say("/dance", sender=wang)
    open_group.say("/ask@OtherBot 刘晖谈物业", sender=wang)
    open_group.say("刘晖谈物业", reply_to=said, sender=ann)
    open_group.post_from_channel("刘晖谈物业")
    open_group.edit(said, "刘晖对物业有什么建议吗?")
    await server.settled()
    assert server.sent[before:] == []


async def test_a_command_under_a_picture_asks_in_a_group_too(
    server: BotApiServer, open_group: Chat, wang: User
) -> None:
    for number, caption in enumerate(("/ask@OtherBot 刘晖谈物业", "/ask 刘晖谈物业"), 900):
        server.post(
            {
                "message": {
                    "message_id": number,
                    "date": int(time.time()),
                    "chat": {"id": open_group.id, "type": "supergroup", "title": "公开群"},
                    "from": wang.json(),
                    "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
                    "caption": caption,
                    "caption_entities": [{"type": "bot_command", "offset": 0, "length": 4}],
                }
            }
        )
    await server.settled()
    (answer,) = [sent for sent in server.sent if sent.chat is open_group]
    assert "准入和退出机制" in answer.text


async def test_the_help_of_a_group_says_what_works_in_it(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    text = (await server.reply_to(group.say("/help", sender=ann))).text
    assert "/ask" in text
    assert "I must be an administrator here" in text


async def test_the_help_of_an_open_group_says_that_mentions_work(
    server: BotApiServer, open_group: Chat, ann: User
) -> None:
    text = (await server.reply_to(open_group.say("/help", sender=ann))).text
    assert "You can also mention @SpeechesBot in a message" in text


async def test_the_commands_are_registered_by_scope_and_language(server: BotApiServer) -> None:
    registered = {
        (call.parameters.json("scope")["type"], call.parameters.text("language_code")): [
            command["command"] for command in call.parameters.json("commands")
        ]
        for call in server.calls_of("setMyCommands")
    }
    members = ["ask", "speakers", "speech", "about", "help"]
    administrators = [*members, "settings", "language"]
    assert registered == {
        (scope, language): commands
        for scope, commands in {
            "all_private_chats": [*administrators, "start"],
            "all_group_chats": members,
            "all_chat_administrators": administrators,
        }.items()
        for language in ("zh", "")
    }
    described = {c.parameters.text("language_code") for c in server.calls_of("setMyDescription")}
    assert described == {"zh", ""}


async def test_only_the_updates_that_are_handled_are_asked_for(server: BotApiServer) -> None:
    call = server.calls_of("getUpdates")[0]
    kinds = [
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "guest_message",
        "my_chat_member",
    ]
    assert call.parameters.json("allowed_updates") == kinds


async def test_no_message_was_refused(bot: RunningBot, server: BotApiServer) -> None:
    assert bot.application.running
    refused = [call for call in server.calls if call.error and call.method != "getUpdates"]
    assert refused == []


async def test_a_message_without_words_is_answered_as_the_one_before(
    server: BotApiServer, group: Chat, wang: User, ann: User
) -> None:
    for question, texts in (("how do I reset my password", EN), ("红烧肉怎么做", ZH)):
        await server.reply_to(group.say(f"/ask {question}", sender=wang))
        for wordless in ("2035", "1999?"):
            for asker in (wang, ann):
                answer = await server.reply_to(group.say(f"/ask {wordless}", sender=asker))
                assert answer.text.startswith(texts("refused"))


async def test_a_first_message_without_words_is_answered_in_the_senders_language(
    server: BotApiServer, private: Chat, ann: User
) -> None:
    for chat, texts in ((private, ZH), (server.private(ann), EN)):
        assert (await server.reply_to(chat.say("2035"))).text.startswith(texts("refused"))
