"""Measures what is going on in this process: times of questions, memory, files."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import TypeVar

Item = TypeVar("Item")

_PASSES = 5
_WARMING = 0.25
"""The share of the time that the pass which is not counted may take."""

_STATUS = Path("/proc/self/status")
_FEWEST = 100
"""Times of which the slowest one in a hundred may be told."""


@dataclass(frozen=True, slots=True)
class Times:
    """What half of the questions, and 99 of 100, took at most, in milliseconds."""

    counted: int
    p50_ms: float
    p99_ms: float | None


def times(ask: Callable[[Item], object], questions: Sequence[Item], seconds: float) -> Times:
    """Asks all questions, in several passes after one that is not counted, or until time is up."""
    started = perf_counter()
    for question in questions:
        ask(question)
        if perf_counter() - started > seconds * _WARMING:
            break
    found: list[float] = []
    for question in chain.from_iterable(repeat(questions, _PASSES)):
        before = perf_counter()
        ask(question)
        found.append((perf_counter() - before) * 1000)
        if perf_counter() - started > seconds:
            break
    percentiles = quantiles(found, n=100, method="inclusive") if len(found) > 1 else found * 99
    return Times(len(found), percentiles[49], percentiles[98] if len(found) >= _FEWEST else None)


def seconds_of(task: Callable[[], object]) -> float:
    started = perf_counter()
    task()
    return perf_counter() - started


def memory() -> tuple[int | None, int | None]:
    """Bytes of this process that are its own, and that are files or shared; None if not known."""
    gc.collect()
    if not _STATUS.exists():
        return None, None
    lines = (line.split() for line in _STATUS.read_text(encoding="utf-8").splitlines())
    sizes = {line[0]: int(line[1]) * 1024 for line in lines if line and line[-1] == "kB"}
    return sizes["RssAnon:"], sizes["RssFile:"] + sizes["RssShmem:"]


def size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
