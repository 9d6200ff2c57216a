"""Limits how many updates are handled at once; of one chat a few, so that others get a turn too."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.database.inbox import Inbox

HANDLED: ContextVar[int | None] = ContextVar("handled", default=None)
"""The number of the update that the current task handles."""

_SLOTS: ContextVar[asyncio.Semaphore | None] = ContextVar("slots", default=None)
"""Of which that update has taken one."""

_WAITING = 1_000_000
"""More than ever wait; python-telegram-bot would fetch them without a limit of its own."""

_IN_HAND = 1000
"""Updates that are handled or wait for it, at most or nearly; others wait at Telegram."""

_OF_A_CHAT = 2

_LONGEST_PRESSES_SECONDS = 1.0
"""How long presses can keep other updates from beginning, however many there are."""


class ConcurrencyLimit(BaseUpdateProcessor):
    """Handles `at_once` updates at the same time, and of those of one chat two.

    Presses of buttons have slots of their own, and nothing else begins while one is handled: a
    reader of an answer does not wait behind all who ask for one. An update that waits for a flood
    limit of its chat to pass gives its slot to others, but not to those of its chat.
    `in_hand` counts the updates that are handled or wait for it.
    """

    def __init__(self, at_once: int, inbox: Inbox) -> None:
        super().__init__(_WAITING)
        self._inbox = inbox
        self._slots = {is_press: asyncio.Semaphore(at_once) for is_press in (False, True)}
        self._chat_slots: WeakValueDictionary[tuple[bool, int], asyncio.Semaphore]
        self._chat_slots = WeakValueDictionary()
        self._presses = 0
        self._no_press = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def initialize(self) -> None:
        """Does nothing; PTB requires it."""

    async def shutdown(self) -> None:
        """Does nothing; PTB requires it."""

    @property
    def in_hand(self) -> int:
        return len(self._tasks)

    @property
    def has_room(self) -> bool:
        return self._room.is_set()

    async def room(self) -> None:
        """Waits until there is room for more updates."""
        await self._room.wait()

    def mark_sending(self) -> None:
        """Records that the answer to the current update goes out at this very moment."""
        update_id = HANDLED.get()
        if update_id is not None:
            self._inbox.sending(update_id)

    def cancel(self) -> None:
        """Cancels what is in hand; the next process resumes it."""
        for task in self._tasks:
            task.cancel()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._update_room()
        try:
            await self._in_turn(update, coroutine)
        finally:
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # one that is cancelled before its turn comes has not begun
            self._tasks.discard(task)
            self._update_room()

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        known = update if isinstance(update, Update) else Update(0)
        is_press, chat = known.callback_query is not None, known.effective_chat
        slots, of_chat = self._slots[is_press], asyncio.Semaphore(_OF_A_CHAT)
        if chat:
            of_chat = self._chat_slots.setdefault((is_press, chat.id), of_chat)
        _SLOTS.set(slots)
        async with of_chat, slots, self._turn(is_press=is_press):
            # An update that was taken before has a number and no content.
            has_content = any(getattr(known, kind) for kind in Update.ALL_TYPES)
            if has_content:
                HANDLED.set(known.update_id)
                self._inbox.begin(known.update_id)
            await coroutine
            if has_content:
                self._inbox.done(known.update_id)

    @asynccontextmanager
    async def _turn(self, *, is_press: bool) -> AsyncIterator[None]:
        """Waits while presses are handled; a press keeps others waiting instead."""
        if is_press:
            self._presses += 1
            self._no_press.clear()
        elif self._presses:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._no_press.wait(), _LONGEST_PRESSES_SECONDS)
        try:
            yield
        finally:
            self._presses -= is_press
            if not self._presses:
                self._no_press.set()

    def _update_room(self) -> None:
        if self.in_hand < _IN_HAND:
            self._room.set()
        else:
            self._room.clear()


@asynccontextmanager
async def stepping_aside() -> AsyncIterator[None]:
    """Gives the current update's slot to others until the body is done."""
    slots = _SLOTS.get()
    if slots is None:
        yield
        return
    slots.release()
    try:
        yield
    finally:
        await slots.acquire()
