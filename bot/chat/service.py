"""What runs as long as the bot does: its database, its handlers, and the dropping of old things."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.answering.library import Library
from bot.chat.access import Access
from bot.chat.gate import Gate
from bot.chat.handlers.answers import AnswerButtons
from bot.chat.handlers.guest import Guest
from bot.chat.handlers.guidance import Guidance
from bot.chat.handlers.inline import Inline
from bot.chat.handlers.leftovers import Leftovers
from bot.chat.handlers.maintenance import Maintenance
from bot.chat.handlers.membership import Membership
from bot.chat.handlers.questions import Questions
from bot.chat.handlers.settings import SettingsPanel
from bot.chat.handlers.speeches import Speeches
from bot.chat.handlers.updates import App
from bot.chat.logs import Errors
from bot.chat.preferences import Preferences
from bot.chat.profile import publish_profile
from bot.chat.respondent import Respondent
from bot.database.answers import Answers
from bot.database.chats import Chats
from bot.database.connection import Database
from bot.database.gaps import Gaps
from bot.errors import DatabaseError
from bot.settings import Settings

log = logging.getLogger(__name__)

_LEFT = timedelta(days=30)
"""How long the settings of a chat are kept that has removed the bot."""

_TIDIED_SECONDS = 3600.0


class Service:
    """Starts and stops with the application; `address` is the database's."""

    def __init__(self, library: Library, settings: Settings, address: str, errors: Errors) -> None:
        self._library = library
        self._settings = settings
        self._address = address
        self._errors = errors
        self._database: Database | None = None
        self._stopping = asyncio.Event()
        self._tidying: asyncio.Task[None] | None = None

    async def start(self, application: App) -> None:
        """Raises DatabaseError where the database cannot be opened."""
        self._database = database = await Database.open(self._address)
        chats = Chats(database)
        self._register(application, database, chats)
        self._tidying = asyncio.create_task(self._tidy(database, chats))
        await publish_profile(application.bot, self._settings.admins)
        log.info("answering as @%s", application.bot.username)

    async def stop(self, application: App) -> None:
        self._stopping.set()
        if self._tidying:
            await self._tidying  # to cancel it would cut off what the database does
        if self._database:
            await self._database.close()

    def _register(self, application: App, database: Database, chats: Chats) -> None:
        """Adds all handlers; of those in one group the first that fits an update has it."""
        settings, library = self._settings, self._library
        answers = Answers(database)
        gaps = Gaps(database) if settings.keep_questions else None
        preferences = Preferences(library, chats)
        access = Access(settings.allowed_chats, settings.admins, chats)
        gate = Gate(access, timedelta(minutes=settings.longest_wait))
        respondent = Respondent(preferences, answers, gaps)
        for handlers in (
            gate,
            Membership(gate, access, chats, respondent.turns),
            Speeches(preferences),
            Guidance(library, preferences, settings.contact),
            SettingsPanel(preferences, chats, respondent.turns),
            Maintenance(library, preferences, gaps, self._errors, settings.admins),
            Questions(respondent),
            AnswerButtons(respondent, preferences, answers, gaps),
            Inline(preferences),
            Guest(preferences),
            Leftovers(preferences),
        ):
            handlers.register(application)

    async def _tidy(self, database: Database, chats: Chats) -> None:
        """Drops now and then what has been kept long enough."""
        while not self._stopping.is_set():
            now = datetime.now(UTC)
            kept_since = now - timedelta(days=self._settings.keep_days)
            try:
                await Answers(database).drop(kept_since)
                await Gaps(database).drop(kept_since)
                await chats.drop(now - _LEFT)
            except DatabaseError as error:
                log.error("what is old cannot be dropped: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _TIDIED_SECONDS)
