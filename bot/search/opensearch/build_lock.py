"""The lock of whoever builds the next generation: a document on the search server."""

import logging
import time
from contextlib import suppress
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from bot.errors import SearchError
from bot.search.opensearch.server import SearchServer

log = logging.getLogger(__name__)

_BEAT_SECONDS, _DEAD_SECONDS = 3.0, 15.0
"""How often a builder renews its lock, and after which silence it is dead."""


class BuildLock:
    """A document that one builder has at a time, and renews; a silent one is dead.

    No clocks are compared: who waits sees for itself how long the document has not changed.
    """

    def __init__(self, server: SearchServer, index: str, name: str) -> None:
        self._server = server
        self._index, self._name = index, name
        self._owner = uuid4().hex
        self._seen: tuple[dict[str, int], float] = ({}, 0.0)
        self._stopped = Event()
        self._beating = Thread(target=self._beat, daemon=True)
        self.is_held = False

    def acquire(self) -> bool:
        """Takes the lock if it is free or its owner is dead."""
        self.is_held = self._put({"op_type": "create"}) or self._put(self._silent())
        return self.is_held

    def _silent(self) -> dict[str, Any] | None:
        """Returns the version of the document if its owner has been silent for long."""
        found = self._server.document(self._index.strip("/"), self._name)
        if found is None:
            return None
        version = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        if version != self._seen[0]:
            self._seen = version, time.monotonic()
        return version if time.monotonic() - self._seen[1] > _DEAD_SECONDS else None

    def _put(self, version: dict[str, Any] | None) -> bool:
        """Writes the document over that version; returns whether it was still the one."""
        if version is None:
            return False
        path = f"{self._index}/_doc/{self._name}"
        done = self._server.request("PUT", path, {"owner": self._owner}, allowed=(409,), **version)
        if "_seq_no" not in done:
            return False
        self._version = {"if_seq_no": done["_seq_no"], "if_primary_term": done["_primary_term"]}
        return True

    def __enter__(self) -> None:
        self._beating.start()

    def __exit__(self, *_error: object) -> None:
        self._stopped.set()
        self._beating.join()
        if self.is_held:
            with suppress(SearchError):
                path = f"{self._index}/_doc/{self._name}"
                self._server.request("DELETE", path, allowed=(404, 409), **self._version)

    def _beat(self) -> None:
        while self.is_held and not self._stopped.wait(_BEAT_SECONDS):
            try:
                self.is_held = self._put(self._version)
            except SearchError as error:
                log.warning("the lock of the index is not renewed: %s", error)
