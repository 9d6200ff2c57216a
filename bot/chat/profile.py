"""What Telegram shows of the bot before anybody asks: its commands and its description."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.texts import LANGUAGES, texts_in

log = logging.getLogger(__name__)

_IN_PRIVATE = ("ask", "speakers", "help", "start")
_IN_GROUPS = ("ask", "speakers", "help")


async def publish_profile(bot: Bot) -> None:
    """Registers the commands by scope and language; the bot works without, so faults are logged.

    English is what Telegram shows in every language that has nothing of its own.
    """
    try:
        for language in LANGUAGES:
            await _publish(bot, language, None if language == "en" else language)
    except TelegramError as error:
        log.warning("the list of commands could not be registered: %s", error.message)


async def _publish(bot: Bot, language: str, code: str | None) -> None:
    texts = texts_in(language)
    scopes = (
        (BotCommandScopeAllPrivateChats(), _IN_PRIVATE),
        (BotCommandScopeAllGroupChats(), _IN_GROUPS),
    )
    for scope, names in scopes:
        commands = [BotCommand(name, texts(f"command-{name}")) for name in names]
        await bot.set_my_commands(commands, scope, code)
    await bot.set_my_description(texts("description"), code)
    await bot.set_my_short_description(texts("short-description"), code)
