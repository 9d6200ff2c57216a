"""Reloads the corpus while the bot runs, and tells those who look after it how that went."""

import asyncio
import logging
import signal
from collections.abc import Collection
from contextlib import suppress

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.answering.live_corpus import LiveCorpus
from bot.chat.bot_api.delivery import edit, reply, say
from bot.chat.messages.post import Post
from bot.chat.messages.reports import RefreshReport, report_text
from bot.chat.preferences import Preferences, texts_for
from bot.corpus.watching import changes
from bot.errors import CorpusError, ForumBotError

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

    async def tell(self, bot: Bot, report: RefreshReport, asked: Message | None) -> None:
        told = self._admins if report.is_news else frozenset()
        if asked:
            told -= {asked.chat_id}
            await self._tell(bot, asked.chat_id, report, asked)
        await asyncio.gather(*(self._tell(bot, chat_id, report) for chat_id in told))
        if not report.failed:
            self._told.clear()

    async def _tell(
        self, bot: Bot, chat_id: int, report: RefreshReport, asked: Message | None = None
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
        self, bot: Bot, chat_id: int, post: Post, report: RefreshReport, asked: Message | None
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


_AGAIN_SECONDS = 60.0
"""After which a corpus is read once more that could not be, though nothing is wrong with it."""


class Refreshing:
    """Does so when its files change, if it `watches`, on SIGHUP, and when somebody asks for it."""

    def __init__(self, library: LiveCorpus, news: CorpusNews, *, watches: bool) -> None:
        self._library = library
        self._news = news
        self._watches = watches
        self._wanted = asyncio.Event()
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._failed = False

    def start(self, bot: Bot) -> None:
        loop = asyncio.get_running_loop()
        if hasattr(signal, "SIGHUP"):  # on Windows there is none
            loop.add_signal_handler(signal.SIGHUP, self._wanted.set)
        self._tasks.append(loop.create_task(self._refresh_when_wanted(bot)))
        if self._watches:
            self._wanted.set()  # something may have changed since the start
            self._tasks.append(loop.create_task(self._watch()))

    async def stop(self) -> None:
        self._stopping.set()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    @property
    def failed(self) -> bool:
        """Whether the corpus could not be read the last time."""
        return self._failed

    async def refresh(self, bot: Bot, asked: Message | None = None) -> None:
        """Reloads the corpus; `asked` is the message that wants it, if one does."""
        report = await self._report(patiently=asked is None)
        _log(report)
        self._failed = report.failed
        await self._news.tell(bot, report, asked)

    async def _report(self, *, patiently: bool) -> RefreshReport:
        try:
            found = await self._library.refresh(patiently=patiently)
        except CorpusError as error:
            return RefreshReport(self._library.answerer.contents, problems=error.problems)
        except (ForumBotError, OSError) as error:
            asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self._wanted.set)
            return RefreshReport(self._library.answerer.contents, reason=str(error))
        return RefreshReport(self._library.answerer.contents, found, mended=self._failed)

    async def _watch(self) -> None:
        async for _ in changes(self._library.folder, self._stopping):
            self._wanted.set()

    async def _refresh_when_wanted(self, bot: Bot) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self.refresh(bot)
            except Exception:
                log.exception("the corpus could not be reloaded")


def _log(report: RefreshReport) -> None:
    if report.failed:
        cause = report.reason or f"it has {len(report.problems)} problem(s)"
        log.error("the corpus is not reloaded: %s", cause)
        for problem in report.problems:
            log.warning("%s", problem)
    elif report.is_news:
        found = report.changes
        counts = (len(found.added), len(found.changed), len(found.removed))
        log.info("the corpus is reloaded: %d added, %d changed, %d removed", *counts)
    else:
        log.info("the corpus is as it was")
