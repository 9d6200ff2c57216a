"""What runs as long as the bot does: its database, its handlers, and what goes on beside them."""

import logging
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Protocol

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
from bot.chat.news import CorpusNews
from bot.chat.preferences import Preferences
from bot.chat.profile import publish_profile
from bot.chat.refreshing import Refreshing
from bot.chat.respondent import Respondent
from bot.chat.tidying import Tidying
from bot.database.answers import Answers
from bot.database.chats import Chats
from bot.database.connection import Database
from bot.database.gaps import Gaps
from bot.database.inbox import Inbox
from bot.settings import Settings

log = logging.getLogger(__name__)


class Handlers(Protocol):
    """Some of the bot's handlers."""

    def register(self, application: App) -> None: ...


class Service:
    """Starts and stops with the application; `address` is the database's."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        address: str,
        inbox: Inbox,
        errors: Errors,
    ) -> None:
        self._library = library
        self._settings = settings
        self._address = address
        self._inbox = inbox
        self._errors = errors
        self._running = AsyncExitStack()

    async def start(self, application: App) -> None:
        """Raises DatabaseError where the database cannot be opened."""
        settings = self._settings
        self._inbox.open()
        self._running.callback(self._inbox.close)
        database = await Database.open(self._address)
        self._running.push_async_callback(database.close)
        chats = Chats(database)
        tidying = Tidying(database, chats, settings.keep_days)
        self._running.push_async_callback(tidying.stop)
        preferences = Preferences(self._library, chats)
        news = CorpusNews(preferences, settings.admins)
        refreshing = Refreshing(self._library, news, watches=settings.watch)
        self._running.push_async_callback(refreshing.stop)
        for handlers in self._handlers(database, chats, preferences, refreshing):
            handlers.register(application)
        tidying.start()
        refreshing.start(application.bot)
        for update in application.bot.left():
            await application.update_queue.put(update)
        await publish_profile(application.bot, settings.admins)
        log.info("answering as @%s", application.bot.username)

    async def stop(self, application: App) -> None:
        await self._running.aclose()

    def _handlers(
        self,
        database: Database,
        chats: Chats,
        preferences: Preferences,
        refreshing: Refreshing,
    ) -> Iterator[Handlers]:
        """All handlers; of those in one group the first that fits an update has it."""
        settings, library = self._settings, self._library
        answers = Answers(database)
        gaps = Gaps(database) if settings.keep_questions else None
        access = Access(settings.allowed_chats, settings.admins, chats)
        gate = Gate(access, timedelta(minutes=settings.longest_wait))
        respondent = Respondent(preferences, answers, gaps)
        yield gate
        yield Membership(gate, access, chats, respondent.turns)
        yield Speeches(preferences)
        yield Guidance(library, preferences, settings.contact)
        yield SettingsPanel(preferences, chats, respondent.turns)
        yield Maintenance(library, refreshing, preferences, gaps, self._errors, settings.admins)
        yield Questions(respondent)
        yield AnswerButtons(respondent, preferences, answers, gaps)
        yield Inline(preferences)
        yield Guest(preferences)
        yield Leftovers(preferences)
