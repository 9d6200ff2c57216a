"""Measures answers a second in Telegram, beside bots that only echo, for docs/chat-performance.md.

python -m tests.bench.chat [--questions FILE] [--count N] [--runs N] [--bots NAME,…] [--print]
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.bots import BOTS
from tests.bench.page import put, table
from tests.bench.whole import ROOT

PAGE = ROOT / "docs/chat-performance.md"
_WARMING = 300


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured of one bot, in one run."""

    rate: float
    """Answers a second."""
    cpu_ms: float
    """Milliseconds of processor time of the bot, an answer."""
    server_busy: float
    """The share of the time that the server's process had something to do."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures the bots in turns, and puts the figures into the page."""
    options = _parser().parse_args(arguments)
    runs: dict[str, list[Run]] = {name: [] for name in options.bots.split(",")}
    with tempfile.TemporaryDirectory(prefix="chat-") as cache:
        for _ in range(options.runs):
            for name, found in runs.items():
                found.append(measure(name, options.questions, options.count, cache))
                print(name, found[-1], file=sys.stderr)
    report = "\n".join(figures(runs))
    print(report)
    if not options.print:
        put(report, PAGE)


def measure(name: str, questions: Path, count: int, cache: str) -> Run:
    """Starts a server and a bot, lets some questions go by, and then counts."""
    module = [sys.executable, "-m"]
    with (
        tempfile.TemporaryDirectory(prefix="data-") as data,  # each server counts from the same 1
        _process([*module, "tests.bench.audience", str(questions)], {}) as audience,
    ):
        folders = {"CACHE_FOLDER": cache, "DATA_FOLDER": data}
        variables = _line(audience) | folders | {"LOG_LEVEL": "WARNING", "SEMANTIC": "off"}
        with _process([*module, "tests.bench.bots", name], variables) as bot:
            _ask(audience, _WARMING)
            before = _cpu_seconds(bot.pid)
            took = _ask(audience, count)
            cpu = _cpu_seconds(bot.pid) - before
    seconds = took["seconds"]
    return Run(count / seconds, cpu / count * 1000, took["busy"] / seconds)


def figures(runs: Mapping[str, Sequence[Run]]) -> Iterator[str]:
    """A row a bot: medians, and the rate as a multiple of the first echo bot's."""
    rates = {name: median(run.rate for run in found) for name, found in runs.items()}
    base = rates.get("echo bot")
    rows = [
        [
            name,
            f"{rates[name]:.0f}",
            f"{rates[name] / base:.2f}" if base else "–",
            f"{median(run.cpu_ms for run in found):.2f}",
            f"{median(run.server_busy for run in found):.0%}",
        ]
        for name, found in runs.items()
    ]
    head = ("bot", "answers/s", "× echo bot", "CPU ms an answer", "server busy")
    yield from table(head, rows)


def _ask(audience: "subprocess.Popen[str]", count: int) -> dict[str, Any]:
    assert audience.stdin is not None
    print(count, file=audience.stdin, flush=True)
    return _line(audience)


def _line(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        sys.exit("the server has ended")
    decoded: dict[str, Any] = json.loads(line)
    return decoded


@contextmanager
def _process(
    command: Sequence[str], variables: Mapping[str, str]
) -> Iterator["subprocess.Popen[str]"]:
    """A process with these variables, told to stop at the end."""
    own = {"PYTHONPATH": str(ROOT), "CORPUS": str(ROOT / "corpus"), **variables}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | own,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def _cpu_seconds(pid: int) -> float:
    """The processor time that a process has used, its threads' included."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench.chat")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests/data/questions.jsonl")
    parser.add_argument("--count", type=int, default=2000, help="questions in a run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--bots", default=",".join(BOTS), help="some of %(default)s")
    parser.add_argument("--print", action="store_true", help="leave the page as it is")
    return parser


if __name__ == "__main__":
    main()
