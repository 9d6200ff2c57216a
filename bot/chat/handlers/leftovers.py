"""What no other handler has taken: unknown commands, pictures, buttons of former versions."""

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.bounded import Bounded
from bot.chat.delivery import notify, reply
from bot.chat.handlers.updates import PRIVATE, WORDS, App, Context, message_of, press_of
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post
from bot.chat.preferences import Preferences

_REMEMBERED = 1_000
"""Albums of pictures that have been answered."""


class Leftovers:
    """Says in private what the bot cannot do; has to be registered last."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._albums: Bounded[str, bool] = Bounded(_REMEMBERED)

    def register(self, application: App) -> None:
        no_words = ~WORDS & ~filters.StatusUpdate.ALL
        application.add_handlers(
            [
                MessageHandler(PRIVATE & filters.COMMAND, self.unknown_command),
                MessageHandler(PRIVATE & no_words, self.no_text),
                CallbackQueryHandler(self.unknown_button),
            ]
        )

    async def unknown_command(self, update: Update, context: Context) -> None:
        await self._tell(message_of(update), "unknown-command")

    async def no_text(self, update: Update, context: Context) -> None:
        """Asks for words, once where several pictures come together."""
        message = message_of(update)
        album = message.media_group_id
        if album in self._albums:
            return
        if album:
            self._albums[album] = True
        await self._tell(message, "text-only")

    async def unknown_button(self, update: Update, context: Context) -> None:
        await notify(press_of(update))

    async def _tell(self, message: Message, key: str) -> None:
        texts = await self._preferences.texts_of(message)
        await reply(message, Post(plain(texts(key))))
