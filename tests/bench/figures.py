"""What was measured, as tables and as plots."""

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench.comparison import NAMES, Found
from tests.bench.page import new_figure, table
from tests.bench.tasks import OWN

_COLOURS = ("#e45756", "#9d9d9d", "#4c78a8", "#72b7b2", "#f58518", "#54a24b")
_PACKAGES = ("jieba", "rank-bm25", "bm25s", "numba", "tantivy", "numpy")
_CPUS, _MEMORY = Path("/proc/cpuinfo"), Path("/proc/meminfo")
_MEGA, _GIGA = 1e6, 2**30

_SEARCH = (
    "passages",
    "engine",
    "p50 ms",
    "p99 ms",
    "private MB",
    "shared MB",
    "saved MB",
    "build s",
    "timed",
)
_OWN: Mapping[str, Callable[[Found], str]] = {
    "words of a passage": lambda one: _figure(one.words),
    "terms of a passage": lambda one: _figure(one.terms),
    "whole question, p50 ms": lambda one: _figure(one.answer_p50_ms),
    "whole question, p99 ms": lambda one: _figure(one.answer_p99_ms),
    "private MB after those": lambda one: _mega(one.answer_private),
    "shared MB after those": lambda one: _mega(one.answer_shared),
    "first build, s": lambda one: _figure(one.build_s),
    "jieba's segmentation alone, s": lambda one: _figure(one.segment_s),
    "first build / segmentation": lambda one: _figure(_ratio(one.build_s, one.segment_s)),
    "start to first answer, s": lambda one: _figure(one.start_s),
    "jieba's start, s": lambda one: _figure(one.jieba_start_s),
    "start to first answer / jieba's start": lambda one: _figure(one.start_ratio),
    "start to first answer after one changed file, s": lambda one: _figure(one.changed_s),
    "which comes from the changed file": lambda one: _yes(one.changed_found),
}
_PLOTS: Mapping[str, tuple[str, Callable[[Found], float | None]]] = {
    "search": ("search, p50, ms", lambda one: one.p50_ms),
    "memory": ("private memory after the searches, MB", lambda one: _in_mega(one.private)),
    "build": ("build, s", lambda one: one.build_s),
}


def report(found: Sequence[Found]) -> str:
    """The machine, all engines, and what is measured of this project alone."""
    own = [one for one in found if one.engine == OWN]
    head = ("this project", *(f"{one.passages:,}" for one in own))
    rows = ([name, *map(cell, own)] for name, cell in _OWN.items())
    engines = table(_SEARCH, map(_search_row, found), texts=2)
    return "\n".join([machine(), "", *engines, "", *table(head, rows)])


def machine() -> str:
    """What it was measured on, and with."""
    models = (line for line in _read(_CPUS) if line.startswith("model name"))
    model = next(models, platform.machine()).partition(":")[2].strip() or platform.machine()
    kilobytes = next((int(line.split()[1]) for line in _read(_MEMORY)), 0)
    memory = f", {kilobytes * 1024 / _GIGA:.0f} GiB" if kilobytes else ""
    packages = ", ".join(_versions())
    python = f"{platform.system()}, Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} processors{memory}; {python}, {packages}."


def draw(found: Sequence[Found], page: Path) -> None:
    """A plot a measure, beside the page, a line an engine."""
    from matplotlib.ticker import LogLocator

    for name, (label, value) in _PLOTS.items():
        figure = new_figure(7, 4, f"performance {name}")
        axes = figure.subplots()
        for engine, colour in zip(NAMES, _COLOURS, strict=True):
            points = [(one.passages, value(one)) for one in found if one.engine == engine]
            drawn = [(passages, y) for passages, y in points if y is not None]
            width = 2.4 if engine == OWN else 1.4
            if drawn:
                axes.plot(*zip(*drawn, strict=True), "o-", label=engine, color=colour, lw=width)
        axes.set(xscale="log", yscale="log", xlabel="passages", ylabel=label)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter("")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.grid(color="#ddd", lw=0.5)
        axes.spines[["top", "right"]].set_visible(False)
        figure.legend(loc="outside right upper", frameon=False, fontsize=8)
        figure.savefig(page.with_name(f"{page.stem}-{name}.svg"), metadata={"Date": None})


def _search_row(one: Found) -> list[str]:
    memory = [_mega(one.private), _mega(one.shared), _mega(one.saved), _figure(one.build_s)]
    timed = f"{one.counted:,}" if one.counted else "–"
    times = [one.fault or _figure(one.p50_ms), _figure(one.p99_ms)]
    return [f"{one.passages:,}", one.engine, *times, *memory, timed]


def _figure(value: float | None) -> str:
    """A figure of which three digits are shown at least, if it has a point."""
    if value is None:
        return "–"
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3}f}"


def _mega(size: int | None) -> str:
    return _figure(_in_mega(size))


def _in_mega(size: int | None) -> float | None:
    return None if size is None else size / _MEGA


def _ratio(value: float | None, other: float | None) -> float | None:
    return value / other if value and other else None


def _yes(value: bool | None) -> str:
    return "–" if value is None else "yes" if value else "no"


def _versions() -> Iterator[str]:
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            continue
    yield f"SQLite {sqlite3.sqlite_version}"


def _read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
