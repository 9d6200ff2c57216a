"""Updates that are not what Telegram sends are known by where they are wrong, and nothing else."""

import json
from typing import Any

import pytest

from bot.chat.bot_api.update_schema import is_numbered, stored_update
from tests.bot_api import BotApiServer

SECRET = "秘密"


def message(**parts: Any) -> dict[str, Any]:
    chat = {"id": 1, "type": "private"}
    return {"message_id": 1, "date": 1, "chat": chat, "text": "hello"} | parts


@pytest.mark.parametrize(
    ("update", "place"),
    [
        ({"message": message(text=[SECRET])}, "message.text"),
        ({"message": message(text="\ud800")}, "message.text"),
        ({"message": message(date=10**15)}, "message.date"),
        ({"message": message(reply_to_message=message(chat=SECRET))}, "message.reply_to_message"),
        ({"message": message(**{"from": {"id": 1, "is_bot": False}})}, "message.from.first_name"),
        ({"edited_message": message(entities=[{"type": SECRET}])}, "edited_message.entities.0"),
        ({"callback_query": {"id": "1", "from": SECRET}}, "callback_query.from"),
        ({"inline_query": {"id": 1}}, "inline_query.id"),
        ({"my_chat_member": {"chat": {"id": SECRET}}}, "my_chat_member.chat.id"),
        ({"poll": {"id": "1"}}, "poll"),
        ([SECRET], ""),
    ],
)
def test_a_fault_is_named_by_its_place(update: object, place: str) -> None:
    numbered: Any = {"update_id": 1} | update if isinstance(update, dict) else update
    with pytest.raises(ValueError, match=f"^{place}.") as fault:
        stored_update(numbered)
    assert SECRET not in str(fault.value)


def test_parts_that_nobody_reads_may_be_anything() -> None:
    update = {"update_id": 1, "message": message(photo=SECRET)}
    assert json.loads(stored_update(update).content) == update


async def test_what_telegram_sends_is_as_it_has_to_be() -> None:
    server = BotApiServer()
    wang, ann = server.user("王"), server.user("Ann", "ann", last_name="Lee")
    forum = server.supergroup("群", members=[ann], admins=[wang], forum=True)
    topic = forum.topic("话题", wang)
    said = forum.say("/ask@SpeechesBot 谁", sender=ann, thread_id=topic)
    forum.say("@SpeechesBot 谁", sender=ann, thread_id=topic, reply_to=said)
    forum.edit(said, "/ask@SpeechesBot 什么")
    forum.say("谁?", anonymous_admin=True)
    server.inline(ann, "谁")
    group = server.group("小组", admins=[wang])
    group.put_bot("administrator", wang)
    group.migrate()
    server.supergroup("别处", members=[ann], bot="left").say("@SpeechesBot 谁", sender=ann)
    updates = server.world.updates.unconfirmed
    assert len(updates) >= 8
    kept = [stored_update(update) for update in updates]
    assert {each.chat_id for each in kept} >= {forum.id, ann.id}
    assert {each.is_quick for each in kept} == {False, True}


@pytest.mark.parametrize("strange", [None, [], {}, {"update_id": "1"}, {"update_id": True}])
def test_what_has_no_number_is_no_update(strange: object) -> None:
    assert not is_numbered(strange)
    assert is_numbered({"update_id": 1})
