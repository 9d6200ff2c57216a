"""The turns of chats: of what is answered, kept or set in one chat, one is done after another."""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """A lock for each chat in which something happens.

    People see an answer, and may press a button or edit their question, before it is kept.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def of(self, chat_id: int) -> asyncio.Lock:
        return self._locks.setdefault(chat_id, asyncio.Lock())
