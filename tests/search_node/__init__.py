"""A real OpenSearch on this machine, of one node or several, for the length of a test run.

It needs Java 21 or later and Maven, which fetches the node once into a folder.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from tests.ports import free_port

_OLDEST_JAVA = 21
_SOURCE = Path(__file__).parent
_START_SECONDS = 60.0
_OPTIONS = ("--enable-native-access=ALL-UNNAMED", "-Dlog4j2.disable.jmx=true")
SMALL = ("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Options of Java for a node that is soon there, and slow: what it runs is hardly compiled."""

LARGE = ("-Xms1g", "-Xmx1g")
"""Options for a node as it would be in use."""


@cache
def java_home() -> Path | None:
    """The folder of a Java that is new enough."""
    named = os.environ.get("JAVA_HOME")
    folders = [Path(named)] if named else []
    folders += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    return next((folder for folder in folders if _is_new(folder)), None)


def _is_new(folder: Path) -> bool:
    if not (folder / "bin/javac").is_file():
        return False
    asked = subprocess.run([folder / "bin/javac", "-version"], capture_output=True, text=True)
    version = re.search(r"javac (\d+)", asked.stdout)
    return version is not None and int(version[1]) >= _OLDEST_JAVA


def lacking() -> str | None:
    """What a node would need and is not there."""
    if java_home() is None:
        return f"there is no Java {_OLDEST_JAVA} or later"
    return None if shutil.which("mvn") else "there is no Maven"


def program(kept: Path) -> Path:
    """The folder of what a node consists of, which is made in `kept` if it is not there yet."""
    home = java_home()
    assert home
    folder = kept / "opensearch"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = Path(tempfile.mkdtemp(dir=kept))
            options = ["-DincludeScope=runtime", f"-DoutputDirectory={unfinished}"]
            pom = ["-f", str(_SOURCE / "pom.xml")]
            _run("mvn", "-q", "-B", *pom, "dependency:copy-dependencies", *options)
            source, classes = str(_SOURCE / "SearchNode.java"), str(unfinished / "classes")
            _run(str(home / "bin/javac"), "-cp", f"{unfinished}/*", "-d", classes, source)
            jar = str(unfinished / "search-node.jar")  # of a folder no classes are archived
            _run(str(home / "bin/jar"), "cf", jar, "-C", classes, ".")
            unfinished.rename(folder)
    return folder


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr)


class SearchNode:
    """One node, running once `with` has entered; `nodes` are those of its cluster by name."""

    def __init__(
        self,
        program: Path,
        name: str = "one",
        nodes: Mapping[str, int] | None = None,
        options: Sequence[str] = SMALL,
    ) -> None:
        self._program = program
        self._options = options
        self._name = name
        self._nodes = nodes or {}
        self._transport = self._nodes.get(name) or free_port()
        self._port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="search-node-"))
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> Self:
        home = java_home()
        assert home
        archive = self._program / "classes.jsa"
        command = [
            str(home / "bin/java"),
            *self._options,
            *_OPTIONS,
            *("-XX:+AutoCreateSharedArchive", f"-XX:SharedArchiveFile={archive}"),
            *("-cp", f"{self._program}/*"),
            *("SearchNode", str(self._folder), self._name, str(self._port), str(self._transport)),
            *(f"{name}={port}" for name, port in self._nodes.items()),
        ]
        with (self._folder / "output").open("w") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        return self

    def wait(self, nodes: int = 1) -> None:
        """Waits until so many nodes have found each other."""
        client = OpenSearch(self.url, max_retries=0)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OpenSearchException):
                params = {"wait_for_nodes": nodes, "timeout": "5s"}
                client.cluster.health(params=params, request_timeout=10)
                client.close()
                return
            time.sleep(0.2)
        raise AssertionError((self._folder / "output").read_text()[-4000:])

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        self.start().wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def cluster(program: Path, size: int) -> Iterator[list[SearchNode]]:
    """So many nodes that are one cluster."""
    ports = {f"node-{number}": free_port() for number in range(size)}
    nodes = [SearchNode(program, name, ports).start() for name in ports]
    try:
        for node in nodes:
            node.wait(size)
        yield nodes
    finally:
        for node in nodes:
            node.__exit__(None, None, None)
