"""The web server beside the bot, in the same process."""

import asyncio
import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import SettingsError

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
