"""Lets tests wait until something has happened, without sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Noticeboard:
    """Wakes those who wait whenever something changes; used in one event loop."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def announce(self) -> None:
        """Something changed: everyone who waits looks again."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(
        self, find: Callable[[], T | None], timeout: float | None, explain: Callable[[], str]
    ) -> T:
        """What `find` gives as soon as it gives something; TimeoutError explains itself."""
        try:
            async with asyncio.timeout(timeout):
                while (found := find()) is None:
                    await self._next_announcement()
                return found
        except TimeoutError:
            raise TimeoutError(f"after {timeout} s: {explain()}") from None

    async def _next_announcement(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)
