"""Reloads the corpus while the bot runs, and reports to those who look after it."""

import asyncio
import logging
import signal
from collections.abc import Collection
from contextlib import suppress
from uuid import uuid4

from telegram import Bot, Message
from telegram.error import TelegramError
from xxhash import xxh3_64_hexdigest

from bot.chat.bot_api.delivery import edit, reply, say
from bot.chat.messages.post import Post
from bot.chat.messages.reports import RefreshReport, report_text
from bot.chat.preferences import Preferences, texts_for
from bot.corpus.watching import changes
from bot.database.notes import Notes
from bot.errors import CorpusError, DatabaseError, ForumBotError, SearchError

log = logging.getLogger(__name__)

_RETRY_SECONDS = 60.0
"""After which a corpus without problems is read again that could not be read."""

_LOOK_SECONDS = 5.0
"""Between looks for requests, for processes that hear nothing of each other."""

_FOLLOWING_SECONDS = 2.0
"""Between looks whether another process has published an index."""

_REQUEST = "reload"
"""The note about the last request to reload the corpus."""

_STATE, _MESSAGE = "corpus", "faults "
"""The notes about what was told of the corpus last and, with a chat behind, in which message."""


class Refreshing:
    """Reloads the corpus when its files change, if it `watches`, on SIGHUP, and on request.

    The `admins` get one message about faults, which is kept current, and one when they are gone;
    whoever requested it gets a reply. Of several processes one tells them, and all follow a
    request. `failed` says whether the corpus could not be read last time.
    """

    def __init__(
        self, preferences: Preferences, notes: Notes, admins: Collection[int], *, watches: bool
    ) -> None:
        self._library = preferences.library
        self.failed = False
        self._preferences = preferences
        self._notes = notes
        self._admins = frozenset(admins)
        self._watches = watches
        self._wanted = asyncio.Event()
        self._stopping = asyncio.Event()
        self._heard = asyncio.Event()
        self._last_request: str | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, bot: Bot) -> None:
        loop = asyncio.get_running_loop()
        if hasattr(signal, "SIGHUP"):  # on Windows there is none
            loop.add_signal_handler(signal.SIGHUP, self._wanted.set)
        self._tasks.append(loop.create_task(self._refresh_when_wanted(bot)))
        if self._notes.are_shared:
            self._tasks.append(loop.create_task(self._follow_requests()))
        if self._library.is_remote:
            self._tasks.append(loop.create_task(self._follow(bot)))
        if self._watches:
            self._wanted.set()  # something may have changed since the start
            self._tasks.append(loop.create_task(self._watch()))

    def hear(self, news: str) -> None:
        """Looks whether another process was requested to reload the corpus."""
        if news in ("", _REQUEST):
            self._heard.set()

    async def stop(self) -> None:
        self._stopping.set()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def refresh(self, bot: Bot, asked: Message | None = None) -> None:
        """Reloads the corpus; `asked` is the message that requests it, if one does."""
        await self._tell(bot, await self._reload(patiently=asked is None), asked)

    async def _tell(self, bot: Bot, report: RefreshReport, asked: Message | None = None) -> None:
        """Tells the maintainers, and whoever has asked, how a refresh went."""
        _log(report)
        self.failed = report.failed
        admins = self._admins if await self._is_first(report) else frozenset()
        if asked:
            admins -= {asked.chat_id}
            await self._report(bot, asked.chat_id, report, asked)
            self._last_request = uuid4().hex
            with suppress(DatabaseError):
                await self._notes.change(_REQUEST, self._last_request)
        await asyncio.gather(*(self._report(bot, admin, report) for admin in admins))

    async def _is_first(self, report: RefreshReport) -> bool:
        """Whether a report is news that no other process has told."""
        fault = str([report.reason, *report.problems]) if report.failed else ""
        state = xxh3_64_hexdigest(fault.encode()) if fault else self._library.fingerprint
        try:
            is_first = await self._notes.change(_STATE, state)
        except DatabaseError as error:
            log.error("it may be told more than once how the corpus is: %s", error)
            is_first = True
        return report.is_news and is_first

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
        try:
            if asked:
                sent = await reply(asked, post)
            elif report.failed and await self._is_edited(bot, chat_id, post):
                return
            else:  # mere changes make no sound
                sent = await say(bot, chat_id, post, quiet=not (report.failed or report.mended))
        except TelegramError as error:
            log.warning("news of the corpus cannot be sent to %s: %s", chat_id, error.message)
        else:
            told = f"{sent.message_id}" if report.failed and sent else ""
            with suppress(DatabaseError):
                await self._notes.change(f"{_MESSAGE}{chat_id}", told)

    async def _is_edited(self, bot: Bot, chat_id: int, post: Post) -> bool:
        """Whether a message about earlier faults shows these now."""
        earlier = None
        with suppress(DatabaseError):
            earlier = await self._notes.read(f"{_MESSAGE}{chat_id}")
        return bool(earlier) and await edit(bot, chat_id, int(earlier or 0), post)

    async def _watch(self) -> None:
        async for _ in changes(self._library.folder, self._stopping):
            self._wanted.set()

    async def _follow_requests(self) -> None:
        while True:
            with suppress(DatabaseError):
                last = await self._notes.read(_REQUEST) or ""
                if self._last_request not in (None, last):
                    self._wanted.set()
                self._last_request = last
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._heard.wait()
            self._heard.clear()

    async def _follow(self, bot: Bot) -> None:
        """Takes over the indices that other processes have published on a search server."""
        while True:
            await asyncio.sleep(_FOLLOWING_SECONDS)
            try:
                found = await self._library.follow()
                if found:
                    contents = self._library.answerer.contents
                    await self._tell(bot, RefreshReport(contents, found, mended=self.failed))
            except SearchError as error:
                log.debug("whether there is another index cannot be looked up: %s", error)
            except Exception:
                log.exception("another index could not be taken over")

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
