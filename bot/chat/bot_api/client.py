"""The Bot API as this bot uses it: python-telegram-bot's, with some things done differently."""

import json
import logging
import time
from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.chat.bot_api.dispatching import Dispatcher
from bot.chat.bot_api.update_schema import Raw, is_numbered, stored_update
from bot.database.updates import StoredUpdate

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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._dispatcher: Dispatcher | None = None
        self._fetched: list[Raw] = []
        self._answered_at: float | None = None

    def dispatch(self, dispatcher: Dispatcher) -> None:
        """Has updates stored, and sends nothing for one that another process handles."""
        self._dispatcher = dispatcher

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        """Stores updates; returns one that tells PTB the last number, and has no content.

        Raises a TelegramError, after which PTB retries, for a malformed response. The last call,
        when the bot stops, waits neither for updates nor for room; if it fails, the updates come
        again, and are recognised by their numbers.
        """
        dispatcher = self._dispatcher
        assert dispatcher is not None
        is_last = not options.get("timeout", True)
        if not is_last:
            await dispatcher.room()
        self._fetched = []
        try:
            await super().get_updates(*args, **options)
        except RecursionError:
            raise TelegramError("updates that are nested too deeply") from None
        except TelegramError as error:
            if not is_last:
                raise
            log.warning("Telegram could not be told what was fetched: %s", error.message)
        await self.receive(self._fetched)
        return tuple(Update(each["update_id"]) for each in self._fetched[-1:])

    async def receive(self, updates: Sequence[Raw]) -> None:
        """Stores updates, each once."""
        assert self._dispatcher is not None
        await self._dispatcher.put([*filter(None, map(_readable, updates))])

    async def _post(self, endpoint: str, *args: Any, **options: Any) -> Any:
        """Overrides a private method of PTB's, which has no public one for the raw result.

        A test names the version that this was checked with.
        """
        if self._dispatcher:
            await self._dispatcher.assure()
        result = await super()._post(endpoint, *args, **options)
        self._answered_at = time.monotonic()
        if endpoint == "getUpdates":
            if not isinstance(result, list) or not all(map(is_numbered, result)):
                raise TelegramError("updates without a number")
            self._fetched = result
            return []
        if endpoint in _ECHOED and isinstance(result, dict):
            return {name: result[name] for name in _NEEDED}
        return result

    def parse(self, stored: StoredUpdate) -> Update:
        """An update, or, for one that cannot be read, an empty one that no handler takes."""
        try:
            return Update.de_json(json.loads(stored.content), self)
        except Exception as error:  # of a part that this bot does not read
            _skip(stored.update_id, type(error).__name__)
            return Update(stored.update_id)

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


def _readable(raw: Raw) -> StoredUpdate | None:
    try:
        return stored_update(raw)
    except ValueError as error:
        _skip(raw["update_id"], str(error))
        return None


def _skip(update_id: int, fault: str) -> None:
    log.error("update %s is skipped: %s", update_id, fault)
