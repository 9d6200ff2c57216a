"""A message before it is sent: Telegram's HTML, made in this one place, and counted as there.

The Bot API takes 4,096 UTF-16 code units of text, after its tags and entities are parsed, and
shows 100 formatted parts of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ChatType

UNITS = 4096
ENTITIES = 100


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of a message: its HTML, and how much of a message's room it takes."""

    html: str = ""
    units: int = 0
    entities: int = 0

    def __add__(self, other: "Markup") -> "Markup":
        return Markup(
            self.html + other.html, self.units + other.units, self.entities + other.entities
        )

    @property
    def fits(self) -> bool:
        """Whether it can be sent as one message."""
        return self.units <= UNITS and self.entities <= ENTITIES


def plain(text: str) -> Markup:
    """Text as it is: nothing in it is taken for a tag."""
    return Markup(escape(text, quote=False), units(text))


def bold(text: str) -> Markup:
    return _tagged("b", plain(text))


def code(text: str) -> Markup:
    """Words that a touch copies."""
    return _tagged("code", plain(text))


def quotation(content: Markup, *, folded: bool) -> Markup:
    """A block quotation; a folded one shows its first three lines until it is pressed."""
    tag = "blockquote expandable" if folded else "blockquote"
    return Markup(f"<{tag}>{content.html}</blockquote>", content.units, content.entities + 1)


def link(text: str, url: str) -> Markup:
    content = plain(text)
    html = f'<a href="{escape(url)}">{content.html}</a>'
    return Markup(html, content.units, content.entities + 1)


def joined(pieces: Iterable[Markup], separator: str = "\n") -> Markup:
    """The pieces with the separator in between."""
    listed, gap = list(pieces), plain(separator)
    return Markup(
        gap.html.join(piece.html for piece in listed),
        sum(piece.units for piece in listed) + gap.units * max(0, len(listed) - 1),
        sum(piece.entities for piece in listed),
    )


def clipped(text: str, longest: int) -> str:
    """At most `longest` UTF-16 units of a text, an ellipsis where something is left out."""
    if units(text) <= longest:
        return text
    room = longest - 1
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return f"{kept}…"


def units(text: str) -> int:
    """UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _tagged(tag: str, content: Markup) -> Markup:
    return Markup(f"<{tag}>{content.html}</{tag}>", content.units, content.entities + 1)


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
