"""Has the updates of the queue handled: many at once, and of each chat one after another."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from time import monotonic

from bot.database.updates import HELD_SECONDS, NEWS, StoredUpdate, Updates
from bot.errors import DatabaseError
from bot.fifo_cache import FifoCache

log = logging.getLogger(__name__)

Handle = Callable[[StoredUpdate], Awaitable[None]]

_IN_HAND = 1000
"""Updates in hand at most or nearly, those included that wait for Telegram."""

_REMEMBERED = 100_000
"""Numbers that are kept in memory, of updates that could not be stored."""

_LOOK_AGAIN_SECONDS = 1.0
"""Between looks at a queue that others fill too, whose news may not get through, or that fails."""

_LAST_SECONDS = 2.0
"""For storing what is left at the end."""

_RENEWAL_SECONDS = HELD_SECONDS / 3

_LONGEST_PRESSES_SECONDS = 1.0
"""How long presses can keep other updates from beginning, however many there are."""


class Dispatcher:
    """Stores updates, and handles those that it may take from the queue, `at_once` so many.

    Where the queue fails, new updates are handled without it, and counted as `failures`. An update
    that waits for Telegram gives its place to others. While a press is handled nothing else begins:
    a reader of an answer does not wait behind all who ask for one.
    """

    def __init__(self, updates: Updates, at_once: int, handle: Handle) -> None:
        self._updates = updates
        self._at_once = at_once
        self._handle = handle
        self._tasks: dict[StoredUpdate, asyncio.Task[None]] = {}
        self._resting: set[StoredUpdate] = set()
        self._unstored: FifoCache[int, bool] = FifoCache(_REMEMBERED)
        self._arrived: list[tuple[Sequence[StoredUpdate], asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._presses = 0
        self._no_press = asyncio.Event()
        self._works = True
        self._takes = False
        self._ends = False
        self._renewed_at = 0.0
        self._running: asyncio.Task[None] | None = None
        self.failures = 0

    @property
    def in_hand(self) -> int:
        """How many updates are handled now, or about to be stored."""
        return len(self._tasks) + len(self._arrived)

    @property
    def has_room(self) -> bool:
        return self._room.is_set()

    async def room(self) -> None:
        """Waits until there is room for more updates."""
        await self._room.wait()

    def start(self) -> None:
        """Begins to handle what is in the queue."""
        self._takes = True
        self.look()
        self._running = asyncio.create_task(self._run())

    def look(self) -> None:
        """Looks soon whether there is an update to take."""
        self._wake.set()

    def hear(self, news: str) -> None:
        """Looks when another process has told that there is one."""
        if news in ("", NEWS):
            self.look()

    async def put(self, updates: Sequence[StoredUpdate]) -> None:
        """Stores updates; returns when they are stored or, where that fails, in hand."""
        new = [each for each in updates if each.update_id not in self._unstored]
        if not self._works:
            self._begin_unstored(new)
        elif new:
            stored = asyncio.get_running_loop().create_future()
            self._arrived.append((new, stored))
            self.look()
            await stored

    async def stop(self, seconds: float) -> None:
        """Ends what is in hand, within so many seconds, and leaves the rest to other processes."""
        self._takes = False
        if self._updates.is_shared:
            await self._leave(list(self._resting))
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds)
        await self._leave(list(self._tasks))
        if self._running:
            self._ends = True
            self.look()
            with suppress(TimeoutError, DatabaseError):
                async with asyncio.timeout(_LAST_SECONDS):
                    await self._running
                    await self._updates.hand_back()

    async def assure(self) -> None:
        """Makes sure that no other process has taken over the update that the task handles.

        Cancels the task otherwise.
        """
        since = monotonic() - self._renewed_at
        if self._updates.is_shared and _HANDLING.get() and since > HELD_SECONDS / 2:
            await self._renew()
            await asyncio.sleep(0)

    @asynccontextmanager
    async def rest(self, handled: StoredUpdate) -> AsyncIterator[None]:
        """Gives the place of an update to others until the body is done."""
        self._resting.add(handled)
        await self._note_rest(handled, rests=True)
        try:
            yield
        finally:
            self._resting.discard(handled)
        await self._note_rest(handled, rests=False)

    async def _note_rest(self, handled: StoredUpdate, *, rests: bool) -> None:
        if self._works and handled.update_id not in self._unstored:
            with suppress(DatabaseError):
                await self._updates.rest(handled, rests=rests)
        self.look()

    async def _run(self) -> None:
        while not self._ends:
            looks_again = self._updates.is_shared or not self._works
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN_SECONDS if looks_again else None):
                    await self._wake.wait()
            self._wake.clear()
            if self._updates.is_shared and monotonic() - self._renewed_at > _RENEWAL_SECONDS:
                await self._renew()
            await self._exchange()

    async def _exchange(self) -> None:
        """Stores what has arrived, with what was done, and takes what there is room for."""
        arrived, self._arrived = self._arrived, []
        new = [each for updates, _ in arrived for each in updates]
        active = [each for each in self._tasks if each not in self._resting]
        most = self._at_once - sum(not each.is_quick for each in active)
        quick = most <= 0
        if quick:
            most = self._at_once - sum(each.is_quick for each in active)
        most = min(most, _IN_HAND - len(self._tasks)) if self._takes else 0
        try:
            taken = await self._updates.exchange(new, max(0, most), quick=quick)
        except Exception as error:
            self._fail(error)
            self._begin_unstored(new)
        else:
            self._works = True
            for each in taken:
                self._begin(each)
        for _, stored in arrived:
            if not stored.done():  # nobody may wait any more
                stored.set_result(None)

    async def _renew(self) -> None:
        """Goes on holding what is in hand; drops what another process has taken over meanwhile."""
        at = monotonic()
        in_hand = list(self._tasks)
        if in_hand:
            try:
                held = await self._updates.renew()
            except DatabaseError as error:
                self._fail(error)
                return
            for each in in_hand:
                if not {each.update_id} & (held | self._unstored.keys()) and each in self._tasks:
                    log.warning("update %s has been taken over", each.update_id)
                    self._tasks[each].cancel()
        self._renewed_at = at

    async def _leave(self, held: Collection[StoredUpdate]) -> None:
        """Breaks off what is held, which other processes take over, or the next one."""
        tasks = [self._tasks[each] for each in held if each in self._tasks]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        with suppress(DatabaseError):
            await self._updates.hand_back([each.update_id for each in held])

    def _begin_unstored(self, new: Sequence[StoredUpdate]) -> None:
        for each in new:
            self.failures += 1
            self._unstored[each.update_id] = True
            self._begin(each)

    def _begin(self, taken: StoredUpdate) -> None:
        if taken in self._tasks:
            return  # what could not be stored was stored all the same
        if not self._tasks:
            self._renewed_at = monotonic()
        self._tasks[taken] = asyncio.create_task(self._finish(taken))
        self._update_room()

    async def _finish(self, taken: StoredUpdate) -> None:
        """Handles an update; what its handlers put is written when it is done with."""
        _HANDLING.set((self, taken))
        try:
            with self._updates.finishing(taken):
                async with self._turn(is_press=taken.is_quick):
                    await self._handle(taken)
        except Exception:
            log.exception("update %s could not be handled", taken.update_id)
        finally:
            del self._tasks[taken]
            self._update_room()
            self.look()

    @asynccontextmanager
    async def _turn(self, *, is_press: bool) -> AsyncIterator[None]:
        """Waits while presses are handled; a press keeps others waiting instead."""
        if is_press:
            self._presses += 1
            self._no_press.clear()
        elif self._presses:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LONGEST_PRESSES_SECONDS):
                    await self._no_press.wait()
        try:
            yield
        finally:
            self._presses -= is_press
            if not self._presses:
                self._no_press.set()

    def _update_room(self) -> None:
        if len(self._tasks) < _IN_HAND:
            self._room.set()
        else:
            self._room.clear()

    def _fail(self, error: Exception) -> None:
        if self._works:
            fault = None if isinstance(error, DatabaseError) else error
            log.error("updates are handled without being stored: %s", error, exc_info=fault)
        self._works = False


_HANDLING: ContextVar[tuple[Dispatcher, StoredUpdate] | None]
_HANDLING = ContextVar("handling", default=None)
"""The update that the current task handles."""


@asynccontextmanager
async def stepping_aside() -> AsyncIterator[None]:
    """Gives the place of the update that the task handles to others until the body is done."""
    handling = _HANDLING.get()
    if handling is None:
        yield
        return
    dispatcher, handled = handling
    async with dispatcher.rest(handled):
        yield
