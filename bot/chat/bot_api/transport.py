"""Carries the bot's requests to Telegram, over connections that stay open."""

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.util import find_spec
from typing import Final
from urllib.request import getproxies

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.errors import SettingsError
from bot.settings import Settings


class Clock:
    """Goes by the dates of Telegram's responses, since a machine's own clock may be wrong or jump.

    Until there has been one it goes by that of the machine.
    """

    def __init__(self) -> None:
        self._heard: datetime | None = None
        self._heard_at = 0.0

    def hear(self, date: str) -> None:
        """The date of a response that has just arrived, as HTTP writes it."""
        try:
            heard = parsedate_to_datetime(date)
        except (ValueError, OverflowError):
            return
        if heard.tzinfo:
            self._heard, self._heard_at = heard, time.monotonic()

    def now(self) -> datetime:
        if self._heard is None:
            return datetime.now(UTC)
        return self._heard + timedelta(seconds=time.monotonic() - self._heard_at)


_EXAMPLE = "write it as http://host:port or socks5://host:port"


def proxy_for(address: URL, settings: Settings) -> URL | None:
    """The proxy for an address, as the settings name it, or else the system; None for none.

    Raises SettingsError for one that cannot be used, without the login in it.
    """
    own = settings.https_proxy if address.scheme == "https" else settings.http_proxy
    named = {f"{address.scheme.upper()}_PROXY": own, "ALL_PROXY": settings.all_proxy}
    values = {name: value.get_secret_value() for name, value in named.items() if value}
    if not values:
        system = getproxies()
        values = {"the system's proxy": system.get(address.scheme) or system.get("all") or ""}
    name, value = next(iter(values.items()))
    if not value or _is_spared(address.host or "", settings.no_proxy or ""):
        return None
    return _usable(name, value)


def connector(proxy: URL | None, connections: int) -> aiohttp.BaseConnector:
    """What opens connections, through the proxy if it is of SOCKS; names are looked up there."""
    if proxy is None or not is_socks(proxy):
        return aiohttp.TCPConnector(limit=connections)
    from aiohttp_socks import ProxyConnector

    address = str(proxy).replace(proxy.scheme, proxy.scheme[: len("socks5")], 1)
    return ProxyConnector.from_url(address, limit=connections, rdns=True)


def is_socks(proxy: URL) -> bool:
    return proxy.scheme in ("socks5", "socks5h", "socks4", "socks4a")


def _is_spared(host: str, listed: str) -> bool:
    """Whether a list such as `localhost,.example.org` names a host, or what it is a part of."""
    domains = [each.partition(":")[0].lstrip("*.") for each in re.split(r"[\s,]+", listed) if each]
    return any(f".{host}".endswith(f".{domain}") or not domain for domain in domains)


def _usable(name: str, value: str) -> URL:
    try:
        proxy = URL(value if "://" in value else f"http://{value}")
        host_and_port = proxy.host and proxy.port
    except ValueError:
        host_and_port = None
    if not host_and_port:
        raise SettingsError(f"{name} is no address of a proxy; {_EXAMPLE}")
    if is_socks(proxy) and not find_spec("aiohttp_socks"):
        raise SettingsError(
            f"{name}: a SOCKS proxy needs the extra socks; install it with pip install"
            " 'forum-bot[socks]', or name an http proxy"
        )
    if not is_socks(proxy) and proxy.scheme not in ("http", "https"):
        raise SettingsError(f"{name}: {proxy.scheme} is no kind of proxy; {_EXAMPLE}")
    return proxy


_JSON = {"Content-Type": "application/json"}
_ADDRESSLESS = (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError)
"""Errors that name at most the host; others may hold the address, and the token in it."""

Timeout = ODVInput[float]
UNSET: Final = BaseRequest.DEFAULT_NONE


class _Answer(aiohttp.BytesPayload):
    """A message; tells when it is handed to the network."""

    def __init__(self, value: bytes, on_write: Callable[[], None]) -> None:
        super().__init__(value)
        self._on_write = on_write

    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        self._on_write()
        await super().write_with_length(writer, content_length)


