"""A load balancer before several processes of the bot, which a test can lead."""

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.bot_api import BotApiServer
from tests.bots import BotProcess, bot_process
from tests.ports import free_port

_SECONDS = aiohttp.ClientTimeout(total=10)


class Balancer:
    """Passes each request on to the next one of the `ports`, or to one that takes it.

    While `sends_to_all` each of them gets it.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = list(ports)
        self.sends_to_all = False
        self._port = free_port()
        self._turns = itertools.count()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._pass_on)
        self._runner = web.AppRunner(application, access_log=None)
        self._session = aiohttp.ClientSession(timeout=_SECONDS)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, first = await request.read(), next(self._turns)
        statuses = []
        for turn in range(len(self.ports)):
            port = self.ports[(first + turn) % len(self.ports)]
            address = f"http://127.0.0.1:{port}{request.rel_url}"
            try:
                headers = {name: request.headers[name] for name in request.headers}
                async with self._session.request(
                    request.method, address, data=body, headers=headers
                ) as response:
                    statuses.append(response.status)
            except (aiohttp.ClientError, TimeoutError):
                continue
            if statuses[-1] < 500 and not self.sends_to_all:
                break
        return web.Response(status=min(statuses, default=502))


@dataclass(slots=True)
class Processes:
    """Processes of one bot behind a balancer; those of a number are reached as `only` says."""

    bots: list[BotProcess]
    balancer: Balancer
    ports: list[int] = field(default_factory=list)

    def only(self, *numbers: int) -> None:
        """Has the balancer send to these processes alone."""
        self.balancer.ports = [self.ports[number] for number in numbers]

    def all(self) -> None:
        self.balancer.ports = list(self.ports)


@asynccontextmanager
async def processes(
    server: BotApiServer, cache: Path, address: str, count: int = 2, **variables: Any
) -> AsyncIterator[Processes]:
    """So many processes with one database, each with a data folder of its own."""
    ports = [free_port() for _ in range(count)]
    async with Balancer(ports) as balancer, AsyncExitStack() as running:
        bots = [
            await running.enter_async_context(
                process_at(server, cache, address, balancer, port, **variables)
            )
            for port in ports
        ]
        yield Processes(bots, balancer, ports)


@asynccontextmanager
async def process_at(
    server: BotApiServer,
    cache: Path,
    address: str,
    balancer: Balancer,
    port: int,
    **variables: Any,
) -> AsyncIterator[BotProcess]:
    """One process at a port, which is ready."""
    async with bot_process(
        server,
        cache,
        polls=False,
        webhook=True,
        DATABASE_URL=address,
        WEBHOOK_URL=balancer.address,
        HOST="127.0.0.1",
        PORT=str(port),
        **variables,
    ) as bot:
        await bot.figures.until_ready()
        yield bot
