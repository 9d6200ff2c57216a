"""A PostgreSQL server for the length of a test run, on a free port of this machine."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_SUPERUSER = "postgres"


def is_installed() -> bool:
    return bool(_DEBIAN) or shutil.which("initdb") is not None


class PostgresServer:
    """Starts the server with `with`; what it keeps is gone afterwards."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        self._data = str(self._folder / "data")
        self._port = _free_port()
        self._databases = 0

    def __enter__(self) -> Self:
        if os.geteuid() == 0:  # which PostgreSQL does not run as
            shutil.chown(self._folder, _SUPERUSER)
        _run("initdb", "-D", self._data, "-U", _SUPERUSER, "-A", "trust", "--no-sync")
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c fsync=off -k {self._folder}"
        log = str(self._folder / "log")
        _run("pg_ctl", "-D", self._data, "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        _run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def new_database(self) -> str:
        """The address of a database without tables."""
        self._databases += 1
        name = f"test{self._databases}"
        _run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", _SUPERUSER, name)
        return f"postgres://{_SUPERUSER}@127.0.0.1:{self._port}/{name}"


def _run(program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs, as another user where this one is root."""
    path = next((str(folder / program) for folder in reversed(_DEBIAN)), program)
    account = pwd.getpwnam(_SUPERUSER) if os.geteuid() == 0 else None
    subprocess.run(
        [path, *arguments],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
    )


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
