"""The bot as a Telegram application: wires it, starts it, and runs it until a signal stops it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    suppress,
)
from signal import SIGINT, SIGTERM
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.ext import ApplicationBuilder, Defaults
from yarl import URL

from bot.answering.live_corpus import LiveCorpus
from bot.chat.addressing import App, Context
from bot.chat.bot_api.client import Client
from bot.chat.bot_api.connecting import REFUSED, Route, persistently, proxy_for
from bot.chat.bot_api.delivery import is_too_late, refuse, reply
from bot.chat.bot_api.dispatching import Dispatcher
from bot.chat.bot_api.transport import Clock, Transport
from bot.chat.logs import Errors
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.preferences import language_of
from bot.chat.service import Service
from bot.chat.web import WEBHOOK_PATH, webhook_secret
from bot.database.connection import Database
from bot.database.updates import StoredUpdate, Updates
from bot.errors import DatabaseError, SearchError, SettingsError
from bot.settings import Settings
from bot.texts import texts_in

log = logging.getLogger(__name__)

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
"""The kinds of update that the bot asks Telegram for: those that it has handlers for."""

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
    asyncio.run(_until_signal(running(library, settings, database, errors, webhook=webhook)))


async def _until_signal(bot: AbstractAsyncContextManager[App]) -> None:
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
    """Runs the bot, by long polling or with a webhook; at the end it sends what it has in hand.

    `database` is an address. What is local is tried first, and Telegram last: it may be out of
    reach for long. Raises SettingsError where Telegram does not know the token or refuses the
    webhook, and DatabaseError where the database cannot be opened.
    """
    address = settings.webhook() if webhook else None
    server = URL(settings.telegram_base_url)
    route = Route(server, proxy_for(server, settings))
    clock = Clock()
    application = _application(settings, route, clock)
    bot: Client = application.bot

    async def handle(update: StoredUpdate) -> None:
        await application.process_update(bot.parse(update))

    async with AsyncExitStack() as opened:
        kept = await Database.open(database)
        opened.push_async_callback(kept.close)
        # Each bot has its own numbers of updates.
        updates = Updates(kept, int(settings.token().partition(":")[0]))
        dispatcher = Dispatcher(updates, _AT_ONCE, handle)
        bot.dispatch(dispatcher)
        service = Service(library, settings, kept, updates, dispatcher, clock, errors, webhook)
        try:
            try:
                await updates.open()
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
            service.refuse_updates()
            if application.updater and application.updater.running:
                await application.updater.stop()
            await dispatcher.stop(_LONGEST_STOP_SECONDS)
            if application.running:
                await application.stop()
            await service.stop()
            await application.shutdown()
            await bot.shutdown()  # not done where the token was refused


def _application(settings: Settings, route: Route, clock: Clock) -> App:
    bot = Client(
        settings.token(),
        settings.telegram_base_url,
        request=Transport(_AT_ONCE, clock, route.proxy),
        get_updates_request=Transport(1, clock, route.proxy),
        defaults=_DEFAULTS,
    )
    builder: Any = ApplicationBuilder().bot(bot)
    application: App = builder.build()
    application.add_error_handler(ErrorHandler())
    return application


async def _poll(application: App) -> None:
    def handle(error: TelegramError) -> None:
        application.create_task(application.process_error(update=None, error=error))

    assert application.updater
    await application.updater.start_polling(
        allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=handle
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


class ErrorHandler:
    """Logs network faults in a line, and the bot's own errors with a traceback."""

    def __init__(self) -> None:
        self._conflict_logged = False

    async def __call__(self, update: object, context: Context) -> None:
        error = context.error
        if isinstance(error, Conflict):
            if not self._conflict_logged:
                log.error("another process polls with this token; stop one of the two")
            self._conflict_logged = True
        elif isinstance(error, NetworkError) and update is None:
            log.warning("Telegram cannot be reached: %s", error.message)
        elif isinstance(error, TelegramError) and is_too_late(error):
            log.debug("an answer came too late: %s", error.message)
        else:
            if isinstance(error, TelegramError):
                log.error("Telegram refused a request: %s", error.message)
            elif isinstance(error, DatabaseError | SearchError):
                log.error("%s", error)
            else:
                log.error("an update could not be handled", exc_info=error)
            if not isinstance(error, TimedOut):  # after which it may have been done
                await _apologise(update, _apology(error))


def _apology(error: Exception | None) -> str:
    return "search-stays-down" if isinstance(error, SearchError) else "failed"


async def _apologise(update: object, apology: str) -> None:
    """Says that something went wrong, unless the message may not have been meant for the bot."""
    if not isinstance(update, Update):
        return
    message, query = update.message, update.callback_query
    text = texts_in(language_of(update.effective_user))(apology)
    with suppress(TelegramError):
        if query:
            await refuse(query, text)
        elif message and (is_private(message.chat) or (message.text or "").startswith("/")):
            await reply(message, Post(plain(text)))
