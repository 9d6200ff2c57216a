"""Reads the corpus anew when there is reason to, while the bot runs."""

import asyncio
import logging
import signal
from contextlib import suppress

from telegram import Bot, Message

from bot.answering.live_corpus import LiveCorpus
from bot.chat.messages.refresh import Report
from bot.chat.news import CorpusNews
from bot.corpus.watching import changes
from bot.errors import CorpusError, ForumBotError

log = logging.getLogger(__name__)

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
        """Reads the corpus anew; `asked` is the message that wants it, if one does."""
        report = await self._report(patiently=asked is None)
        _log(report)
        self._failed = report.failed
        await self._news.tell(bot, report, asked)

    async def _report(self, *, patiently: bool) -> Report:
        try:
            found = await self._library.refresh(patiently=patiently)
        except CorpusError as error:
            return Report(self._library.answerer.contents, problems=error.problems)
        except (ForumBotError, OSError) as error:
            asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self._wanted.set)
            return Report(self._library.answerer.contents, reason=str(error))
        return Report(self._library.answerer.contents, found, mended=self._failed)

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
                log.exception("the corpus could not be read anew")


def _log(report: Report) -> None:
    if report.failed:
        cause = report.reason or f"it has {len(report.problems)} problem(s)"
        log.error("the corpus is not read anew: %s", cause)
        for problem in report.problems:
            log.warning("%s", problem)
    elif report.is_news:
        found = report.changes
        counts = (len(found.added), len(found.changed), len(found.removed))
        log.info("the corpus is read anew: %d added, %d changed, %d removed", *counts)
    else:
        log.info("the corpus is as it was")
