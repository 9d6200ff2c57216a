"""The command line, called as the console script calls it, or run as a process."""

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from bot.cli.main import main
from tests.bot_api.watch import LIMIT
from tests.conftest import ROOT, SHIPPED


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a command."""

    status: int
    stdout: str
    stderr: str


class Run(Protocol):
    """Runs forum-bot in an empty folder, without the user's settings."""

    def __call__(
        self, *arguments: str | Path, stdin: str = "", **variables: str | Path
    ) -> Done: ...


@pytest.fixture
def corpus() -> Path:
    """The corpus that CORPUS names."""
    return SHIPPED


@pytest.fixture
def run(
    cache: Path,
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs commands in this process, outside a terminal."""

    def run(*arguments: str | Path, stdin: str = "", **variables: str | Path) -> Done:
        with monkeypatch.context() as context:
            context.chdir(tmp_path)
            context.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            for name, value in _settings(cache, corpus, variables).items():
                context.setenv(name, value)
            status = main([str(argument) for argument in arguments])
        stdout, stderr = capsys.readouterr()
        return Done(status, stdout, stderr)

    return run


@pytest.fixture
def run_process(cache: Path, corpus: Path, tmp_path: Path) -> Run:
    """Runs commands in a new process, in which every warning is an error."""

    def run(*arguments: str | Path, stdin: str = "", **variables: str | Path) -> Done:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | _settings(cache, corpus, variables),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


def _settings(cache: Path, corpus: Path, variables: dict[str, str | Path]) -> dict[str, str]:
    usual = {"CACHE_FOLDER": cache, "CORPUS": corpus, "PYTHONPATH": ROOT, "PYTHONUTF8": "1"}
    return {name: str(value) for name, value in (usual | variables).items()}
