"""The Bot API as this bot uses it: python-telegram-bot's, with some things done differently."""

import logging
import time
from typing import Any

from telegram import Update
from telegram.error import TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chat.bot_api.concurrency import HANDLED, ConcurrencyLimit
from bot.chat.bot_api.transport import Clock
from bot.chat.bot_api.update_schema import fault_in, is_numbered
from bot.database.inbox import Inbox, Raw

log = logging.getLogger(__name__)

_ECHOED = frozenset({"sendMessage", "editMessageText"})
"""Methods that Telegram answers with the message that it was sent."""

_LATELY_SECONDS = 60.0

_NEEDED = ("message_id", "date", "chat")


class Client(ExtBot[None]):
    """Fetches updates when there is room for them, and has them written down before they count.

    Passes over updates that cannot be read, as of a later Bot API; one keeps no other waiting.

    Of a message that was sent it knows only where that is: to make objects of what the bot has
    just said itself would take a sixth of an answer.
    """

    def __init__(
        self, *args: Any, inbox: Inbox, concurrency: ConcurrencyLimit, clock: Clock, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._inbox = inbox
        self._concurrency = concurrency
        self._clock = clock
        self._fetched: list[Raw] = []
        self._answered_at: float | None = None

    @property
    def clock(self) -> Clock:
        return self._clock

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        """Raises a TelegramError, after which this is tried again later, for what is no answer.

        The last time, when the bot is to stop, it waits neither for updates nor for room; if it
        fails, the updates come again, and are known by their numbers.
        """
        is_last = not options.get("timeout", True)
        if not is_last:
            await self._concurrency.room()
        self._fetched = []
        try:
            await super().get_updates(*args, **options)
        except RecursionError:
            raise TelegramError("updates that are nested too deeply") from None
        except TelegramError as error:
            if not is_last:
                raise
            log.warning("Telegram could not be told what was fetched: %s", error.message)
        return tuple(map(self.read, self._fetched))

    async def _post(self, endpoint: str, *args: Any, **options: Any) -> Any:
        try:
            result = await super()._post(endpoint, *args, **options)
        except TelegramError as error:
            update_id = HANDLED.get()
            if update_id is not None and not isinstance(error, TimedOut):
                self._inbox.unsent(update_id)
            raise
        self._answered_at = time.monotonic()
        if endpoint == "getUpdates":
            self._fetched = self._taken(result)
            return []
        if endpoint in _ECHOED and isinstance(result, dict):
            return {name: result[name] for name in _NEEDED}
        return result

    async def reaches_telegram(self) -> bool:
        """Whether Telegram has answered lately, or does so now."""
        if self._answered_at is None:  # it is being tried
            return False
        if time.monotonic() - self._answered_at < _LATELY_SECONDS:
            return True
        try:
            await self.get_me()
        except TelegramError:
            return False
        return True

    def receive(self, raw: Raw) -> Update | None:
        """An update that Telegram has sent by itself; None where it was taken before."""
        return self.read(raw) if self._inbox.take([raw]) else None

    def _taken(self, updates: Any) -> list[Raw]:
        """The updates; of one that was taken before, as before a restart, only its number."""
        if not isinstance(updates, list) or not all(map(is_numbered, updates)):
            raise TelegramError("updates without a number")
        fresh = {update["update_id"] for update in self._inbox.take(updates)}
        return [
            update if update["update_id"] in fresh else {"update_id": update["update_id"]}
            for update in updates
        ]

    def left(self) -> list[Update]:
        """The updates that were taken before a restart and not done with."""
        return [self.read(raw) for raw in self._inbox.left()]

    def read(self, raw: Raw) -> Update:
        """An update; one without content, which no handler takes, in place of a strange one."""
        fault = fault_in(raw)
        if not fault:
            try:
                return Update.de_json(dict(raw), self)
            except Exception as error:  # of a part that this bot does not read
                fault = type(error).__name__
        log.error("update %s is passed over: %s", raw["update_id"], fault)
        self._inbox.done(raw["update_id"])
        return Update(raw["update_id"])
