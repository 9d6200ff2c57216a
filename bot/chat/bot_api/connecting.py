"""Gets through to Telegram when the bot starts, and says what keeps it from that."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from telegram import Bot, User, WebhookInfo
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception
from yarl import URL

from bot.chat.bot_api.delivery import pause
from bot.chat.bot_api.transport import Clock, Transport
from bot.errors import SettingsError, UnreachableError

log = logging.getLogger(__name__)

_FIRST_LINE_SECONDS = 2.0
_LONGEST_SILENCE_SECONDS = 600.0
"""Between lines, whose distance doubles."""

_TELEGRAM = "api.telegram.org"

REFUSED = "Telegram does not know this token; copy it again from @BotFather into TELEGRAM_TOKEN"


@dataclass(frozen=True, slots=True)
class Route:
    """The way to a Bot API server, perhaps through a proxy."""

    server: URL
    proxy: URL | None

    def __str__(self) -> str:
        through = f" through the proxy {_place(self.proxy)}" if self.proxy else ""
        return f"{_place(self.server)}{through}"

    @property
    def advice(self) -> str:
        """What usually helps where it leads nowhere."""
        if self.server.host != _TELEGRAM:
            return "see whether TELEGRAM_BASE_URL is right, and the server runs"
        if self.proxy:
            return "see whether the proxy runs, and lets it through"
        return "where Telegram is blocked, name a proxy in HTTPS_PROXY"


async def persistently(
    route: Route, call: Callable[..., Awaitable[object]], *args: Any, **options: Any
) -> None:
    """Calls until the network, and Telegram's limits, let it through; tells what does not."""
    fault = "no answer so far"
    failed = asyncio.Event()

    def keep(state: RetryCallState) -> None:
        nonlocal fault
        error = state.outcome.exception() if state.outcome else None
        fault = error.message if isinstance(error, NetworkError | RetryAfter) else fault
        failed.set()

    trying = AsyncRetrying(retry=retry_if_exception(_passes), wait=pause, before_sleep=keep)
    task: asyncio.Future[object] = asyncio.ensure_future(trying(call, *args, **options))
    first: asyncio.Future[object] = asyncio.ensure_future(failed.wait())
    silence = _FIRST_LINE_SECONDS
    try:
        await asyncio.wait({task, first}, timeout=silence, return_when=asyncio.FIRST_COMPLETED)
        while not task.done():
            log.warning("Telegram cannot be reached at %s: %s; %s", route, fault, route.advice)
            await asyncio.wait({task}, timeout=silence)
            silence = min(2 * silence, _LONGEST_SILENCE_SECONDS)
        task.result()
    finally:
        task.cancel()
        first.cancel()


def _passes(error: BaseException) -> bool:
    """Whether it may go by itself; PTB takes a request that Telegram refuses for a NetworkError."""
    of_network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return of_network or isinstance(error, RetryAfter)


def _place(address: URL) -> str:
    """The host, and the port if it is not the usual one."""
    return f"{address.host}" if address.is_default_port() else f"{address.host}:{address.port}"


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
