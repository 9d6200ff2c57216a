"""Which messages are for the bot, and what they ask."""

import re

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.texts import Texts, texts_in

_COMMAND = re.compile(r"\A\s*/\w+(?:@\w+)?", re.ASCII)


def asked_by_command(message: Message) -> str:
    """What follows a command; a command alone asks what the message it replies to says."""
    return _or_what_it_answers(_COMMAND.sub("", message.text or ""), message)


def question_in(message: Message, bot: User) -> str:
    """What a message asks that is known to be for the bot, however it is addressed.

    A command or a mention alone asks what it replies to.
    """
    asked, _ = _without_mentions(message, bot)
    return _or_what_it_answers(_COMMAND.sub("", asked), message)


def asked_in_text(message: Message, bot: User) -> str | None:
    """The question of a plain message, or None where it is not for the bot.

    In private everything is. In a group a reply to the bot is, and a message that mentions it.
    """
    if message.chat.type == ChatType.PRIVATE:
        return (message.text or "").strip()
    if message.is_automatic_forward or message.via_bot:
        return None
    asked, mentions = _without_mentions(message, bot)
    if not mentions and not replies_to(message, bot):
        return None
    return asked.strip()


def texts_of(message: Message) -> Texts:
    """The texts for who sent a message."""
    return texts_for(message.from_user)


def texts_for(user: User | None) -> Texts:
    """The texts in the language of somebody's Telegram; who has none told gets Chinese."""
    code = user.language_code if user else None
    return texts_in("en" if code and not code.startswith("zh") else "zh")


def _or_what_it_answers(question: str, message: Message) -> str:
    if question.strip() or message.reply_to_message is None:
        return question.strip()
    return (message.reply_to_message.text or "").strip()


def replies_to(message: Message, bot: User) -> bool:
    """Whether a message replies to one of the bot's."""
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user == bot


def _without_mentions(message: Message, bot: User) -> tuple[str, int]:
    """The text without what mentions the bot in it, and how often it is mentioned.

    The bot's name counts in any case and without a space behind it, as Chinese is written, but
    not within a longer name ("@bot-dev") or an address. It may also be mentioned by another
    name, which Telegram then marks.
    """
    text = message.text or ""
    marked = message.parse_entities([MessageEntity.TEXT_MENTION])
    names = [re.escape(name) for entity, name in marked.items() if entity.user == bot]
    names.append(rf"(?<![\w@/.])@{bot.username}(?![a-z0-9_]|-\w)")
    return re.subn("|".join(names), " ", text, flags=re.IGNORECASE)
