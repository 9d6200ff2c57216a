"""The bot comes into a chat, leaves it, or the chat moves: greetings, and what is kept of it."""

import logging
from datetime import UTC, datetime

from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.chat.admission import Access, Admission, hears_everything, is_there
from bot.chat.bot_api.delivery import say
from bot.chat.handlers.updates import NEW, App, Context, message_of
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.preferences import ChatLocks, texts_for
from bot.database.chats import Chats

log = logging.getLogger(__name__)


class Membership:
    """Greets once, or has a chat dismissed that is not allowed; takes along what a chat has set."""

    def __init__(
        self, admission: Admission, access: Access, chats: Chats, chat_locks: ChatLocks
    ) -> None:
        self._admission = admission
        self._access = access
        self._chats = chats
        self._chat_locks = chat_locks

    def register(self, application: App) -> None:
        application.add_handlers(
            [
                MessageHandler(NEW & filters.StatusUpdate.MIGRATE, self.moved),
                ChatMemberHandler(self.changed, ChatMemberHandler.MY_CHAT_MEMBER),
            ]
        )

    async def moved(self, update: Update, context: Context) -> None:
        """A group has become a supergroup; both of them tell it."""
        message = message_of(update)
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        async with self._chat_locks.of(new):  # questions there wait for what the chat has set
            await self._chats.moved(old, new)
        log.info("the group %s is the supergroup %s from now on", old, new)

    async def changed(self, update: Update, context: Context) -> None:
        """The bot was added, removed, or is treated differently; of the last it says nothing."""
        change = update.my_chat_member
        assert change is not None  # the handler lets nothing else through
        was, stays = is_there(change.old_chat_member), is_there(change.new_chat_member)
        if was and not stays:
            await self._chats.left(change.chat.id, datetime.now(UTC))
            self._admission.forget(change.chat.id)
        elif stays and not was:
            was_gone = await self._chats.left(change.chat.id, None)
            if not is_private(change.chat):
                await self._arrive(change, context.bot, was_gone=was_gone)
        elif change.new_chat_member.status == ChatMember.RESTRICTED:
            log.warning("the bot has been restricted in the chat %s", change.chat.id)

    async def _arrive(self, change: ChatMemberUpdated, bot: Bot, *, was_gone: bool) -> None:
        """Greets a group, unless the bot was there before it became a supergroup."""
        chat, person = change.chat, change.from_user
        texts = texts_for(await self._chats.settings(chat.id), person)
        is_supergroup = chat.type == ChatType.SUPERGROUP
        admitting = self._access.admits_soon if is_supergroup else self._access.admits
        if not await admitting(bot, chat.id, person.id):
            await self._admission.dismiss(bot, chat, texts)
        elif chat.type != ChatType.CHANNEL and (
            was_gone or not await self._chats.previous(chat.id)
        ):
            hears = "yes" if await hears_everything(bot, chat) else "no"
            await say(bot, chat.id, Post(plain(texts("greeting", bot=bot.username, hears=hears))))
