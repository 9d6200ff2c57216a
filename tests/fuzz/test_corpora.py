"""Whatever the files of a corpus are like, it is read and answers, or is refused in clear lines."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.checking.corpus import check_corpus
from bot.errors import CorpusError, Problem
from tests.conftest import FORUM, SOAK
from tests.documents import Corpus, read_corpus
from tests.fuzz.corpora import ODDITIES, write_strange_corpus
from tests.fuzz.guard import hang_guard, memory_guard

FILES = 20
SECONDS = 120
MEGABYTES = 500
QUESTIONS = ("谁谈种树", "刘晖谈物业", "what about roads", "<b>{ $name }", "社区物业管理")


@pytest.mark.parametrize(
    "corpora", [10, pytest.param(50, marks=pytest.mark.long), pytest.param(5_000, marks=SOAK)]
)
def test_any_corpus_is_read_or_refused_in_clear_lines(
    corpora: int, cache: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "corpus"
    with memory_guard(MEGABYTES, f"{corpora * FILES} files"):
        for number in range(corpora):
            write_strange_corpus(folder, FILES, random.Random(number))
            with hang_guard(SECONDS, f"corpus {number}"):
                refuse_or_read(folder, cache)
                if number % 25 == 0:
                    leave_what_is_valid(folder)
                    ask(open_corpus(folder, cache))
            shutil.rmtree(folder)


@pytest.mark.parametrize("block", ODDITIES, ids=range(len(ODDITIES)))
def test_any_front_matter_is_read_or_refused_in_clear_lines(
    block: str, cache: Path, tmp_path: Path
) -> None:
    forum = tmp_path / "corpus/会"
    forum.mkdir(parents=True)
    (forum / "forum.md").write_text(FORUM, encoding="utf-8")
    (forum / "1.md").write_text(f"---\n{block}\n---\n\n要种树。\n", encoding="utf-8")
    with hang_guard(SECONDS, block[:50]):
        refuse_or_read(forum.parent, cache)


def refuse_or_read(folder: Path, cache: Path) -> None:
    report = check_corpus(folder, cache)
    for problem in report.problems:
        check_problem(problem)
    corpus, problems = read(folder)
    assert set(problems) <= set(report.problems)
    assert all(passage.text.strip() for passage in corpus.passages())
    assert all(speech.title for speech in corpus.speeches)


def read(folder: Path) -> tuple[Corpus, Sequence[Problem]]:
    """The corpus, or why there is none."""
    try:
        return read_corpus(folder), ()
    except CorpusError as error:
        return Corpus(()), error.problems


def check_problem(problem: Problem) -> None:
    """It is one line, names a file, and a line that the file has."""
    told = str(problem)
    assert len(told.splitlines()) == 1, told
    assert len(problem.message) < 1_000, told[:2_000]
    assert problem.path.exists() or problem.path.name == "forum.md", told
    lines = problem.path.read_bytes().splitlines() if problem.path.is_file() else []
    assert 1 <= problem.line <= max(1, len(lines) + 1), told


def leave_what_is_valid(folder: Path) -> None:
    """Deletes the files that have problems, until there are none."""
    for file in folder.glob("*/questions.jsonl"):
        file.unlink()
    while True:
        for forum in folder.iterdir():
            (forum / "valid.md").write_text("---\ntitle: 路\n---\n\n要修路。\n", encoding="utf-8")
            if not (forum / "forum.md").exists():
                (forum / "forum.md").write_text(FORUM, encoding="utf-8")
        _, problems = read(folder)
        if not problems:
            return
        for problem in problems:
            problem.path.unlink(missing_ok=True)


def ask(answerer: Answerer) -> None:
    for question in QUESTIONS:
        answer = answerer.answer(question)
        for quote in answer.quotes:
            assert all(0 <= at < end <= len(quote.passage.text) for at, end in quote.highlights)
