"""Which messages are for the bot, and what they ask."""

import re

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.texts import Texts, texts_in

_COMMAND = re.compile(r"/\w+(?:@\w+)?\s*", re.ASCII)
_LONGER_NAME = re.compile(r"-?\w")


def asked_by_command(message: Message) -> str:
    """What follows a command; a command alone asks what the message it replies to says."""
    question = _COMMAND.sub("", message.text or "", count=1).strip()
    if question or message.reply_to_message is None:
        return question
    return (message.reply_to_message.text or "").strip()


def asked_in_text(message: Message, bot: User) -> str | None:
    """The question of a plain message, or None where it is not for the bot.

    In private everything is. In a group a reply to the bot is, and a message that mentions it.
    """
    text = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return text.strip()
    if message.is_automatic_forward or message.via_bot:
        return None
    mentions = [entity for entity in message.entities if _mentions(entity, message, bot)]
    if not mentions and not _replies_to(message, bot):
        return None
    for mention in reversed(mentions):
        before, after = _around(mention, text)
        text = f"{before} {after}"
    return text.strip()


def texts_of(message: Message) -> Texts:
    """The texts in the language of the sender's Telegram; an anonymous one gets Chinese."""
    code = message.from_user.language_code if message.from_user else None
    return texts_in("en" if code and not code.startswith("zh") else "zh")


def _replies_to(message: Message, bot: User) -> bool:
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user == bot


def _mentions(entity: MessageEntity, message: Message, bot: User) -> bool:
    """Whether the entity mentions the bot, its name in any case, and not "@bot-dev" for "@bot"."""
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user == bot
    if entity.type != MessageEntity.MENTION:
        return False
    _, after = _around(entity, message.text or "")
    written = message.parse_entity(entity)
    return written.lower() == f"@{bot.username}".lower() and not _LONGER_NAME.match(after)


def _around(entity: MessageEntity, text: str) -> tuple[str, str]:
    """The text before and after an entity, whose place is in UTF-16 units."""
    coded = text.encode("utf-16-le")
    start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
    return coded[:start].decode("utf-16-le"), coded[end:].decode("utf-16-le")
