"""Generations: what all processes answer from, an index on the server and the bundle to it.

A generation is built under a name of its own and never changes. One document names the current one;
another is the lock of whoever builds the next. Answers are from one generation alone, since
whatever a process knows of it is from its bundle: everything of a corpus's index but the postings
and the texts. Each process downloads that, and maps it as it maps an index of its own.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from pybase64 import b64decode, b64encode

from bot.errors import SearchError
from bot.search.opensearch.build_lock import BuildLock
from bot.search.opensearch.server import SearchServer
from bot.search.postings import OCCURRENCES
from bot.search.vocabulary import FEW
from bot.storage import Bundle, open_bundle, tidy, writing

log = logging.getLogger(__name__)

GENERATION, MEAN, FROZEN_MEAN, STATE = "generation", "mean", "frozen-mean", "state"
"""The keys in a bundle of the generation's name, the passages' mean length, that by which the
server's frequencies are dampened, and the state of the corpus."""

IDS, SORTED, SORTED_AT = "passage-ids", "sorted-ids", "sorted-at"
"""The arrays of a bundle: the passages' ids by their places, and ascending with their places."""

_ARRAYS = (
    *("first-passages", "text-digests", "keys", "document-frequencies", "languages"),
    *("speech-keys", "speech-digests", "speech-starts", "named", "speakers", "spoken"),
    *("speaker-starts", "forum-starts"),
)
_TEXTS = ("speeches", "people", "forums", "lexicon", "foreign")
"""The files of an index that are also in the bundle of a generation."""

_CHUNK_BYTES = 3_000_000
_KEPT = 2
"""Bundles of generations in a folder at most."""

_GRACE_SECONDS = 600.0
"""How long a generation stays when there is a newer one: all have moved on by then."""

_OUTDATED_SECONDS = 24 * 3600.0
"""After which that of another version of the program is deleted: a roll-over is done by then."""

_FAMILIES = 100

_ABANDONED_SECONDS = 3600.0
"""After which a generation that was never published is taken for a dead builder's."""

_TRANSFER_SECONDS = 30.0
_HIDDEN = {"auto_expand_replicas": "0-1", "number_of_shards": 1}


@dataclass(frozen=True, slots=True)
class Generation:
    """What the server notes of a generation.

    `state` is that of the corpus's files; `files` has the number of chunks of each file of the
    bundle; `former` the generations that it has replaced, with the times.
    """

    name: str
    state: str
    files: dict[str, int] = field(default_factory=dict)
    former: dict[str, float] = field(default_factory=dict)

    @property
    def bundle(self) -> str:
        """The name of the index that has its bundle."""
        return f"{self.name}-bundle"


