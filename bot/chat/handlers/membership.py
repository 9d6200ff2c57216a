"""The chats that the bot is in: admits the allowed ones, greets new ones, follows moves."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram import Bot, Chat, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    ApplicationHandlerStop,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.chat.access import Access, hears_everything, is_member
from bot.chat.addressing import NEW, App, Context, message_of
from bot.chat.bot_api.delivery import answer_as_guest, refuse, say
from bot.chat.bot_api.transport import Clock
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.preferences import language_of, texts_for
from bot.database.chats import Chats
from bot.database.notes import Notes
from bot.errors import DatabaseError
from bot.texts import Texts, texts_in

log = logging.getLogger(__name__)

_DISMISSED = "dismissed "
"""The note, with the chat behind, that it was told that it is not allowed."""

_MOVING_SECONDS = 1.0
"""How long a supergroup may be seen before the message that says which group it was."""

_MOVES = filters.StatusUpdate.MIGRATE


@dataclass
class Membership:
    """Keeps out updates that are too old or not allowed; greets chats, and follows their moves."""

    access: Access
    chats: Chats
    notes: Notes
    longest_wait: timedelta
    clock: Clock

    def register(self, application: App) -> None:
        application.add_handler(TypeHandler(Update, self.check), -1)  # before all others
        application.add_handler(MessageHandler(NEW & _MOVES, self.moved))
        application.add_handler(ChatMemberHandler(self.changed, ChatMemberHandler.MY_CHAT_MEMBER))

    async def check(self, update: Update, context: Context) -> None:
        """Raises ApplicationHandlerStop for an update that is not let in.

        So it does after errors: any other exception would let the update through.
        """
        is_empty_press = update.callback_query is not None and not update.callback_query.data
        if is_empty_press or self._is_too_old(update):
            raise ApplicationHandlerStop
        if self.access.is_open or update.my_chat_member or _MOVES.check_update(update):
            return
        try:
            if await self._admits(update, context.bot):
                return
            await self._turn_away(update, context.bot)
        except TelegramError as error:
            log.error("somebody who may not ask could not be refused: %s", error.message)
        except Exception:
            log.exception("the check whether somebody may ask has failed")
        raise ApplicationHandlerStop

    async def moved(self, update: Update, context: Context) -> None:
        """Handles a group that has become a supergroup, of which both chats send a message."""
        message = message_of(update)
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        await self.chats.moved(old, new)
        log.info("the group %s is the supergroup %s from now on", old, new)

    async def changed(self, update: Update, context: Context) -> None:
        """Handles that the bot was added, removed, or restricted."""
        change = update.my_chat_member
        assert change is not None  # the handler lets nothing else through
        was, stays = is_member(change.old_chat_member), is_member(change.new_chat_member)
        if was and not stays:
            await self.chats.left(change.chat.id, datetime.now(UTC))
            await self.notes.remove(f"{_DISMISSED}{change.chat.id}")
        elif stays and not was:
            returns = await self.chats.left(change.chat.id, None)
            if not is_private(change.chat):
                await self._arrive(change, context.bot, returns=returns)
        elif change.new_chat_member.status == ChatMember.RESTRICTED:
            log.warning("the bot has been restricted in the chat %s", change.chat.id)

    async def _arrive(self, change: ChatMemberUpdated, bot: Bot, *, returns: bool) -> None:
        """Greets a group, unless the bot was there before it became a supergroup."""
        chat, person = change.chat, change.from_user
        texts = texts_for(await self.chats.settings(chat.id), person)
        if chat.type == ChatType.SUPERGROUP:
            await asyncio.sleep(_MOVING_SECONDS)
        if not await self.access.admits(bot, chat.id, person.id):
            await self._dismiss(bot, chat, texts)
        elif chat.type != ChatType.CHANNEL and (returns or not await self.chats.previous(chat.id)):
            hears = "yes" if await hears_everything(bot, chat) else "no"
            await say(bot, chat.id, Post(plain(texts("greeting", bot=bot.username, hears=hears))))

    async def _admits(self, update: Update, bot: Bot) -> bool:
        chat, user = update.effective_chat, update.effective_user
        chat_id = chat.id if chat and not update.guest_message else None
        user_id = user.id if user else None
        if await self.access.admits(bot, chat_id, user_id):
            return True
        if chat is None or chat.type != ChatType.SUPERGROUP:
            return False
        await asyncio.sleep(_MOVING_SECONDS)
        return await self.access.admits(bot, chat_id, user_id)

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
            await self._dismiss(bot, update.effective_chat, texts)

    def _is_too_old(self, update: Update) -> bool:
        """Whether a message was written too long ago; one about the chat itself never is."""
        message = update.message or update.edited_message
        if message is None or filters.StatusUpdate.ALL.check_update(update):
            return False
        return self.clock.now() - (message.edit_date or message.date) > self.longest_wait

    async def _dismiss(self, bot: Bot, chat: Chat, texts: Texts) -> None:
        """Says once that a chat is not allowed, and leaves it, unless it is a private one."""
        if await self._is_first_to_dismiss(chat):
            log.warning("the chat %s is not among ALLOWED_CHATS", chat.id)
            with suppress(TelegramError):
                await say(bot, chat.id, Post(plain(texts("not-allowed", chat=str(chat.id)))))
        if not is_private(chat):
            with suppress(Forbidden):  # the bot was removed meanwhile
                await bot.leave_chat(chat.id)

    async def _is_first_to_dismiss(self, chat: Chat) -> bool:
        try:
            return await self.notes.change(f"{_DISMISSED}{chat.id}", "")
        except DatabaseError as error:
            log.error("a chat may be told more than once that it is not allowed: %s", error)
            return True
