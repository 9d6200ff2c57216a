"""What comes in: nothing that is too old to be answered, and only from where it is allowed."""

import logging
from contextlib import suppress
from datetime import timedelta

from telegram import Bot, Chat, Update
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop, TypeHandler, filters

from bot.bounded import Bounded
from bot.chat.access import Access
from bot.chat.clock import Clock
from bot.chat.delivery import answer_as_guest, refuse, say
from bot.chat.handlers.updates import App, Context
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post, is_private
from bot.chat.preferences import language_of
from bot.texts import Texts, texts_in

log = logging.getLogger(__name__)

_BEFORE_ALL = -1
"""The group of handlers that see an update before all others."""

_REMEMBERED = 10_000

_MOVES = filters.StatusUpdate.MIGRATE


class Gate:
    """Keeps updates from the handlers; a chat that is not allowed is told so once, and left."""

    def __init__(self, access: Access, longest_wait: timedelta, clock: Clock) -> None:
        self._access = access
        self._longest_wait = longest_wait
        self._clock = clock
        self._told: Bounded[int, bool] = Bounded(_REMEMBERED)

    def register(self, application: App) -> None:
        application.add_handler(TypeHandler(Update, self.check), _BEFORE_ALL)

    async def check(self, update: Update, context: Context) -> None:
        """Raises ApplicationHandlerStop for what is not let in.

        So it does where that cannot be told: after any other error an update would go on.
        """
        if self._is_too_old(update) or _is_empty_press(update):
            raise ApplicationHandlerStop
        if self._access.is_open or update.my_chat_member or _MOVES.check_update(update):
            return
        try:
            if await self._admits(update, context.bot):
                return
            await self._turn_away(update, context.bot)
        except TelegramError as error:
            log.error("somebody who may not be answered could not be told so: %s", error.message)
        except Exception:
            log.exception("whether somebody may be answered could not be told")
        raise ApplicationHandlerStop

    async def dismiss(self, bot: Bot, chat: Chat, texts: Texts) -> None:
        """Says once that a chat is not allowed, and leaves it; people cannot be left."""
        if chat.id not in self._told:
            self._told[chat.id] = True
            log.warning("the chat %s is not among ALLOWED_CHATS", chat.id)
            with suppress(TelegramError):
                await say(bot, chat.id, Post(plain(texts("not-allowed", chat=str(chat.id)))))
        if not is_private(chat):
            with suppress(Forbidden):  # it has been left meanwhile
                await bot.leave_chat(chat.id)

    def forget(self, chat_id: int) -> None:
        """A chat that adds the bot again is told again."""
        self._told.pop(chat_id, None)

    async def _admits(self, update: Update, bot: Bot) -> bool:
        chat, user = update.effective_chat, update.effective_user
        chat_id = chat.id if chat and not update.guest_message else None
        user_id = user.id if user else None
        if await self._access.admits(bot, chat_id, user_id):
            return True
        is_new = chat is not None and chat.type == ChatType.SUPERGROUP
        return is_new and await self._access.admits_soon(bot, chat_id, user_id)

    async def _turn_away(self, update: Update, bot: Bot) -> None:
        texts = texts_in(language_of(update.effective_user))
        if update.inline_query:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif update.guest_message:
            refusal = Post(plain(texts("not-allowed-here")))
            await answer_as_guest(update.guest_message, texts("answer"), refusal)
        elif update.callback_query:
            await refuse(update.callback_query, texts("not-allowed-here"))
        elif update.effective_chat:
            await self.dismiss(bot, update.effective_chat, texts)

    def _is_too_old(self, update: Update) -> bool:
        """Whether a message was written too long ago; what tells of the chat itself never was."""
        message = update.message or update.edited_message
        if message is None or filters.StatusUpdate.ALL.check_update(update):
            return False
        return self._clock.now() - (message.edit_date or message.date) > self._longest_wait


def _is_empty_press(update: Update) -> bool:
    """Whether it is a press of a button of nobody's, which handlers take for any of theirs."""
    return update.callback_query is not None and not update.callback_query.data
