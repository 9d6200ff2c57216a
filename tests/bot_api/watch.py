"""Lets a test see what the bot has done, and wait for what it does."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from .call import Call
from .message import Message, SentMessage
from .query import ButtonAnswer, InlineAnswer, InlineQuery, Press
from .room import Room
from .world import World

_CALLS_TO_SHOW = 5
_LOOK_AGAIN = 0.01

T = TypeVar("T")


class Watch:
    """The bot's doings; whatever is waited for in vain ends with a TimeoutError that tells."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._read: dict[int, int] = {}

    @property
    def sent(self) -> list[SentMessage]:
        """All messages that the bot has sent, each as it was first."""
        return self.world.sent

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    async def reply_to(self, message: Message, timeout: float = 10) -> SentMessage:
        """The first message of the bot that answers this one, sent already or to come."""

        def find() -> SentMessage | None:
            for sent in self.sent:
                if sent.chat is message.chat and sent.reply_to_message_id == message.message_id:
                    return sent
            return None

        return await self._until(find, timeout, f"no reply to {message}")

    async def next_message(self, chat: Room, timeout: float | None = 10) -> SentMessage:
        """The bot's next message in a chat: each call gives a later one than the call before."""

        def find() -> SentMessage | None:
            messages = [sent for sent in self.sent if sent.chat is chat]
            read = self._read.get(chat.id, 0)
            return messages[read] if len(messages) > read else None

        found = await self._until(find, timeout, f"no further message in {chat}")
        self._read[chat.id] = self._read.get(chat.id, 0) + 1
        return found

    async def edit_of(self, message: SentMessage, timeout: float = 10) -> SentMessage:
        """The message as it is after an edit later than the value given."""

        def find() -> SentMessage | None:
            current = message.chat.messages.get(message.message_id)
            is_later = isinstance(current, SentMessage) and current.edits > message.edits
            return current if isinstance(current, SentMessage) and is_later else None

        return await self._until(find, timeout, f"no edit of {message}")

    async def answer_to(self, press: Press, timeout: float = 10) -> ButtonAnswer:
        """The bot's answer to the press of a button."""
        return await self._until(lambda: press.answer, timeout, f"no answer to {press}")

    async def inline_answer(self, query: InlineQuery, timeout: float = 10) -> InlineAnswer:
        """The bot's answer to an inline query."""
        return await self._until(lambda: query.answer, timeout, f"no answer to {query}")

    async def call_of(self, method: str, timeout: float = 10) -> Call:
        """The first call of a method that has been answered, or its connection cut."""

        def find() -> Call | None:
            return next((call for call in self.calls_of(method) if call.ended is not None), None)

        return await self._until(find, timeout, f"no call of {method}")

    async def settled(self, quiet: float = 0.15, timeout: float = 10) -> None:
        """Waits until the bot seems to have done all that it will do.

        Guaranteed on return: every update queued so far was confirmed by a getUpdates with
        an offset past it; no call but getUpdates is being answered; and for `quiet` seconds
        there was neither such a call nor a confirmation.
        Not guaranteed: that the bot has finished. Confirming an update means that the bot
        has fetched it and asked for more, and a bot that then computes for longer than
        `quiet` without calling anything is not seen. Choose `quiet` longer than that.
        """
        try:
            async with asyncio.timeout(timeout):
                while self._is_restless(quiet):
                    await asyncio.sleep(_LOOK_AGAIN)
        except TimeoutError:
            count = len(self.world.updates.unconfirmed)
            raise TimeoutError(
                f"after {timeout} s: not settled, {count} updates unconfirmed; {self._last_calls()}"
            ) from None

    def _is_restless(self, quiet: float) -> bool:
        calls = [call for call in self.calls if not call.is_poll]
        if self.world.updates.unconfirmed or any(call.ended is None for call in calls):
            return True
        latest = max([self.world.updates.confirmed_at, *(call.ended or 0 for call in calls)])
        return time.monotonic() - latest < quiet

    async def _until(self, find: Callable[[], T | None], timeout: float | None, what: str) -> T:
        return await self.world.notices.until(
            find, timeout, lambda: f"{what}; {self._last_calls()}"
        )

    def _last_calls(self) -> str:
        calls = [str(call) for call in self.calls if not call.is_poll]
        return f"last calls: {', '.join(calls[-_CALLS_TO_SHOW:]) or 'none'}"
