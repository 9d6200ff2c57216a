"""The Bot API as this bot uses it: python-telegram-bot's, with some things done differently."""

import logging
import time
from typing import Any

from telegram import Update
from telegram.error import TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chat.bot_api.concurrency import HANDLED, ConcurrencyLimit
from bot.chat.bot_api.update_schema import fault_in, is_numbered
from bot.database.inbox import Inbox, Raw

log = logging.getLogger(__name__)

_ECHOED = frozenset({"sendMessage", "editMessageText"})
"""Methods that Telegram answers with the message that it was sent."""

_NEEDED = ("message_id", "date", "chat")

_RECENTLY_SECONDS = 60.0


class Client(ExtBot[None]):
    """Fetches updates when there is room for them, and stores them before they count.

    Skips updates that cannot be read, of a later Bot API for example; one holds up no other.

    Of a message that was sent it reads only where that is: to make objects of what the bot has
    just said itself would take a sixth of an answer.
    """

    def __init__(
        self, *args: Any, inbox: Inbox, concurrency: ConcurrencyLimit, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._inbox = inbox
        self._concurrency = concurrency
        self._fetched: list[Raw] = []
        self._answered_at: float | None = None

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        """Raises a TelegramError, after which PTB retries, for a malformed response.

        The last call, when the bot stops, waits neither for updates nor for room; if it fails, the
        updates come again, and are recognised by their numbers.
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
        return tuple(map(self._parse, self._fetched))

    async def _post(self, endpoint: str, *args: Any, **options: Any) -> Any:
        """Overrides a private method of PTB's, which has no public one for the raw result.

        A test names the version that this was checked with.
        """
        try:
            result = await super()._post(endpoint, *args, **options)
        except TelegramError as error:
            update_id = HANDLED.get()
            if update_id is not None and not isinstance(error, TimedOut):
                self._inbox.unsent(update_id)
            raise
        self._answered_at = time.monotonic()
        if endpoint == "getUpdates":
            self._fetched = self._store(result)
            return []
        if endpoint in _ECHOED and isinstance(result, dict):
            return {name: result[name] for name in _NEEDED}
        return result

    def receive(self, raw: Raw) -> Update | None:
        """An update from the webhook; None where it was taken before."""
        return self._parse(raw) if self._inbox.take([raw]) else None

    def unfinished(self) -> list[Update]:
        """The updates that were taken before a restart and not finished."""
        return [self._parse(raw) for raw in self._inbox.left()]

    async def reaches_telegram(self) -> bool:
        """Whether Telegram has answered recently, or does so now."""
        if self._answered_at is None:  # the start is still trying
            return False
        if time.monotonic() - self._answered_at < _RECENTLY_SECONDS:
            return True
        try:
            await self.get_me()
        except TelegramError:
            return False
        return True

    def _store(self, updates: Any) -> list[Raw]:
        """The updates; of one that was taken before, as before a restart, only its number."""
        if not isinstance(updates, list) or not all(map(is_numbered, updates)):
            raise TelegramError("updates without a number")
        fresh = {update["update_id"] for update in self._inbox.take(updates)}
        return [
            update if update["update_id"] in fresh else {"update_id": update["update_id"]}
            for update in updates
        ]

    def _parse(self, raw: Raw) -> Update:
        """An update, or, for one that cannot be read, an empty one that no handler takes."""
        fault = fault_in(raw)
        if not fault:
            try:
                return Update.de_json(dict(raw), self)
            except Exception as error:  # of a part that this bot does not read
                fault = type(error).__name__
        log.error("update %s is skipped: %s", raw["update_id"], fault)
        self._inbox.done(raw["update_id"])
        return Update(raw["update_id"])
