"""Reads updates so that one which cannot be understood does not keep the others waiting."""

import logging
import warnings
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

log = logging.getLogger(__name__)


class TolerantBot(ExtBot[None]):
    """Passes over updates that python-telegram-bot cannot read, as of a later Bot API.

    By itself it would fetch them again and again, and all that came after them too.
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

    def _read(self, raw: dict[str, Any]) -> Update:
        """An update; one without content, which no handler takes, in place of a strange one."""
        try:
            return Update.de_json(raw, self)
        except Exception as error:
            log.error("update %s is passed over: %s", raw["update_id"], type(error).__name__)
            return Update(raw["update_id"])
