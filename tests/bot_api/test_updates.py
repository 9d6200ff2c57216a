"""getUpdates: offsets, limits, long polling, conflicts."""

import asyncio
from typing import Any

import pytest

from . import BotApiServer, Chat
from .conftest import CallMethod

pytestmark = pytest.mark.server


@pytest.fixture
def chat(server: BotApiServer) -> Chat:
    return server.private(server.user("Ann"))


def texts(answer: dict[str, Any]) -> list[str]:
    return [update["message"]["text"] for update in answer["result"]]


async def test_an_update_stays_until_an_offset_past_it_confirms_it(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    chat.say("one")
    chat.say("two")
    first = await call("getUpdates")
    assert texts(first) == ["one", "two"]
    assert texts(await call("getUpdates")) == ["one", "two"]
    offset = first["result"][0]["update_id"] + 1
    assert texts(await call("getUpdates", offset=offset)) == ["two"]
    assert len(server.world.updates.unconfirmed) == 1
    assert texts(await call("getUpdates", offset=offset + 1)) == []


async def test_a_limit_and_a_negative_offset_choose_updates(chat: Chat, call: CallMethod) -> None:
    for text in ("one", "two", "three"):
        chat.say(text)
    assert texts(await call("getUpdates", limit=2)) == ["one", "two"]
    assert texts(await call("getUpdates", offset=-1)) == ["three"]
    assert texts(await call("getUpdates")) == ["three"]


async def test_a_long_poll_ends_with_the_first_update(chat: Chat, call: CallMethod) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    assert not poll.done()
    chat.say("one")
    chat.say("two")
    assert texts(await poll) == ["one", "two"]


async def test_a_second_poll_ends_the_first_with_a_conflict(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call("getUpdates", timeout=10))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    chat.say("one")
    assert texts(await second) == ["one"]


async def test_a_poll_whose_client_went_away_leaves_the_updates(
    chat: Chat, call: CallMethod
) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    poll.cancel()
    chat.say("one")
    assert texts(await call("getUpdates", timeout=1)) == ["one"]


async def test_a_webhook_keeps_polls_away_until_it_is_deleted(chat: Chat, call: CallMethod) -> None:
    chat.say("one")
    poll = asyncio.create_task(call("getUpdates", offset=200_000_000, timeout=10))
    assert texts(await poll) == ["one"]
    await call("setWebhook", url="https://x.org/hook")
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    assert (await call("getUpdates"))["error_code"] == 409
    await call("deleteWebhook", drop_pending_updates=True)
    assert texts(await call("getUpdates")) == []


async def test_kinds_that_are_not_allowed_are_not_queued(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    chat.say("one")
    chat.press_data(chat.say("two"), "data")
    (update,) = (await call("getUpdates"))["result"]
    assert update["callback_query"]["data"] == "data"


async def test_raw_updates_are_numbered(server: BotApiServer, call: CallMethod) -> None:
    server.post({"poll": {}})
    server.post({"update_id": 200_000_000, "poll": {}})
    server.post({"poll": {}})
    first, second, third = (u["update_id"] for u in (await call("getUpdates"))["result"])
    assert first < second == 200_000_000 == third - 1


async def test_settled_waits_until_everything_is_confirmed_and_answered(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    await server.settled()
    chat.say("one")

    async def bot() -> None:
        (update,) = (await call("getUpdates", timeout=1))["result"]
        await asyncio.sleep(0.05)
        await asyncio.gather(
            call("getUpdates", offset=update["update_id"] + 1),
            call("sendMessage", chat_id=chat.id, text="late"),
        )

    server.fail("sendMessage", hang=0.1, deliver=True)
    working = asyncio.create_task(bot())
    with server.attended(lambda: asyncio.wait({working})):
        await server.settled()
    assert [sent.text for sent in server.sent] == ["late"]
    assert all(call.ended for call in server.calls)


async def test_settled_tells_why_it_waited_in_vain(server: BotApiServer, chat: Chat) -> None:
    chat.say("one")
    with pytest.raises(TimeoutError, match="1 updates unconfirmed; last calls: none"):
        await server.settled(timeout=0.03)


async def test_waiting_in_vain_tells_the_last_calls(
    server: BotApiServer, chat: Chat, call: CallMethod
) -> None:
    await call("sendMessage", chat_id=1, text="x")
    with pytest.raises(TimeoutError, match="sendMessage 400 Bad Request: chat not found"):
        await server.next_message(chat, timeout=0.03)
