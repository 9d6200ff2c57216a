"""The bot as a Telegram application: wired, started, stopped, and its faults logged."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, Defaults

from bot.answering.answerer import Answerer
from bot.chat.addressing import texts_for, texts_of
from bot.chat.delivery import reply
from bot.chat.guest import Guest
from bot.chat.handlers import Handlers
from bot.chat.inline import Inline
from bot.chat.markup import plain
from bot.chat.pages import Pages
from bot.chat.profile import publish_profile
from bot.chat.transport import Transport
from bot.database.answers import Answers
from bot.database.connection import Database
from bot.database.gaps import Gaps
from bot.errors import DatabaseError, SettingsError

log = logging.getLogger(__name__)

_AT_ONCE = 64
"""Updates handled, and requests sent, at the same time.

A reply that waits for a flood limit to pass keeps its place; more make nothing faster.
"""

UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.GUEST_MESSAGE)
"""The kinds of update that Telegram is asked for: those that a handler below is for."""

_TOO_LATE = "query is too old"
"""How Telegram's refusal begins where somebody has waited for an answer too long, or gone on."""

App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where a bot runs: its token, the Bot API's address, the database's, and what it may keep."""

    token: str
    base_url: str
    database: str
    keep_questions: bool


def poll(answerer: Answerer, deployment: Deployment) -> None:
    """Runs the bot by long polling until a signal stops it, the answers in hand still sent.

    Raises SettingsError where Telegram does not know the token, and DatabaseError where the
    database cannot be opened.
    """
    application = _application(answerer, deployment)
    with asyncio.Runner() as runner:
        runner.get_loop()  # the application takes the loop that is there
        try:
            application.run_polling(allowed_updates=UPDATES, bootstrap_retries=-1, close_loop=False)
        except InvalidToken:
            raise SettingsError(
                "Telegram does not know this token; "
                "copy it again from @BotFather into TELEGRAM_TOKEN"
            ) from None
        finally:
            runner.run(application.bot.shutdown())  # not done where the token was refused


def _application(answerer: Answerer, deployment: Deployment) -> App:
    service = _Service(answerer, deployment)
    defaults = Defaults(
        parse_mode=ParseMode.HTML,
        do_quote=True,
        allow_sending_without_reply=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    application: App = (
        ApplicationBuilder()
        .token(deployment.token)
        .base_url(deployment.base_url)
        .request(Transport(_AT_ONCE))
        .get_updates_request(Transport(1))
        .defaults(defaults)
        .concurrent_updates(_AT_ONCE)
        .post_init(service.start)
        .post_shutdown(service.stop)
        .build()
    )
    application.add_error_handler(_Faults())
    return application


class _Service:
    """What runs as long as the application does."""

    def __init__(self, answerer: Answerer, deployment: Deployment) -> None:
        self._answerer = answerer
        self._deployment = deployment
        self._database: Database | None = None

    async def start(self, application: App) -> None:
        self._database = await Database.open(self._deployment.database)
        gaps = Gaps(self._database) if self._deployment.keep_questions else None
        pages = Pages(self._answerer, Answers(self._database), gaps)
        handlers = (Handlers(self._answerer, pages), Inline(self._answerer), Guest(self._answerer))
        for each in handlers:
            each.register(application)
        await publish_profile(application.bot)
        log.info("answering as @%s", application.bot.username)

    async def stop(self, application: App) -> None:
        if self._database:
            await self._database.close()


class _Faults:
    """Logs what went wrong: what the network does in a line, and the bot's own faults whole."""

    def __init__(self) -> None:
        self._conflict_told = False

    async def __call__(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        if isinstance(error, Conflict):
            if not self._conflict_told:
                log.error("another process polls with this token; stop one of the two")
            self._conflict_told = True
        elif isinstance(error, NetworkError) and update is None:
            log.warning("Telegram cannot be reached: %s", error.message)
        elif isinstance(error, BadRequest) and error.message.lower().startswith(_TOO_LATE):
            log.debug("an answer came too late: %s", error.message)
        elif isinstance(error, TelegramError):
            log.error("a reply could not be sent: %s", error.message)
        elif isinstance(error, DatabaseError):
            log.error("%s", error)
            await self._apologise(update)
        else:
            log.error("an update could not be handled", exc_info=error)
            await self._apologise(update)

    async def _apologise(self, update: object) -> None:
        """Tells who asked or pressed, unless the message may not have been meant for the bot."""
        query = update.callback_query if isinstance(update, Update) else None
        if query:
            with suppress(TelegramError):
                await query.answer(texts_for(query.from_user)("failed"))
            return
        message = update.message if isinstance(update, Update) else None
        if message and (
            message.chat.type == ChatType.PRIVATE or (message.text or "").startswith("/")
        ):
            with suppress(TelegramError):
                await reply(message, plain(texts_of(message)("failed")))
