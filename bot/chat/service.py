"""What runs as long as the bot does: its database, handlers, web server and background work."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.answering.live_corpus import LiveCorpus
from bot.chat.access import Access
from bot.chat.addressing import App
from bot.chat.answer_service import AnswerService
from bot.chat.bot_api.client import Client
from bot.chat.bot_api.dispatching import Dispatcher
from bot.chat.bot_api.transport import Clock
from bot.chat.bot_api.update_schema import Raw
from bot.chat.handlers.guidance import Guidance, Leftovers
from bot.chat.handlers.inline import Guest, Inline
from bot.chat.handlers.maintenance import Maintenance
from bot.chat.handlers.membership import Membership
from bot.chat.handlers.questions import AnswerButtons, Questions
from bot.chat.handlers.settings import SettingsPanel
from bot.chat.handlers.speeches import Speeches
from bot.chat.limits import Limits
from bot.chat.logs import Errors
from bot.chat.metrics import Metrics
from bot.chat.preferences import Preferences
from bot.chat.profile import publish_profile
from bot.chat.refreshing import Refreshing
from bot.chat.threads import Threads
from bot.chat.web import Site, WebServer, webhook_secret
from bot.database.answers import Answers
from bot.database.chats import Chats, Maintainers
from bot.database.connection import Database
from bot.database.feedback import Gaps, Votes
from bot.database.news import listening
from bot.database.notes import Notes
from bot.database.updates import Updates
from bot.database.usage import Usage
from bot.errors import DatabaseError
from bot.settings import Settings

log = logging.getLogger(__name__)

_PORT = 8080

Drop = Callable[[datetime], Awaitable[None]]
"""Deletes what is older than a moment."""

_KEPT_AFTER_REMOVAL = timedelta(days=30)
"""How long the settings of a chat are kept that has removed the bot, and what was told once."""

_COUNTED = timedelta(minutes=2)
"""How long it is kept, at least, how much of a minute's questions somebody has asked."""

_KNOWN_AFTERWARDS = timedelta(days=2)
"""How long it is known that an update was handled; Telegram offers one for a day at most."""

_REMOTE = 8
"""Questions that wait for a search server at the same time."""

_CLEANING_SECONDS = 3600.0


@dataclass
class Service:
    """Starts and stops with the application."""

    library: LiveCorpus
    settings: Settings
    database: Database
    updates: Updates
    dispatcher: Dispatcher
    clock: Clock
    errors: Errors
    webhook: bool

    def __post_init__(self) -> None:
        self._metrics = Metrics()
        self._running = AsyncExitStack()
        self._receives = False

    async def open(self, application: App) -> None:
        """Opens what does not need Telegram; raises SettingsError for the port."""
        settings, running, database = self.settings, self._running, self.database
        chats, usage, notes = Chats(database), Usage(database), Notes(database)
        kept = timedelta(days=settings.keep_days)
        await running.enter_async_context(
            _retention(
                (Answers(database).drop, kept),
                (Gaps(database).drop, kept),
                (chats.drop, _KEPT_AFTER_REMOVAL),
                (notes.drop, _KEPT_AFTER_REMOVAL),
                (self.updates.drop, _KNOWN_AFTERWARDS),
                (usage.drop, _COUNTED),
            )
        )
        threads = Threads(_REMOTE if self.library.is_remote else 1)
        running.callback(threads.close)
        preferences = Preferences(self.library, chats, threads)
        self._refreshing = Refreshing(preferences, notes, settings.admins, watches=settings.watch)
        running.push_async_callback(self._refreshing.stop)
        self._register_handlers(application, database, chats, notes, usage, preferences)

        def hear(news: str) -> None:
            for who in (self.dispatcher, chats, self._refreshing):
                who.hear(news)

        await running.enter_async_context(listening(database, hear))
        self._maintainers = Maintainers(database)
        await self._open_site(application, database)

    async def start(self, application: App) -> None:
        """Starts what needs Telegram, which has been reached now."""
        self._refreshing.start(application.bot)
        self.dispatcher.start()
        self._receives = True
        await publish_profile(application.bot, self.settings.admins, self._maintainers)
        log.info("answering as @%s", application.bot.username)

    async def stop(self) -> None:
        await self._running.aclose()

    def refuse_updates(self) -> None:
        """Leaves what the webhook brings from now on to the next process."""
        self._receives = False

    async def _is_receiving(self) -> bool:
        """Whether it has started and is not about to stop: a balancer asks."""
        return self._receives

    async def _open_site(self, application: App, database: Database) -> None:
        """Serves HTTP, where a port is named or a webhook wanted."""
        settings = self.settings
        port = settings.port or (_PORT if self.webhook else None)
        if port is None:
            return
        self._metrics.watch(self.library, self.updates, self.dispatcher, database, self.errors)
        checks = {
            "database": database.works,
            "telegram": application.bot.reaches_telegram,
            "receiving": self._is_receiving,
            "search": self.library.works,
        }
        secret = webhook_secret(settings.token()) if self.webhook else None
        site = Site(checks, self._metrics, partial(self._receive, application.bot), secret)
        host = settings.host or ("0.0.0.0" if self.webhook else "127.0.0.1")  # noqa: S104
        server = WebServer(site, host, port)
        await server.start()
        self._running.push_async_callback(server.stop)

    async def _receive(self, bot: Client, raw: Raw) -> bool:
        """Takes an update from the webhook; False where there is no room for it now."""
        if not self._receives or not self.dispatcher.has_room:
            return False
        await bot.receive([raw])
        return True

    def _register_handlers(
        self,
        application: App,
        database: Database,
        chats: Chats,
        notes: Notes,
        usage: Usage,
        preferences: Preferences,
    ) -> None:
        """Registers all handlers; an update goes to the first of a group that fits it."""
        settings, metrics = self.settings, self._metrics
        answers, votes = Answers(database), Votes(database)
        gaps = Gaps(database) if settings.keep_questions else None
        access = Access(settings.allowed_chats, settings.admins, chats)
        longest_wait = timedelta(minutes=settings.longest_wait)
        limits = Limits(settings.questions_per_person, settings.questions_per_chat, usage)
        answer_service = AnswerService(preferences, answers, gaps, limits, metrics)
        self._running.callback(answer_service.close)
        guidance = Guidance(preferences, settings.contact)
        panel = SettingsPanel(preferences, chats)
        Membership(access, chats, notes, longest_wait, self.clock).register(application)
        Speeches(preferences).register(application)
        guidance.register(application)
        panel.register(application)
        Maintenance(
            self._refreshing, preferences, votes, gaps, self.errors, settings.admins
        ).register(application)
        Questions(answer_service, {"help": guidance.help, "settings": panel.settings}).register(
            application
        )
        AnswerButtons(answer_service, votes).register(application)
        Inline(preferences, limits, metrics).register(application)
        Guest(preferences, limits, metrics).register(application)
        Leftovers(preferences).register(application)


@asynccontextmanager
async def _retention(*drops: tuple[Drop, timedelta]) -> AsyncIterator[None]:
    """Deletes once an hour what is older than it is kept."""
    stopping = asyncio.Event()

    async def clean() -> None:
        while not stopping.is_set():
            now = datetime.now(UTC)
            try:
                for drop, kept in drops:
                    await drop(now - kept)
            except DatabaseError as error:
                log.error("old rows cannot be deleted: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), _CLEANING_SECONDS)

    cleaning = asyncio.create_task(clean())
    try:
        yield
    finally:
        stopping.set()
        await cleaning  # to cancel it would cut off what the database does
