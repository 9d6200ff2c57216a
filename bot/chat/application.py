"""The bot as a Telegram application: wired, started, and run until a signal stops it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from signal import SIGINT, SIGTERM
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.ext import Application, ApplicationBuilder, Defaults
from yarl import URL

from bot.answering.live_corpus import LiveCorpus
from bot.chat.bot_api.client import Client
from bot.chat.bot_api.concurrency import ConcurrencyLimit
from bot.chat.bot_api.connecting import REFUSED, Route, persistently
from bot.chat.bot_api.delivery import TOO_LATE, refuse, reply
from bot.chat.bot_api.transport import Clock, Transport, proxy_for
from bot.chat.handlers.updates import App, Context
from bot.chat.logs import Errors
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.preferences import language_of
from bot.chat.service import Service, webhook_secret
from bot.chat.web import WEBHOOK_PATH
from bot.database.inbox import Inbox
from bot.errors import DatabaseError, SettingsError
from bot.settings import Settings, private_folder
from bot.texts import texts_in

log = logging.getLogger(__name__)


class Faults:
    """Logs what the network does in a line, and the bot's own faults whole."""

    def __init__(self) -> None:
        self._conflict_told = False

    async def __call__(self, update: object, context: Context) -> None:
        error = context.error
        if isinstance(error, Conflict):
            if not self._conflict_told:
                log.error("another process polls with this token; stop one of the two")
            self._conflict_told = True
        elif isinstance(error, NetworkError) and update is None:
            log.warning("Telegram cannot be reached: %s", error.message)
        elif isinstance(error, BadRequest) and error.message.lower().startswith(TOO_LATE):
            log.debug("an answer came too late: %s", error.message)
        elif isinstance(error, TelegramError):
            log.error("Telegram did not do what it was asked: %s", error.message)
            if not isinstance(error, TimedOut):  # after which it may have been done
                await _apologise(update)
        elif isinstance(error, DatabaseError):
            log.error("%s", error)
            await _apologise(update)
        else:
            log.error("an update could not be handled", exc_info=error)
            await _apologise(update)


async def _apologise(update: object) -> None:
    """Tells who asked or pressed, unless the message may not have been meant for the bot."""
    if not isinstance(update, Update):
        return
    message, query = update.message, update.callback_query
    text = texts_in(language_of(update.effective_user))("failed")
    with suppress(TelegramError):
        if query:
            await refuse(query, text)
        elif message and (is_private(message.chat) or (message.text or "").startswith("/")):
            await reply(message, Post(plain(text)))


_AT_ONCE = 64
"""Updates handled, and requests sent, at the same time; more make nothing faster."""

_LONGEST_STOP_SECONDS = 8.0
"""Within which answers in hand are sent; platforms kill a process that does not end in ten."""

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of update that Telegram is asked for: those that there are handlers for."""


_DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML,
    do_quote=True,
    allow_sending_without_reply=True,
    link_preview_options=LinkPreviewOptions(is_disabled=True),
)


def run(
    library: LiveCorpus, settings: Settings, database: str, errors: Errors, *, webhook: bool
) -> None:
    """Runs the bot until a signal stops it; raises as `running` does."""
    asyncio.run(_until_a_signal(running(library, settings, database, errors, webhook=webhook)))


async def _until_a_signal(bot: AbstractAsyncContextManager[App]) -> None:
    task = asyncio.current_task()
    assert task is not None
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()

    def stop() -> None:
        if not stopping.is_set():  # a second signal would break off the orderly end
            stopping.set()
            task.cancel()  # it may still wait for Telegram

    for signal in (SIGINT, SIGTERM):
        loop.add_signal_handler(signal, stop)
    with suppress(asyncio.CancelledError):
        async with bot:
            await asyncio.Event().wait()


@asynccontextmanager
async def running(
    library: LiveCorpus, settings: Settings, database: str, errors: Errors, *, webhook: bool
) -> AsyncIterator[App]:
    """The bot while it answers, by long polling or with a webhook; at the end it sends what it has.

    `database` is the address of one. What is at hand is tried first, and Telegram last: it may be
    out of reach for long. Raises SettingsError where Telegram does not know the token or does not
    take the webhook, and DatabaseError where the database cannot be opened.
    """
    address = settings.webhook() if webhook else None
    server = URL(settings.telegram_base_url)
    route = Route(server, proxy_for(server, settings))
    application, service = _application(library, settings, database, errors, route, webhook=webhook)
    try:
        try:
            await service.open(application)
            await persistently(route, application.initialize)
            await service.start(application)
            if address:
                await _set_webhook(application, settings, route, address)
            await application.start()
            if not address:
                await _poll(application)
        except InvalidToken:
            raise SettingsError(REFUSED) from None
        yield application
    finally:
        service.receive_no_more()
        if application.updater and application.updater.running:
            await application.updater.stop()
        if application.running:
            await application.stop()
        await service.stop()
        await application.shutdown()
        await application.bot.shutdown()  # not done where the token was refused


async def _poll(application: App) -> None:
    def tell(error: TelegramError) -> None:
        application.create_task(application.process_error(update=None, error=error))

    assert application.updater
    await application.updater.start_polling(
        allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=tell
    )


async def _set_webhook(application: App, settings: Settings, route: Route, address: str) -> None:
    try:
        await persistently(
            route,
            application.bot.set_webhook,
            address.rstrip("/") + WEBHOOK_PATH,
            allowed_updates=UPDATES,
            secret_token=webhook_secret(settings.token()),
            max_connections=_AT_ONCE,
        )
    except BadRequest as error:
        raise SettingsError(f"Telegram does not take WEBHOOK_URL: {error.message}") from None


class _Hurrying(Application[Any, Any, Any, Any, Any, Any]):
    """Stops after a while, whatever it waits for; the next start goes on with what it leaves."""

    def __init__(self, *, concurrency: ConcurrencyLimit, **options: Any) -> None:
        super().__init__(**options)
        self._concurrency = concurrency

    async def stop(self) -> None:
        loop = asyncio.get_running_loop()
        leaving = loop.call_later(_LONGEST_STOP_SECONDS, self._concurrency.leave)
        try:
            await super().stop()
        finally:
            leaving.cancel()


def _inbox_path(settings: Settings) -> Path:
    """A file for each bot, since the numbers of updates are each bot's own."""
    bot = settings.token().partition(":")[0]
    return private_folder(settings.data_folder) / f"inbox-{bot}.sqlite3"


def _application(
    library: LiveCorpus,
    settings: Settings,
    database: str,
    errors: Errors,
    route: Route,
    *,
    webhook: bool,
) -> tuple[App, Service]:
    inbox = Inbox(_inbox_path(settings))
    concurrency, clock = ConcurrencyLimit(_AT_ONCE, inbox), Clock()
    service = Service(library, settings, database, inbox, concurrency, errors, webhook=webhook)
    bot = Client(
        settings.token(),
        settings.telegram_base_url,
        request=Transport(_AT_ONCE, clock, concurrency.tell_sending, route.proxy),
        get_updates_request=Transport(1, clock, proxy=route.proxy),
        defaults=_DEFAULTS,
        inbox=inbox,
        concurrency=concurrency,
        clock=clock,
    )
    builder: Any = ApplicationBuilder().application_class(_Hurrying, {"concurrency": concurrency})
    application: App = builder.bot(bot).concurrent_updates(concurrency).build()
    application.add_error_handler(Faults())
    return application, service
