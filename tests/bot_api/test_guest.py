"""Guest mode: who summons the bot, and that it is answered once."""

import pytest

from . import BotApiServer
from .conftest import CallMethod
from .membership import Standing

pytestmark = pytest.mark.server

ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "x",
    "input_message_content": {"message_text": "<b>Light</b>", "parse_mode": "HTML"},
}


async def test_a_mention_from_outside_summons_the_bot_for_one_answer(
    server: BotApiServer, call: CallMethod
) -> None:
    ann = server.user("Ann")
    chat = server.supergroup("Elsewhere", members=[ann], bot="left")
    said = chat.say("@speechesbot what is light?", sender=ann)
    (update,) = (await call("getUpdates"))["result"]
    guest = update["guest_message"]
    assert (guest["text"], guest["message_id"]) == (said.text, said.message_id)
    query_id = guest["guest_query_id"]
    answer = await call("answerGuestQuery", guest_query_id=query_id, result=ARTICLE)
    assert answer["result"]["inline_message_id"]
    assert (await server.reply_to(said)).bold == ["Light"]
    again = await call("answerGuestQuery", guest_query_id=query_id, result=ARTICLE)
    assert "query is too old" in again["description"]
    assert len(server.sent) == 1


@pytest.mark.parametrize(
    ("standing", "text"),
    [("kicked", "@SpeechesBot x"), ("left", "SpeechesBot x"), ("left", "@SpeechesBot2 x")],
    ids=["thrown-out", "no-mention", "another-bot"],
)
async def test_nothing_else_summons_it(
    server: BotApiServer, call: CallMethod, standing: Standing, text: str
) -> None:
    ann = server.user("Ann")
    server.supergroup("Elsewhere", members=[ann], bot=standing).say(text, sender=ann)
    assert (await call("getUpdates"))["result"] == []


async def test_guest_mode_can_be_off(server: BotApiServer, call: CallMethod) -> None:
    server.bot.supports_guest_queries = False
    ann = server.user("Ann")
    server.supergroup("Elsewhere", members=[ann], bot="left").say("@SpeechesBot x", sender=ann)
    assert (await call("getUpdates"))["result"] == []


@pytest.mark.parametrize(
    ("result", "description"),
    [
        ([ARTICLE], "expected an Object as InlineQueryResult"),
        ({"type": "article", "id": "1", "title": "x"}, "MESSAGE_EMPTY"),
        (ARTICLE, "query is too old and response timeout expired or query ID is invalid"),
    ],
    ids=["a-list", "no-content", "unknown-query"],
)
async def test_answers_that_telegram_refuses_are_refused(
    call: CallMethod, result: object, description: str
) -> None:
    answer = await call("answerGuestQuery", guest_query_id="1", result=result)
    assert answer["description"] == f"Bad Request: {description}"
