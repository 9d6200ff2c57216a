"""How to use the bot, and what it knows: /start, /help and /about, and what it cannot do."""

import re

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.answering.phrases import example
from bot.chat.access import hears_everything
from bot.chat.addressing import NEW, PRIVATE, WORDS, App, Context, message_of, press_of
from bot.chat.bot_api.delivery import notify, reply
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.messages.reports import about_text
from bot.chat.preferences import Preferences
from bot.fifo_cache import FifoCache


class Guidance:
    """Explains what works in a chat; `contact` is where to report mistakes."""

    def __init__(self, preferences: Preferences, contact: str | None) -> None:
        self._preferences = preferences
        self._contact = contact

    def register(self, application: App) -> None:
        application.add_handler(CommandHandler("start", self.start, NEW))
        application.add_handler(CommandHandler("help", self.help, NEW))
        application.add_handler(CommandHandler("about", self.about, NEW))

    async def start(self, update: Update, context: Context) -> None:
        """Greets in private; a group that has added the bot by a link has been greeted."""
        message = message_of(update)
        if is_private(message.chat):
            texts = await self._preferences.texts_of(message)
            contents = (await self._preferences.answerer_of(message)).contents
            await reply(message, Post(plain(texts("start", example=example(contents, texts)))))
        elif not context.args:
            await self.help(update, context)

    async def help(self, update: Update, context: Context) -> None:
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        bot = context.bot.bot
        name = bot.username or ""
        if is_private(message.chat):
            inline = "yes" if bot.supports_inline_queries else "no"
            guest = "yes" if bot.supports_guest_queries else "no"
            text = texts("help-private", bot=name, inline=inline, guest=guest)
        else:
            settings = await self._preferences.of(message.chat_id)
            hears = await hears_everything(context.bot, message.chat)
            works = settings.answers_to if hears or settings.answers_to == "commands" else "deaf"
            text = texts("help-group", bot=name, works=works)
        # Of a paragraph that is for other chats, blank lines remain.
        await reply(message, Post(plain(re.sub(r"\n{3,}", "\n\n", text.strip()))))

    async def about(self, update: Update, context: Context) -> None:
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        contents = (await self._preferences.answerer_of(message)).contents
        about = about_text(contents, self._preferences.library.read_at, self._contact, texts)
        await reply(message, Post(about))


_REMEMBERED = 1_000
"""Albums of pictures that have been answered."""


class Leftovers:
    """Says in private what the bot cannot do; has to be registered last."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._albums: FifoCache[str, bool] = FifoCache(_REMEMBERED)

    def register(self, application: App) -> None:
        no_words = ~WORDS & ~filters.StatusUpdate.ALL
        application.add_handler(MessageHandler(PRIVATE & filters.COMMAND, self.unknown_command))
        application.add_handler(MessageHandler(PRIVATE & no_words, self.no_text))
        application.add_handler(CallbackQueryHandler(self.unknown_button))

    async def unknown_command(self, update: Update, context: Context) -> None:
        await self._say(message_of(update), "unknown-command")

    async def no_text(self, update: Update, context: Context) -> None:
        """Asks for words, once for an album of pictures."""
        message = message_of(update)
        album = message.media_group_id
        if album in self._albums:
            return
        if album:
            self._albums[album] = True
        await self._say(message, "text-only")

    async def unknown_button(self, update: Update, context: Context) -> None:
        await notify(press_of(update))

    async def _say(self, message: Message, key: str) -> None:
        texts = await self._preferences.texts_of(message)
        await reply(message, Post(plain(texts(key))))
