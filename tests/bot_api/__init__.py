"""A Telegram Bot API for tests: a real HTTP server that behaves as Telegram's does.

`BotApiServer` is the way in. Where it is stricter than Telegram, or does less, the modules
say so: html_markup, message_text, privacy, updates, answering, guest.
"""

from .chat import Chat
from .entity import Entity, FormattedText
from .html_markup import ParseError, parse_html
from .message import Button, Message, SentMessage
from .person import User
from .query import ButtonAnswer, InlineAnswer, InlineQuery, Press
from .server import BotApiServer

__all__ = [
    "BotApiServer",
    "Button",
    "ButtonAnswer",
    "Chat",
    "Entity",
    "FormattedText",
    "InlineAnswer",
    "InlineQuery",
    "Message",
    "ParseError",
    "Press",
    "SentMessage",
    "User",
    "parse_html",
]
