"""The bot for tests, with a Bot API server: in this process, or as one of its own."""

import asyncio
import io
import logging
import os
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, redirect_stderr, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bot.answering.live_corpus import LiveCorpus
from bot.chat.addressing import App
from bot.chat.application import running
from bot.chat.logs import Errors, configure_logging
from bot.cli.opening import database_address, server_of
from bot.database.address import sqlite_address
from bot.database.connection import Database
from bot.settings import Settings
from tests.bot_api import BotApiServer
from tests.bot_api.watch import LIMIT
from tests.conftest import ROOT, SHIPPED
from tests.ports import free_port

_LOOK_AGAIN = 0.05


@dataclass(slots=True)
class RunningBot:
    """A bot in this process; what it has logged so far is in `log`."""

    application: App
    library: LiveCorpus
    _logged: io.StringIO

    @property
    def log(self) -> str:
        return self._logged.getvalue()

    async def nothing_in_hand(self) -> None:
        """Waits until all updates that were fetched are handled."""
        dispatcher = self.application.bot._dispatcher
        while dispatcher.in_hand or (dispatcher._works and await dispatcher._updates.count()):
            await asyncio.sleep(_LOOK_AGAIN / 10)


@asynccontextmanager
async def running_bot(
    server: BotApiServer,
    cache: Path,
    *,
    data: Path | None = None,
    webhook: bool = False,
    **variables: str,
) -> AsyncIterator[RunningBot]:
    """The bot as `forum-bot run` wires it, in the event loop of the test; reads its log for faults.

    Without a `data` folder it has one of its own, so that it remembers nothing. `variables` are
    settings by their names in the environment.
    """
    with tempfile.TemporaryDirectory(prefix="data-") as own_data:
        given = _variables(server, cache, data or Path(own_data)) | variables
        settings = _settings(given)
        with logging_to(io.StringIO(), settings.token(), settings.log_level) as (log, errors):
            library = await asyncio.to_thread(
                LiveCorpus, settings.corpus, settings.cache_folder, server=server_of(settings)
            )
            bot = running(library, settings, database_address(settings), errors, webhook=webhook)
            async with bot as application:
                here = RunningBot(application, library, log)
                with server.attended(here.nothing_in_hand):
                    yield here
        assert_discreet(log.getvalue(), server.token)


@contextmanager
def logging_to(
    stream: io.StringIO, token: str, level: str = "INFO", *, as_json: bool = False
) -> Iterator[tuple[io.StringIO, Errors]]:
    """Logs as the bot does; afterwards the root logger is as it was before."""
    root = logging.getLogger()
    handlers, level_before = root.handlers[:], root.level
    try:
        with redirect_stderr(stream):
            errors = configure_logging(level, token, as_json=as_json)
        yield stream, errors
    finally:
        for handler in set(root.handlers).difference(handlers):
            root.removeHandler(handler)
        root.setLevel(level_before)


