"""The corpus in use, which can be read anew while questions are asked."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from bot.answering.answerer import Answerer


class Library:
    """Holds the one answerer that everybody asks, and when its corpus was read.

    `opening` reads the corpus anew; it raises CorpusError where that has faults.
    """

    def __init__(self, answerer: Answerer, opening: Callable[[], Answerer]) -> None:
        self.answerer = answerer
        self.read_at = datetime.now(UTC)
        self._opening = opening
        self._refreshing = asyncio.Lock()

    async def refresh(self) -> None:
        """Reads the corpus anew; as long as that takes, and if it fails, the old one answers."""
        async with self._refreshing:
            read_at = datetime.now(UTC)
            self.answerer = await asyncio.to_thread(self._opening)
            self.read_at = read_at
