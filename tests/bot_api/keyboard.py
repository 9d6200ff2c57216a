"""Checks the keyboard that comes with a message."""

from typing import Any

from . import link
from .json_value import JsonObject
from .refusal import RefusalError, bad_request

MAX_CALLBACK_BYTES = 64
MAX_COPIED_CHARACTERS = 256
MAX_BUTTONS = 100

_OTHER_ACTIONS = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
)


def checked_markup(markup: Any) -> JsonObject | None:
    """The reply markup as it was sent, None where there is none; raises RefusalError.

    Only inline keyboards are looked at closely; a keyboard without buttons is none.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup or None
    buttons = [button for row in _rows(markup["inline_keyboard"]) for button in row]
    for button in buttons:
        _check_button(button)
    if len(buttons) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return markup if buttons else None


def _rows(keyboard: Any) -> list[list[Any]]:
    if not isinstance(keyboard, list) or not all(isinstance(row, list) for row in keyboard):
        raise bad_request(
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    return keyboard


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise _unparsable('Can\'t find field "text"')
    _check_action(button)
    if not button["text"]:
        raise bad_request("Inline keyboard button text must be non-empty")


def _check_action(button: JsonObject) -> None:
    """Telegram looks for the actions in this order and takes the first that it finds."""
    if button.get("url"):
        _check_url(button["url"])
    elif button.get("callback_data"):
        if len(button["callback_data"].encode()) > MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif any(action in button for action in _OTHER_ACTIONS):
        return
    elif "copy_text" in button:
        if not 1 <= len(button["copy_text"].get("text", "")) <= MAX_COPIED_CHARACTERS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    else:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")


def _check_url(url: str) -> None:
    if link.user_id_of(url) is not None:
        return
    try:
        link.checked(url)
    except link.LinkError as error:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: {error}") from error


def _unparsable(reason: str) -> RefusalError:
    return bad_request(f"Can't parse inline keyboard button: {reason}")
