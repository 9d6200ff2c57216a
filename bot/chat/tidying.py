"""Drops now and then what has been kept long enough."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.database.answers import Answers
from bot.database.chats import Chats
from bot.database.connection import Database
from bot.database.feedback import Gaps
from bot.errors import DatabaseError

log = logging.getLogger(__name__)

_LEFT = timedelta(days=30)
"""How long the settings of a chat are kept that has removed the bot."""

_SECONDS = 3600.0


class Tidying:
    """Answers, votes and questions are kept for `days`."""

    def __init__(self, database: Database, chats: Chats, days: int) -> None:
        self._database = database
        self._chats = chats
        self._kept = timedelta(days=days)
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        self._stopping.set()
        if self._task:
            await self._task  # to cancel it would cut off what the database does

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._drop(datetime.now(UTC))
            except DatabaseError as error:
                log.error("what is old cannot be dropped: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _SECONDS)

    async def _drop(self, now: datetime) -> None:
        await Answers(self._database).drop(now - self._kept)
        await Gaps(self._database).drop(now - self._kept)
        await self._chats.drop(now - _LEFT)
