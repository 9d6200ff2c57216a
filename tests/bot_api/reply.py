"""Finds the message that a message of the bot answers, and the words that it quotes."""

from dataclasses import dataclass
from typing import Any

from . import utf16
from .message import Message
from .message_text import parsed
from .parameters import Parameters
from .refusal import bad_request
from .room import Room

MAX_QUOTE_UNITS = 1_024


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message answers; a reply to nothing has neither field."""

    answered: Message | None = None
    quote: str | None = None


def reply_in(room: Room, parameters: Parameters) -> Reply:
    """The reply that the parameters of sendMessage ask for; raises RefusalError.

    Messages of other chats are not found.
    """
    wish = _wish(parameters)
    if not wish:
        return Reply()
    answered = room.messages.get(int(wish["message_id"]))
    if answered is None or int(wish.get("chat_id", room.id)) != room.id:
        if wish.get("allow_sending_without_reply"):
            return Reply()
        raise bad_request("message to be replied not found")
    return Reply(answered, _quote(wish, answered))


def _wish(parameters: Parameters) -> dict[str, Any]:
    if "reply_parameters" not in parameters and parameters.integer("reply_to_message_id") > 0:
        return {
            "message_id": parameters.integer("reply_to_message_id"),
            "allow_sending_without_reply": parameters.flag("allow_sending_without_reply"),
        }
    wish = parameters.json("reply_parameters") or {}
    if not isinstance(wish, dict):
        raise bad_request("Object expected as reply parameters")
    if wish and "message_id" not in wish:
        raise bad_request('Can\'t find field "message_id"')
    return wish


def _quote(wish: dict[str, Any], answered: Message) -> str | None:
    formatted = parsed(
        wish.get("quote", ""), wish.get("quote_parse_mode", ""), wish.get("quote_entities")
    )
    if not formatted.text:
        return None
    if utf16.units(formatted.text) > MAX_QUOTE_UNITS or formatted.text not in answered.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return formatted.text
