"""What went wrong while an update was handled: logged, and told to whoever waits."""

import logging
from contextlib import suppress

from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError, TelegramError, TimedOut

from bot.chat.delivery import TOO_LATE, refuse, reply
from bot.chat.handlers.updates import Context
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post, is_private
from bot.chat.preferences import language_of
from bot.errors import DatabaseError
from bot.texts import texts_in

log = logging.getLogger(__name__)


class Faults:
    """Logs what the network does in a line, and the bot's own faults whole."""

    def __init__(self) -> None:
        self._conflict_told = False

    async def __call__(self, update: object, context: Context) -> None:
        error = context.error
        if isinstance(error, Conflict):
            if not self._conflict_told:
                log.error("another process polls with this token; stop one of the two")
            self._conflict_told = True
        elif isinstance(error, NetworkError) and update is None:
            log.warning("Telegram cannot be reached: %s", error.message)
        elif isinstance(error, BadRequest) and error.message.lower().startswith(TOO_LATE):
            log.debug("an answer came too late: %s", error.message)
        elif isinstance(error, TelegramError):
            log.error("Telegram did not do what it was asked: %s", error.message)
            if not isinstance(error, TimedOut):  # after which it may have been done
                await _apologise(update)
        elif isinstance(error, DatabaseError):
            log.error("%s", error)
            await _apologise(update)
        else:
            log.error("an update could not be handled", exc_info=error)
            await _apologise(update)


async def _apologise(update: object) -> None:
    """Tells who asked or pressed, unless the message may not have been meant for the bot."""
    if not isinstance(update, Update):
        return
    message, query = update.message, update.callback_query
    text = texts_in(language_of(update.effective_user))("failed")
    with suppress(TelegramError):
        if query:
            await refuse(query, text)
        elif message and (is_private(message.chat) or (message.text or "").startswith("/")):
            await reply(message, Post(plain(text)))
