"""Limits the questions of a person and of a chat in a minute, so that nobody holds up others."""

import time
from typing import Literal

from aiolimiter import AsyncLimiter

from bot.fifo_cache import FifoCache

Verdict = Literal["admitted", "refused", "ignored"]
"""What happens to a question; over the limit, one a minute gets a refusal, the others nothing."""

_REMEMBERED = 10_000
_MINUTE = 60.0
_UNLIMITED = 1_000_000
_SUGGESTIONS = 10
"""Inline queries that Telegram sends while somebody types one question, about."""


class Limits:
    """Allows so many questions `a_person` and `a_chat` a minute, in any rhythm; 0 is no limit.

    Inline queries have a limit of their own, several times as high.
    """

    def __init__(self, a_person: int, a_chat: int) -> None:
        self._people = _Buckets(a_person)
        self._chats = _Buckets(a_chat)
        self._typists = _Buckets(a_person * _SUGGESTIONS)

    async def verdict(self, chat_id: int, person_id: int | None) -> Verdict:
        """Counts a question, unless it is one too many."""
        buckets = [self._chats.of(chat_id)]
        if person_id is not None:
            buckets.append(self._people.of(person_id))
        full = [bucket for bucket in buckets if not bucket.has_capacity()]
        if not full:
            for bucket in buckets:
                await bucket.acquire()  # at once
            return "admitted"
        now = time.monotonic()
        if any(now - bucket.refused_at < _MINUTE for bucket in full):
            return "ignored"
        for bucket in full:
            bucket.refused_at = now
        return "refused"

    async def admits_typing(self, person_id: int) -> bool:
        """Counts an inline query, unless it is one too many."""
        bucket = self._typists.of(person_id)
        if not bucket.has_capacity():
            return False
        await bucket.acquire()
        return True


class _Bucket(AsyncLimiter):
    """The questions of one minute; `refused_at` is when one was last refused."""

    refused_at = float("-inf")


class _Buckets:
    def __init__(self, size: int) -> None:
        self._size = size or _UNLIMITED
        self._known: FifoCache[int, _Bucket] = FifoCache(_REMEMBERED)

    def of(self, key: int) -> _Bucket:
        bucket = self._known.get(key) or _Bucket(self._size, _MINUTE)
        self._known[key] = bucket  # moves it to the end, where it is forgotten last
        return bucket
