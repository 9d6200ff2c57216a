"""The queue of updates that wait for the bot, and the long poll that fetches them.

Not imitated: Telegram slows a poller down that asks again and again with the same offset,
and delays the second and further 409 within three seconds.
"""

import asyncio
from collections.abc import Callable, Sequence

from .json_value import JsonObject
from .refusal import conflict

FIRST_UPDATE_ID = 100_000_001
_LIMITS = (1, 100)
_LONGEST_POLL = 50
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Updates keep their place until a getUpdates with an offset past them confirms them.

    What is posted is queued as `change` makes it.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._updates: list[JsonObject] = []
        self._next_id = FIRST_UPDATE_ID
        self._poll: asyncio.Future[None] | None = None
        self._allowed: frozenset[str] = frozenset()
        self._closed = False
        self.change: Callable[[JsonObject], JsonObject] = dict

    @property
    def unconfirmed(self) -> Sequence[JsonObject]:
        """The updates that the bot has not fetched, or fetched and not confirmed yet."""
        return tuple(self._updates)

    def post(self, kind: str, payload: JsonObject) -> None:
        """Queues an update, unless the bot said that it does not want this kind."""
        if kind in self._allowed or (not self._allowed and kind not in _ONLY_ON_REQUEST):
            self.post_raw(self.change({kind: payload}))

    def post_raw(self, update: JsonObject) -> None:
        """Queues an update as it is; without an update_id it gets the next one."""
        numbered = {"update_id": self._next_id} | update
        self._next_id = max(self._next_id, int(numbered["update_id"]) + 1)
        self._updates.append(numbered)
        self._on_change()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def discard(self, update: JsonObject) -> None:
        """An update has arrived at the webhook."""
        self._updates = [each for each in self._updates if each is not update]
        self._on_change()

    def allow(self, kinds: Sequence[str]) -> None:
        """From now on only these kinds are queued; none means the usual ones."""
        self._allowed = frozenset(kinds)

    def drop(self) -> None:
        self._updates.clear()
        self._on_change()

    async def take(self, offset: int, limit: int, timeout: int) -> list[JsonObject]:
        """What getUpdates answers; a poll that already waits ends with 409."""
        self._confirm(offset)
        smallest, largest = _LIMITS
        limit = min(max(limit, smallest), largest)
        if not self._updates and timeout > 0 and not self._closed:
            await self._wait(min(timeout, _LONGEST_POLL))
        return self._updates[:limit]

    def end_poll(self, reason: str) -> None:
        """Ends a waiting long poll with a 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(reason))

    def close(self) -> None:
        """Ends a waiting poll with an empty answer; further polls do not wait."""
        self._closed = True
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _confirm(self, offset: int) -> None:
        kept = self._updates
        if offset < 0:
            kept = kept[offset:]
        elif 0 < offset <= self._next_id:
            kept = [update for update in kept if update["update_id"] >= offset]
        self._updates = kept
        self._on_change()

    async def _wait(self, timeout: int) -> None:
        self.end_poll(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
