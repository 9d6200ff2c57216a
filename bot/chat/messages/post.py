"""A message before it is sent: its text, the buttons under it, and where it will be seen."""

from dataclasses import dataclass

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ChatType

from bot.chat.messages.markup import Markup

Row = tuple[InlineKeyboardButton, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A message's text and its rows of buttons; a row without any is left out."""

    markup: Markup
    rows: tuple[Row, ...] = ()

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        rows = [row for row in self.rows if row]
        return InlineKeyboardMarkup(rows) if rows else None


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a message is seen: by one person or by a group, and what the bot there is called.

    `inline` says whether people may write the bot's name and a question in any chat.
    """

    bot: str
    private: bool
    inline: bool


def pressed(text: str, data: str) -> InlineKeyboardButton:
    """A button that tells the bot something, in at most 64 bytes."""
    return InlineKeyboardButton(text, callback_data=data)


def is_private(chat: Chat) -> bool:
    return chat.type == ChatType.PRIVATE


def venue_of(message: Message) -> Venue:
    """Where a message was written that the bot has got."""
    bot = message.get_bot().bot
    return Venue(
        bot.username or "",
        private=is_private(message.chat),
        inline=bool(bot.supports_inline_queries),
    )
