"""Builds generations from the index of a corpus on this machine, sending only what has changed."""

import json
import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_128, xxh3_128_hexdigest

from bot import corpus, language, search
from bot.corpus.files import list_forums, signature
from bot.errors import SearchError
from bot.search.builder import Progress
from bot.search.opensearch.address import ServerAddress
from bot.search.opensearch.build_lock import BuildLock
from bot.search.opensearch.generation import (
    FROZEN_MEAN,
    GENERATION,
    IDS,
    MEAN,
    STATE,
    Generation,
    Generations,
    write_bundle,
)
from bot.search.opensearch.server import SearchServer, connected
from bot.search.opensearch.stored_passages import (
    MAPPING,
    PassageWriter,
    ids_of,
    mean_length,
    removal,
)
from bot.search.saved import OTHERS, open_saved
from bot.storage import Bundle, fingerprint
from bot.workers import prefetch, run_in_process

log = logging.getLogger(__name__)

_SHARD_PASSAGES = 1_000_000
_DRIFT = 0.1
"""The share by which the mean length may change before all passages are sent again."""

_MANY_CHANGED = 0.5
"""The share of passages from which on all are sent to a new index."""

_BULK_SECONDS, _CLONE_SECONDS, _COPY_SECONDS = 120.0, 60.0, 30
_REMOVED_AT_ONCE = 10_000
_SETTLED_NANOSECONDS = 2 * 10**9


class Task(NamedTuple):
    """What a process needs to build a generation: the folders of the corpus and of the cache."""

    address: ServerAddress
    folder: Path
    kept: Path


def generations_on(address: ServerAddress) -> Generations:
    """Returns the generations on a server that this version of the program can use."""
    family = fingerprint((corpus, language, search), OTHERS)
    return Generations(connected(address), family)


def open_generation(task: Task, progress: Progress | None = None) -> Bundle:
    """Opens the bundle of the current generation, which is built first if it is of other files.

    Another process builds it, or this one if `progress` is to be shown. Raises CorpusError if the
    corpus has faults, and SearchError if the server fails.
    """
    generations = generations_on(task.address)
    current = generations.current()
    if progress:
        build(task, progress)
        current = generations.current()
    elif not generations.is_of(current, state_of(task.folder, task.kept)):
        run_in_process(build, task)
        current = generations.current()
    if current is None:
        raise SearchError(f"the index on {task.address} was deleted as soon as it was built")
    return generations.bundle(current, task.kept)


def newer_generation(address: ServerAddress, kept: Path, bundle: Bundle) -> Bundle | None:
    """Opens the bundle of the current generation; None if that is the one of this bundle."""
    generations = generations_on(address)
    current = generations.current()
    if current is None or current.name == bundle.info[GENERATION]:
        return None
    return generations.bundle(current, kept)


def build(task: Task, progress: Progress = lambda done, total: None) -> None:
    """Makes the corpus's files the current generation, unless another process does it first."""
    generations = generations_on(task.address)
    state = state_of(task.folder, task.kept)  # a later change is seen to later

    def is_needed() -> bool:
        return not generations.is_of(generations.current(), state)

    if not is_needed():
        return
    with generations.building(is_needed) as lock:
        if lock:
            index = open_saved(task.folder, task.kept, progress)
            _Building(generations, lock, index, task.kept, progress).build()


