"""The web server beside the bot: its health, its metrics, and Telegram's webhook."""

import asyncio
import errno
import hmac
import json
import os
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.chat.bot_api.update_schema import Raw, is_numbered
from bot.chat.metrics import Metrics
from bot.errors import SettingsError

WEBHOOK_PATH = "/telegram"

_PROOF_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LONGEST = 1 << 20
"""Bytes of an update at most; Telegram's are far smaller."""

Checks = Mapping[str, Callable[[], Awaitable[bool]]]
"""What has to work, by its name, and whether it does."""

Receive = Callable[[Raw], Awaitable[bool]]
"""Takes an update; False where there is no room for it now."""


def webhook_secret(token: str) -> str:
    """The secret that Telegram sends with each update, derived from the bot's token."""
    return hmac.new(token.encode(), b"webhook", "sha256").hexdigest()


class Site(Starlette):
    """The endpoints; with a `secret`, updates are received from whoever knows it."""

    def __init__(
        self, checks: Checks, metrics: Metrics, receive: Receive, secret: str | None = None
    ) -> None:
        self._checks = checks
        self._metrics = metrics
        self._receive = receive
        self._secret = secret
        routes = [
            Route("/healthz", self.health),
            Route("/readyz", self.readiness),
            Route("/metrics", self.metrics),
        ]
        if secret:
            routes.append(Route(WEBHOOK_PATH, self.update, methods=["POST"]))
        super().__init__(routes=routes)

    async def health(self, request: Request) -> Response:
        return JSONResponse({"alive": True})

    async def readiness(self, request: Request) -> Response:
        """Whether questions can be answered, and if not, what does not work."""
        found = {name: await check() for name, check in self._checks.items()}
        return JSONResponse(found, 200 if all(found.values()) else 503)

    async def metrics(self, request: Request) -> Response:
        return Response(await self._metrics.text(), media_type="text/plain; version=0.0.4")

    async def update(self, request: Request) -> Response:
        """Receives an update from Telegram, which sends it again unless the status is 200."""
        given = request.headers.get(_PROOF_HEADER, "").encode()
        if not hmac.compare_digest(given, (self._secret or "").encode()):
            return Response(status_code=403)
        raw = await _update_in(request)
        if raw is None:
            return Response(status_code=400)
        return Response(status_code=200 if await self._receive(raw) else 503)


async def _update_in(request: Request) -> Raw | None:
    """The update in the body of a request; None where there is none."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST:
                return None
        found = json.loads(body)
    except (ClientDisconnect, ValueError, RecursionError):
        return None
    return found if is_numbered(found) else None


_SECONDS = {h11.IDLE: 5.0, h11.SEND_BODY: 10.0}
"""Within which a request must have sent its headers, and then its body."""

_CONNECTIONS = 256
_OF_AN_ADDRESS = 128
"""Connections at a time; those through a proxy in front of the bot all have one address."""


class WebServer(uvicorn.Server):
    """Serves an application at a port until it is stopped; leaves signals to the bot."""

    def __init__(self, application: Starlette, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                http=_TimedProtocol,
                ws="none",
                timeout_graceful_shutdown=5,
            )
        )
        self._address = (host, port)
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def start(self) -> None:
        """Raises SettingsError where the port is not available."""
        host, port = self._address
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            listening = socket.create_server(self._address, family=family)
        except (OSError, ValueError) as error:  # the latter of a host that cannot be encoded
            number = getattr(error, "errno", None) or -1  # those of names are negative
            if number < 0 or number == errno.EADDRNOTAVAIL:
                raise SettingsError(f"HOST: {host} is no address of this machine") from None
            reason = os.strerror(number)
            raise SettingsError(f"PORT: {host}:{port} is not available: {reason}") from None
        self._task = asyncio.create_task(self.serve([listening]))

    async def stop(self) -> None:
        self.should_exit = True
        if self._task:
            await self._task


class _TimedProtocol(H11Protocol):
    """Closes a connection whose request takes too long to arrive.

    Nobody keeps Telegram out with silent connections: an address has a limited number, and where
    there are too many, the one that has been silent for longest is closed.
    """

    _deadline: asyncio.TimerHandle | None = None
    _missing: Any = None
    """The part of a request that is still to come."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()
        others = [
            each
            for each in self.connections
            if isinstance(each, _TimedProtocol) and not each.transport.is_closing()
        ]
        host = self.client and self.client[0]
        of_address = [each for each in others if each.client and each.client[0] == host]
        if len(of_address) > _OF_AN_ADDRESS:
            transport.abort()
        elif len(others) > _CONNECTIONS:
            silent = (each for each in others if each.silent_until)
            min(silent, key=lambda each: each.silent_until, default=self).transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline:
            self._deadline.cancel()
        super().connection_lost(exc)

    @property
    def silent_until(self) -> float:
        """When a connection without headers so far is closed; 0 for others."""
        return self._deadline.when() if self._deadline and self._missing is h11.IDLE else 0.0

    def _watch(self) -> None:
        """Sets another deadline when another part of a request is to come."""
        if self.conn.their_state is self._missing:
            return
        self._missing = self.conn.their_state
        if self._deadline:
            self._deadline.cancel()
        seconds = _SECONDS.get(self._missing)
        abort = self.transport.abort
        self._deadline = self.loop.call_later(seconds, abort) if seconds else None
