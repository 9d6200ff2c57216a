"""sendMessage, editMessageText and their kin refuse what Telegram refuses."""

from typing import Any

import pytest

from . import BotApiServer, Button, Chat
from .conftest import CallMethod

pytestmark = pytest.mark.server


@pytest.fixture
def chat(server: BotApiServer) -> Chat:
    return server.private(server.user("Ann"))


def described(answer: dict[str, Any]) -> str:
    assert answer["ok"] is False
    return str(answer["description"])


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("&lt;" * 4097, "message is too long"),
        ("é" * 16_385, "text is too long"),
        (
            "<b>x</b> " * 101,
            "message has 101 entities, Telegram would silently drop all but 100",
        ),
        ("1 < 2", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_a_text_that_cannot_be_sent_is_refused(
    chat: Chat, call: CallMethod, text: str, description: str
) -> None:
    answer = await call("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert described(answer) == f"Bad Request: {description}"
    assert answer["error_code"] == 400


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "<b>" + "&lt;" * 4096 + "</b>"])
async def test_a_text_within_the_limits_counted_after_parsing_is_sent(
    chat: Chat, call: CallMethod, text: str
) -> None:
    assert (await call("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML"))["ok"]


async def test_a_sent_message_is_kept_plain_and_raw(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    html = (
        "\n<b>One</b> and <b>two</b>\n<blockquote expandable>long</blockquote>"
        '<blockquote>short</blockquote><a href="https://x.org/a">x</a> '
    )
    await call("sendMessage", chat_id=chat.id, text=html, parse_mode="HTML")
    message = await server.next_message(chat)
    assert message.text == "One and two\nlongshortx"
    assert message.html == html
    assert message.bold == ["One", "two"]
    assert message.quotes == ["long", "short"]
    assert message.expandable_quotes == ["long"]
    assert message.links == {"x": "https://x.org/a"}


@pytest.mark.parametrize("chat_id", ["12345", "@nobody", "nonsense"])
async def test_an_unknown_chat_is_not_found(call: CallMethod, chat_id: str) -> None:
    answer = await call("sendMessage", chat_id=chat_id, text="x")
    assert described(answer) == "Bad Request: chat not found"


async def test_whoever_blocks_the_bot_gets_nothing(chat: Chat, call: CallMethod) -> None:
    chat.put_bot("kicked")
    answer = await call("sendMessage", chat_id=chat.id, text="x")
    assert answer["error_code"] == 403
    assert described(answer) == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_without_the_bot_is_forbidden(
    server: BotApiServer, call: CallMethod, kind: str
) -> None:
    ann = server.user("Ann")
    group = server.group("G") if kind == "group" else server.supergroup("G")
    server.chat_member(group, "kicked", by=ann)
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert described(answer) == f"Forbidden: bot was kicked from the {kind} chat"
    server.chat_member(group, "left", by=ann)
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert described(answer) == f"Forbidden: bot is not a member of the {kind} chat"
    server.chat_member(group, "restricted", by=ann)
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert "not enough rights to send text messages" in described(answer)


async def test_a_migrated_group_names_its_supergroup(
    server: BotApiServer, call: CallMethod
) -> None:
    group = server.group("G", members=[server.user("Ann")])
    supergroup = group.migrate()
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert described(answer) == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": supergroup.id}
    updates = (await call("getUpdates"))["result"]
    assert updates[0]["message"]["migrate_to_chat_id"] == supergroup.id
    assert updates[1]["message"]["migrate_from_chat_id"] == group.id
    assert (await call("sendMessage", chat_id=supergroup.id, text="x"))["ok"]


async def test_a_reply_carries_the_answered_message_and_the_quote(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    question = chat.say("What is light?")
    reply = {"message_id": question.message_id, "quote": "is light"}
    answer = await call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)
    assert answer["result"]["reply_to_message"]["text"] == "What is light?"
    sent = await server.reply_to(question)
    assert sent.quote == "is light"


async def test_a_reply_to_nothing_is_refused_unless_allowed(chat: Chat, call: CallMethod) -> None:
    reply: dict[str, Any] = {"message_id": 99}
    answer = await call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)
    assert described(answer) == "Bad Request: message to be replied not found"
    reply["allow_sending_without_reply"] = True
    answer = await call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in answer["result"]


