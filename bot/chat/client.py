"""The Bot API as this bot uses it: python-telegram-bot's, with two things done differently."""

import logging
import warnings
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

log = logging.getLogger(__name__)

_ECHOED = frozenset({"sendMessage", "editMessageText"})
"""Methods that Telegram answers with the message that it was sent."""

_NEEDED = ("message_id", "date", "chat")


class Client(ExtBot[None]):
    """Passes over updates that cannot be read, as of a later Bot API; one keeps no other waiting.

    Of a message that was sent it knows only where that is: to make objects of what the bot has
    just said itself would take a sixth of an answer.
    """

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        try:
            return await super().get_updates(*args, **options)
        except TelegramError:
            raise
        except Exception as error:
            log.debug("updates cannot be read together: %s", error)
        wanted = {name: options.get(name) for name in ("offset", "limit")}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # there is a method, which is the one above
            found = await self.do_api_request("getUpdates", wanted)
        return tuple(map(self._read, found))

    async def _post(self, endpoint: str, *args: Any, **options: Any) -> Any:
        result = await super()._post(endpoint, *args, **options)
        if endpoint in _ECHOED and isinstance(result, dict):
            return {name: result[name] for name in _NEEDED}
        return result

    def _read(self, raw: dict[str, Any]) -> Update:
        """An update; one without content, which no handler takes, in place of a strange one."""
        try:
            return Update.de_json(raw, self)
        except Exception as error:
            log.error("update %s is passed over: %s", raw["update_id"], type(error).__name__)
            return Update(raw["update_id"])
