"""The web server beside the bot, in the same process."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.errors import SettingsError

_LONGEST_STOP_SECONDS = 5


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
                ws="none",
                limit_concurrency=256,
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
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise SettingsError(f"PORT: {host}:{port} cannot be had: {reason}") from None
        self._task = asyncio.create_task(self._server.serve([listening]))

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task:
            await self._task


class _Server(uvicorn.Server):
    """Leaves signals to the bot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
