"""How to use the bot, and what it knows: /start, /help and /about."""

import re

from telegram import Update
from telegram.ext import CommandHandler

from bot.answering.live_corpus import LiveCorpus
from bot.answering.phrases import example
from bot.chat.access import hears_everything
from bot.chat.delivery import reply
from bot.chat.handlers.updates import NEW, App, Context, message_of
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post, is_private
from bot.chat.messages.reports import about_text
from bot.chat.preferences import Preferences

_BLANK_LINES = re.compile(r"\n{3,}")
"""What is left where a paragraph is for other chats."""


class Guidance:
    """Tells people what works in their chat; `contact` is where to report mistakes."""

    def __init__(self, library: LiveCorpus, preferences: Preferences, contact: str | None) -> None:
        self._library = library
        self._preferences = preferences
        self._contact = contact

    def register(self, application: App) -> None:
        application.add_handlers(
            [
                CommandHandler("start", self.start, NEW),
                CommandHandler("help", self.help, NEW),
                CommandHandler("about", self.about, NEW),
            ]
        )

    async def start(self, update: Update, context: Context) -> None:
        """Greets in private; a group that has added the bot by a link has been greeted."""
        message = message_of(update)
        if not is_private(message.chat):
            if not context.args:
                await self.help(update, context)
            return
        settings = await self._preferences.of(message.chat_id)
        texts = await self._preferences.texts_of(message)
        suggestion = example(self._preferences.answerer(settings).contents, texts)
        await reply(message, Post(plain(texts("start", example=suggestion))))

    async def help(self, update: Update, context: Context) -> None:
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        bot = context.bot.bot
        name = bot.username or ""
        if is_private(message.chat):
            text = texts(
                "help-private",
                bot=name,
                inline=_yes(bot.supports_inline_queries),
                guest=_yes(bot.supports_guest_queries),
            )
        else:
            settings = await self._preferences.of(message.chat_id)
            hears = await hears_everything(context.bot, message.chat)
            works = settings.answers_to if hears or settings.answers_to == "commands" else "deaf"
            text = texts("help-group", bot=name, works=works)
        await reply(message, Post(plain(_BLANK_LINES.sub("\n\n", text.strip()))))

    async def about(self, update: Update, context: Context) -> None:
        message = message_of(update)
        settings = await self._preferences.of(message.chat_id)
        texts = await self._preferences.texts_of(message)
        contents = self._preferences.answerer(settings).contents
        about = about_text(contents, self._library.read_at, self._contact, texts)
        await reply(message, Post(about))


def _yes(holds: bool | None) -> str:
    """What sentences choose their words by."""
    return "yes" if holds else "no"
