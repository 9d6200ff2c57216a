"""Measures which questions the bot is sure of that it was not asked, for docs/quality.md.

    python -m tests.bench.sureness [--off-topic] QUESTIONS.jsonl …

The questions are asked of the shipped corpus. With `--off-topic` none of them is about it,
whatever a file expects. Prints a row for each file, and those that it is wrongly sure of.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bot.answering.answer import Answer
from bot.answering.answerer import Answerer
from bot.answering.confidence import SURE, VERY_SURE
from bot.answering.live_corpus import open_corpus
from bot.evaluation.expected_questions import ExpectedQuestion, read_questions
from tests.bench.page import table

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"
USUAL = [str(DATA / f"{name}.jsonl") for name in ("questions", "held-out", "work-chat")]


class Asked(NamedTuple):
    """A question, its answer, and how sure that is."""

    question: ExpectedQuestion
    answer: Answer
    unprompted_confidence: float

    @property
    def is_right(self) -> bool:
        expected = self.question.expect
        passages = (quote.passage for quote in self.answer.quotes)
        return expected is not None and any(map(expected.fits, passages))


def main(arguments: Sequence[str]) -> None:
    off_topic = "--off-topic" in arguments
    files = [Path(file) for file in arguments if file != "--off-topic"] or list(map(Path, USUAL))
    with tempfile.TemporaryDirectory() as kept:
        answerer = open_corpus(ROOT / "corpus", Path(kept), at_once=True)
        sets = {file: list(_asked(file, answerer, off_topic=off_topic)) for file in files}
    head = ("set", "about", "questions", "sure", "very sure", "wrong though sure")
    rows = [row for file, asked in sets.items() for row in _rows(file, asked)]
    print("\n".join(table(head, rows, texts=2)))
    for asked in chain.from_iterable(sets.values()):
        if asked.question.expect is None and asked.unprompted_confidence >= SURE:
            print(f"{asked.unprompted_confidence:.1f}  {asked.question.question}")


def _asked(file: Path, answerer: Answerer, *, off_topic: bool) -> Iterator[Asked]:
    for _, question in read_questions(file):
        if question.question.strip():
            known = question.model_copy(update={"expect": None}) if off_topic else question
            understood = answerer.interpret(question.question)
            answer = answerer.reply(understood)
            yield Asked(known, answer, answerer.unprompted_confidence(understood, answer))


def _rows(file: Path, asked: Sequence[Asked]) -> Iterator[list[str]]:
    for about, answerable in (("the speeches", True), ("other things", False)):
        of_kind = [each for each in asked if (each.question.expect is not None) is answerable]
        if not of_kind:
            continue
        sure, very = (
            [each for each in of_kind if each.unprompted_confidence >= level]
            for level in (SURE, VERY_SURE)
        )
        wrong = sum(not each.is_right for each in sure)
        shares = (f"{len(found) / len(of_kind):.3f}" for found in (sure, very))
        yield [file.stem, about, str(len(of_kind)), *shares, str(wrong)]


if __name__ == "__main__":
    main(sys.argv[1:])