class _Building:
    """Builds one generation from an index."""

    def __init__(
        self,
        generations: Generations,
        lock: BuildLock,
        index: Bundle,
        kept: Path,
        progress: Progress,
    ) -> None:
        self._generations = generations
        self._server: SearchServer = generations.server
        self._lock = lock
        self._index = index
        self._kept = kept
        self._progress = progress
        self._new = Generation(generations.new_name(), _state_in(index))

    def build(self) -> None:
        started = time.monotonic()
        ids, mean = ids_of(self._index), mean_length(self._index)
        try:
            frozen, sent = self._fill(ids, mean)
            self._verify(len(ids))
            info = {GENERATION: self._new.name, MEAN: mean, FROZEN_MEAN: frozen}
            folder = self._kept / f"generation-{self._new.name}"
            bundle = write_bundle(folder, self._index, ids, info | {STATE: self._new.state})
            complete = self._generations.upload(bundle, self._new)
            if not self._lock.is_held:
                raise SearchError("another process builds the index; it took this one for dead")
            self._generations.publish(complete)
        except BaseException:
            with suppress(SearchError):
                self._generations.delete(self._new)
            raise
        seconds = time.monotonic() - started
        log.info("%s: %d of %d passages sent, %.1f s", self._new.name, sent, len(ids), seconds)

    def _fill(self, ids: NDArray[np.uint64], mean: float) -> tuple[float, int]:
        """Sends the passages; returns the frozen mean length, and how many were sent."""
        before = self._former()
        if before and len(ids):
            bundle = self._generations.bundle(before, self._kept)
            own, frozen = bundle.array(IDS), float(bundle.info[FROZEN_MEAN])
            added = np.flatnonzero(~np.isin(ids, own))
            removed = own[~np.isin(own, ids)]
            is_small = len(added) + len(removed) <= _MANY_CHANGED * len(ids)
            if is_small and abs(mean / frozen - 1) <= _DRIFT:
                self._clone(before.name)
                self._send(ids, added, frozen)
                for at in range(0, len(removed), _REMOVED_AT_ONCE):
                    lines = map(removal, removed[at : at + _REMOVED_AT_ONCE].tolist())
                    self._bulk("".join(lines).encode())
                return frozen, len(added)
        shards = 1 + len(ids) // _SHARD_PASSAGES
        settings = {"number_of_shards": shards, "number_of_replicas": 0, "refresh_interval": "-1"}
        body = {"settings": settings, "mappings": MAPPING}
        self._server.request("PUT", f"/{self._new.name}", body, seconds=_CLONE_SECONDS)
        self._send(ids, np.arange(len(ids)), mean)
        return mean, len(ids)

    def _former(self) -> Generation | None:
        """Returns the newest generation, of any version of the program, that is still there."""
        generations = self._generations
        published = generations.published()
        return next((each for each in published if generations.is_of(each, each.state)), None)

    def _clone(self, name: str) -> None:
        path = f"/{name}/_clone/{self._new.name}"
        settings = {"index.blocks.write": None, "index.auto_expand_replicas": "false"}
        body = {"settings": settings | {"index.number_of_replicas": 0}}
        self._server.request("PUT", path, body, seconds=_CLONE_SECONDS)

    def _send(self, ids: NDArray[np.uint64], places: NDArray[np.integer], mean: float) -> None:
        sizes = np.diff(self._index.array("text-starts"))[places]
        done, total = 0, int(sizes.sum())

        def show(size: int) -> None:
            nonlocal done
            done += size
            self._progress(done, total)

        lines = PassageWriter(self._index, ids, mean).lines(places, show)
        for _ in prefetch(self._bulk, lines):
            pass

    def _bulk(self, lines: bytes) -> None:
        self._server.bulk(self._new.name, lines, _BULK_SECONDS)

    def _verify(self, passages: int) -> None:
        """Closes the index for changes, when it has been copied to a second node, and counts."""
        name = self._new.name
        self._server.request("POST", f"/{name}/_refresh", seconds=_BULK_SECONDS)
        found = self._server.request("GET", f"/{name}/_count")["count"]
        if found != passages:
            raise SearchError(f"{name} has {found} passages of {passages}; try again")
        settings = {"index.blocks.write": True, "index.auto_expand_replicas": "0-1"}
        self._server.request("PUT", f"/{name}/_settings", settings, seconds=_BULK_SECONDS)
        self._server.request(
            "GET",
            f"/_cluster/health/{name}",
            wait_for_status="green",
            timeout=f"{_COPY_SECONDS}s",
            seconds=_COPY_SECONDS + 5,
            allowed=(408,),
        )


def state_of(folder: Path, kept: Path) -> str:
    """Returns a digest of the names and contents of a corpus's files, the same on all machines.

    It is noted in `kept`, so that the files are read only if the file system shows a change.
    """
    forums = list_forums(folder)
    note = kept / f"state-{signature(forums)}"
    if note.is_file():
        return note.read_text()
    states = [state for forum in forums for state in forum.all()]
    state = _digest(
        (each.path, xxh3_128_hexdigest((folder / each.path).read_bytes())) for each in states
    )
    if max(each.changed for each in states) < time.time_ns() - _SETTLED_NANOSECONDS:
        for former in kept.glob("state-*"):
            former.unlink(missing_ok=True)
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        note.write_text(state)
    return state


def _state_in(index: Bundle) -> str:
    """Returns the state of the files that an index was built from."""
    records = map(json.loads, bytes(index.text("records")).splitlines())
    return _digest((path, content) for path, *_, content, _body, _fields, _quoted in records)


def _digest(files: Iterable[tuple[str, str]]) -> str:
    """Returns a digest of files, each with its path and the digest of its content."""
    digest = xxh3_128()
    for path, content in sorted(files):
        digest.update(f"{path}\n{content}\n".encode(errors="replace"))
    return digest.hexdigest()
