"""Tells those who look after the bot how a refresh of the corpus went."""

import asyncio
import logging
from collections.abc import Collection

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.chat.delivery import edit, reply, say
from bot.chat.messages.post import Post
from bot.chat.messages.refresh import Report, report_text
from bot.chat.preferences import Preferences, texts_for

log = logging.getLogger(__name__)


class CorpusNews:
    """`admins` get one message about faults, brought up to date, and one when they are mended.

    Who asked for a refresh gets a reply.
    """

    def __init__(self, preferences: Preferences, admins: Collection[int]) -> None:
        self._preferences = preferences
        self._admins = frozenset(admins)
        self._told: dict[int, int] = {}
        """The messages about the faults that there are, by their chats."""

    async def tell(self, bot: Bot, report: Report, asked: Message | None) -> None:
        told = self._admins if report.is_news else frozenset()
        if asked:
            told -= {asked.chat_id}
            await self._tell(bot, asked.chat_id, report, asked)
        await asyncio.gather(*(self._tell(bot, chat_id, report) for chat_id in told))
        if not report.failed:
            self._told.clear()

    async def _tell(
        self, bot: Bot, chat_id: int, report: Report, asked: Message | None = None
    ) -> None:
        settings = await self._preferences.of(chat_id)
        texts = texts_for(settings, asked.from_user if asked else None)
        post = Post(report_text(report, texts))
        try:
            sent = await self._send(bot, chat_id, post, report, asked)
        except TelegramError as error:
            log.warning("%s cannot be told about the corpus: %s", chat_id, error.message)
        else:
            if report.failed and sent:
                self._told[chat_id] = sent

    async def _send(
        self, bot: Bot, chat_id: int, post: Post, report: Report, asked: Message | None
    ) -> int | None:
        """The message that tells it now, if it could be told; mere changes make no sound."""
        told = self._told.get(chat_id)
        if asked:
            sent = await reply(asked, post)
        elif report.failed and told and await edit(bot, chat_id, told, post):
            return told
        else:
            sent = await say(bot, chat_id, post, quiet=not (report.failed or report.mended))
        return sent.message_id if sent else None
