"""The server over HTTP: addresses, parameters, faults, queries, and a real Bot."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    ChatMemberAdministrator,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TimedOut

from . import BotApiServer
from .conftest import CallMethod

pytestmark = pytest.mark.server


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("110201543:wrong/getMe", 401, "Unauthorized"),
        ("nonsense/getMe", 404, "Not Found"),
        ("{token}/getNothing", 404, "Not Found: method not found"),
        ("{token}/GETME", 200, None),
        ("{token}/", 404, "Not Found"),
    ],
)
async def test_an_address_is_looked_at_as_telegram_does(
    server: BotApiServer, path: str, status: int, description: str | None
) -> None:
    url = server.base_url + path.replace("{token}", server.token)
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        answer = await response.json()
    assert (response.status, answer.get("description")) == (status, description)


@pytest.mark.parametrize("form", ["query", "urlencoded", "multipart", "json"])
async def test_parameters_come_in_each_form(server: BotApiServer, form: str) -> None:
    chat = server.private(server.user("Ann"))
    values = {"chat_id": str(chat.id), "text": "é & x", "parse_mode": ""}
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": values},
        "urlencoded": {"data": values},
        "multipart": {"data": aiohttp.FormData(values, default_to_multipart=True)},
        "json": {"json": values},
    }
    url = f"{server.base_url}{server.token}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(url, **ways[form]) as response:
        assert response.status == 200
    assert (await server.next_message(chat)).text == "é & x"
    (call,) = server.calls_of("sendmessage")
    assert call.parameters["text"] == "é & x"
    assert (call.chat_id, call.status) == (chat.id, 200)


async def test_faults_come_in_order_and_then_all_is_well(
    server: BotApiServer, call: CallMethod
) -> None:
    chat, other = (server.private(server.user(name)) for name in ("Ann", "Bob"))
    server.fail("sendMessage", status=429, retry_after=2)
    server.fail("sendMessage", status=500, times=2, chat=chat)
    answer = await call("sendMessage", chat_id=other.id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 2",
        "parameters": {"retry_after": 2},
    }
    assert (await call("sendMessage", chat_id=other.id, text="x"))["ok"]
    answers = [await call("sendMessage", chat_id=chat.id, text="x") for _ in range(3)]
    assert [answer.get("error_code", 200) for answer in answers] == [500, 500, 200]
    assert [message.chat for message in server.sent] == [other, chat]


@pytest.mark.parametrize("deliver", [False, True])
async def test_a_dropped_call_has_no_answer(
    server: BotApiServer, call: CallMethod, deliver: bool
) -> None:
    chat = server.private(server.user("Ann"))
    server.fail("sendMessage", drop=True, deliver=deliver)
    with pytest.raises(aiohttp.ClientConnectionError):
        await call("sendMessage", chat_id=chat.id, text="x")
    assert len(server.sent) == deliver
    assert server.calls_of("sendMessage")[0].status is None
    assert (await call("sendMessage", chat_id=chat.id, text="x"))["ok"]


async def test_a_hanging_call_is_answered_late_if_it_is_carried_out(
    server: BotApiServer, call: CallMethod
) -> None:
    chat = server.private(server.user("Ann"))
    server.fail("sendMessage", hang=0.1, deliver=True)
    began = time.monotonic()
    sending = asyncio.create_task(call("sendMessage", chat_id=chat.id, text="x"))
    await server.next_message(chat)
    assert not sending.done()
    assert (await sending)["ok"]
    assert time.monotonic() - began > 0.09


async def test_a_hanging_call_that_is_not_carried_out_is_never_answered(
    server: BotApiServer, call: CallMethod
) -> None:
    chat = server.private(server.user("Ann"))
    server.fail("sendMessage", hang=0.05)
    with pytest.raises(aiohttp.ClientConnectionError):
        await call("sendMessage", chat_id=chat.id, text="x")
    assert server.sent == []


async def test_a_refusal_can_come_after_delivery(server: BotApiServer, call: CallMethod) -> None:
    chat = server.private(server.user("Ann"))
    server.fail("sendMessage", status=502, deliver=True)
    assert (await call("sendMessage", chat_id=chat.id, text="x"))["error_code"] == 502
    assert len(server.sent) == 1


def test_a_fault_has_to_say_what_goes_wrong(server: BotApiServer) -> None:
    with pytest.raises(ValueError, match="needs a status, hang or drop"):
        server.fail("sendMessage", deliver=True)


async def test_the_server_stops_at_once_whatever_hangs() -> None:
    async with BotApiServer() as server, aiohttp.ClientSession() as session:
        server.fail("getMe", hang=60)
        address = server.base_url + server.token
        waiting = [
            asyncio.create_task(session.post(f"{address}/getMe").__aenter__()),
            asyncio.create_task(session.post(f"{address}/getUpdates?timeout=50").__aenter__()),
        ]
        while len(server.calls) < 2:
            await asyncio.sleep(0.01)
        began = time.monotonic()
        await server.__aexit__()
        assert time.monotonic() - began < 5
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_commands_are_kept_by_scope_and_language(
    server: BotApiServer, call: CallMethod
) -> None:
    commands = [{"command": "/ask", "description": " Ask "}]
    scope = {"type": "all_group_chats"}
    await call("setMyCommands", commands=commands, scope=scope, language_code="de")
    assert (await call("getMyCommands"))["result"] == []
    kept = await call("getMyCommands", scope=scope, language_code="de")
    assert kept["result"] == [{"command": "ask", "description": "Ask"}]
    await call("deleteMyCommands", scope=scope, language_code="de")
    assert (await call("getMyCommands", scope=scope, language_code="de"))["result"] == []


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"commands": [{"command": "Ask", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "ask", "description": ""}]},
            "command description must be non-empty",
        ),
        (
            {"commands": [{"command": "a" * 33, "description": "x"}]},
            "command length must not exceed 32",
        ),
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "zh-hans"}, "invalid language code specified"),
        (
            {"commands": [], "scope": {"type": "nobody"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
    ],
)
async def test_commands_that_telegram_refuses_are_refused(
    call: CallMethod, parameters: dict[str, Any], description: str
) -> None:
    answer = await call("setMyCommands", **parameters)
    assert answer["description"] == f"Bad Request: {description}"


async def test_descriptions_are_kept_by_language(call: CallMethod) -> None:
    await call("setMyDescription", description="Answers")
    await call("setMyDescription", description="Antwortet", language_code="de")
    for language, description in (("de", "Antwortet"), ("fr", "Answers"), ("", "Answers")):
        answer = await call("getMyDescription", language_code=language)
        assert answer["result"] == {"description": description}
    assert (await call("setMyShortDescription", short_description="x" * 121))["error_code"] == 400
    assert (await call("getMyName"))["result"] == {"name": "Speeches"}


async def test_a_press_is_answered_once_it_is_not_too_old(
    server: BotApiServer, call: CallMethod
) -> None:
    ann = server.user("Ann")
    chat = server.private(ann)
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "m:1"}]]}
    await call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    sent = await server.next_message(chat)
    press = chat.press(sent, "More")
    update = (await call("getUpdates"))["result"][0]["callback_query"]
    assert (update["data"], update["from"]["id"]) == ("m:1", ann.id)
    assert update["message"]["message_id"] == sent.message_id
    await call("answerCallbackQuery", callback_query_id=press.id, text="Done", show_alert=True)
    answer = await server.answer_to(press)
    assert (answer.text, answer.show_alert) == ("Done", True)

    late = chat.press(sent, "More", expired=True)
    refused = await call("answerCallbackQuery", callback_query_id=late.id)
    assert refused["description"] == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )
    with pytest.raises(LookupError, match="no button 'Less'"):
        chat.press(sent, "Less")


async def test_a_press_under_a_deleted_message_carries_an_inaccessible_one(
    server: BotApiServer, call: CallMethod
) -> None:
    chat = server.private(server.user("Ann"))
    await call("sendMessage", chat_id=chat.id, text="x")
    sent = await server.next_message(chat)
    chat.delete(sent)
    chat.press_data(sent, "m")
    message = (await call("getUpdates"))["result"][0]["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (sent.message_id, 0)


@pytest.mark.parametrize(
    ("ids", "text", "description"),
    [
        (["1", "1"], "x", "RESULT_ID_DUPLICATE"),
        (["x" * 65], "x", "RESULT_ID_INVALID"),
        ([str(i) for i in range(51)], "x", "RESULTS_TOO_MUCH"),
        (["1"], "<b>", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_inline_results_that_telegram_refuses_are_refused(
    server: BotApiServer, call: CallMethod, ids: list[str], text: str, description: str
) -> None:
    query = server.inline(server.user("Ann"), "light")
    content = {"message_text": text, "parse_mode": "HTML"}
    results = [
        {"type": "article", "id": i, "title": "x", "input_message_content": content} for i in ids
    ]
    answer = await call("answerInlineQuery", inline_query_id=query.id, results=results)
    assert answer["description"] == f"Bad Request: {description}"


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "", "start_parameter": "x"}, "can't parse inline query results button: "),
        ({"text": "More", "start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"text": "More"}, "can't parse inline query results button: "),
    ],
    ids=["no-text", "parameter", "leads-nowhere"],
)
async def test_inline_buttons_that_telegram_refuses_are_refused(
    server: BotApiServer, call: CallMethod, button: dict[str, str], description: str
) -> None:
    query = server.inline(server.user("Ann"), "light")
    answer = await call("answerInlineQuery", inline_query_id=query.id, results=[], button=button)
    assert answer["description"].startswith(f"Bad Request: {description}")


@pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type:DeprecationWarning")
async def test_python_telegram_bot_talks_to_it(server: BotApiServer) -> None:
    ann = server.user("Ann", username="annann")
    group = server.supergroup("Readers", owner=ann, admins=[server.user("Bob")])
    async with Bot(server.token, base_url=server.base_url) as bot:
        assert bot.username == "SpeechesBot"
        assert not bot.can_read_all_group_messages
        question = group.say("/ask@SpeechesBot what is light?", sender=ann)
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        assert update.message.parse_entities() == {
            update.message.entities[0]: "/ask@SpeechesBot",
        }
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
        await update.message.reply_html(
            "<b>Light</b><blockquote expandable>is &lt;it&gt;</blockquote>",
            reply_parameters=ReplyParameters(question.message_id, quote="what is light"),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=markup,
        )
        answer = await server.reply_to(question)
        assert answer.text == "Lightis <it>"
        assert answer.bold == ["Light"]
        assert answer.expandable_quotes == ["is <it>"]
        assert answer.link_preview_options == {"is_disabled": True}

        press = group.press(answer, "More", sender=ann)
        (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
        assert update.callback_query is not None
        await update.callback_query.answer("Here")
        await update.callback_query.edit_message_text("All of it")
        assert (await server.answer_to(press)).text == "Here"
        assert (await server.edit_of(answer)).text == "All of it"
        with pytest.raises(BadRequest, match="Message is not modified"):
            await update.callback_query.edit_message_text("All of it")

        query = server.inline(ann, "light")
        (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
        assert update.inline_query is not None
        article = InlineQueryResultArticle("1", "Light", InputTextMessageContent("x"))
        await update.inline_query.answer([article], is_personal=True, cache_time=5)
        inline = await server.inline_answer(query)
        assert (inline.titles, inline.is_personal) == (["Light"], True)

        admins = await bot.get_chat_administrators(group.id)
        assert {type(admin) for admin in admins} == {ChatMemberAdministrator, ChatMemberOwner}
        assert (await bot.get_chat_member(group.id, server.bot.id)).status == "member"
        assert (await bot.get_chat(group.id)).title == "Readers"

        server.fail("sendMessage", retry_after=7)
        with pytest.raises(RetryAfter):
            await bot.send_message(group.id, "x")
        server.fail("sendMessage", hang=1, deliver=True)
        with pytest.raises(TimedOut):
            await bot.send_message(group.id, "twice?", read_timeout=0.05)
        assert server.sent[-1].text == "twice?"

        small = server.group("Small")
        moved = small.migrate()
        with pytest.raises(ChatMigrated) as migrated:
            await bot.send_message(small.id, "x")
        assert migrated.value.new_chat_id == moved.id
        assert await bot.leave_chat(moved.id)
        await bot.get_updates(offset=server.world.updates.unconfirmed[-1]["update_id"] + 1)
        await server.settled()
