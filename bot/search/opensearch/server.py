"""Talks to a search server, OpenSearch; whatever fails there is one plain line."""

import logging
import time
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import orjson
from opensearchpy import JSONSerializer, OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionTimeout,
    NotFoundError,
    SSLError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NoConnection
from yarl import URL

from bot.errors import SearchError
from bot.search.opensearch.address import ServerAddress

_SEARCH_SECONDS = 4.0
"""How long a search may take; whoever asks waits for a few at most."""

_TRIES, _PAUSE_SECONDS = 2, 0.2
"""How often a request is tried, at least, and how long another node has to step in meanwhile."""

_PATIENT_TRIES, _LONG_PAUSE_SECONDS = 10, 2.0
"""The same for documents, which a busy server takes later."""

_BUSY = (429, 502, 503, 504)
_CONNECTIONS = 8
_HIDDEN = ("opensearch", "urllib3")
"""The loggers of packages that report each request."""


class _Serializer(JSONSerializer):
    """Reads answers several times as fast as Python's own parser."""

    def loads(self, s: str) -> Any:
        return orjson.loads(s)


class SearchServer:
    """One client for all threads; every method raises SearchError where the server fails."""

    def __init__(self, address: ServerAddress) -> None:
        for name in _HIDDEN:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self.address = address
        self._tries = max(_TRIES, len(address.urls))
        first = URL(address.urls[0])
        user, password = address.user or first.user, address.password or first.password
        tls: dict[str, Any] = {}
        if any(URL(url).scheme == "https" for url in address.urls):
            tls = {"verify_certs": True, "ca_certs": str(address.ca) if address.ca else None}
        self._client = OpenSearch(
            [_host(URL(url)) for url in address.urls],
            http_auth=(user, password or "") if user else None,
            timeout=_SEARCH_SECONDS,
            max_retries=0,  # see `request`
            pool_maxsize=_CONNECTIONS,
            serializer=_Serializer(),
            **tls,
        )

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        seconds: float = _SEARCH_SECONDS,
        allowed: Collection[int] = (),
        patiently: bool = False,
        **params: object,
    ) -> Any:
        """Returns the answer to a request; answers with an `allowed` status are no failures."""
        tries = _PATIENT_TRIES if patiently else self._tries
        for attempt in range(tries):
            try:
                return self._client.transport.perform_request(
                    method, path, params, body, timeout=seconds, ignore=allowed
                )
            except TransportError as error:
                again = isinstance(error, NoConnection) or error.status_code in _BUSY
                if not again or isinstance(error, SSLError) or attempt + 1 == tries:
                    raise SearchError(self._fault(error)) from error
                time.sleep(_LONG_PAUSE_SECONDS if patiently else _PAUSE_SECONDS)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def search(self, index: str, body: Mapping[str, object], same_copy: str = "") -> list[Any]:
        """Returns the hits of a search of the whole index: never those of a part of it.

        Searches that are named alike are made on the same copy, while that is there.
        """
        named: dict[str, Any] = {"preference": same_copy} if same_copy else {}
        found = self.request(
            "POST",
            f"/{index}/_search",
            {"track_total_hits": False, "_source": False, "stored_fields": "_none_", **body},
            allow_partial_search_results="false",
            **named,
            filter_path="timed_out,_shards,hits.hits._score,hits.hits.fields",
        )
        shards = found["_shards"]
        if found["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
            raise SearchError(f"the search server at {self.address} found only a part")
        hits: list[Any] = found.get("hits", {}).get("hits", [])
        return hits

    def bulk(self, index: str, lines: bytes, seconds: float) -> None:
        """Sends documents to an index, each in the lines of the bulk interface.

        A busy server may take some of them only; then all are sent again, which changes nothing.
        """
        for attempt in range(_PATIENT_TRIES):
            done = self.request(
                "POST",
                f"/{index}/_bulk",
                lines,
                seconds=seconds,
                patiently=True,
                filter_path="errors,items.*.status,items.*.error",
            )
            if not done["errors"]:
                return
            items = [each for item in done["items"] for each in item.values() if "error" in each]
            if attempt + 1 == _PATIENT_TRIES or {each["status"] for each in items} - {*_BUSY}:
                break
            time.sleep(_LONG_PAUSE_SECONDS)
        cause = items[0]["error"]
        raise SearchError(f"the search server at {self.address} refuses: {cause}")

    def document(self, index: str, name: str, *, seconds: float = _SEARCH_SECONDS) -> Any:
        """Returns a document with what the server notes of it; None if there is none."""
        path = f"/{index}/_doc/{name}"
        found = self.request("GET", path, seconds=seconds, allowed=(404,))
        return found if found.get("found") else None

    def works(self) -> bool:
        """Returns whether it answers, and no part of an index is missing."""
        try:
            health = self.request("GET", f"/_cluster/health/{self.address.prefix}-*")
        except SearchError:
            return False
        return bool(health["status"] != "red")

    def condition(self) -> str:
        """Returns in a few words which server it is, and how it is."""
        about = self.request("GET", "/")["version"]
        health = self.request("GET", "/_cluster/health")
        name = about.get("distribution", "another server")
        nodes = health["number_of_nodes"]
        return f"{name} {about['number']} at {self.address}: {nodes} node(s), {health['status']}"

    def _fault(self, error: TransportError) -> str:
        server = f"the search server at {self.address}"
        match error:
            case SSLError():
                advice = "set SEARCH_CA to the file of the authority that signed it"
                return f"{server} has no valid certificate ({_cause(error)}); {advice}"
            case ConnectionTimeout():
                return f"{server} does not answer in time; try again, or look at its log"
            case NoConnection():
                return f"{server} does not answer ({_cause(error)}); check SEARCH_URL"
            case AuthenticationException() | AuthorizationException():
                advice = "check SEARCH_USER and SEARCH_PASSWORD, and what the user may do"
                return f"{server} refuses to serve us ({error.status_code}); {advice}"
            case NotFoundError():
                return f"{server} no longer has the index; forum-bot index builds it"
            case _:
                return f"{server} fails ({error.status_code}: {error.error})"


@lru_cache
def connected(address: ServerAddress) -> SearchServer:
    """Returns the one client of this process."""
    return SearchServer(address)


def _host(url: URL) -> dict[str, object]:
    """Returns a node's address as the client wants it."""
    path = {"url_prefix": url.path} if url.path.strip("/") else {}
    return {"host": url.host, "port": url.port, "use_ssl": url.scheme == "https", **path}


def _cause(error: TransportError) -> str:
    """Returns the last of what went wrong in a chain of exceptions."""
    cause: BaseException = error.info if isinstance(error.info, BaseException) else error
    while isinstance(inner := getattr(cause, "reason", None), BaseException):
        cause = inner
    return str(cause).rpartition(": ")[2]