class Transport(BaseRequest):
    """Sends requests with aiohttp, `connections` at the same time at most.

    python-telegram-bot's own class looks through all its connections at each request. `on_answer`
    is called in the moment in which a message is handed to the network. The `clock` hears what
    time it is at Telegram. A `proxy` is one of HTTP or SOCKS, perhaps with a login.
    """

    __slots__ = ("_clock", "_connections", "_is_socks", "_on_answer", "_proxy", "_session")

    def __init__(
        self,
        connections: int,
        clock: Clock,
        on_answer: Callable[[], None] = lambda: None,
        proxy: URL | None = None,
    ) -> None:
        self._proxy = proxy
        self._is_socks = proxy is not None and is_socks(proxy)
        self._connections = connections
        self._clock = clock
        self._on_answer = on_answer
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer; a long poll adds its own."""
        return 5.0

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=connector(self._proxy, self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _body(self, data: RequestData, address: URL) -> bytes | aiohttp.FormData | _Answer:
        if data.contains_files:
            return _form(data)
        content = json.dumps(data.parameters).encode()
        is_answer = address.name == "sendMessage"
        return _Answer(content, self._on_answer) if is_answer else content

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = UNSET,
        write_timeout: Timeout = UNSET,
        connect_timeout: Timeout = UNSET,
        pool_timeout: Timeout = UNSET,
    ) -> tuple[int, bytes]:
        """The status and body of the answer.

        Raises TimedOut or NetworkError, whose cause tells whether anything was sent. Neither
        they nor their causes hold the address.
        """
        if self._session is None:
            raise RuntimeError("the transport is not initialised")
        uploads = request_data is not None and request_data.contains_files
        timeout = _timeout(
            pool=_seconds(pool_timeout, 1.0),
            connect=_seconds(connect_timeout, 5.0),
            write=_seconds(write_timeout, 20.0 if uploads else 5.0) if request_data else None,
            read=_seconds(read_timeout, self.read_timeout),
        )
        address = URL(url)
        try:
            async with self._session.request(
                method,
                address,
                data=self._body(request_data, address) if request_data else None,
                headers=_JSON if request_data and not uploads else None,
                proxy=None if self._is_socks else self._proxy,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                self._clock.hear(response.headers.get("Date", ""))
                status, content = response.status, await response.read()
                _check_kind(address, status, content)
                return status, content
        except aiohttp.ConnectionTimeoutError:
            reason = "no connection in time; nothing was sent"
            raise TimedOut(reason) from aiohttp.ConnectionTimeoutError()
        except TimeoutError:
            raise TimedOut("no answer in time") from TimeoutError()
        except _ADDRESSLESS as error:
            raise NetworkError(str(error)) from error
        except aiohttp.ClientHttpProxyError as error:
            reason = f"the proxy refuses: {error.status} {error.message}"
            raise NetworkError(reason) from aiohttp.ConnectionTimeoutError()
        except aiohttp.ClientError as error:
            name = type(error).__name__
            raise NetworkError(name) from aiohttp.ClientError(name)
        except Exception as error:
            if not self._is_socks:
                raise
            raise NetworkError(f"the proxy: {error}") from aiohttp.ConnectionTimeoutError()


def _check_kind(address: URL, status: int, content: bytes) -> None:
    """Raises NetworkError for what no method of a Bot API server answers, which is always JSON."""
    is_method = address.parent.name.startswith("bot")
    if is_method and status < 500 and not content.lstrip().startswith(b"{"):
        raise NetworkError(f"what answers there (status {status}) is no Bot API server")


def _form(data: RequestData) -> aiohttp.FormData:
    """A form with files, where every other value is JSON too."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


def _seconds(value: Timeout, usual: float) -> float | None:
    """A time-out as it was asked for; None is none at all."""
    return usual if isinstance(value, DefaultValue) else value


@cache
def _timeout(
    *, pool: float | None, connect: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    """The time-outs as aiohttp knows them: the one for writing is a part of the whole there.

    A download, which writes nothing, may take as long as something of it arrives.
    """
    connected = None if pool is None or connect is None else pool + connect
    whole = None if connected is None or write is None or read is None else connected + write + read
    return aiohttp.ClientTimeout(
        total=whole, connect=connected, sock_connect=connect, sock_read=read
    )
