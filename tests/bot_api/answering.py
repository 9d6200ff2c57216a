"""The methods that answer button presses and inline queries."""

import re
from typing import Any

from .entity import FormattedText
from .json_value import JsonObject
from .keyboard import checked_markup
from .message_text import message_text
from .parameters import Parameters
from .query import ButtonAnswer, InlineAnswer
from .refusal import bad_request
from .world import World

MAX_NOTICE_CHARACTERS = 200
MAX_RESULTS = 50
_RESULT_ID_BYTES = range(1, 65)
_USUAL_CACHE_TIME = 300
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, parameters: Parameters) -> Any:
    press = world.presses.get(parameters.text("callback_query_id"))
    if press is None or press.expired:
        raise bad_request(TOO_OLD)
    if len(parameters.text("text")) > MAX_NOTICE_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = ButtonAnswer(
        text=parameters.text("text"),
        show_alert=parameters.flag("show_alert"),
        url=parameters.text("url"),
        cache_time=parameters.integer("cache_time"),
    )
    world.notices.announce()
    return True


def answer_inline_query(world: World, parameters: Parameters) -> Any:
    """Telegram's cache of answers is not imitated: each query reaches the bot."""
    results = parameters.json("results")
    if not isinstance(results, list):
        raise bad_request("Expected an Array of InlineQueryResult")
    for result in results:
        checked_result(result)
    button = parameters.json("button")
    if button is not None:
        _check_button(button)
    query = world.inline_queries.get(parameters.text("inline_query_id"))
    if query is None or query.expired:
        raise bad_request(TOO_OLD)
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.answer = InlineAnswer(
        results=tuple(results),
        is_personal=parameters.flag("is_personal"),
        cache_time=parameters.integer("cache_time", _USUAL_CACHE_TIME),
        next_offset=parameters.text("next_offset"),
        button=button,
    )
    world.notices.announce()
    return True


def checked_result(result: JsonObject) -> FormattedText:
    """The text of the message that a result stands for, "" where it has none."""
    required = ("type", "id", *(("title",) if result.get("type") == "article" else ()))
    for name in required:
        if name not in result:
            raise bad_request(f"Can't parse inline query result: Can't find field \"{name}\"")
    if len(str(result["id"]).encode()) not in _RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    checked_markup(result.get("reply_markup"))
    content = result.get("input_message_content", {})
    if "message_text" in content:
        return message_text(
            content["message_text"], content.get("parse_mode", ""), content.get("entities")
        )
    if result["type"] == "article":
        raise bad_request("MESSAGE_EMPTY")
    return FormattedText("")


def _check_button(button: JsonObject) -> None:
    """Buttons that lead to a web app are not supported."""
    for name in ("text", "start_parameter"):
        if not button.get(name):
            raise bad_request(
                f"Can't parse inline query results button: Can't find field \"{name}\""
            )
    if not _START_PARAMETER.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
