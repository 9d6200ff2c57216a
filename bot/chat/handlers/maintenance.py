"""For those who look after the bot: how it is, reloading the corpus, what was not found."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.answering.feedback import PassageVotes, by_passage, grouped, table_of
from bot.chat.addressing import PRIVATE, App, Context, message_of
from bot.chat.bot_api.delivery import reply, send_file
from bot.chat.logs import Errors
from bot.chat.messages.post import Post
from bot.chat.messages.reports import VOTED_DOWN, Health, gaps_text, status_text
from bot.chat.preferences import Preferences
from bot.chat.refreshing import Refreshing
from bot.database.feedback import Gaps, Tally, Votes
from bot.errors import DatabaseError

log = logging.getLogger(__name__)


class Maintenance:
    """Commands for `admins` alone, in private; for others they are unknown ones.

    Without `gaps`, no question is kept.
    """

    def __init__(
        self,
        refreshing: Refreshing,
        preferences: Preferences,
        votes: Votes,
        gaps: Gaps | None,
        errors: Errors,
        admins: Collection[int],
    ) -> None:
        self._refreshing = refreshing
        self._library = refreshing.library
        self._preferences = preferences
        self._votes = votes
        self._gaps = gaps
        self._errors = errors
        self._admins = filters.User(tuple(admins))
        self._started_at = datetime.now(UTC)

    def register(self, application: App) -> None:
        allowed = PRIVATE & self._admins
        for command in (self.status, self.reload, self.gaps):
            application.add_handler(CommandHandler(command.__name__, command, allowed))

    async def status(self, update: Update, context: Context) -> None:
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        votes, tallies = None, []
        try:
            votes, tallies = await self._votes.total(), await self._votes.unhelpful(VOTED_DOWN)
        except DatabaseError as error:  # which the status counts, too
            log.error("votes cannot be counted: %s", error)
        errors, library = self._errors, self._library
        health = Health(
            self._started_at,
            library.read_at,
            self._refreshing.failed,
            errors.kinds.total(),
            list(errors.last),
            votes,
            await self._by_passage(tallies),
        )
        contents, now = library.answerer.contents, datetime.now(UTC)
        await reply(message, Post(status_text(contents, health, texts, now)))

    async def reload(self, update: Update, context: Context) -> None:
        """Reloads the corpus; one with faults changes nothing."""
        await self._refreshing.refresh(context.bot, message_of(update))

    async def gaps(self, update: Update, context: Context) -> None:
        """Lists the most frequent questions that found nothing, and sends all of them as a file.

        So it does with the passages whose answers did not help, even if no question is kept.
        """
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        listed = await self._gaps.listed() if self._gaps else []
        gaps = await asyncio.to_thread(grouped, listed, self._library.answerer)
        voted_down = await self._by_passage(await self._votes.unhelpful())
        await reply(message, Post(gaps_text(gaps if self._gaps else None, voted_down, texts)))
        if gaps or voted_down:
            await send_file(message, table_of(gaps, voted_down), "gaps.csv")

    async def _by_passage(self, tallies: Sequence[Tally]) -> list[PassageVotes]:
        return await asyncio.to_thread(by_passage, tallies, self._library.answerer.contents)
