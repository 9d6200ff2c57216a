"""What handlers share: the types of their arguments, and what an update holds."""

from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.ext import Application, ContextTypes, filters

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

NEW = filters.UpdateType.MESSAGE & ~filters.IS_AUTOMATIC_FORWARD
"""New messages that somebody wrote in their chat.

Handlers also see edited ones and posts of channels, unless they are told; and what the channel
posts that a group is linked with is for its readers.
"""

EDITED = filters.UpdateType.EDITED_MESSAGE & ~filters.IS_AUTOMATIC_FORWARD

PRIVATE = NEW & filters.ChatType.PRIVATE

WORDS = filters.TEXT | filters.CAPTION
"""Messages in words, also those under a picture."""


def message_of(update: Update) -> Message:
    """The message of an update that has one, as the handler's filters say."""
    message = update.effective_message
    assert message is not None
    return message


def press_of(update: Update) -> CallbackQuery:
    """The press of a button that an update is about, as the handler says."""
    assert update.callback_query is not None
    return update.callback_query


def pressed_message(query: CallbackQuery) -> Message | None:
    """The message whose button was pressed; None where it is too old for Telegram to tell."""
    return query.message if isinstance(query.message, Message) else None
