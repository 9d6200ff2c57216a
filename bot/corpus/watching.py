"""Watches a corpus folder for changes, and waits until nobody is writing to it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from watchfiles import awatch

from bot.corpus.files import is_hidden, list_forums, real, signature
from bot.errors import CorpusError

log = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
"""How often to check that the folder is still the one that is watched."""

_SOON_SECONDS = 0.2
"""The shortest time between two looks."""

_LONGEST_SETTLING = 60.0
"""Seconds after which a folder counts as settled, whoever is writing to it."""

_LOCKED_SECONDS = 600.0
_COPIED_SECONDS = 10.0
"""For how long a lock and an unfinished copy count; a process that dies leaves them behind."""


async def changes(folder: Path, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Yields after each change of the files, until `stopping` is set.

    The folder itself may disappear and come back, or be replaced by another.
    """
    polling = False
    watched = _identity(folder)
    while not stopping.is_set():
        present = _identity(folder)
        if present != watched:
            watched = present
            yield
        try:
            async for found in awatch(
                folder,
                watch_filter=None,  # it would look at each of very many files
                stop_event=stopping,
                rust_timeout=int(_LOOK_SECONDS * 1000),
                yield_on_timeout=True,
                force_polling=polling or None,
            ):
                if any(_is_part(path, folder) for _, path in found):
                    yield
                if _identity(folder) != watched:
                    break
        except OSError as error:
            if _identity(folder):
                log.warning("%s cannot be watched (%s); polling it instead", folder, error)
                polling = True
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), _LOOK_SECONDS)


async def settled(folder: Path, quiet: float) -> str:
    """Waits until a folder has not changed for some seconds, and nobody is writing to it.

    Returns the signature of its files, or why it has none; after a minute in any case.
    """
    began = since = time.monotonic()
    previous = ""
    while True:
        state, changed = await asyncio.to_thread(_look, folder)
        now = time.monotonic()
        if state != previous:
            previous, since = state, now
        known = max(now - since, time.time() - changed)
        is_quiet = known >= quiet and not _is_being_written(folder)
        if is_quiet or now - began > _LONGEST_SETTLING:
            return state
        await asyncio.sleep(min(max(quiet - known, _SOON_SECONDS), quiet))


def _is_part(path: str, folder: Path) -> bool:
    """Whether it is no file of an editor or of git, nor behind a link out of the corpus."""
    place = Path(path)
    roots = (folder, folder.absolute(), folder.resolve())
    root = next(filter(place.is_relative_to, roots), place.parent)
    within = place.relative_to(root)
    is_in = real(root / within.parent).is_relative_to(real(folder))
    return is_in and not any(map(is_hidden, within.parts))


def _identity(folder: Path) -> tuple[int, int] | None:
    """Returns what identifies the folder at a path, if there is one."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _look(folder: Path) -> tuple[str, float]:
    """Returns the state of a folder, and when anything in it changed, in seconds since 1970."""
    try:
        forums = list_forums(folder)
        folders = (folder, *(folder / forum.name for forum in forums))
        changed = [each.stat().st_ctime_ns for each in folders]
        changed += [state.changed for forum in forums for state in forum.all()]
    except (CorpusError, OSError) as error:
        return str(error), time.time()
    return signature(forums), max(changed) / 1e9


def _is_being_written(folder: Path) -> bool:
    """Whether git is changing files there, or rsync has an unfinished copy."""
    lock = _git_folder(folder.resolve()) / "index.lock"
    return _age(lock) < _LOCKED_SECONDS or any(
        _age(copy) < _COPIED_SECONDS for copy in folder.glob("*/.*.md.*")
    )


def _git_folder(folder: Path) -> Path:
    """Returns the folder in which git keeps its data about a folder, or that folder itself."""
    found = next(filter(Path.exists, (place / ".git" for place in (folder, *folder.parents))), None)
    if found is None or found.is_dir():
        return found or folder
    named = found.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    return found.parent / named  # a linked work tree, or a submodule


def _age(path: Path) -> float:
    """Returns the seconds since a file was written, infinity where there is none."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")
