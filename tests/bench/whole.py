"""Measures whole processes of the command line: from their start to the answer."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tests.bench.material import Material
from tests.bench.tasks import OWN

ROOT = Path(__file__).parents[2]
JIEBA = [sys.executable, "-c", "import jieba; jieba.initialize()"]

_PAIRS = 9
_NEWS = "企鹅看守着海底隧道的灯塔。"
_QUESTION = "企鹅看守灯塔"


def first_answers(material: Material, question: str, seconds: float) -> dict[str, Any]:
    """A process that answers from the saved index, and one that loads jieba, in turns.

    One pair is not counted; those that are may take so many seconds, all told.
    """
    asking, environment = _asking(material, question), _environment(material)
    pairs: list[tuple[float, float]] = []
    started = perf_counter()
    while len(pairs) <= _PAIRS and (len(pairs) < 2 or perf_counter() - started < seconds):
        pairs.append((_seconds(asking, environment), _seconds(JIEBA, environment)))
    counted = pairs[1:]
    return {
        "start_s": median(own for own, _ in counted),
        "jieba_start_s": median(theirs for _, theirs in counted),
        "start_ratio": median(own / theirs for own, theirs in counted),
    }


def changed_file(material: Material) -> dict[str, Any]:
    """Until a new process answers from what was just written into one file of the corpus."""
    paths = sorted(material.corpus.rglob("*.md"))
    path = paths[len(paths) // 2]
    before = path.read_bytes()
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{_NEWS}\n")
        started = perf_counter()
        printed = _run(_asking(material, _QUESTION), _environment(material))
        seconds = perf_counter() - started
    finally:
        path.write_bytes(before)
    passages = json.loads(printed)["passages"]
    return {"changed_s": seconds, "changed_found": [p["text"] for p in passages[:1]] == [_NEWS]}


def _asking(material: Material, question: str) -> list[str]:
    corpus = str(material.corpus.resolve())
    return [sys.executable, "-m", "bot", "ask", "--json", "--corpus", corpus, question]


def _environment(material: Material) -> dict[str, str]:
    """With a private folder for the dictionary that jieba keeps, without the extra `semantic`."""
    temporary = material.folder.resolve() / "tmp"
    temporary.mkdir(exist_ok=True)
    return os.environ | {
        "CACHE_FOLDER": str(material.kept(OWN).resolve()),
        "PYTHONPATH": str(ROOT),
        "SEMANTIC": "off",
        "TMPDIR": str(temporary),
    }


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = perf_counter()
    _run(command, environment)
    return perf_counter() - started


def _run(command: Sequence[str], environment: Mapping[str, str]) -> bytes:
    done = subprocess.run(
        command, env=environment, cwd=environment["TMPDIR"], capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return done.stdout
