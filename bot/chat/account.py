"""The bot's account at Telegram, looked up without a running bot, and without disturbing one."""

import asyncio
from typing import NamedTuple

from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.chat.clock import Clock
from bot.chat.reaching import REFUSED, Route
from bot.chat.transport import Transport
from bot.errors import SettingsError, UnreachableError


class Account(NamedTuple):
    """Who the bot is, and where Telegram sends its updates."""

    bot: User
    webhook: WebhookInfo


async def look_up(route: Route, token: str, seconds: float) -> Account:
    """Asks Telegram, for so many seconds at most.

    Raises SettingsError where the token is refused, UnreachableError where nothing comes back.
    """
    request = Transport(1, Clock(), proxy=route.proxy)
    bot = Bot(token, str(route.server), request=request, get_updates_request=request)
    try:
        async with asyncio.timeout(seconds):
            await bot.initialize()
            return Account(bot.bot, await bot.get_webhook_info())
    except InvalidToken:
        raise SettingsError(REFUSED) from None
    except TimeoutError:
        fault = f"no answer within {seconds:g} s"
    except TelegramError as error:
        fault = error.message
    finally:
        await bot.shutdown()
    raise UnreachableError(f"{route}: {fault}; {route.advice}")
