"""The time for which answers wait until they are sent again, in the hands of a test."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.chat.bot_api import delivery
from bot.chat.bot_api.dispatching import stepping_aside
from tests.bot_api.watch import LIMIT


class Waits:
    """What waits goes on at once, or, while it is held, when it no longer is.

    `seconds` are those for which the bot wanted to wait, one after another.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(delivery, "_wait_aside", self._wait)
        self.seconds: list[float] = []
        self._begun = asyncio.Event()
        self._over = asyncio.Event()
        self._over.set()

    async def _wait(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self._begun.set()
        async with stepping_aside():
            await self._over.wait()

    @contextmanager
    def held(self) -> Iterator[None]:
        self._over.clear()
        yield
        self._over.set()

    async def begun(self) -> None:
        """Waits until an answer waits."""
        await asyncio.wait_for(self._begun.wait(), LIMIT)
