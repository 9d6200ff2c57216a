"""For those who look after the bot: how it is, reloading the corpus, what was not found."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
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


@dataclass
class Maintenance:
    """Commands for `admins` alone, in private; for others they are unknown ones.

    Without `kept_gaps`, no question is kept.
    """

    refreshing: Refreshing
    preferences: Preferences
    votes: Votes
    kept_gaps: Gaps | None
    errors: Errors
    admins: Collection[int]

    def __post_init__(self) -> None:
        self.library = self.preferences.library
        self.started_at = datetime.now(UTC)

    def register(self, application: App) -> None:
        allowed = PRIVATE & filters.User(tuple(self.admins))
        for command in (self.status, self.reload, self.gaps):
            application.add_handler(CommandHandler(command.__name__, command, allowed))

    async def status(self, update: Update, context: Context) -> None:
        message = message_of(update)
        texts = await self.preferences.texts_of(message)
        votes, tallies = None, []
        try:
            votes, tallies = await self.votes.total(), await self.votes.unhelpful(VOTED_DOWN)
        except DatabaseError as error:  # which the status counts, too
            log.error("votes cannot be counted: %s", error)
        errors, library = self.errors, self.library
        health = Health(
            self.started_at,
            library.read_at,
            self.refreshing.failed,
            errors.kinds.total(),
            list(errors.last),
            votes,
            await self._by_passage(tallies),
        )
        contents, now = library.answerer.contents, datetime.now(UTC)
        await reply(message, Post(status_text(contents, health, texts, now)))

    async def reload(self, update: Update, context: Context) -> None:
        """Reloads the corpus; one with faults changes nothing."""
        await self.refreshing.refresh(context.bot, message_of(update))

    async def gaps(self, update: Update, context: Context) -> None:
        """Lists the most frequent questions that found nothing, and sends all of them as a file.

        So it does with the passages whose answers did not help, even if no question is kept.
        """
        message = message_of(update)
        texts = await self.preferences.texts_of(message)
        listed = await self.kept_gaps.listed() if self.kept_gaps else []
        gaps = await asyncio.to_thread(grouped, listed, self.library.answerer)
        voted_down = await self._by_passage(await self.votes.unhelpful())
        await reply(message, Post(gaps_text(gaps if self.kept_gaps else None, voted_down, texts)))
        if gaps or voted_down:
            await send_file(message, table_of(gaps, voted_down), "gaps.csv")

    async def _by_passage(self, tallies: Sequence[Tally]) -> list[PassageVotes]:
        return await asyncio.to_thread(by_passage, tallies, self.library.answerer.contents)
