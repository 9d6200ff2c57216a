"""The questions that the maintainers of a corpus keep beside it, asked of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answering.answer import Status
from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.errors import CorpusError, Problem
from bot.evaluation.evaluation import Outcome, ask
from bot.evaluation.expected_questions import read_questions
from bot.language.encoder import OFF, Semantics

_SAID: dict[Status, str] = {
    "answered": "answered without a passage",
    "clarify": "asked back",
    "refused": "refused",
}
"""What became of a question to which no passage was shown."""


def problems_of(
    files: Sequence[Path], folder: Path, cache_folder: Path, semantics: Semantics = OFF
) -> list[Problem]:
    """The questions of the files that do not hold.

    One holds if a right passage is among those that are shown, if the right people are asked back
    for, or, where it expects nothing, if it is refused.
    """
    answerer = open_corpus(folder, cache_folder, semantics=semantics)
    return [problem for file in files for problem in _problems(file, answerer)]


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
        elif question.expect and question.expect.clarify and not outcome.clarified:
            names = ", ".join(question.expect.clarify)
            yield Problem(file, line, f"does not ask back for {names}: {_asked(outcome)}")
        elif outcome.is_answerable and not outcome.rank:
            yield Problem(file, line, f"no right passage is shown: {_asked(outcome)}")


def _asked(outcome: Outcome) -> str:
    first = (
        f"; first comes {outcome.first.id}" if outcome.first else f"; it is {_SAID[outcome.status]}"
    )
    return f"{outcome.question.question}{first}"