class Figures:
    """What a bot tells at a port of this machine."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    async def read(self) -> Mapping[str, float]:
        """The figures by name, those of several kinds together and each for itself."""
        async with aiohttp.request("GET", f"{self._address}/metrics") as response:
            text = await response.text()
        figures: defaultdict[str, float] = defaultdict(float)
        for family in text_string_to_metric_families(text):
            name = family.name.removeprefix("forum_bot_")
            for sample in family.samples:
                figures[name] += sample.value
                figures[f"{name} {sample.labels.get('kind')}"] = sample.value
        return figures

    async def ready(self) -> bool:
        async with aiohttp.request("GET", f"{self._address}/readyz") as response:
            return response.status == 200

    async def until_ready(self) -> None:
        """Waits until updates are received."""
        async with asyncio.timeout(LIMIT):
            while True:
                with suppress(aiohttp.ClientConnectorError):
                    if await self.ready():
                        return
                await asyncio.sleep(_LOOK_AGAIN)

    async def wait_for(self, name: str, fits: Callable[[float], bool]) -> None:
        """Waits until a figure is as it is to be; some things are tried again after a while."""
        async with asyncio.timeout(LIMIT):
            while not fits((await self.read())[name]):
                await asyncio.sleep(_LOOK_AGAIN)

    async def nothing_in_hand(self) -> None:
        """Waits until all updates that were fetched are handled."""
        async with asyncio.timeout(LIMIT):
            while await self._in_hand():
                await asyncio.sleep(_LOOK_AGAIN)

    async def _in_hand(self) -> float:
        """How many updates are not yet handled; more than none before the port is open."""
        try:
            figures = await self.read()
        except aiohttp.ClientConnectorError:
            return 1
        return figures["updates_waiting"] + figures["updates_in_hand"]


@dataclass(slots=True)
class BotProcess:
    """A running `forum-bot run`; what it logs is in `log` once it has stopped."""

    process: asyncio.subprocess.Process
    figures: Figures
    _logged: IO[bytes]
    log: str = ""

    async def stop(self, sent: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal and waits for the end; returns the exit status."""
        if self.process.returncode is None:
            self.process.send_signal(sent)
        return await self.ended()

    async def ended(self) -> int:
        """Waits until it ends by itself; returns the exit status."""
        try:
            status = await asyncio.wait_for(self.process.wait(), LIMIT)
        except TimeoutError:
            self.process.kill()
            raise
        self._logged.seek(0)
        self.log = self._logged.read().decode()
        return status


@asynccontextmanager
async def bot_process(
    server: BotApiServer,
    cache: Path,
    *,
    data: Path | None = None,
    polls: bool = True,
    webhook: bool = False,
    **variables: str,
) -> AsyncIterator[BotProcess]:
    """Starts the bot and waits until it polls; stops it, and reads its log for faults."""
    port = variables.setdefault("PORT", str(free_port()))
    with tempfile.TemporaryDirectory(prefix="data-") as own_data, tempfile.TemporaryFile() as log:
        environment = os.environ | _variables(server, cache, data or Path(own_data)) | variables
        if "LD_PRELOAD" in variables:  # a library that coverage makes very slow
            environment.pop("COVERAGE_PROCESS_CONFIG", None)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", *(["--webhook"] if webhook else [])),
            cwd=own_data,  # where there is no .env
            env=environment | {"PYTHONPATH": str(ROOT)},
            stderr=log,
        )
        bot = BotProcess(process, Figures(int(port)), log)
        try:
            if polls:  # the last call before updates come
                await server.call_of("setWebhook" if webhook else "deleteWebhook")
            with server.attended(bot.figures.nothing_in_hand):
                yield bot
        finally:
            if not bot.log:
                await bot.stop()
        assert_discreet(bot.log, server.token)


def assert_discreet(log: str, token: str) -> None:
    """No fault of the bot's own was logged, and never the token."""
    assert token not in log
    assert "Traceback" not in log, log


@asynccontextmanager
async def database_in(folder: Path) -> AsyncIterator[Database]:
    """What a bot with this data folder keeps, beside that bot."""
    database = await Database.open(sqlite_address(folder))
    try:
        yield database
    finally:
        await database.close()


def _settings(variables: Mapping[str, str]) -> Settings:
    """The settings that these variables make, whatever the environment and `.env` hold."""
    named: Any = {name.lower(): value for name, value in variables.items()}
    return Settings(_env_file=None, **named)  # type: ignore[call-arg]


def _variables(server: BotApiServer, cache: Path, data: Path) -> dict[str, str]:
    return {
        "TELEGRAM_TOKEN": server.token,
        "TELEGRAM_BASE_URL": server.base_url,
        "CACHE_FOLDER": str(cache),
        "DATA_FOLDER": str(data),
        "CORPUS": str(SHIPPED),
        "PYTHONUNBUFFERED": "1",
        "LOG_FORMAT": "text",
    }
