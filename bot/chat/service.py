"""What runs as long as the bot does: its database, its handlers, and what goes on beside them."""

import asyncio
import hmac
import logging
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

from bot.answering.live_corpus import LiveCorpus
from bot.chat.admission import Access, Admission
from bot.chat.answer_service import AnswerService
from bot.chat.bot_api.concurrency import ConcurrencyLimit
from bot.chat.bot_api.transport import Clock
from bot.chat.handlers.guidance import Guidance, Leftovers
from bot.chat.handlers.inline import Guest, Inline
from bot.chat.handlers.maintenance import Maintenance
from bot.chat.handlers.membership import Membership
from bot.chat.handlers.questions import AnswerButtons, Questions
from bot.chat.handlers.settings import SettingsPanel
from bot.chat.handlers.speeches import Speeches
from bot.chat.handlers.updates import App
from bot.chat.limits import Limits
from bot.chat.logs import Errors
from bot.chat.metrics import Metrics
from bot.chat.preferences import Preferences
from bot.chat.profile import publish_profile
from bot.chat.refreshing import CorpusNews, Refreshing
from bot.chat.threads import Threads
from bot.chat.web import Site, WebServer
from bot.database.answers import Answers
from bot.database.chats import Chats, Maintainers
from bot.database.connection import Database
from bot.database.feedback import Gaps, Votes
from bot.database.inbox import Inbox, Raw
from bot.errors import DatabaseError
from bot.settings import Settings

log = logging.getLogger(__name__)

_LEFT = timedelta(days=30)
"""How long the settings of a chat are kept that has removed the bot."""

_SECONDS = 3600.0


class Retention:
    """Answers, votes and questions are kept for `days`."""

    def __init__(self, database: Database, chats: Chats, days: int) -> None:
        self._database = database
        self._chats = chats
        self._kept = timedelta(days=days)
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        self._stopping.set()
        if self._task:
            await self._task  # to cancel it would cut off what the database does

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._drop(datetime.now(UTC))
            except DatabaseError as error:
                log.error("what is old cannot be dropped: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _SECONDS)

    async def _drop(self, now: datetime) -> None:
        await Answers(self._database).drop(now - self._kept)
        await Gaps(self._database).drop(now - self._kept)
        await self._chats.drop(now - _LEFT)


_PORT = 8080


class Handlers(Protocol):
    """Some of the bot's handlers."""

    def register(self, application: App) -> None: ...


class Service:
    """Starts and stops with the application; `address` is the database's."""

    def __init__(
        self,
        library: LiveCorpus,
        settings: Settings,
        address: str,
        inbox: Inbox,
        concurrency: ConcurrencyLimit,
        errors: Errors,
        *,
        webhook: bool,
    ) -> None:
        self._library = library
        self._settings = settings
        self._address = address
        self._inbox = inbox
        self._concurrency = concurrency
        self._webhook = webhook
        self._metrics = Metrics()
        self._errors = errors
        self._running = AsyncExitStack()
        self._receives = False

    async def open(self, application: App) -> None:
        """Opens what does not need Telegram.

        Raises DatabaseError where the database cannot be opened, or SettingsError the port.
        """
        settings = self._settings
        self._inbox.open()
        self._running.callback(self._inbox.close)
        database = await Database.open(self._address)
        self._running.push_async_callback(database.close)
        chats = Chats(database)
        with suppress(DatabaseError):
            await chats.load()
        tidying = Retention(database, chats, settings.keep_days)
        self._running.push_async_callback(tidying.stop)
        threads = Threads()
        self._running.callback(threads.close)
        preferences = Preferences(self._library, chats, threads)
        news = CorpusNews(preferences, settings.admins)
        refreshing = Refreshing(self._library, news, watches=settings.watch)
        self._running.push_async_callback(refreshing.stop)
        for handlers in self._handlers(
            database, chats, preferences, refreshing, application.bot.clock
        ):
            handlers.register(application)
        tidying.start()
        self._refreshing, self._maintainers = refreshing, Maintainers(database)
        await self._open_site(application, database)

    async def start(self, application: App) -> None:
        """Begins with what needs Telegram, which is reached now."""
        self._refreshing.start(application.bot)
        for update in application.bot.left():
            await application.update_queue.put(update)
        self._receives = True
        await publish_profile(application.bot, self._settings.admins, self._maintainers)
        log.info("answering as @%s", application.bot.username)

    async def stop(self) -> None:
        await self._running.aclose()

    def receive_no_more(self) -> None:
        """Leaves what the webhook brings from now on to the next process."""
        self._receives = False

    async def _open_site(self, application: App, database: Database) -> None:
        """Serves what there is to tell over HTTP, where a port is named or a webhook wanted."""
        settings = self._settings
        port = settings.port or (_PORT if self._webhook else None)
        if port is None:
            return
        self._metrics.watch(self._library, self._concurrency, self._inbox, database, self._errors)
        checks = {"database": database.works, "telegram": application.bot.reaches_telegram}
        secret = webhook_secret(settings.token()) if self._webhook else None
        site = Site(checks, self._metrics, partial(self._receive, application), secret)
        host = settings.host or ("0.0.0.0" if self._webhook else "127.0.0.1")  # noqa: S104
        server = WebServer(site.application(), host, port)
        await server.start()
        self._running.push_async_callback(server.stop)

    def _receive(self, application: App, raw: Raw) -> bool:
        """Takes an update from the webhook; False where there is no room for it now."""
        if not self._receives or not self._concurrency.has_room:
            return False
        update = application.bot.receive(raw)
        if update:
            application.update_queue.put_nowait(update)
        return True

    def _handlers(
        self,
        database: Database,
        chats: Chats,
        preferences: Preferences,
        refreshing: Refreshing,
        clock: Clock,
    ) -> Iterator[Handlers]:
        """All handlers; of those in one group the first that fits an update has it."""
        settings, library = self._settings, self._library
        answers, votes = Answers(database), Votes(database)
        gaps = Gaps(database) if settings.keep_questions else None
        access = Access(settings.allowed_chats, settings.admins, chats)
        admission = Admission(access, timedelta(minutes=settings.longest_wait), clock)
        limits = Limits(settings.questions_per_person, settings.questions_per_chat)
        answer_service = AnswerService(preferences, answers, gaps, limits, self._metrics)
        yield admission
        yield Membership(admission, access, chats, answer_service.chat_locks)
        yield Speeches(preferences)
        guidance = Guidance(library, preferences, settings.contact)
        yield guidance
        panel = SettingsPanel(preferences, chats, answer_service.chat_locks)
        yield panel
        yield Maintenance(
            library, refreshing, preferences, votes, gaps, self._errors, settings.admins
        )
        yield Questions(answer_service, {"help": guidance.help, "settings": panel.settings})
        yield AnswerButtons(answer_service, preferences, answers, votes, gaps)
        yield Inline(preferences, limits, self._metrics)
        yield Guest(preferences, limits, self._metrics)
        yield Leftovers(preferences)


def webhook_secret(token: str) -> str:
    """What Telegram sends with each update, so that it is told from anybody else's requests.

    It is made of the bot's token, and tells nothing of it.
    """
    return hmac.new(token.encode(), b"webhook", "sha256").hexdigest()
