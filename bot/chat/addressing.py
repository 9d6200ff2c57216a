"""Which messages are for the bot, and what they ask."""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity, User

from bot.chat.messages.post import is_private
from bot.database.chats import AnswersTo

_COMMAND = re.compile(r"\A\s*/\w+(?:@\w+)?", re.ASCII)
_ASKS = re.compile(r"/ask(?:@(\w+))?(?:\s|\Z)", re.ASCII | re.IGNORECASE)
_QUESTION = re.compile(r"[?？][^\w?？]*\Z")
"""The end of a question; Chinese has a mark of its own, and a closing quote may follow."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks; `holder` is another message where that holds the question.

    It is `unasked` if it asks people, so that the bot may only help out.
    """

    question: str
    holder: Message | None = None
    unasked: bool = False


def asked_by_command(message: Message) -> Asked:
    """What follows a command; a command alone asks what the message it replies to says."""
    return _or_held(_COMMAND.sub("", _words(message)), message)


def asked_in_text(message: Message, bot: User, answers_to: AnswersTo) -> Asked | None:
    """The question of a plain message, or None where it is not for the bot.

    In private everything is but what the bot itself has found for an inline query. In a group a
    reply to the bot is, and as the group wants it a message that mentions the bot, or one that
    ends as a question.
    """
    if message.via_bot:
        return None
    without, mentions = _without_mentions(message, bot)
    if is_private(message.chat) or replies_to(message, bot):
        return Asked(without.strip())
    if mentions and answers_to != "commands":
        return Asked(without.strip())
    if answers_to in ("questions", "sure") and _QUESTION.search(without):
        return Asked(without.strip(), unasked=True)
    return None


def asked_in(message: Message, bot: User, answers_to: AnswersTo) -> Asked | None:
    """The question of a message that may be a command, too; None where it is none for the bot.

    Of a message that was changed, or has a picture, Telegram's library finds no command.
    """
    text = _words(message)
    if not text.startswith("/"):
        return asked_in_text(message, bot, answers_to)
    asks = _ASKS.match(text)
    named = asks and asks[1]
    if not asks or (named and named.lower() != (bot.username or "").lower()):
        return None
    return asked_by_command(message)


def question_in(message: Message, bot: User) -> str:
    """What a message asks that is known to be for the bot, however it is addressed.

    A command or a mention alone asks what it replies to.
    """
    without, _ = _without_mentions(message, bot)
    return _or_held(_COMMAND.sub("", without), message).question


def replies_to(message: Message, bot: User) -> bool:
    """Whether a message replies to one of the bot's."""
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user == bot


def _or_held(question: str, message: Message) -> Asked:
    """The question, or where there is none, the one that the message replies to."""
    question, holder = question.strip(), message.reply_to_message
    return Asked(question) if question or not holder else Asked(_words(holder).strip(), holder)


def _words(message: Message) -> str:
    """What a message says, or what stands under its picture."""
    return message.text or message.caption or ""


def _without_mentions(message: Message, bot: User) -> tuple[str, int]:
    """The text without what mentions the bot in it, and how often it is mentioned.

    The bot's name counts in any case and without a space behind it, as Chinese is written, but
    not within a longer name ("@bot-dev") or an address. It may also be mentioned by another
    name, which Telegram then marks.
    """
    entities = message.entities or message.caption_entities
    marked = {
        entity: (message.parse_entity if message.text else message.parse_caption_entity)(entity)
        for entity in entities
        if entity.type == MessageEntity.TEXT_MENTION
    }
    names = [re.escape(name) for entity, name in marked.items() if entity.user == bot]
    names.append(rf"(?<![\w@/.])@{bot.username}(?![a-z0-9_]|-\w)")
    return re.subn("|".join(names), " ", _words(message), flags=re.IGNORECASE)
