"""How many updates are handled at once; of one chat a few, so that others have a place too."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_WAITING = 1_000_000
"""Updates that may wait; python-telegram-bot fetches them without a bound of its own."""

_OF_A_CHAT = 2


class Pace(BaseUpdateProcessor):
    """Handles `at_once` updates at the same time, and of those of one chat two.

    One that waits until a flood limit of its chat has passed keeps its place, so that a busy chat
    would take all the places there are.
    """

    def __init__(self, at_once: int) -> None:
        super().__init__(_WAITING)
        self._places = asyncio.Semaphore(at_once)
        self._chats: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Has nothing to make ready."""

    async def shutdown(self) -> None:
        """Has nothing to give back."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            async with self._places:
                await coroutine
            return
        of_chat = self._chats.setdefault(chat.id, asyncio.Semaphore(_OF_A_CHAT))
        async with of_chat, self._places:
            await coroutine