async def test_a_quote_must_stand_in_the_answered_message(chat: Chat, call: CallMethod) -> None:
    reply = {"message_id": chat.say("What is light?").message_id, "quote": "what is light"}
    answer = await call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)
    assert described(answer) == "Bad Request: QUOTE_TEXT_INVALID"


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "url": "nowhere"},
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
    ],
)
async def test_a_button_that_telegram_refuses_is_refused(
    chat: Chat, call: CallMethod, button: dict[str, Any], description: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert described(answer) == f"Bad Request: {description}"


async def test_buttons_are_seen_by_label(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    row = [
        {"text": "More", "callback_data": "é" * 32},
        {"text": "Copy", "copy_text": {"text": "x" * 256}},
        {"text": "Source", "url": "https://x.org/a"},
        {"text": "Search", "switch_inline_query_current_chat": ""},
    ]
    markup = {"inline_keyboard": [row]}
    await call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    message = await server.next_message(chat)
    assert [button.text for button in message.buttons] == ["More", "Copy", "Source", "Search"]
    assert message.button("Copy") == Button("Copy", copy_text="x" * 256)
    with pytest.raises(LookupError, match="no button 'Less'"):
        message.button("Less")


async def test_an_edit_changes_the_message_and_takes_its_keyboard(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    await call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    sent = await server.next_message(chat)
    place = {"chat_id": chat.id, "message_id": sent.message_id}
    answer = await call("editMessageText", **place, text="x", reply_markup=markup)
    assert described(answer).startswith("Bad Request: message is not modified: specified new")
    await call("editMessageText", **place, text="<i>y</i>", parse_mode="HTML")
    edited = await server.edit_of(sent)
    assert (edited.text, edited.italic, edited.buttons) == ("y", ["y"], [])
    answer = await call("editMessageReplyMarkup", **place)
    assert described(answer).startswith("Bad Request: message is not modified")
    await call("editMessageReplyMarkup", **place, reply_markup=markup)
    assert (await server.edit_of(edited)).button("More").callback_data == "m"


async def test_only_own_messages_that_exist_can_be_edited(chat: Chat, call: CallMethod) -> None:
    said = chat.say("x")
    place = {"chat_id": chat.id, "message_id": said.message_id}
    answer = await call("editMessageText", **place, text="y")
    assert described(answer) == "Bad Request: message can't be edited"
    answer = await call("editMessageText", chat_id=chat.id, message_id=99, text="y")
    assert described(answer) == "Bad Request: message to edit not found"


async def test_a_deleted_message_is_gone(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    await call("sendMessage", chat_id=chat.id, text="x")
    sent = await server.next_message(chat)
    place = {"chat_id": chat.id, "message_id": sent.message_id}
    assert (await call("deleteMessage", **place))["result"] is True
    answer = await call("deleteMessage", **place)
    assert described(answer) == "Bad Request: message to delete not found"


async def test_in_a_group_a_member_bot_cannot_delete_what_others_wrote(
    server: BotApiServer, call: CallMethod
) -> None:
    group = server.group("G")
    said = group.say("x", sender=server.user("Ann"))
    place = {"chat_id": group.id, "message_id": said.message_id}
    answer = await call("deleteMessage", **place)
    assert described(answer) == "Bad Request: message can't be deleted"
    group.put_bot("administrator", by=server.user("Owner"))
    assert (await call("deleteMessage", **place))["ok"]


async def test_topics_take_messages_and_unknown_ones_are_refused(
    server: BotApiServer, call: CallMethod
) -> None:
    ann = server.user("Ann")
    forum = server.supergroup("F", forum=True)
    topic = forum.topic("Light", creator=ann)
    question = forum.say("/ask", sender=ann, thread_id=topic)
    update = (await call("getUpdates"))["result"][-1]["message"]
    assert update["message_thread_id"] == topic
    assert "forum_topic_created" in update["reply_to_message"]
    reply = {"message_id": question.message_id}
    await call("sendMessage", chat_id=forum.id, text="x", reply_parameters=reply)
    assert (await server.reply_to(question)).thread_id == topic
    answer = await call("sendMessage", chat_id=forum.id, text="x", message_thread_id=999)
    assert described(answer) == "Bad Request: message thread not found"


async def test_one_known_reaction_can_be_set(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    said = chat.say("x")
    place = {"chat_id": chat.id, "message_id": said.message_id}
    thumb, plum = ({"type": "emoji", "emoji": e} for e in "👍x")
    assert (await call("setMessageReaction", **place, reaction=[thumb]))["ok"]
    assert chat.reactions_to(said) == ["👍"]
    answer = await call("setMessageReaction", **place, reaction=[plum])
    assert described(answer) == "Bad Request: REACTION_INVALID"
    answer = await call("setMessageReaction", **place, reaction=[thumb, thumb])
    assert described(answer) == "Bad Request: REACTIONS_TOO_MANY"


async def test_only_known_actions_are_shown(chat: Chat, call: CallMethod) -> None:
    assert (await call("sendChatAction", chat_id=chat.id, action="typing"))["ok"]
    answer = await call("sendChatAction", chat_id=chat.id, action="dancing")
    assert described(answer) == "Bad Request: wrong parameter action in request"


async def test_a_file_arrives_whole_with_its_caption(
    server: BotApiServer, chat: Chat, upload: CallMethod
) -> None:
    answer = await upload(
        "sendDocument",
        chat_id=str(chat.id),
        document=("gaps.csv", b"a,b\n"),
        caption="<b>All</b>",
        parse_mode="HTML",
    )
    assert answer["result"]["document"]["file_name"] == "gaps.csv"
    assert answer["result"]["caption"] == "All"
    (sent,) = server.sent
    assert sent.document is not None
    assert (sent.document.name, sent.document.content) == ("gaps.csv", b"a,b\n")
    assert sent.bold == ["All"]


@pytest.mark.parametrize(
    ("options", "description"),
    [
        ({}, "there is no document in the request"),
        ({"document": ("a.csv", b"")}, "file must be non-empty"),
        ({"document": ("a.csv", b"a"), "caption": "x" * 1025}, "message caption is too long"),
    ],
    ids=["none", "empty", "caption"],
)
async def test_a_file_that_cannot_be_sent_is_refused(
    chat: Chat, upload: CallMethod, options: dict[str, Any], description: str
) -> None:
    answer = await upload("sendDocument", chat_id=str(chat.id), **options)
    assert described(answer) == f"Bad Request: {description}"


async def test_a_chat_may_forbid_reactions(chat: Chat, call: CallMethod) -> None:
    message = chat.say("Hello")
    place = {"chat_id": chat.id, "message_id": message.message_id}
    chat.allows_reactions = False
    answer = await call("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "🤷"}])
    assert described(answer) == "Bad Request: REACTION_INVALID"
    assert (await call("setMessageReaction", **place))["ok"]
