"""Connects to Telegram: the way there, retries at the start, and what keeps the bot from it."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, NamedTuple
from urllib.request import getproxies

from telegram import Bot, User, WebhookInfo
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception
from yarl import URL

from bot.chat.bot_api.delivery import pause
from bot.chat.bot_api.transport import Clock, Transport, is_socks
from bot.errors import SettingsError, UnreachableError
from bot.settings import Settings

log = logging.getLogger(__name__)

_FIRST_WARNING_SECONDS = 2.0
_LONGEST_SILENCE_SECONDS = 600.0
"""Between warnings, whose distance doubles."""

_EXAMPLE = "write it as http://host:port or socks5://host:port"

REFUSED = "Telegram does not know this token; copy it again from @BotFather into TELEGRAM_TOKEN"


@dataclass(frozen=True, slots=True)
class Route:
    """The way to a Bot API server, perhaps through a proxy."""

    server: URL
    proxy: URL | None

    def __str__(self) -> str:
        through = f" through the proxy {_host(self.proxy)}" if self.proxy else ""
        return f"{_host(self.server)}{through}"

    @property
    def advice(self) -> str:
        """What usually helps when the server cannot be reached."""
        if self.server.host != "api.telegram.org":
            return "see whether TELEGRAM_BASE_URL is right, and the server runs"
        if self.proxy:
            return "see whether the proxy runs, and lets it through"
        return "where Telegram is blocked, name a proxy in HTTPS_PROXY"


def _host(address: URL) -> str:
    """The host, with the port unless it is the default one."""
    return f"{address.host}" if address.is_default_port() else f"{address.host}:{address.port}"


def proxy_for(address: URL, settings: Settings) -> URL | None:
    """The proxy for an address as the settings name it, or else the system; None for none.

    Raises SettingsError for one that cannot be used, without the login in it.
    """
    own = settings.https_proxy if address.scheme == "https" else settings.http_proxy
    named = {f"{address.scheme.upper()}_PROXY": own, "ALL_PROXY": settings.all_proxy}
    values = {name: value.get_secret_value() for name, value in named.items() if value}
    if not values:
        system = getproxies()
        values = {"the system's proxy": system.get(address.scheme) or system.get("all") or ""}
    name, value = next(iter(values.items()))
    if not value or _needs_no_proxy(address.host or "", settings.no_proxy or ""):
        return None
    return _parse_proxy(name, value)


def _needs_no_proxy(host: str, listed: str) -> bool:
    """Whether a list such as `localhost,.example.org` names a host or a domain above it."""
    domains = [each.partition(":")[0].lstrip("*.") for each in re.split(r"[\s,]+", listed) if each]
    return any(f".{host}".endswith(f".{domain}") or not domain for domain in domains)


def _parse_proxy(name: str, value: str) -> URL:
    try:
        proxy = URL(value if "://" in value else f"http://{value}")
        is_complete = bool(proxy.host and proxy.port)
    except ValueError:
        is_complete = False
    if not is_complete:
        raise SettingsError(f"{name} is no address of a proxy; {_EXAMPLE}")
    if is_socks(proxy) and not find_spec("aiohttp_socks"):
        raise SettingsError(
            f"{name}: a SOCKS proxy needs the extra socks; install it with pip install"
            " 'forum-bot[socks]', or name an http proxy"
        )
    if not is_socks(proxy) and proxy.scheme not in ("http", "https"):
        raise SettingsError(f"{name}: {proxy.scheme} is no kind of proxy; {_EXAMPLE}")
    return proxy


async def persistently(
    route: Route, call: Callable[..., Awaitable[object]], *args: Any, **options: Any
) -> None:
    """Calls until the network and Telegram's limits let it through; logs what does not."""
    fault = "no answer so far"
    failed = asyncio.Event()

    def note(state: RetryCallState) -> None:
        nonlocal fault
        error = state.outcome.exception() if state.outcome else None
        fault = error.message if isinstance(error, NetworkError | RetryAfter) else fault
        failed.set()

    async def warn() -> None:
        silence = _FIRST_WARNING_SECONDS
        with suppress(TimeoutError):
            await asyncio.wait_for(failed.wait(), silence)
        while True:
            log.warning("Telegram cannot be reached at %s: %s; %s", route, fault, route.advice)
            await asyncio.sleep(silence)
            silence = min(2 * silence, _LONGEST_SILENCE_SECONDS)

    warning = asyncio.create_task(warn())
    try:
        retry = retry_if_exception(_may_pass)
        await AsyncRetrying(retry=retry, wait=pause, before_sleep=note)(call, *args, **options)
    finally:
        warning.cancel()


def _may_pass(error: BaseException) -> bool:
    """Whether a fault may pass by itself; PTB makes a refused request a NetworkError too."""
    of_network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return of_network or isinstance(error, RetryAfter)


class Account(NamedTuple):
    """Who the bot is, and where Telegram sends its updates."""

    bot: User
    webhook: WebhookInfo


async def look_up(route: Route, token: str, seconds: float) -> Account:
    """Asks Telegram for the bot's account, for at most so many seconds.

    Raises SettingsError where the token is refused, UnreachableError where there is no response.
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
