"""The web server beside the bot: whether it lives and works, its figures, Telegram's webhook."""

import asyncio
import errno
import json
import os
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from hmac import compare_digest
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.chat.bot_api.update_schema import is_numbered
from bot.chat.metrics import Metrics
from bot.database.inbox import Raw
from bot.errors import SettingsError

WEBHOOK_PATH = "/telegram"

_PROOF = "X-Telegram-Bot-Api-Secret-Token"
_LONGEST = 1 << 20
"""Bytes of an update at most; Telegram's are far smaller."""

Checks = Mapping[str, Callable[[], Awaitable[bool]]]
"""What has to work, by its name, and whether it does."""

Receive = Callable[[Raw], bool]
"""Takes an update; False where there is no room for it now."""


class Site:
    """The endpoints; with a `secret`, updates are received for whoever knows it."""

    def __init__(
        self, checks: Checks, metrics: Metrics, receive: Receive, secret: str | None = None
    ) -> None:
        self._checks = checks
        self._metrics = metrics
        self._receive = receive
        self._secret = secret

    def application(self) -> Starlette:
        routes = [
            Route("/healthz", self.health),
            Route("/readyz", self.readiness),
            Route("/metrics", self.metrics),
        ]
        if self._secret:
            routes.append(Route(WEBHOOK_PATH, self.update, methods=["POST"]))
        return Starlette(routes=routes)

    async def health(self, request: Request) -> Response:
        """That this is answered is all that it tells."""
        return JSONResponse({"alive": True})

    async def readiness(self, request: Request) -> Response:
        """Whether questions can be answered, and if not, what does not work."""
        found = {name: await check() for name, check in self._checks.items()}
        return JSONResponse(found, 200 if all(found.values()) else 503)

    async def metrics(self, request: Request) -> Response:
        return Response(await self._metrics.text(), media_type="text/plain; version=0.0.4")

    async def update(self, request: Request) -> Response:
        """An update from Telegram, which sends it again where it is not told that it arrived."""
        given = request.headers.get(_PROOF, "").encode()
        if not compare_digest(given, (self._secret or "").encode()):
            return Response(status_code=403)
        raw = await _update_in(request)
        if raw is None:
            return Response(status_code=400)
        return Response(status_code=200 if self._receive(raw) else 503)


async def _update_in(request: Request) -> Raw | None:
    """The update that a request brings; None where it is none."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST:
                return None
    except ClientDisconnect:  # nobody is left to be told
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if is_numbered(found) else None


_LONGEST_STOP_SECONDS = 5

_SECONDS = {h11.IDLE: 5.0, h11.SEND_BODY: 10.0}
"""Within which a request must have brought its headers, and then its body."""

_CONNECTIONS = 256
_OF_AN_ADDRESS = 128
"""Connections at a time; those of a proxy that stands before the bot are all of one address."""


class WebServer:
    """Serves an application at a port until it is stopped."""

    def __init__(self, application: Starlette, host: str, port: int) -> None:
        self._address = (host, port)
        self._server = _Server(
            uvicorn.Config(
                application,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                http=_Timely,
                ws="none",
                timeout_graceful_shutdown=_LONGEST_STOP_SECONDS,
            )
        )
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Raises SettingsError where the port cannot be had."""
        host, port = self._address
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            listening = socket.create_server(self._address, family=family)
        except (OSError, ValueError) as error:  # the latter of a host that cannot be encoded
            number = getattr(error, "errno", None) or -1  # those of names are negative
            if number < 0 or number == errno.EADDRNOTAVAIL:
                raise SettingsError(f"HOST: {host} is no address of this machine") from None
            reason = os.strerror(number)
            raise SettingsError(f"PORT: {host}:{port} cannot be had: {reason}") from None
        self._task = asyncio.create_task(self._server.serve([listening]))

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task:
            await self._task


class _Timely(H11Protocol):
    """A connection that is closed if a request does not come within its time.

    Nobody keeps Telegram out with connections that say nothing: an address has so many at most, and
    where there are too many, the one that has said nothing for longest makes room.
    """

    _deadline: asyncio.TimerHandle | None = None
    _missing: Any = None
    """What of a request is still to come."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()
        others = [each for each in self.connections if isinstance(each, _Timely) and each.is_open]
        of_address = [each for each in others if self.client and each.address == self.address]
        if len(of_address) > _OF_AN_ADDRESS:
            transport.abort()
        elif len(others) > _CONNECTIONS:
            silent = (each for each in others if each.silent_until)
            min(silent, key=lambda each: each.silent_until, default=self).transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect(None)
        super().connection_lost(exc)

    @property
    def is_open(self) -> bool:
        return not self.transport.is_closing()

    @property
    def address(self) -> str | None:
        return self.client[0] if self.client else None

    @property
    def silent_until(self) -> float:
        """When a connection is closed whose headers have not come; 0 for others."""
        return self._deadline.when() if self._deadline and self._missing is h11.IDLE else 0.0

    def _watch(self) -> None:
        state = self.conn.their_state
        if state is not self._missing:
            self._expect(state if state in _SECONDS else None)

    def _expect(self, missing: Any) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._missing, self._deadline = missing, None
        if missing:
            self._deadline = self.loop.call_later(_SECONDS[missing], self.transport.abort)


class _Server(uvicorn.Server):
    """Leaves signals to the bot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
