"""Compares the engines: task after task, each in a process of its own, each with a time limit."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tests.bench.engines import OTHERS
from tests.bench.material import Material
from tests.bench.tasks import OWN
from tests.bench.whole import ROOT, changed_file, first_answers

NAMES = (OWN, *OTHERS)

_MOST = {"rank-bm25": 100_000}
"""Passages that an engine is asked to index at most, where more would be of no use."""

_FEWEST = 10
"""Questions that an engine must answer in its time, if anything is to be told of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured of one engine at one size; None or "" where nothing was.

    Times are in the units of their names, sizes in bytes. `fault` says why there is no more.
    From `answer_p50_ms` on only this project is measured.
    """

    engine: str
    passages: int
    fault: str = ""
    build_s: float | None = None
    saved: int | None = None
    counted: int = 0
    p50_ms: float | None = None
    p99_ms: float | None = None
    private: int | None = None
    shared: int | None = None
    answer_p50_ms: float | None = None
    answer_p99_ms: float | None = None
    answer_private: int | None = None
    answer_shared: int | None = None
    terms: float | None = None
    words: float | None = None
    segment_s: float | None = None
    start_s: float | None = None
    jieba_start_s: float | None = None
    start_ratio: float | None = None
    changed_s: float | None = None
    changed_found: bool | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: of building one index, or of another task; and of searching, or answering."""

    task: float
    asking: float


class Comparison:
    """Keeps in a folder what is made, and what was measured, so that others can be added."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits

    def prepare(self, corpus: Path, questions: Path) -> None:
        """Does nothing where the folder has been prepared: for the same corpus and questions."""
        if not (self._folder / "asked.json").exists():
            self._run("prepare", Material(self._folder, 0), str(corpus), str(questions))

    def measure(self, passages: int, engines: Collection[str]) -> None:
        """Measures some engines at one size, one after another."""
        material = Material(self._folder, passages)
        if not (self._folder / f"made-{passages}.json").exists():
            shutil.rmtree(material.corpus, ignore_errors=True)
            material.write_note(f"made-{passages}", self._run("make", material))
        for name in engines:
            shutil.rmtree(material.kept(name), ignore_errors=True)
            for found in self._measure(material, name):
                material.write_note(f"found-{name}-{passages}", asdict(found))
            shutil.rmtree(material.kept(name), ignore_errors=True)

    def found(self) -> list[Found]:
        """All that the folder has, the smallest sizes first."""
        notes = (json.loads(path.read_bytes()) for path in self._folder.glob("found-*.json"))
        found = (Found(**note) for note in notes)
        return sorted(found, key=lambda one: (one.passages, NAMES.index(one.engine)))

    def _measure(self, material: Material, name: str) -> Iterator[Found]:
        """What is known after each step; no more steps after a fault."""
        found = Found(name, material.passages)
        for step in self._steps(material, name):
            found = replace(found, **step)
            if not found.fault and found.counted in range(1, _FEWEST):
                found = replace(found, fault="too slow", p50_ms=None, p99_ms=None)
            yield found
            if found.fault:
                return

    def _steps(self, material: Material, name: str) -> Iterator[dict[str, Any]]:
        asking = self._limits.asking
        if material.passages > _MOST.get(name, material.passages):
            yield {"fault": "left out"}
        yield self._run("build", material, name)
        yield self._run("search", material, name, str(asking))
        if name == OWN:
            yield material.note(f"made-{material.passages}")
            yield self._run("answer", material, str(asking))
            yield self._run("segment", material)
            yield first_answers(material, material.note("first"), asking)
            yield changed_file(material)

    def _run(self, task: str, material: Material, *arguments: str) -> dict[str, Any]:
        """What a task prints, or a fault; exits where it fails otherwise."""
        print(f"{material.passages}: {' '.join([task, *arguments])}", file=sys.stderr, flush=True)
        command = [task, str(material.folder.resolve()), str(material.passages), *arguments]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.tasks", *command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            start_new_session=True,  # so that its workers end with it
        )
        try:
            printed, _ = process.communicate(timeout=self._limits.task)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return {"fault": "too slow"}
        if process.returncode < 0:
            return {"fault": f"ended by {signal.Signals(-process.returncode).name}"}
        if process.returncode:
            sys.exit(f"{task} of {' '.join(arguments)} failed")
        found: dict[str, Any] = json.loads(printed)
        return found
