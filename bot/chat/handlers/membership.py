"""The bot comes into a chat, leaves it, or the chat moves: greetings, and what is kept of it."""

import asyncio
import logging
from datetime import UTC, datetime

from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.chat.access import Access
from bot.chat.delivery import say
from bot.chat.gate import MOVING_SECONDS, Gate
from bot.chat.handlers.updates import NEW, App, Context, message_of
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post
from bot.chat.preferences import texts_for
from bot.chat.turns import Turns
from bot.database.chats import Chats

log = logging.getLogger(__name__)

_GONE = (ChatMember.LEFT, ChatMember.BANNED)


class Membership:
    """Greets once, or has a chat dismissed that is not allowed; takes along what a chat has set."""

    def __init__(self, gate: Gate, access: Access, chats: Chats, turns: Turns) -> None:
        self._gate = gate
        self._access = access
        self._chats = chats
        self._turns = turns

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
        async with self._turns.of(new):  # questions there wait for what the chat has set
            await self._chats.moved(old, new)
        log.info("the group %s is the supergroup %s from now on", old, new)

    async def changed(self, update: Update, context: Context) -> None:
        """The bot was added, removed, or is treated differently; of the last it says nothing."""
        change = update.my_chat_member
        assert change is not None  # the handler lets nothing else through
        was_there = change.old_chat_member.status not in _GONE
        is_there = change.new_chat_member.status not in _GONE
        if was_there and not is_there:
            await self._chats.left(change.chat.id, datetime.now(UTC))
        elif is_there and not was_there:
            await self._chats.left(change.chat.id, None)
            if change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
                await self._arrive(change, context.bot)
        elif change.new_chat_member.status == ChatMember.RESTRICTED:
            log.warning("the bot has been restricted in the chat %s", change.chat.id)

    async def _arrive(self, change: ChatMemberUpdated, bot: Bot) -> None:
        """Greets, unless the bot was in the group before it became a supergroup."""
        chat = change.chat
        if chat.type == ChatType.SUPERGROUP:
            await asyncio.sleep(MOVING_SECONDS)
            if await self._chats.former(chat.id):
                return
        settings = await self._chats.settings(chat.id)
        texts = texts_for(settings, change.from_user)
        if not await self._access.admits(bot, chat.id, change.from_user.id):
            await self._gate.dismiss(bot, chat, texts)
            return
        hears = bot.bot.can_read_all_group_messages
        hears = hears or change.new_chat_member.status == ChatMember.ADMINISTRATOR
        greeting = texts("greeting", bot=bot.username, hears="yes" if hears else "no")
        await say(bot, chat.id, Post(plain(greeting)))
