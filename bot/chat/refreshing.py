"""Reloads the corpus while the bot runs, and reports to those who look after it."""

import asyncio
import logging
import signal
from collections.abc import Collection
from contextlib import suppress

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.chat.bot_api.delivery import edit, reply, say
from bot.chat.messages.post import Post
from bot.chat.messages.reports import RefreshReport, report_text
from bot.chat.preferences import Preferences, texts_for
from bot.corpus.watching import changes
from bot.errors import CorpusError, ForumBotError

log = logging.getLogger(__name__)

_RETRY_SECONDS = 60.0
"""After which a corpus without problems is read again that could not be read."""


class Refreshing:
    """Reloads the corpus when its files change, if it `watches`, on SIGHUP, and on request.

    The `admins` get one message about faults, which is kept current, and one when they are gone;
    whoever requested it gets a reply. `failed` says whether the corpus could not be read last time.
    """

    def __init__(self, preferences: Preferences, admins: Collection[int], *, watches: bool) -> None:
        self._library = preferences.library
        self.failed = False
        self._preferences = preferences
        self._admins = frozenset(admins)
        self._watches = watches
        self._wanted = asyncio.Event()
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._sent: dict[int, int] = {}
        """The messages about the current faults, by their chats."""

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

    async def refresh(self, bot: Bot, asked: Message | None = None) -> None:
        """Reloads the corpus; `asked` is the message that requests it, if one does."""
        report = await self._reload(patiently=asked is None)
        _log(report)
        self.failed = report.failed
        admins = self._admins if report.is_news else frozenset()
        if asked:
            admins -= {asked.chat_id}
            await self._report(bot, asked.chat_id, report, asked)
        await asyncio.gather(*(self._report(bot, admin, report) for admin in admins))
        if not report.failed:
            self._sent.clear()

    async def _reload(self, *, patiently: bool) -> RefreshReport:
        library = self._library
        try:
            found = await library.refresh(patiently=patiently)
        except CorpusError as error:
            return RefreshReport(library.answerer.contents, problems=error.problems)
        except (ForumBotError, OSError) as error:
            asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._wanted.set)
            return RefreshReport(library.answerer.contents, reason=str(error))
        return RefreshReport(library.answerer.contents, found, mended=self.failed)

    async def _report(
        self, bot: Bot, chat_id: int, report: RefreshReport, asked: Message | None = None
    ) -> None:
        settings = await self._preferences.of(chat_id)
        texts = texts_for(settings, asked.from_user if asked else None)
        post = Post(report_text(report, texts))
        earlier = self._sent.get(chat_id) if report.failed else None
        try:
            if asked:
                sent = await reply(asked, post)
            elif earlier and await edit(bot, chat_id, earlier, post):
                return
            else:  # mere changes make no sound
                sent = await say(bot, chat_id, post, quiet=not (report.failed or report.mended))
        except TelegramError as error:
            log.warning("news of the corpus cannot be sent to %s: %s", chat_id, error.message)
        else:
            if report.failed and sent:
                self._sent[chat_id] = sent.message_id

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
        log.info("the corpus is unchanged")
