"""A message before it is sent: builds Telegram's HTML, in this one place, and counts its length.

The Bot API takes 4,096 UTF-16 code units of text, after its tags and entities are parsed, and
100 formatted parts.
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
    """A piece of a message: its HTML, and how much it takes of a message's length and entities."""

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
    """Escapes text."""
    return Markup(escape(text, quote=False), units(text))


def bold(text: str) -> Markup:
    return _tagged("b", plain(text))


def code(text: str) -> Markup:
    """Words that a touch copies."""
    return _tagged("code", plain(text))


def quotation(content: Markup, *, folded: bool) -> Markup:
    """A block quotation; a folded one shows its first three lines until it is pressed."""
    return _tagged("blockquote", content, " expandable" if folded else "")


def link(text: str, url: str) -> Markup:
    return _tagged("a", plain(text), f' href="{escape(url)}"')


def _tagged(tag: str, content: Markup, attributes: str = "") -> Markup:
    html = f"<{tag}{attributes}>{content.html}</{tag}>"
    return Markup(html, content.units, content.entities + 1)


def joined(pieces: Iterable[Markup], separator: str = "\n") -> Markup:
    """Joins the pieces with the separator."""
    listed, gap = list(pieces), plain(separator)
    return Markup(
        gap.html.join(piece.html for piece in listed),
        sum(piece.units for piece in listed) + gap.units * max(0, len(listed) - 1),
        sum(piece.entities for piece in listed),
    )


def clipped(text: str, longest: int) -> str:
    """Cuts a text to at most `longest` UTF-16 units, with an ellipsis for what is left out."""
    if units(text) <= longest:
        return text
    room = longest - 1
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return f"{kept}…"


def units(text: str) -> int:
    """UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


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
    """Where a message is seen, by one person or by a group, and the bot's name.

    `inline` says whether people may write that name and a question in any chat.
    """

    bot: str
    private: bool
    inline: bool


def pressed(text: str, data: str) -> InlineKeyboardButton:
    """A button that sends the bot some data, of at most 64 bytes."""
    return InlineKeyboardButton(text, callback_data=data)


def is_private(chat: Chat) -> bool:
    return chat.type == ChatType.PRIVATE


def venue_of(message: Message) -> Venue:
    """The venue of a message that the bot has received."""
    bot = message.get_bot().bot
    return Venue(
        bot.username or "",
        private=is_private(message.chat),
        inline=bool(bot.supports_inline_queries),
    )
