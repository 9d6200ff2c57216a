"""What Telegram shows of the bot before anybody asks: its commands and its description."""

import logging
from collections.abc import Collection
from contextlib import suppress

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError

from bot.database.chats import Maintainers
from bot.errors import DatabaseError
from bot.texts import LANGUAGES, texts_in

log = logging.getLogger(__name__)

_IN_GROUPS = ("ask", "speakers", "speech", "about", "help")
_FOR_ADMINISTRATORS = (*_IN_GROUPS, "settings", "language")
_IN_PRIVATE = (*_FOR_ADMINISTRATORS, "start")
_FOR_MAINTAINERS = (*_IN_PRIVATE, "status", "reload", "gaps")

_SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), _IN_PRIVATE),
    (BotCommandScopeAllGroupChats(), _IN_GROUPS),
    (BotCommandScopeAllChatAdministrators(), _FOR_ADMINISTRATORS),
)

_CODES = {language: None if language == "en" else language for language in LANGUAGES}
"""The languages as Telegram takes them: English is the default, for all others too."""


async def publish_profile(bot: Bot, admins: Collection[int], maintainers: Maintainers) -> None:
    """Registers the commands by scope and language; the bot works without, so faults are logged.

    Removes the commands of those who have left ADMINS; where that fails, at the next start.
    """
    try:
        previous = await maintainers.appoint(admins)  # before Telegram shows them anything
    except DatabaseError as error:
        log.error("who is shown the commands of ADMINS cannot be stored: %s", error)
        previous = []
    try:
        for language, code in _CODES.items():
            await _publish(bot, admins, language, code)
    except TelegramError as error:
        log.warning("the list of commands could not be registered: %s", error.message)
    for person in previous:
        await _withdraw(bot, person, maintainers)


async def _publish(bot: Bot, admins: Collection[int], language: str, code: str | None) -> None:
    texts = texts_in(language)

    def commands(names: Collection[str]) -> list[BotCommand]:
        return [BotCommand(name, texts(f"command-{name}")) for name in names]

    for scope, names in _SCOPES:
        await bot.set_my_commands(commands(names), scope, code)
    for admin in admins:
        try:
            scope = BotCommandScopeChat(admin)
            await bot.set_my_commands(commands(_FOR_MAINTAINERS), scope, code)
        except BadRequest as error:  # who has not written to the bot yet
            log.info("%s, who is in ADMINS, sees no commands: %s", admin, error.message)
    await bot.set_my_description(texts("description"), code)
    await bot.set_my_short_description(texts("short-description"), code)


async def _withdraw(bot: Bot, person: int, maintainers: Maintainers) -> None:
    """Removes somebody's commands; a user whom Telegram does not know has none."""
    try:
        for code in _CODES.values():
            with suppress(BadRequest):
                await bot.delete_my_commands(BotCommandScopeChat(person), code)
        await maintainers.dismiss(person)
    except (TelegramError, DatabaseError) as error:
        log.warning("%s, who has left ADMINS, still sees the commands: %s", person, error)
