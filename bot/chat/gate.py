"""What comes in: nothing that is too old to be answered, and only from where it is allowed."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from telegram import Bot, Chat, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, TypeHandler, filters

from bot.chat.access import Access
from bot.chat.delivery import notify, say
from bot.chat.handlers.updates import App, Context
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post
from bot.chat.preferences import is_private, language_of
from bot.texts import Texts, texts_in

log = logging.getLogger(__name__)

MOVING_SECONDS = 1.0
"""How long a supergroup may be known before the news of which group it was."""

_BEFORE_ALL = -1
"""The group of handlers that see an update before all others."""

_MOVES = filters.StatusUpdate.MIGRATE


class Gate:
    """Keeps updates from the handlers; a chat that is not allowed is told so once, and left."""

    def __init__(self, access: Access, longest_wait: timedelta) -> None:
        self._access = access
        self._longest_wait = longest_wait
        self._told: set[int] = set()

    def register(self, application: App) -> None:
        application.add_handler(TypeHandler(Update, self.check), _BEFORE_ALL)

    async def check(self, update: Update, context: Context) -> None:
        """Raises ApplicationHandlerStop for what is not let in."""
        if self._is_too_old(update):
            raise ApplicationHandlerStop
        if self._access.is_open or update.my_chat_member or _MOVES.check_update(update):
            return
        if await self._admits(update, context.bot):
            return
        chat = update.effective_chat
        if chat and chat.type == ChatType.SUPERGROUP and not update.guest_message:
            await asyncio.sleep(MOVING_SECONDS)
            if await self._admits(update, context.bot):
                return
        await self._turn_away(update, context.bot)
        raise ApplicationHandlerStop

    async def dismiss(self, bot: Bot, chat: Chat, texts: Texts) -> None:
        """Says once that a chat is not allowed, and leaves it; people cannot be left."""
        if chat.id in self._told:
            return
        self._told.add(chat.id)
        log.warning("the chat %s is not among ALLOWED_CHATS", chat.id)
        with suppress(TelegramError):
            await say(bot, chat.id, Post(plain(texts("not-allowed", chat=str(chat.id)))))
        if not is_private(chat):
            await bot.leave_chat(chat.id)
            self._told.discard(chat.id)

    async def _admits(self, update: Update, bot: Bot) -> bool:
        chat, user = update.effective_chat, update.effective_user
        return await self._access.admits(bot, chat.id if chat else None, user.id if user else None)

    async def _turn_away(self, update: Update, bot: Bot) -> None:
        texts = texts_in(language_of(update.effective_user))
        if update.inline_query:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif update.guest_message:
            return
        elif update.callback_query:
            await notify(update.callback_query, texts("not-allowed-here"))
        elif update.effective_chat:
            await self.dismiss(bot, update.effective_chat, texts)

    def _is_too_old(self, update: Update) -> bool:
        """Whether a message was written too long ago; what tells of the chat itself never was."""
        message = update.message or update.edited_message
        if message is None or filters.StatusUpdate.ALL.check_update(update):
            return False
        return datetime.now(UTC) - (message.edit_date or message.date) > self._longest_wait
