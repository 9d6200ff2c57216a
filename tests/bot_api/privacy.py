"""Decides which messages of a chat Telegram gives to the bot.

With privacy mode on, which is the default, a bot that is no administrator gets commands
that may be for it, answers to its own messages, and service messages. Mentions of the bot
are reported not to arrive, so they do not arrive here either. A command has to stand at
the beginning of the message; one without a bot's name is delivered, as in a group where no
other bot spoke last.
"""

from .message import Message
from .person import ANONYMOUS_ADMIN, Bot


def reaches_bot(message: Message, bot: Bot) -> bool:
    """Whether Telegram sends an update about this message."""
    room = message.chat
    if not room.bot_member.is_present:
        return False
    if room.kind == "private" or message.is_service:
        return True
    if message.sender.is_bot and message.sender != ANONYMOUS_ADMIN:
        return False
    if bot.can_read_all_group_messages or room.bot_member.is_admin:
        return True
    return _is_command_for(message, bot) or _answers_bot(message, bot)


def _is_command_for(message: Message, bot: Bot) -> bool:
    for entity in message.entities:
        if entity.type == "bot_command" and entity.offset == 0:
            addressee = entity.text_in(message.text).partition("@")[2]
            return addressee.lower() in ("", bot.username.lower())
    return False


def _answers_bot(message: Message, bot: Bot) -> bool:
    answered = message.chat.messages.get(message.reply_to_message_id or 0)
    return answered is not None and answered.sender.id == bot.id
