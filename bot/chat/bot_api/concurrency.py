"""How many updates are handled at once; of one chat a few, so that others have a place too."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, nullcontext, suppress
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.database.inbox import Inbox

HANDLED: ContextVar[int | None] = ContextVar("handled", default=None)
"""The number of the update that is handled by the task at hand."""

_PLACES: ContextVar[asyncio.Semaphore | None] = ContextVar("places", default=None)
"""Where that update has its place."""

_WAITING = 1_000_000
"""More than ever wait; python-telegram-bot would fetch them without a bound of its own."""

_IN_HAND = 1000
"""Updates that are handled or wait for it at most, or nearly; others wait at Telegram."""

_OF_A_CHAT = 2

_LONGEST_PRESSES_SECONDS = 1.0
"""For which nothing new begins at most, however many press."""


class ConcurrencyLimit(BaseUpdateProcessor):
    """Handles `at_once` updates at the same time, and of those of one chat two.

    Presses of buttons have places of their own, and nothing new begins while one is handled: who
    sees an answer does not wait behind everybody who asks for one. An update that waits until a
    flood limit of its chat has passed leaves its place to others, but not to those of its chat.
    `in_hand` counts those that are handled or wait for it.
    """

    def __init__(self, at_once: int, inbox: Inbox) -> None:
        super().__init__(_WAITING)
        self._inbox = inbox
        self._places = _Places(at_once)
        self._places_of_presses = _Places(at_once)
        self._presses = 0
        self._no_press = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.in_hand = 0

    async def initialize(self) -> None:
        """Has nothing to make ready."""

    async def shutdown(self) -> None:
        """Has nothing to give back."""

    @property
    def has_room(self) -> bool:
        return self._room.is_set()

    def tell_sending(self) -> None:
        """The answer to the update at hand goes out at this very moment."""
        update_id = HANDLED.get()
        if update_id is not None:
            self._inbox.sending(update_id)

    def leave(self) -> None:
        """Leaves what is in hand to the next process, since this one ends."""
        for task in self._tasks:
            task.cancel()

    async def room(self) -> None:
        """Waits until there is room for more updates."""
        await self._room.wait()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._count(1)
        try:
            await self._in_turn(update, coroutine)
        finally:
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # one that is left before its turn comes has not begun
            self._tasks.discard(task)
            self._count(-1)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        pressed = isinstance(update, Update) and update.callback_query
        places = self._places_of_presses if pressed else self._places
        chat = update.effective_chat if isinstance(update, Update) else None
        _PLACES.set(places.of_all)
        of_chat = places.of_chat(chat.id) if chat else nullcontext()
        turn = self._pressing() if pressed else self._after_presses()
        async with of_chat, places.of_all, turn:
            await self._handle(update, coroutine)

    @asynccontextmanager
    async def _pressing(self) -> AsyncIterator[None]:
        self._presses += 1
        self._no_press.clear()
        try:
            yield
        finally:
            self._presses -= 1
            if not self._presses:
                self._no_press.set()

    @asynccontextmanager
    async def _after_presses(self) -> AsyncIterator[None]:
        if self._presses:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._no_press.wait(), _LONGEST_PRESSES_SECONDS)
        yield

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update) or not _has_content(update):
            await coroutine
            return
        HANDLED.set(update.update_id)
        self._inbox.begin(update.update_id)
        await coroutine
        self._inbox.done(update.update_id)

    def _count(self, more: int) -> None:
        self.in_hand += more
        if self.in_hand < _IN_HAND:
            self._room.set()
        else:
            self._room.clear()


class _Places:
    """So many at once, and two of them for a chat."""

    def __init__(self, at_once: int) -> None:
        self.of_all = asyncio.Semaphore(at_once)
        self._chats: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()

    def of_chat(self, chat_id: int) -> asyncio.Semaphore:
        return self._chats.setdefault(chat_id, asyncio.Semaphore(_OF_A_CHAT))


@asynccontextmanager
async def stepping_aside() -> AsyncIterator[None]:
    """Leaves the place of the update at hand to others until the body is done."""
    places = _PLACES.get()
    if places is None:
        yield
        return
    places.release()
    try:
        yield
    finally:
        await places.acquire()


def _has_content(update: Update) -> bool:
    """Whether it is more than the number of one that was taken before."""
    return any(getattr(update, kind) for kind in Update.ALL_TYPES)
