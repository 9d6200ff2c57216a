"""Asks question sets: how often a right passage comes first, and which questions fail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.corpus.speech import Passage
from bot.errors import CorpusError, Problem, QuestionError
from bot.evaluation.expected_questions import Expected, ExpectedQuestion, read_questions
from bot.language.encoder import OFF, Semantics

_DEEPEST = 10
_WITHOUT_PASSAGE: dict[Status, str] = {
    "answered": "answered without a passage",
    "clarify": "asked back",
    "refused": "refused",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one question.

    `rank` is the place of the first right passage, counted from 1, or 0 if there is none; `first`
    is the passage that came first, if any; `closest_fits` says whether the closest passage, which
    a refusal shows, is right; `clarified` whether the bot asked back for the right people.
    """

    question: ExpectedQuestion
    rank: int
    status: Status
    first: Passage | None
    elapsed_ms: float
    closest_fits: bool = False
    clarified: bool = False

    @property
    def refused(self) -> bool:
        return self.status == "refused"

    @property
    def is_answerable(self) -> bool:
        """Whether the right reply is an answer: neither a refusal nor a question back."""
        return self.question.expect is not None and not self.question.expect.clarify

    @property
    def is_right(self) -> bool:
        """Whether a right passage comes first, or the right question back or refusal is given."""
        if self.question.expect is None:
            return self.refused
        return self.clarified if self.question.expect.clarify else self.rank == 1


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of outcomes; a share of no questions is None.

    top1, top3 and mrr10 (mean reciprocal rank within ten, Voorhees 1999) are over the answerable
    questions, a refusal counting as not found; refused_right is the share of the unanswerable
    ones that were refused, refused_wrong that of the answerable ones; of the latter, closest_right
    is the share of those with a right passage as the closest. clarified is the share of the unclear
    ones where the bot asked back for the right people.
    """

    questions: int
    answerable: int
    top1: float | None
    top3: float | None
    mrr10: float | None
    refused_right: float | None
    refused_wrong: float | None
    closest_right: float | None
    clarified: float | None
    p50_ms: float
    p99_ms: float

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def ask(answerer: Answerer, question: ExpectedQuestion, *, rank_only: bool = False) -> Outcome:
    """Asks one question; `rank_only` takes the ranking as it is, and never refuses."""
    text = question.question
    try:
        answer = answerer.rank(text, _DEEPEST) if rank_only else answerer.answer(text)
    except QuestionError:
        answer = Answer(text, "", "refused")
    expected = question.expect or Expected()
    passages = [quote.passage for quote in answer.quotes]
    return Outcome(
        question,
        expected.rank(passages, answer.facts_text) if question.expect else 0,
        answer.status,
        passages[0] if passages else None,
        answer.elapsed_ms,
        closest_fits=answer.closest is not None and expected.fits(answer.closest.passage),
        clarified=answer.status == "clarify" and set(answer.choices) == set(expected.clarify),
    )


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Computes the figures of some outcomes."""
    answerable = [outcome for outcome in outcomes if outcome.is_answerable]
    unclear = [o for o in outcomes if o.question.expect and o.question.expect.clarify]
    unanswerable = [outcome for outcome in outcomes if outcome.question.expect is None]
    times = [outcome.elapsed_ms for outcome in outcomes] or [0.0]
    percentiles = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return Figures(
        questions=len(outcomes),
        answerable=len(answerable),
        top1=_share(outcome.rank == 1 for outcome in answerable),
        top3=_share(1 <= outcome.rank <= 3 for outcome in answerable),
        mrr10=_share(1 / outcome.rank if outcome.rank else 0.0 for outcome in answerable),
        refused_right=_share(outcome.refused for outcome in unanswerable),
        refused_wrong=_share(outcome.refused for outcome in answerable),
        closest_right=_share(outcome.closest_fits for outcome in answerable if outcome.refused),
        clarified=_share(outcome.clarified for outcome in unclear),
        p50_ms=round(percentiles[49], 3),
        p99_ms=round(percentiles[98], 3),
    )


def figures_by_kind(outcomes: Iterable[Outcome]) -> dict[str, Figures]:
    """Computes the figures of each kind of question, in the order of their first questions."""
    kinds: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.question.kind].append(outcome)
    return {kind: figures(of_kind) for kind, of_kind in kinds.items()}


def _share(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else None


def problems_of(
    files: Sequence[Path], folder: Path, cache_folder: Path, semantics: Semantics = OFF
) -> list[Problem]:
    """Asks a corpus the questions that its maintainers keep, and returns those that fail.

    A question succeeds if a right passage is among those shown, if the bot asks back for the right
    people, or, where nothing is expected, if it is refused.
    """
    answerer = open_corpus(folder, cache_folder, semantics=semantics)
    problems: list[Problem] = []
    for file in files:
        try:
            for line, question in read_questions(file):
                if fault := _fault(ask(answerer, question)):
                    problems.append(Problem(file, line, fault))
        except CorpusError as error:
            problems += error.problems
    return problems


def _fault(outcome: Outcome) -> str:
    """Returns how a question fails; empty if it succeeds."""
    expect = outcome.question.expect
    if expect is None:
        fault = "" if outcome.refused else "answered, but nothing should answer it"
    elif expect.clarify:
        fault = "" if outcome.clarified else f"does not ask back for {', '.join(expect.clarify)}"
    else:
        fault = "" if outcome.rank else "no right passage is shown"
    first = outcome.first and f"first comes {outcome.first.id}"
    shown = first or f"it is {_WITHOUT_PASSAGE[outcome.status]}"
    return fault and f"{fault}: {outcome.question.question}; {shown}"
