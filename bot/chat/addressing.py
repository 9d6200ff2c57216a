"""Which updates and messages are for the bot, and what they ask."""

import re
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Message, MessageEntity, Update, User
from telegram.ext import Application, ContextTypes, filters

from bot.chat.messages.post import is_private
from bot.database.chats import AnswersTo

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

NEW = filters.UpdateType.MESSAGE & ~filters.IS_AUTOMATIC_FORWARD
"""New messages that somebody wrote in their chat.

Without a filter, handlers also get edited ones and posts of channels; and what the channel posts
that a group is linked with is for its readers.
"""

EDITED = filters.UpdateType.EDITED_MESSAGE & ~filters.IS_AUTOMATIC_FORWARD

PRIVATE = NEW & filters.ChatType.PRIVATE

WORDS = filters.TEXT | filters.CAPTION
"""Messages in words, also those under a picture."""

_COMMAND = re.compile(r"\A\s*/\w+(?:@\w+)?", re.ASCII)
_ASKS = re.compile(r"/ask(?:@(\w+))?(?:\s|\Z)", re.ASCII | re.IGNORECASE)
_QUESTION = re.compile(r"[?？][^\w?？]*\Z")
"""The end of a question; Chinese has its own mark, and a closing quote may follow."""


def message_of(update: Update) -> Message:
    """The message of an update that has one, as the handler's filters ensure."""
    message = update.effective_message
    assert message is not None
    return message


def press_of(update: Update) -> CallbackQuery:
    """The press of a button that an update is about, as its handler ensures."""
    assert update.callback_query is not None
    return update.callback_query


def pressed_message(query: CallbackQuery) -> Message | None:
    """The message whose button was pressed; None where Telegram no longer shows it."""
    return query.message if isinstance(query.message, Message) else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks; `holder` is the message it replies to, where that holds the question.

    It is `unasked` if it asks people, so that the bot may only help out.
    """

    question: str
    holder: Message | None = None
    unasked: bool = False


def asked_by_command(message: Message) -> Asked:
    """What follows a command; a command alone asks what the message it replies to says."""
    return _or_held(_COMMAND.sub("", _words(message)), message)


def asked_in(message: Message, bot: User, answers_to: AnswersTo) -> Asked | None:
    """The question of a message, which may be a command too; None where it is not for the bot.

    In private every message is, except what the bot itself has found for an inline query. In a
    group a reply to the bot is, and as the group has set it a message that mentions the bot, or
    one that ends as a question. PTB finds no command in an edited message or under a picture.
    """
    text = _words(message)
    if text.startswith("/"):
        asks = _ASKS.match(text)
        is_own = asks and (asks[1] or "").lower() in ("", (bot.username or "").lower())
        return asked_by_command(message) if is_own else None
    if message.via_bot:
        return None
    without, mentions = _without_mentions(message, bot)
    addressed = is_private(message.chat) or replies_to(message, bot)
    if addressed or (mentions and answers_to != "commands"):
        return Asked(without.strip())
    if answers_to in ("questions", "sure") and _QUESTION.search(without):
        return Asked(without.strip(), unasked=True)
    return None


def question_in(message: Message, bot: User) -> str:
    """What a message asks that is known to be for the bot.

    A command or a mention alone asks what the message says that it replies to.
    """
    without, _ = _without_mentions(message, bot)
    return _or_held(_COMMAND.sub("", without), message).question


def replies_to(message: Message, bot: User) -> bool:
    """Whether a message replies to one of the bot's."""
    answered = message.reply_to_message
    return answered is not None and answered.from_user == bot


def _or_held(question: str, message: Message) -> Asked:
    """The question, or if it is empty, the one that the message replies to."""
    question, holder = question.strip(), message.reply_to_message
    return Asked(question) if question or not holder else Asked(_words(holder).strip(), holder)


def _words(message: Message) -> str:
    """The text of a message, or the caption of its picture."""
    return message.text or message.caption or ""


def _without_mentions(message: Message, bot: User) -> tuple[str, int]:
    """The text without its mentions of the bot, and their number.

    The bot's name counts in any case and without a space behind it, as Chinese is written, but
    not within a longer name ("@bot-dev") or an address. It may also be mentioned by another
    name, which Telegram then marks.
    """
    kinds: list[str | None] = [MessageEntity.TEXT_MENTION]
    marked = message.parse_entities(kinds) or message.parse_caption_entities(kinds)
    names = [re.escape(name) for entity, name in marked.items() if entity.user == bot]
    names.append(rf"(?<![\w@/.])@{bot.username}(?![a-z0-9_]|-\w)")
    return re.subn("|".join(names), " ", _words(message), flags=re.IGNORECASE)
