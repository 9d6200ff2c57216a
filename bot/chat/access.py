"""Who may do what: which chats are answered, who sets a group up, who looks after the bot."""

import logging
import time
from collections.abc import Collection

from telegram import Bot, Chat, Message
from telegram.error import TelegramError

from bot.chat.preferences import is_private
from bot.database.chats import Chats
from bot.errors import DatabaseError

log = logging.getLogger(__name__)

_REMEMBERED_SECONDS = 300
_REMEMBERED = 10_000
"""For how long, and of how many people, it is known whether an allowed chat has them."""


class Access:
    """Where `allowed` names chats, only they are answered, and in private their members.

    `admins` look after the bot and are answered everywhere.
    """

    def __init__(self, allowed: Collection[int], admins: Collection[int], chats: Chats) -> None:
        self._allowed = frozenset(allowed)
        self._admins = frozenset(admins)
        self._chats = chats
        self._moved: set[int] = set()
        self._members: dict[int, tuple[float, bool]] = {}

    @property
    def is_open(self) -> bool:
        """Whether everybody is answered everywhere."""
        return not self._allowed

    async def admits(self, bot: Bot, chat_id: int | None, user_id: int | None) -> bool:
        """Whether to answer in a chat; in a private one, or in none, whether to answer somebody."""
        if chat_id is not None and chat_id < 0:
            return self.is_open or chat_id in self._allowed or await self._was_allowed(chat_id)
        if self.is_open or user_id is None:
            return self.is_open
        known = user_id in self._admins or user_id in self._allowed
        return known or await self._is_member(bot, user_id)

    async def _was_allowed(self, chat_id: int) -> bool:
        """Whether a supergroup was an allowed group before, which had another number."""
        if chat_id in self._moved:
            return True
        try:
            if await self._chats.former(chat_id) not in self._allowed:
                return False
        except DatabaseError as error:
            log.error("whether a chat is allowed cannot be looked up: %s", error)
            return False
        self._moved.add(chat_id)
        return True

    async def _is_member(self, bot: Bot, user_id: int) -> bool:
        now = time.monotonic()
        at, known = self._members.get(user_id, (float("-inf"), False))
        if now - at < _REMEMBERED_SECONDS:
            return known
        found = [await _has(bot, chat_id, user_id) for chat_id in self._allowed if chat_id < 0]
        while len(self._members) >= _REMEMBERED:
            del self._members[next(iter(self._members))]
        self._members.pop(user_id, None)
        self._members[user_id] = now, any(found)
        return any(found)


async def administers(message: Message) -> bool:
    """Whether somebody who administers a chat has sent a message there, also in its name."""
    if is_private(message.chat):
        return True
    if message.sender_chat:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and await is_administrator(
        message.chat, message.from_user.id
    )


async def is_administrator(chat: Chat, user_id: int) -> bool:
    """Asks Telegram each time: somebody may have ceased to be one a moment ago."""
    if is_private(chat):
        return True
    return any(member.user.id == user_id for member in await chat.get_administrators())


async def hears_everything(bot: Bot, chat: Chat) -> bool:
    """Whether Telegram shows the bot all messages of a group, not only those meant for it."""
    if bot.bot.can_read_all_group_messages or is_private(chat):
        return True
    try:
        return await is_administrator(chat, bot.id)
    except TelegramError as error:
        log.warning("whether the bot is an administrator cannot be told: %s", error.message)
        return False


async def _has(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except TelegramError:  # the bot is not there, or nothing is known of the person
        return False
    return member.status not in (member.LEFT, member.BANNED)
