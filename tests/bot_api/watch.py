"""Lets a test see what the bot has done, and wait for what it does."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from .call import Call
from .message import Message, SentMessage
from .query import ButtonAnswer, InlineAnswer, InlineQuery, Press
from .room import Room
from .world import World

LIMIT = 90.0
"""Seconds after which something is waited for in vain, however busy the machine is."""

_CALLS_TO_SHOW = 5

T = TypeVar("T")


class Watch:
    """The bot's doings; whatever is waited for in vain ends with a TimeoutError that tells."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._read: dict[int, int] = {}
        self._attended: list[Callable[[], Awaitable[object]]] = []

    @property
    def sent(self) -> list[SentMessage]:
        """All messages that the bot has sent, each as it was first."""
        return self.world.sent

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    async def reply_to(self, message: Message, timeout: float = LIMIT) -> SentMessage:
        """The first message of the bot that answers this one, sent already or to come."""

        def find() -> SentMessage | None:
            for sent in self.sent:
                if sent.chat is message.chat and sent.reply_to_message_id == message.message_id:
                    return sent
            return None

        return await self._until(find, timeout, f"no reply to {message}")

    async def next_message(self, chat: Room, timeout: float | None = LIMIT) -> SentMessage:
        """The bot's next message in a chat: each call gives a later one than the call before."""

        def find() -> SentMessage | None:
            messages = [sent for sent in self.sent if sent.chat is chat]
            read = self._read.get(chat.id, 0)
            return messages[read] if len(messages) > read else None

        found = await self._until(find, timeout, f"no further message in {chat}")
        self._read[chat.id] = self._read.get(chat.id, 0) + 1
        return found

    async def edit_of(self, message: SentMessage, timeout: float = LIMIT) -> SentMessage:
        """The message as it is after an edit later than the value given."""

        def find() -> SentMessage | None:
            current = message.chat.messages.get(message.message_id)
            is_later = isinstance(current, SentMessage) and current.edits > message.edits
            return current if isinstance(current, SentMessage) and is_later else None

        return await self._until(find, timeout, f"no edit of {message}")

    async def answer_to(self, press: Press, timeout: float = LIMIT) -> ButtonAnswer:
        """The bot's answer to the press of a button."""
        return await self._until(lambda: press.answer, timeout, f"no answer to {press}")

    async def inline_answer(self, query: InlineQuery, timeout: float = LIMIT) -> InlineAnswer:
        """The bot's answer to an inline query."""
        return await self._until(lambda: query.answer, timeout, f"no answer to {query}")

    async def call_of(self, method: str, timeout: float = LIMIT) -> Call:
        """The first call of a method that has been answered, or its connection cut."""

        def find() -> Call | None:
            return next((call for call in self.calls_of(method) if call.ended is not None), None)

        return await self._until(find, timeout, f"no call of {method}")

    async def received(self, method: str, times: int = 1) -> None:
        """Waits until a method has been called so often, whether that is answered or not."""
        await self._until(
            lambda: True if len(self.calls_of(method)) >= times else None,
            LIMIT,
            f"not {times} calls of {method}",
        )

    @contextmanager
    def attended(self, handled: Callable[[], Awaitable[object]]) -> Iterator[None]:
        """While in use, who waits until all is settled waits for this too.

        `handled` waits until a bot has done with all updates that it has fetched.
        """
        self._attended.append(handled)
        try:
            yield
        finally:
            self._attended.remove(handled)

    async def settled(self, timeout: float = LIMIT) -> None:
        """Waits until the bot has done all that it will do of what has happened so far.

        Every update is confirmed by a getUpdates with an offset past it, or was taken by the
        webhook; the bots that are attended have handled it to its end; and no call but getUpdates
        is being answered. What a bot does by itself, after a while, is not waited for.
        """
        try:
            async with asyncio.timeout(timeout):
                await self._calm()
                for handled in self._attended:
                    await handled()
                    await self._calm()
        except TimeoutError:
            count = len(self.world.updates.unconfirmed)
            raise TimeoutError(
                f"after {timeout} s: not settled, {count} updates unconfirmed; {self._last_calls()}"
            ) from None

    async def _calm(self) -> None:
        """Waits until all is fetched, and no call is being answered."""
        updates = self.world.updates
        await self.world.notices.until(
            lambda: None if updates.unconfirmed or self.world.answering else True, None, str
        )

    async def _until(self, find: Callable[[], T | None], timeout: float | None, what: str) -> T:
        return await self.world.notices.until(
            find, timeout, lambda: f"{what}; {self._last_calls()}"
        )

    def _last_calls(self) -> str:
        calls = [str(call) for call in self.calls if not call.is_poll]
        return f"last calls: {', '.join(calls[-_CALLS_TO_SHOW:]) or 'none'}"
