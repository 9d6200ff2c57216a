"""Checks a corpus: its files, and the questions that its maintainers keep beside them."""

from collections.abc import Iterator
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.assembly import assemble
from bot.answering.evaluation import Outcome, ask
from bot.answering.golden import read_questions
from bot.corpus.reader import read_corpus
from bot.corpus.speech import Corpus
from bot.errors import CorpusError, Problem

_QUESTIONS = "*/questions.jsonl"


def check_corpus(folder: Path, cache_folder: Path) -> Corpus:
    """Reads a corpus and asks its own questions; raises CorpusError with all that is wrong.

    A question holds if a right passage is among those that are shown, or, where it expects
    nothing, if it is refused.
    """
    corpus = read_corpus(folder)
    files = sorted(folder.glob(_QUESTIONS))
    if files:
        answerer = assemble(corpus, cache_folder)
        problems = [problem for file in files for problem in _problems(file, answerer)]
        if problems:
            raise CorpusError(problems)
    return corpus


def _problems(file: Path, answerer: Answerer) -> Iterator[Problem]:
    try:
        questions = read_questions(file)
    except CorpusError as error:
        yield from error.problems
        return
    for line, question in questions:
        outcome = ask(answerer, question)
        if question.expect is None and not outcome.refused:
            yield Problem(file, line, f"answered, but nothing should answer it: {_asked(outcome)}")
        elif question.expect is not None and not outcome.rank:
            yield Problem(file, line, f"no right passage is shown: {_asked(outcome)}")


def _asked(outcome: Outcome) -> str:
    first = f"; first comes {outcome.first.id}" if outcome.first else "; it is refused"
    return f"{outcome.question.question}{first}"
