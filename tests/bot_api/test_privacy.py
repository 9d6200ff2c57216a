"""Which messages reach a bot in a group."""

import pytest

from . import BotApiServer, Entity
from .conftest import CallMethod

pytestmark = pytest.mark.server


def delivered(server: BotApiServer) -> list[str]:
    updates = server.world.updates.unconfirmed
    messages = [u.get("message") or u.get("edited_message") or {} for u in updates]
    return [message["text"] for message in messages if "text" in message]


@pytest.mark.parametrize(
    ("text", "arrives"),
    [
        ("/ask what?", True),
        ("/ask@speechesBOT what?", True),
        ("/ask@OtherBot what?", False),
        ("please /ask", False),
        ("what is light?", False),
        ("@SpeechesBot what is light?", False),
    ],
)
def test_privacy_mode_lets_through_commands_only(
    server: BotApiServer, text: str, arrives: bool
) -> None:
    server.group("G").say(text, sender=server.user("Ann"))
    assert delivered(server) == ([text] if arrives else [])


async def test_privacy_mode_lets_through_answers_to_the_bot(
    server: BotApiServer, call: CallMethod
) -> None:
    ann, group = server.user("Ann"), server.group("G")
    await call("sendMessage", chat_id=group.id, text="Hello")
    hello = await server.next_message(group)
    other = group.say("hi", sender=ann)
    group.say("and you?", sender=ann, reply_to=other)
    group.say("more", sender=ann, reply_to=hello)
    assert delivered(server) == ["more"]


def test_without_privacy_mode_everything_arrives(server: BotApiServer) -> None:
    server.bot.can_read_all_group_messages = True
    server.supergroup("G").say("@SpeechesBot hi", sender=server.user("Ann"))
    assert delivered(server) == ["@SpeechesBot hi"]


def test_an_administrator_bot_gets_everything_but_other_bots(server: BotApiServer) -> None:
    group = server.group("G", bot="administrator")
    group.say("hi", sender=server.user("Ann"))
    robot = server.user("Robot")
    group.say("beep", sender=type(robot)(9, "Robot", is_bot=True))
    assert delivered(server) == ["hi"]


def test_a_bot_that_is_not_in_the_group_gets_nothing(server: BotApiServer) -> None:
    server.group("G", bot="left").say("/ask", sender=server.user("Ann"))
    assert delivered(server) == []


def test_in_a_private_chat_everything_arrives(server: BotApiServer) -> None:
    chat = server.private(server.user("Ann"))
    chat.edit(chat.say("hi"), "hello")
    assert delivered(server) == ["hi", "hello"]


def test_an_anonymous_administrator_writes_in_the_name_of_the_chat(server: BotApiServer) -> None:
    group = server.supergroup("G")
    group.say("/settings", anonymous_admin=True)
    message = server.world.updates.unconfirmed[0]["message"]
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["from"]["is_bot"] is True
    assert message["sender_chat"] == message["chat"]


def test_a_post_of_the_linked_channel_comes_as_an_automatic_forward(server: BotApiServer) -> None:
    server.supergroup("G", bot="administrator").post_from_channel("news")
    message = server.world.updates.unconfirmed[0]["message"]
    assert message["is_automatic_forward"] is True
    assert message["sender_chat"]["type"] == "channel"


def test_a_text_mention_names_the_user(server: BotApiServer) -> None:
    ann = server.user("Ann")
    chat = server.private(ann)
    chat.say("you there", entities=[Entity("text_mention", 0, 3, user_id=server.bot.id)])
    (entity,) = server.world.updates.unconfirmed[0]["message"]["entities"]
    assert entity["type"] == "text_mention"
    assert entity["user"]["username"] == "SpeechesBot"


def test_the_bot_is_told_how_it_stands(server: BotApiServer) -> None:
    ann = server.user("Ann")
    group = server.group("G", bot="left")
    server.chat_member(group, "member", by=ann)
    server.chat_member(group, "kicked", by=ann)
    changed, service, gone = server.world.updates.unconfirmed
    assert changed["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert changed["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["id"] == server.bot.id
    assert gone["my_chat_member"]["new_chat_member"]["status"] == "kicked"
