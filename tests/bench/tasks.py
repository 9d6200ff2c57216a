"""One task of a comparison, in a process of its own: `python -m tests.bench.tasks TASK …`.

Prints what it measured in JSON; `{"fault": …}` where an engine cannot do it.
"""

import json
import multiprocessing
import os
import resource
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.engines import OTHERS, Engine
from tests.bench.material import Material
from tests.bench.measuring import memory, seconds_of, size, times

OWN = "forum-bot"
MOST_MEMORY = 16 * 2**30
"""Bytes that a process may take for itself."""

_FILES = 20


def engine_of(name: str) -> Engine:
    """Raises ImportError where the engine is not installed."""
    if name != OWN:
        sys.modules.update(dict.fromkeys(OTHERS[name].without))  # type: ignore[arg-type]
        return OTHERS[name]()
    from tests.bench.forum_bot import ForumBot

    return ForumBot()


def build(material: Material, name: str) -> dict[str, Any]:
    engine, kept = engine_of(name), material.kept(name)
    kept.mkdir()
    seconds = seconds_of(partial(engine.build, material, kept))
    return {"build_s": seconds, "saved": size(kept) or None}


def search(material: Material, name: str, seconds: str) -> dict[str, Any]:
    engine, asked = engine_of(name), material.asked
    engine.open(material, material.kept(name))
    found = times(engine.search, asked, float(seconds))
    private, shared = memory()
    return {
        "counted": found.counted,
        "p50_ms": found.p50_ms,
        "p99_ms": found.p99_ms,
        "private": private,
        "shared": shared,
    }


def answer(material: Material, seconds: str) -> dict[str, Any]:
    """Whole questions, in all languages."""
    from tests.bench.forum_bot import ForumBot

    engine, questions = ForumBot(), material.questions
    engine.open(material, material.kept(OWN))
    found = times(engine.answerer.answer, questions, float(seconds))
    private, shared = memory()
    return {
        "answer_p50_ms": found.p50_ms,
        "answer_p99_ms": found.p99_ms,
        "answer_private": private,
        "answer_shared": shared,
    }


def segment(material: Material) -> dict[str, Any]:
    """jieba's segmentation of the same files, on all processors, its dictionary loaded before."""
    paths = iter(sorted(material.corpus.rglob("*.md")))
    portions = iter(lambda: list(islice(paths, _FILES)), [])
    processes = os.cpu_count() or 1
    with multiprocessing.Pool(processes, _load_jieba) as pool:
        pool.map(_words, [[]] * processes * 4, chunksize=1)  # wait until all are there
        words: list[int] = []
        seconds = seconds_of(lambda: words.extend(pool.imap_unordered(_words, portions)))
    return {"segment_s": seconds, "words": sum(words) / material.passages}


def make(material: Material) -> dict[str, Any]:
    from tests.bench import preparing

    preparing.make(material)
    return {"terms": material.tokens.mean}


def prepare(material: Material, corpus: str, questions: str) -> dict[str, Any]:
    from tests.bench import preparing

    preparing.prepare(material, Path(corpus), Path(questions))
    return {}


def _load_jieba() -> None:
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()


def _words(paths: Sequence[Path]) -> int:
    """How many words jieba makes of the bodies of some files."""
    import jieba

    bodies = (path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in paths)
    return sum(not word.isspace() for body in bodies for word in jieba.cut(body))


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    task.__name__: task for task in (prepare, make, build, search, answer, segment)
}


def main(task: str, folder: str, passages: str, *arguments: str) -> None:
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    try:
        found = TASKS[task](Material(Path(folder), int(passages)), *arguments)
    except MemoryError:
        found = {"fault": "too much memory"}
    except ImportError as error:
        found = {"fault": f"{error.name} is not installed"}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
