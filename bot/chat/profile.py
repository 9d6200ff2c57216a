"""What Telegram shows of the bot before anybody asks: its commands and its description."""

import logging
from collections.abc import Collection

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


async def publish_profile(bot: Bot, admins: Collection[int]) -> None:
    """Registers the commands by scope and language; the bot works without, so faults are logged.

    English is what Telegram shows in every language that has nothing of its own.
    """
    try:
        for language in LANGUAGES:
            texts, code = texts_in(language), None if language == "en" else language
            for scope, names in _SCOPES:
                await bot.set_my_commands(_commands(names, language), scope, code)
            for admin in admins:
                await _publish_for(bot, admin, language, code)
            await bot.set_my_description(texts("description"), code)
            await bot.set_my_short_description(texts("short-description"), code)
    except TelegramError as error:
        log.warning("the list of commands could not be registered: %s", error.message)


async def _publish_for(bot: Bot, admin: int, language: str, code: str | None) -> None:
    """The commands of somebody who looks after the bot, and may not have written to it yet."""
    commands = _commands(_FOR_MAINTAINERS, language)
    try:
        await bot.set_my_commands(commands, BotCommandScopeChat(admin), code)
    except BadRequest as error:
        log.info("%s, who is in ADMINS, sees no commands: %s", admin, error.message)


def _commands(names: Collection[str], language: str) -> list[BotCommand]:
    texts = texts_in(language)
    return [BotCommand(name, texts(f"command-{name}")) for name in names]
