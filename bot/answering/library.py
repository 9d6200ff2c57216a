"""The corpus in use, which is read anew while questions are asked."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.answering.assembly import answerer_of, opening_dictionary
from bot.corpus.watching import settled
from bot.errors import ForumBotError
from bot.language.encoder import OFF, Semantics
from bot.search.building import Progress
from bot.search.saved import UNCHANGED, Changes, changes_between, inventory_of, is_of, open_saved
from bot.storage import open_bundle
from bot.workers import aside

_QUIET_SECONDS = 1.0
"""How long nothing may have changed before a corpus is read."""

_FAULTY_SECONDS = 5.0
"""How long a corpus must have had the same faults before they are taken for such."""


class Library:
    """Holds the one answerer that everybody asks, and when its corpus was read.

    `cache_folder` is private to this user. Raises CorpusError where the corpus has faults.
    """

    def __init__(
        self,
        folder: Path,
        cache_folder: Path,
        progress: Progress = lambda done, total: None,
        semantics: Semantics = OFF,
    ) -> None:
        self.folder = folder
        self._cache_folder = cache_folder
        self._semantics = semantics
        self._reading = asyncio.Lock()
        self._dictionary = opening_dictionary(cache_folder)
        self.read_at = datetime.now(UTC)
        bundle = open_saved(folder, cache_folder, progress, semantics)
        self._index, self._inventory = bundle.folder, inventory_of(bundle)
        self.answerer = answerer_of(bundle, cache_folder, self._dictionary, semantics)

    async def refresh(self, *, patiently: bool = True) -> Changes:
        """Reads the corpus anew once nobody is writing to it; tells what differs.

        Where it is to be done `patiently`, faults must have been there for a while.

        Until all is done, and if it fails, the old answerer answers: the index is made by another
        process, and taken over in one step. Raises CorpusError where the corpus has faults that
        stay, and ForumBotError or OSError where it cannot be indexed.
        """
        patience = _FAULTY_SECONDS if patiently else _QUIET_SECONDS
        state = await settled(self.folder, _QUIET_SECONDS)
        while True:
            try:
                return await self._read(state)
            except ForumBotError:
                before, state = state, await settled(self.folder, patience)
                if state == before:
                    raise

    async def _read(self, state: str) -> Changes:
        """Reads the corpus in this state, unless it is what the answerer has."""
        async with self._reading:
            read_at = datetime.now(UTC)
            if is_of(self._index, state):
                self.read_at = read_at
                return UNCHANGED
            index = await aside(_made, (self.folder, self._cache_folder, self._semantics))
            return await asyncio.to_thread(self._take, index, read_at)

    def _take(self, index: Path, read_at: datetime) -> Changes:
        bundle = open_bundle(index)
        if bundle is None:
            raise ForumBotError(f"{index} is gone; something else empties that folder")
        inventory = inventory_of(bundle)
        answerer = answerer_of(bundle, self._cache_folder, self._dictionary, self._semantics)
        changes = changes_between(self._inventory, inventory)
        self.answerer = answerer
        self._index, self._inventory, self.read_at = index, inventory, read_at
        return changes


def _made(order: tuple[Path, Path, Semantics]) -> Path:
    """Where the index of the corpus is that another process has made."""
    folder, cache_folder, semantics = order
    return open_saved(folder, cache_folder, semantics=semantics).folder
