"""The bot as a Telegram application: wired, and run until a signal stops it."""

import asyncio
from pathlib import Path

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder, Defaults

from bot.answering.library import Library
from bot.chat.client import Client
from bot.chat.faults import Faults
from bot.chat.handlers.updates import App
from bot.chat.logs import Errors
from bot.chat.pace import Pace
from bot.chat.service import Service
from bot.chat.transport import Transport
from bot.database.inbox import Inbox
from bot.errors import SettingsError
from bot.folders import private_folder
from bot.settings import Settings

_AT_ONCE = 64
"""Updates handled, and requests sent, at the same time; more make nothing faster."""

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of update that Telegram is asked for: those that there are handlers for."""


def poll(library: Library, settings: Settings, database: str, errors: Errors) -> None:
    """Runs the bot by long polling until a signal stops it, the answers in hand still sent.

    `database` is the address of one. Raises SettingsError where Telegram does not know the token,
    and DatabaseError where the database cannot be opened.
    """
    inbox = Inbox(_inbox_path(settings))
    service = Service(library, settings, database, inbox, errors)
    application = _application(service, settings, inbox)
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


def _inbox_path(settings: Settings) -> Path:
    """A file for each bot, since the numbers of updates are each bot's own."""
    bot = settings.token().partition(":")[0]
    return private_folder(settings.data_folder) / f"inbox-{bot}.sqlite3"


def _application(service: Service, settings: Settings, inbox: Inbox) -> App:
    defaults = Defaults(
        parse_mode=ParseMode.HTML,
        do_quote=True,
        allow_sending_without_reply=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    pace = Pace(_AT_ONCE, inbox)
    bot = Client(
        settings.token(),
        settings.telegram_base_url,
        request=Transport(_AT_ONCE),
        get_updates_request=Transport(1),
        defaults=defaults,
        inbox=inbox,
        pace=pace,
    )
    application: App = (
        ApplicationBuilder()
        .bot(bot)
        .concurrent_updates(pace)
        .post_init(service.start)
        .post_shutdown(service.stop)
        .build()
    )
    application.add_error_handler(Faults())
    return application
