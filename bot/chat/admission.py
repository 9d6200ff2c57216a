"""Who may do what: which chats are answered, who sets a group up, who looks after the bot.

Nothing comes in that is too old to be answered, and only from where it is allowed.
"""

import asyncio
import logging
import time
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta

from telegram import Bot, Chat, ChatMember, ChatMemberRestricted, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop, TypeHandler, filters

from bot.chat.bot_api.delivery import answer_as_guest, refuse, say
from bot.chat.bot_api.transport import Clock
from bot.chat.handlers.updates import App, Context
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.preferences import language_of
from bot.database.chats import Chats
from bot.errors import DatabaseError
from bot.fifo_cache import FifoCache
from bot.texts import Texts, texts_in

log = logging.getLogger(__name__)

_MOVING_SECONDS = 1.0
"""How long a supergroup may be known before the news of which group it was."""

_REMEMBERED_SECONDS = 300
_REMEMBERED = 10_000
"""For how long, and of how many people, it is known whether an allowed chat has them."""


class Access:
    """Where `allowed` names chats, only they are answered, and in private their members.

    `admins`, who look after the bot, are answered in private too.
    """

    def __init__(self, allowed: Collection[int], admins: Collection[int], chats: Chats) -> None:
        self._allowed = frozenset(allowed)
        self._admins = frozenset(admins)
        self._chats = chats
        self._members: FifoCache[int, tuple[float, bool]] = FifoCache(_REMEMBERED)

    @property
    def is_open(self) -> bool:
        """Whether everybody is answered everywhere."""
        return not self._allowed

    async def admits(self, bot: Bot, chat_id: int | None, user_id: int | None) -> bool:
        """Whether to answer in a chat; in a private one, or in none, whether to answer somebody.

        Raises TelegramError where that cannot be told.
        """
        if self.is_open:
            return True
        if chat_id is not None and chat_id < 0:
            return chat_id in self._allowed or chat_id in await self._allowed_now()
        if user_id is None:
            return False
        known = user_id in self._admins or user_id in self._allowed
        return known or await self._is_member(bot, user_id)

    async def admits_soon(self, bot: Bot, chat_id: int | None, user_id: int | None) -> bool:
        """The same in a moment, when it is known of a supergroup which group it was before."""
        await asyncio.sleep(_MOVING_SECONDS)
        return await self.admits(bot, chat_id, user_id)

    async def _allowed_now(self) -> frozenset[int]:
        """The allowed chats, and the supergroups that such groups have become since."""
        try:
            return self._allowed.union(await self._chats.successors(self._allowed))
        except DatabaseError as error:
            log.error("which groups have become supergroups cannot be looked up: %s", error)
            return self._allowed

    async def _is_member(self, bot: Bot, user_id: int) -> bool:
        now = time.monotonic()
        at, known = self._members.get(user_id, (float("-inf"), False))
        if now - at < _REMEMBERED_SECONDS:
            return known
        groups = [chat_id for chat_id in await self._allowed_now() if chat_id < 0]
        found = any([await _has(bot, chat_id, user_id) for chat_id in groups])
        self._members[user_id] = now, found
        return found


async def administers(message: Message) -> bool:
    """Whether somebody who administers a chat has sent a message there, also in its name."""
    if is_private(message.chat):
        return True
    if message.sender_chat:
        return message.sender_chat.id == message.chat.id
    sender = message.from_user
    return sender is not None and await is_administrator(message.chat, sender.id)


async def is_administrator(chat: Chat, user_id: int) -> bool:
    """Asks Telegram each time: somebody may have ceased to be one a moment ago."""
    if is_private(chat):
        return True
    return any(member.user.id == user_id for member in await chat.get_administrators())


async def hears_everything(bot: Bot, chat: Chat) -> bool:
    """Whether Telegram shows the bot all messages of a group, not only those meant for it."""
    try:
        me = await bot.get_me()  # privacy mode may have been switched since the start
        return bool(me.can_read_all_group_messages) or await is_administrator(chat, me.id)
    except TelegramError as error:
        log.warning("whether the bot hears everything cannot be told: %s", error.message)
        return False


def is_there(member: ChatMember) -> bool:
    """Whether somebody is in a chat; who is restricted may have left it."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (member.LEFT, member.BANNED)


async def _has(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        return is_there(await bot.get_chat_member(chat_id, user_id))
    except (BadRequest, Forbidden):  # nothing is known of the person, or the bot is not there
        return False


_BEFORE_ALL = -1
"""The group of handlers that see an update before all others."""

_CHATS_TOLD = 10_000

_MOVES = filters.StatusUpdate.MIGRATE


class Admission:
    """Keeps updates from the handlers; a chat that is not allowed is told so once, and left."""

    def __init__(self, access: Access, longest_wait: timedelta, clock: Clock) -> None:
        self._access = access
        self._longest_wait = longest_wait
        self._clock = clock
        self._told: FifoCache[int, bool] = FifoCache(_CHATS_TOLD)

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
