"""Compares answers from a search server with those from this machine's disk: the same, how fast?

python -m tests.bench.search_server [--sizes N,N] [--url URL] [--corpus FOLDER] [QUESTIONS.jsonl…]

Without --url, a node of its own is started; without --corpus, corpora of those sizes are made of
the sentences of the real one, and all questions of the repository about that are asked.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.answering.answer import Answer
from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.errors import QuestionError
from bot.evaluation.expected_questions import read_questions
from bot.search.opensearch.address import ServerAddress
from tests import search_node
from tests.bench.page import table
from tests.bench.recombined import recombination_of
from tests.bench.whole import ROOT
from tests.documents import read_corpus
from tests.search_node import SearchNode

_QUESTIONS = [
    *(ROOT / "tests/data").glob("*.jsonl"),
    *(ROOT / "tests/data/english").glob("*.jsonl"),
]
_HEAD = ("passages", "questions", "same decision", "same passages", "p50 ms", "p50 ms", "ratio")


@dataclass
class Comparison:
    """How questions were answered, here and there; times are in milliseconds."""

    passages: int
    differing: list[str] = field(default_factory=list)
    decided_otherwise: int = 0
    here: list[float] = field(default_factory=list)
    there: list[float] = field(default_factory=list)

    def row(self) -> list[str]:
        asked = len(self.here)
        return [
            f"{self.passages:,}",
            str(asked),
            f"{1 - self.decided_otherwise / asked:.2%}",
            f"{1 - len(self.differing) / asked:.2%}",
            f"{median(self.here):.2f}",
            f"{median(self.there):.2f}",
            f"{median(self.there) / median(self.here):.2f}",
        ]


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    questions = list(_questions(options.questions or _QUESTIONS))
    with tempfile.TemporaryDirectory(prefix="search-server-") as scratch:
        folder = Path(scratch)
        with _server(options.url, folder) as url:
            compared: list[Comparison] = []
            for corpus in _corpora(folder, options):
                prefix = f"bench-{len(compared)}"
                address = ServerAddress((url,), prefix=prefix)
                compared.append(_compare(corpus, folder / "cache", address, questions))
                print("\n".join(table(_HEAD, [each.row() for each in compared])), flush=True)
                for question in compared[-1].differing:
                    print("differs:", question)


@contextmanager
def _server(url: str | None, folder: Path) -> Iterator[str]:
    """Gives the address of a server, of a new one unless it is named."""
    if url:
        yield url
        return
    with SearchNode(search_node.program(folder), options=search_node.LARGE) as node:
        yield node.url


def _corpora(folder: Path, options: argparse.Namespace) -> Iterator[Path]:
    if options.corpus:
        yield options.corpus
        return
    recombination = recombination_of(read_corpus(ROOT / "corpus"))
    for size in options.sizes:
        path = folder / f"corpus-{size}"
        recombination.write(path, size)
        yield path


def _questions(files: Sequence[Path]) -> Iterator[str]:
    return (question.question for file in files for _, question in read_questions(file))


def _compare(
    corpus: Path, cache: Path, address: ServerAddress, questions: Sequence[str]
) -> Comparison:
    here = open_corpus(corpus, cache, at_once=True)
    there = open_corpus(corpus, cache, at_once=True, server=address)
    found = Comparison(len(here.contents.passages))
    for text in questions:
        try:
            one, other = _timed(here, text, found.here), _timed(there, text, found.there)
        except QuestionError:
            continue
        found.decided_otherwise += one.status != other.status
        if _shown(one) != _shown(other):
            found.differing.append(text)
    return found


def _timed(answerer: Answerer, text: str, times: list[float]) -> Answer:
    started = perf_counter()
    answer = answerer.answer(text)
    times.append((perf_counter() - started) * 1000)
    return answer


def _shown(answer: Answer) -> tuple[object, ...]:
    hits = [hit.place for hit in answer.hits]
    closest = answer.closest and answer.closest.passage.id
    return answer.status, hits, closest, answer.choices, answer.beyond


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench.search_server")
    sizes = parser.add_argument("--sizes", default=[1162, 100_000], help="passages, with commas")
    sizes.type = lambda text: list(map(int, text.split(",")))
    parser.add_argument("--url", help="of a server that runs already")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("questions", nargs="*", type=Path)
    return parser


if __name__ == "__main__":
    main()
