"""Who may do what: which chats and people are answered, and who administers a group."""

import logging
import time
from collections.abc import Collection
from contextlib import suppress

from telegram import Bot, Chat, ChatMember, ChatMemberRestricted, Message
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.messages.post import is_private
from bot.database.chats import Chats
from bot.errors import DatabaseError
from bot.fifo_cache import FifoCache

log = logging.getLogger(__name__)

_REMEMBERED_SECONDS = 300
_REMEMBERED = 10_000
"""How long, and for how many people, it is remembered whether they are in an allowed chat."""


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
        """Whether to answer in a group; for a private chat or none, whether to answer the user.

        Raises TelegramError where that cannot be looked up.
        """
        if self.is_open:
            return True
        if chat_id is not None and chat_id < 0:
            return chat_id in self._allowed or chat_id in await self._allowed_now()
        if user_id is None:
            return False
        known = user_id in self._admins or user_id in self._allowed
        return known or await self._is_member(bot, user_id)

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
        found = False
        for chat_id in await self._allowed_now():
            if chat_id < 0 and not found:
                with suppress(BadRequest, Forbidden):  # unknown user, or a chat without the bot
                    found = is_member(await bot.get_chat_member(chat_id, user_id))
        self._members[user_id] = now, found
        return found


def is_member(member: ChatMember) -> bool:
    """Whether a member is still in the chat; a restricted one may have left it."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (member.LEFT, member.BANNED)


async def administers(message: Message) -> bool:
    """Whether an administrator has sent a message to a chat, perhaps in the chat's name."""
    if is_private(message.chat):
        return True
    if message.sender_chat:
        return message.sender_chat.id == message.chat.id
    sender = message.from_user
    return sender is not None and await is_administrator(message.chat, sender.id)


async def is_administrator(chat: Chat, user_id: int) -> bool:
    """Asks Telegram each time, since the rights may have been revoked a moment ago."""
    if is_private(chat):
        return True
    return any(member.user.id == user_id for member in await chat.get_administrators())


async def hears_everything(bot: Bot, chat: Chat) -> bool:
    """Whether Telegram shows the bot all messages of a group, not only those meant for it."""
    try:
        me = await bot.get_me()  # privacy mode may have been switched since the start
        return bool(me.can_read_all_group_messages) or await is_administrator(chat, me.id)
    except TelegramError as error:
        log.warning("whether the bot hears everything cannot be looked up: %s", error.message)
        return False
