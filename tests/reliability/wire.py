"""The network between the bot and a Bot API server, which can be cut and mended."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from tests.bot_api.watch import LIMIT


class Wire:
    """Passes on what is sent to its `address`, which is like that of the server behind it."""

    def __init__(self, beyond: str) -> None:
        self._beyond = urlsplit(beyond)
        self._open: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self._refused = asyncio.Semaphore(0)

    @property
    def address(self) -> str:
        port = self._listening.sockets[0].getsockname()[1]
        return urlunsplit(self._beyond._replace(netloc=f"127.0.0.1:{port}"))

    def cut(self) -> None:
        """Ends all connections, and each that is tried to be made."""
        self._is_cut = True
        for writer in self._open:
            writer.transport.abort()

    async def tried(self, times: int) -> None:
        """Waits until connections have been tried to be made so often while it was cut."""
        async with asyncio.timeout(LIMIT):
            for _ in range(times):
                await self._refused.acquire()

    def mend(self) -> None:
        self._is_cut = False

    async def __aenter__(self) -> Self:
        self._listening = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.cut()
        self._listening.close()
        await self._listening.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            self._refused.release()
            return
        there, back = await asyncio.open_connection(self._beyond.hostname, self._beyond.port)
        self._open |= {writer, back}
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))
        self._open -= {writer, back}


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    writer.close()
