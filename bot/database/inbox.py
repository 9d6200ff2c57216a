"""The updates that were fetched and not yet handled, so that none is lost when the process dies.

Telegram counts an update as delivered as soon as the next ones are asked for. So each is written
down before that, and its content deleted once it has been handled. It is a file apart from the
database, and not synchronised with the disk (a write takes some 30 microseconds): it need only
survive the process, not the machine.
"""

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import DatabaseError
from bot.fifo_cache import FifoCache

log = logging.getLogger(__name__)

Result = TypeVar("Result")

Raw = Mapping[str, Any]
"""An update as Telegram sends it."""

_REMEMBERED_SECONDS = 48 * 3600
"""For how long the ids of updates are kept; Telegram offers an update for a day at most."""

_REMEMBERED = 100_000
"""Ids that are kept in memory, in case the file does not work."""

_TRIES = 5
"""How often an update is tried that may be what kills the process."""

_FORGOTTEN = 500
"""Old ids that are deleted at most whenever new updates come; fewer come at once."""

_BUSY_SECONDS = 0.5
"""How long a process that is being stopped may still hold the file."""

_SCHEMA = """
PRAGMA locking_mode=EXCLUSIVE;
PRAGMA journal_mode=WAL;
PRAGMA synchronous=OFF;
PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY, content TEXT, tries INTEGER NOT NULL, at REAL NOT NULL, sent INTEGER
);
CREATE INDEX IF NOT EXISTS updates_by_age ON updates (at);
"""
_TAKE = "INSERT OR IGNORE INTO updates VALUES (?, ?, 0, ?, NULL)"
_BEGIN = "UPDATE updates SET tries = tries + 1 WHERE id = ?"
_SENDING = "UPDATE updates SET sent = ? WHERE id = ?"
_DONE = "UPDATE updates SET content = NULL, sent = NULL WHERE id = ?"
_FORGET = """
DELETE FROM updates WHERE id IN
(SELECT id FROM updates WHERE at < ? AND content IS NULL ORDER BY at LIMIT ?)
"""
_SENT_BEFORE_THE_LAST = """
UPDATE updates SET content = NULL
WHERE content IS NOT NULL AND sent < (SELECT max(sent) FROM updates WHERE content IS NOT NULL)
"""


class Inbox:
    """The updates of one bot, which are handled without the file where that does not work.

    `failures` counts how often it did not.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: sqlite3.Connection | None = None
        self._known: FifoCache[int, bool] = FifoCache(_REMEMBERED)
        self._finished: FifoCache[int, bool] = FifoCache(_REMEMBERED)
        self._sent = count(1)
        self._works = True
        self.failures = 0

    def open(self) -> None:
        """Opens the file; raises DatabaseError where another process has it open."""
        try:
            self._file = _open(self._path)
        except (sqlite3.Error, OSError) as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY":
                fault = "another process runs this bot with the same data folder; stop one of them"
                raise DatabaseError(f"{self._path}: {fault}") from None
            self._fail(error)

    def take(self, updates: Sequence[Raw]) -> list[Raw]:
        """Writes updates down; returns those that were not taken before."""
        fresh = [update for update in updates if update["update_id"] not in self._known]
        taken = self._try(lambda file: _take(file, fresh), fresh)
        for update in fresh:
            self._known[update["update_id"]] = True
        return taken

    def begin(self, update_id: int) -> None:
        """Notes that an update is about to be handled."""
        self._try(lambda file: file.execute(_BEGIN, (update_id,)), None)

    def sending(self, update_id: int) -> None:
        """Notes that the answer to an update is about to be sent."""
        self._try(lambda file: file.execute(_SENDING, (next(self._sent), update_id)), None)

    def unsent(self, update_id: int) -> None:
        """Notes that the answer to an update did not get through after all."""
        self._try(lambda file: file.execute(_SENDING, (None, update_id)), None)

    def done(self, update_id: int) -> None:
        """Deletes the content of an update that has been handled.

        Where that fails, it is deleted together with the next one.
        """
        if _fits(update_id):
            self._finished[update_id] = True
            self._finish()

    def left(self) -> list[Raw]:
        """Returns the updates that the previous process took and did not finish.

        The answers that it was sending are on their way, except perhaps for the last, which is
        sent again. An update that was tried too often is given up.
        """
        return self._try(_left, [])

    def close(self) -> None:
        if self._finished:
            self._finish()
        if self._file:
            self._file.close()

    def _finish(self) -> None:
        numbers = [(number,) for number in self._finished]
        if self._try(lambda file: file.executemany(_DONE, numbers), None):
            self._finished.clear()

    def _try(self, work: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """Returns the result of a transaction, or `otherwise` where the file fails."""
        try:
            if self._file is None:
                self._file = _open(self._path)
            before = self._file.total_changes
            with self._file:
                result = work(self._file)
        except (sqlite3.Error, OSError, OverflowError) as error:
            self._fail(error)
            return otherwise
        self._works = self._works or self._file.total_changes > before
        return result

    def _fail(self, error: Exception) -> None:
        self.failures += 1
        if self._works:  # logged once, until it works again
            log.error("%s: an update is not kept while it is handled: %s", self._path, error)
        self._works = False
        if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
            self.close()
            self._file = None


def _open(path: Path) -> sqlite3.Connection:
    """Opens the file; replaces one that is damaged, as after a power failure."""
    path.touch(mode=0o600)
    try:
        return _prepared(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        log.warning("%s is damaged (%s); starting with an empty one", path, error)
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        file.executescript(_SCHEMA)
    except sqlite3.Error:
        file.close()
        raise
    return file


def _take(file: sqlite3.Connection, updates: Sequence[Raw]) -> list[Raw]:
    """Writes down those that are new, and deletes as many old ids."""
    if updates:
        file.execute(_FORGET, (time.time() - _REMEMBERED_SECONDS, _FORGOTTEN))
    return [update for update in updates if _is_taken(file, update)]


def _is_taken(file: sqlite3.Connection, update: Raw) -> bool:
    """Writes an update down if it is new; returns whether it is to be handled."""
    if not _fits(update["update_id"]):
        return True
    row = (update["update_id"], json.dumps(update), time.time())
    return bool(file.execute(_TAKE, row).rowcount)


def _fits(update_id: int) -> bool:
    """Whether the file can hold an id; Telegram's own are all smaller."""
    return -(2**63) <= update_id < 2**63


def _left(file: sqlite3.Connection) -> list[Raw]:
    file.execute(_SENT_BEFORE_THE_LAST)
    file.execute("UPDATE updates SET sent = NULL WHERE sent IS NOT NULL")
    file.execute("UPDATE updates SET content = NULL WHERE tries >= ?", (_TRIES,))
    found = file.execute("SELECT content FROM updates WHERE content IS NOT NULL ORDER BY id")
    return [json.loads(content) for (content,) in found]
