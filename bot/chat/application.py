"""The bot as a Telegram application: wired, started, stopped, and its faults logged."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, Defaults

from bot.answering.answerer import Answerer
from bot.chat.addressing import texts_of
from bot.chat.delivery import reply
from bot.chat.handlers import Handlers
from bot.chat.markup import plain
from bot.chat.profile import publish_profile
from bot.chat.transport import Transport
from bot.errors import SettingsError

log = logging.getLogger(__name__)

_AT_ONCE = 64
"""Updates handled, and requests sent, at the same time.

A reply that waits for a flood limit to pass keeps its place; more make nothing faster.
"""

App = Application[Any, Any, Any, Any, Any, Any]


def poll(answerer: Answerer, token: str, base_url: str) -> None:
    """Runs the bot by long polling until a signal stops it, the answers in hand still sent.

    Raises SettingsError where Telegram does not know the token.
    """
    application = _application(answerer, token, base_url)
    with asyncio.Runner() as runner:
        runner.get_loop()  # the application takes the loop that is there
        try:
            application.run_polling(
                allowed_updates=[Update.MESSAGE], bootstrap_retries=-1, close_loop=False
            )
        except InvalidToken:
            raise SettingsError(
                "Telegram does not know this token; "
                "copy it again from @BotFather into TELEGRAM_TOKEN"
            ) from None
        finally:
            runner.run(application.bot.shutdown())  # not done where the token was refused


def _application(answerer: Answerer, token: str, base_url: str) -> App:
    defaults = Defaults(
        parse_mode=ParseMode.HTML,
        do_quote=True,
        allow_sending_without_reply=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    application: App = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .request(Transport(_AT_ONCE))
        .get_updates_request(Transport(1))
        .defaults(defaults)
        .concurrent_updates(_AT_ONCE)
        .post_init(_greet)
        .build()
    )
    Handlers(answerer).register(application)
    application.add_error_handler(_Faults())
    return application


async def _greet(application: App) -> None:
    await publish_profile(application.bot)
    log.info("answering as @%s", application.bot.username)


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
        elif isinstance(error, TelegramError):
            log.error("a reply could not be sent: %s", error.message)
        else:
            log.error("an update could not be handled", exc_info=error)
            await self._apologise(update)

    async def _apologise(self, update: object) -> None:
        """Tells who asked, unless the message may not have been meant for the bot."""
        message = update.effective_message if isinstance(update, Update) else None
        if message and (
            message.chat.type == ChatType.PRIVATE or (message.text or "").startswith("/")
        ):
            with suppress(TelegramError):
                await reply(message, plain(texts_of(message)("failed")))
