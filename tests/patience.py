"""How long a library waits until nobody writes to its corpus, in the hands of a test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.answering import live_corpus
from bot.corpus.watching import settled
from tests.bot_api.watch import LIMIT


class Patience:
    """A library takes its corpus as it is, at once, or, while it is held, not yet.

    A test that writes several files holds it meanwhile, so that none is read without the others.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._locks = {
            seconds: asyncio.Lock()
            for seconds in (live_corpus._QUIET_SECONDS, live_corpus._FAULTY_SECONDS)
        }
        self._waits: asyncio.Queue[float] = asyncio.Queue()
        monkeypatch.setattr(live_corpus, "settled", self._settled)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        async with self.with_faults_held(), self._locks[live_corpus._QUIET_SECONDS]:
            yield

    @asynccontextmanager
    async def with_faults_held(self) -> AsyncIterator[None]:
        """Only faults are not yet taken for such."""
        async with self._locks[live_corpus._FAULTY_SECONDS]:
            yield

    async def faults_found(self) -> None:
        """Waits until a library has found faults, and waits whether they stay."""
        async with asyncio.timeout(LIMIT):
            while await self._waits.get() != live_corpus._FAULTY_SECONDS:
                pass

    async def _settled(self, folder: Path, seconds: float) -> str:
        self._waits.put_nowait(seconds)
        async with self._locks[seconds]:
            return await settled(folder, 0)
