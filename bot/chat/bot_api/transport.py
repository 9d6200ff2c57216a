"""Carries the bot's requests to Telegram, over connections that stay open."""

import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL


class Clock:
    """Follows the dates of Telegram's responses, since a machine's own clock may be wrong or jump.

    Before the first response it is the machine's.
    """

    def __init__(self) -> None:
        self._date: datetime | None = None
        self._received_at = 0.0

    def set(self, date: str) -> None:
        """Takes the `Date` header of a response that has just arrived."""
        try:
            parsed = parsedate_to_datetime(date)
        except (ValueError, OverflowError):
            return
        if parsed.tzinfo:
            self._date, self._received_at = parsed, time.monotonic()

    def now(self) -> datetime:
        if self._date is None:
            return datetime.now(UTC)
        return self._date + timedelta(seconds=time.monotonic() - self._received_at)


_JSON = {"Content-Type": "application/json"}
_WITHOUT_ADDRESS = (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError)
"""Errors that name the host at most; others may hold the address, and the token in it."""

_UNSET = BaseRequest.DEFAULT_NONE


def is_socks(proxy: URL | None) -> bool:
    return proxy is not None and proxy.scheme in ("socks5", "socks5h", "socks4", "socks4a")


class Transport(BaseRequest):
    """Sends requests with aiohttp, at most `connections` at the same time.

    python-telegram-bot's own class searches all its connections at each request. The `clock` is
    set by every response. The `proxy` is an HTTP or a SOCKS one, perhaps with a login.
    """

    def __init__(self, connections: int, clock: Clock, proxy: URL | None = None) -> None:
        self._connections = connections
        self._clock = clock
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for a response; a long poll adds its own."""
        return 5.0

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _UNSET,
        write_timeout: Any = _UNSET,
        connect_timeout: Any = _UNSET,
        pool_timeout: Any = _UNSET,
    ) -> tuple[int, bytes]:
        """Returns the status and the body of the response.

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
                data=_body(request_data) if request_data else None,
                headers=_JSON if request_data and not uploads else None,
                proxy=None if is_socks(self._proxy) else self._proxy,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                self._clock.set(response.headers.get("Date", ""))
                status, content = response.status, await response.read()
        except aiohttp.ConnectionTimeoutError:
            reason = "no connection in time; nothing was sent"
            raise TimedOut(reason) from aiohttp.ConnectionTimeoutError()
        except TimeoutError:
            raise TimedOut("no answer in time") from TimeoutError()
        except _WITHOUT_ADDRESS as error:
            raise NetworkError(str(error)) from error
        except aiohttp.ClientHttpProxyError as error:
            reason = f"the proxy refuses: {error.status} {error.message}"
            raise NetworkError(reason) from aiohttp.ConnectionTimeoutError()
        except aiohttp.ClientError as error:
            name = type(error).__name__
            raise NetworkError(name) from aiohttp.ClientError(name)
        except Exception as error:
            if not is_socks(self._proxy):
                raise
            raise NetworkError(f"the proxy: {error}") from aiohttp.ConnectionTimeoutError()
        is_method = address.parent.name.startswith("bot")
        if is_method and status < 500 and not content.lstrip().startswith(b"{"):
            raise NetworkError(f"the server there (status {status}) is no Bot API server")
        return status, content

    def _connector(self) -> aiohttp.BaseConnector:
        """Opens connections, through the proxy if it is a SOCKS one, which then resolves names."""
        if self._proxy is None or not is_socks(self._proxy):
            return aiohttp.TCPConnector(limit=self._connections)
        from aiohttp_socks import ProxyConnector

        scheme = self._proxy.scheme
        address = str(self._proxy).replace(scheme, scheme[: len("socks5")], 1)
        return ProxyConnector.from_url(address, limit=self._connections, rdns=True)


def _body(data: RequestData) -> bytes | aiohttp.FormData:
    """The parameters as JSON, or with files as a form, where other values are JSON."""
    if not data.contains_files:
        return json.dumps(data.parameters).encode()
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, file, content_type) in data.multipart_data.items():
        form.add_field(name, file, filename=filename, content_type=content_type)
    return form


def _seconds(asked: Any, default: float) -> float | None:
    """A time-out as asked for; None is none at all."""
    return default if asked is _UNSET else asked


@cache
def _timeout(
    *, pool: float | None, connect: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    """The time-outs as aiohttp knows them, where the one for writing is part of the total.

    A download, which writes nothing, may take as long as some of it keeps arriving.
    """
    connected = None if pool is None or connect is None else pool + connect
    total = None if connected is None or write is None or read is None else connected + write + read
    return aiohttp.ClientTimeout(
        total=total, connect=connected, sock_connect=connect, sock_read=read
    )
