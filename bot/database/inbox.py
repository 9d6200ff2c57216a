"""The updates that were fetched and are not done with, so that none is lost when a process dies.

Telegram counts an update as delivered as soon as the next ones are asked for. So each is written
down before that, and its content deleted when it has been handled. This is a file of its own, and
not a part of the database: nothing is waited for (a write takes some 30 microseconds), since only
a process may die unexpectedly here, and what it has written then is not lost.
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
"""For how long updates are known by their numbers; Telegram offers one for a day at most."""

_REMEMBERED = 100_000
"""Numbers that are known in memory, in case the file does not work."""

_TRIES = 5
"""How often an update is handled that may be what the process dies of."""

_FORGOTTEN = 500
"""Old updates at most that are forgotten whenever new ones come; fewer come at once."""

_BUSY_SECONDS = 0.5
"""How long a process that has just been stopped may still hold the file."""

_TABLE = """
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY, content TEXT, tries INTEGER NOT NULL, at REAL NOT NULL, sent INTEGER
)
"""
_PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=OFF", "secure_delete=ON")
_TAKE = "INSERT OR IGNORE INTO updates VALUES (?, ?, 0, ?, NULL)"
_BY_AGE = "CREATE INDEX IF NOT EXISTS updates_by_age ON updates (at)"
_SENDING = "UPDATE updates SET sent = ? WHERE id = ?"
_UNSENT = "UPDATE updates SET sent = NULL WHERE id = ?"
_SENT = """
UPDATE updates SET content = NULL
WHERE content IS NOT NULL AND sent < (SELECT max(sent) FROM updates WHERE content IS NOT NULL)
"""
_ALL_UNSENT = "UPDATE updates SET sent = NULL WHERE sent IS NOT NULL"
_DONE = "UPDATE updates SET content = NULL, sent = NULL WHERE id = ?"
_FORGET = """
DELETE FROM updates WHERE id IN
(SELECT id FROM updates WHERE at < ? AND content IS NULL ORDER BY at LIMIT ?)
"""
_GIVE_UP = "UPDATE updates SET content = NULL WHERE tries >= ?"
_BEGIN = "UPDATE updates SET tries = tries + 1 WHERE id = ?"
_LEFT = "SELECT content FROM updates WHERE content IS NOT NULL ORDER BY id"


class Inbox:
    """The updates of one bot; where the file does not work, they are handled without it.

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
        """Raises DatabaseError where another process has it open."""
        try:
            self._file = _open(self._path)
        except (sqlite3.Error, OSError) as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY":
                fault = "another process runs this bot with the same data folder; stop one of them"
                raise DatabaseError(f"{self._path}: {fault}") from None
            self._fail(error)

    def take(self, updates: Sequence[Raw]) -> list[Raw]:
        """Writes updates down; gives back those that were not taken before."""
        fresh = [update for update in updates if update["update_id"] not in self._known]
        taken = self._try(lambda file: _take(file, fresh), fresh)
        for update in fresh:
            self._known[update["update_id"]] = True
        return taken

    def begin(self, update_id: int) -> None:
        """An update is handled from now on."""
        self._try(lambda file: file.execute(_BEGIN, (update_id,)), None)

    def sending(self, update_id: int) -> None:
        """The answer to an update goes out at this very moment."""
        self._try(lambda file: file.execute(_SENDING, (next(self._sent), update_id)), None)

    def unsent(self, update_id: int) -> None:
        """The answer to an update did not get through after all."""
        self._try(lambda file: file.execute(_UNSENT, (update_id,)), None)

    def done(self, update_id: int) -> None:
        """An update has been handled; its content is not needed any more.

        Where that cannot be written down, it is with the next one.
        """
        if _fits(update_id):
            self._finished[update_id] = True
            self._finish()

    def left(self) -> list[Raw]:
        """The updates that a process before this one has taken and not done with.

        What it was sending when it died is on its way, except for the last that it had begun
        with, of which that cannot be told. One that was tried too often is given up.
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
        """The result of a transaction, or what there is without it where the file fails."""
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
        if self._works:  # said once, until it works again
            log.error("%s: an update is not kept while it is handled: %s", self._path, error)
        self._works = False
        if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
            self.close()
            self._file = None


def _open(path: Path) -> sqlite3.Connection:
    """The file; one that is damaged, as after a power failure, is made again."""
    path.touch(mode=0o600)
    try:
        return _prepared(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        log.warning("%s is damaged (%s): it is made again", path, error)
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        for pragma in _PRAGMAS:
            file.execute(f"PRAGMA {pragma}")
        file.execute(_TABLE)
        file.execute(_BY_AGE)
        file.commit()
    except sqlite3.Error:
        file.close()
        raise
    return file


def _take(file: sqlite3.Connection, updates: Sequence[Raw]) -> list[Raw]:
    """Writes down those that are not known, and forgets old ones in their place."""
    if updates:
        file.execute(_FORGET, (time.time() - _REMEMBERED_SECONDS, _FORGOTTEN))
    return [update for update in updates if _put(file, update)]


def _put(file: sqlite3.Connection, update: Raw) -> bool:
    """Writes an update down, unless it is known; False where it is."""
    if not _fits(update["update_id"]):
        return True
    row = (update["update_id"], json.dumps(update), time.time())
    return bool(file.execute(_TAKE, row).rowcount)


def _fits(update_id: int) -> bool:
    """Whether the file can hold a number; Telegram's own are all smaller."""
    return -(2**63) <= update_id < 2**63


def _left(file: sqlite3.Connection) -> list[Raw]:
    file.execute(_SENT)
    file.execute(_ALL_UNSENT)
    file.execute(_GIVE_UP, (_TRIES,))
    return [json.loads(content) for (content,) in file.execute(_LEFT)]
