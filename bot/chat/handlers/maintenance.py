"""For those who look after the bot: how it is, reading the corpus anew, what was not found."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.answering.gaps import grouped, table_of
from bot.answering.library import Library
from bot.chat.delivery import reply, send_file
from bot.chat.handlers.updates import PRIVATE, App, Context, message_of
from bot.chat.logs import Errors
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post
from bot.chat.messages.reports import Health, gaps_text, status_text
from bot.chat.preferences import Preferences
from bot.chat.refreshing import Refreshing
from bot.database.gaps import Gaps


class Maintenance:
    """Commands that only `admins` have, in private; for others they are unknown ones.

    Where no question may be kept, there are no `gaps`.
    """

    def __init__(
        self,
        library: Library,
        refreshing: Refreshing,
        preferences: Preferences,
        gaps: Gaps | None,
        errors: Errors,
        admins: Collection[int],
    ) -> None:
        self._library = library
        self._refreshing = refreshing
        self._preferences = preferences
        self._gaps = gaps
        self._errors = errors
        self._admins = filters.User(tuple(admins))
        self._started_at = datetime.now(UTC)

    def register(self, application: App) -> None:
        allowed = PRIVATE & self._admins
        application.add_handlers(
            [
                CommandHandler("status", self.status, allowed),
                CommandHandler("reload", self.reload, allowed),
                CommandHandler("gaps", self.gaps, allowed),
            ]
        )

    async def status(self, update: Update, context: Context) -> None:
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        errors, library = self._errors, self._library
        health = Health(
            self._started_at,
            library.read_at,
            self._refreshing.failed,
            errors.count,
            list(errors.last),
        )
        contents = self._library.answerer.contents
        await reply(message, Post(status_text(contents, health, texts, datetime.now(UTC))))

    async def reload(self, update: Update, context: Context) -> None:
        """Reads the corpus anew; one that has faults changes nothing."""
        await self._refreshing.refresh(context.bot, message_of(update))

    async def gaps(self, update: Update, context: Context) -> None:
        """The questions that found nothing, the most frequent first; all of them as a file."""
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        if self._gaps is None:
            await reply(message, Post(plain(texts("gaps-not-kept"))))
            return
        listed = await self._gaps.listed()
        gaps = await asyncio.to_thread(grouped, listed, self._library.answerer)
        await reply(message, Post(gaps_text(gaps, texts)))
        if gaps:
            await send_file(message, table_of(gaps), "gaps.csv")