class Generations:
    """The generations on a server that one version of the program can use, its `family`."""

    def __init__(self, server: SearchServer, family: str) -> None:
        self.server = server
        self._notes = f"{server.address.prefix}-generations"
        self._current, self._lock = f"current-{family}", f"lock-{family}"

    def new_name(self) -> str:
        """Returns the name of a new generation, by the time."""
        return f"{self.server.address.prefix}-{time.time_ns() // 10**6:013d}"

    def current(self) -> Generation | None:
        """Returns the current generation."""
        found = self.server.document(self._notes, self._current)
        return Generation(**found["_source"]) if found else None

    def is_of(self, generation: Generation | None, state: str) -> bool:
        """Whether a generation is of the corpus in a state, and the server still has it."""
        if generation is None or generation.state != state:
            return False
        path = f"/{generation.name},{generation.bundle}/_alias"
        return "error" not in self.server.request("GET", path, allowed=(404,))

    def published(self) -> list[Generation]:
        """Returns the current generations of all versions of the program, the newest first."""
        return sorted(self._families().values(), key=lambda each: each.name, reverse=True)

    def _families(self) -> dict[str, Generation]:
        """Returns all current generations by the names of their documents."""
        path = f"/{self._notes}/_search"
        found = self.server.request("POST", path, {"size": _FAMILIES}, allowed=(404,))
        hits = found.get("hits", {}).get("hits", [])
        return {
            hit["_id"]: Generation(**hit["_source"])
            for hit in hits
            if hit["_id"].startswith("current-")
        }

    def publish(self, generation: Generation) -> None:
        """Makes a generation the current one, and deletes those that nobody uses any more."""
        now = time.time()
        before = self.current()
        former = {**before.former, before.name: now} if before else {}
        kept = {name: since for name, since in former.items() if since > now - _GRACE_SECONDS}
        note = asdict(generation) | {"former": kept}
        path = f"/{self._notes}/_doc/{self._current}"
        self.server.request("PUT", path, note, refresh="true")
        families = self._families()
        for name, each in families.items():
            if name != self._current and _age(each.name) > _OUTDATED_SECONDS:
                self.server.request("DELETE", f"/{self._notes}/_doc/{name}", allowed=(404,))
                former |= {each.name: now, **each.former}
                families = {**families, name: generation}
        used = {name for each in families.values() for name in (each.name, *each.former)} | {*kept}
        for name in self._names() - used:
            if name in former or _age(name) > _ABANDONED_SECONDS:
                self.delete(Generation(name, ""))

    def delete(self, generation: Generation) -> None:
        """Deletes a generation, so much as there is of it."""
        for name in (generation.name, generation.bundle):
            self.server.request("DELETE", f"/{name}", allowed=(404,), seconds=_TRANSFER_SECONDS)

    def _names(self) -> set[str]:
        """Returns the names of all generations that there are."""
        pattern = f"{self.server.address.prefix}-*"
        found = self.server.request("GET", f"/{pattern}/_alias", allowed=(404,))
        names = (name.removesuffix("-bundle") for name in found if name != self._notes)
        return {name for name in names if name.rpartition("-")[2].isdigit()}

    def upload(self, bundle: Bundle, generation: Generation) -> Generation:
        """Uploads the bundle of a generation; returns this with its files."""
        self._create(generation.bundle)
        files: dict[str, int] = {}
        for path in sorted(bundle.folder.iterdir()):
            content = path.read_bytes()
            chunks = range(0, max(len(content), 1), _CHUNK_BYTES)
            for number, at in enumerate(chunks):
                data = b64encode(content[at : at + _CHUNK_BYTES]).decode()
                place = f"/{generation.bundle}/_doc/{path.name}.{number}"
                self.server.request("PUT", place, {"data": data}, seconds=_TRANSFER_SECONDS)
            files[path.name] = len(chunks)
        return Generation(generation.name, generation.state, files)

    def bundle(self, generation: Generation, kept: Path) -> Bundle:
        """Opens the bundle of a generation, downloading it into a folder where it is missing."""
        folder = kept / f"generation-{generation.name}"
        bundle = open_bundle(folder)
        if bundle is None:
            with downloading(folder) as unfinished:
                for name, chunks in generation.files.items():
                    with (unfinished / name).open("wb") as file:
                        for number in range(chunks):
                            file.write(self._chunk(generation, f"{name}.{number}"))
            bundle = open_bundle(folder)
            if bundle is None:
                raise SearchError(f"{generation.name} is damaged; forum-bot index builds another")
        os.utime(folder)
        tidy(kept, "generation-*", _KEPT)
        return bundle

    def _chunk(self, generation: Generation, name: str) -> bytes:
        found = self.server.document(generation.bundle, name, seconds=_TRANSFER_SECONDS)
        if found is None:
            raise SearchError(f"{generation.name} is no longer on {self.server.address}")
        return b64decode(found["_source"]["data"])

    def _create(self, name: str) -> None:
        """Creates an index for documents that are only read by their names."""
        body = {"settings": _HIDDEN, "mappings": {"enabled": False}}
        self.server.request("PUT", f"/{name}", body, allowed=(400,), seconds=_TRANSFER_SECONDS)

    @contextmanager
    def building(self, is_needed: Callable[[], bool]) -> Iterator[BuildLock | None]:
        """Waits until this process alone may build, or it is not needed any more: then None."""
        self._create(self._notes)
        lock = BuildLock(self.server, f"/{self._notes}", self._lock)
        while is_needed():
            if lock.acquire():
                with lock:
                    yield lock if is_needed() else None
                return
            time.sleep(1)
        yield None


@contextmanager
def downloading(folder: Path) -> Iterator[Path]:
    """Gives an empty folder, which is renamed when it is complete."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder.parent / f".unfinished-{uuid4().hex}"
    unfinished.mkdir()
    try:
        yield unfinished
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def write_bundle(
    folder: Path, index: Bundle, ids: NDArray[np.uint64], info: dict[str, Any]
) -> Bundle:
    """Writes the bundle of a generation from an index of this machine."""
    with writing(folder) as writer:
        arrays = [*_ARRAYS, *(OCCURRENCES if len(ids) <= FEW else ())]
        for name in (*(f"{array}.npy" for array in arrays), *_TEXTS):
            shutil.copyfile(index.folder / name, writer.file(name))
        order = ids.argsort()
        writer.array(IDS, ids)
        writer.array(SORTED, ids[order])
        writer.array(SORTED_AT, order.astype(np.int32))
        writer.info.update(info)
    return Bundle(folder, info)


def _age(name: str) -> float:
    """Returns the seconds since a generation was begun."""
    return time.time() - int(name.rpartition("-")[2]) / 1000
