"""Runs question sets: how often a right passage comes first, and what went wrong."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from bot.answering.answer import Answer
from bot.answering.answerer import Answerer
from bot.answering.golden import GoldenQuestion
from bot.corpus.speech import Passage
from bot.errors import QuestionError

_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    `rank` is the place of the first right passage, counted from 1, or 0 if none came; `first`
    is the passage that came first, if any.
    """

    question: GoldenQuestion
    rank: int
    refused: bool
    first: Passage | None
    elapsed_ms: float

    @property
    def is_right(self) -> bool:
        """A right passage first, or a refusal where nothing answers."""
        return self.refused if self.question.expect is None else self.rank == 1


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of outcomes; a share is None where there is nothing to share.

    top1, top3 and mrr10 (mean reciprocal rank within ten, Voorhees 1999) are over the answerable
    questions, a refusal counting as not found; refused_right is the share of the unanswerable
    ones that were refused, refused_wrong that of the answerable ones.
    """

    questions: int
    answerable: int
    top1: float | None
    top3: float | None
    mrr10: float | None
    refused_right: float | None
    refused_wrong: float | None
    p50_ms: float
    p99_ms: float

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def ask(answerer: Answerer, question: GoldenQuestion, *, rank_only: bool = False) -> Outcome:
    """Asks one question; `rank_only` takes the ranking as it is, and never refuses."""
    try:
        if rank_only:
            answer = answerer.rank(question.question, _DEEPEST)
        else:
            answer = answerer.answer(question.question)
    except QuestionError:
        answer = Answer(question.question, "", "refused")
    passages = [quote.passage for quote in answer.quotes]
    right = question.expect.fits if question.expect else lambda _: False
    rank = next((place for place, p in enumerate(passages, start=1) if right(p)), 0)
    first = passages[0] if passages else None
    return Outcome(question, rank, answer.status == "refused", first, answer.elapsed_ms)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some outcomes."""
    answerable = [outcome for outcome in outcomes if outcome.question.expect is not None]
    others = [outcome for outcome in outcomes if outcome.question.expect is None]
    times = [outcome.elapsed_ms for outcome in outcomes] or [0.0]
    percentiles = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return Figures(
        questions=len(outcomes),
        answerable=len(answerable),
        top1=_share(outcome.rank == 1 for outcome in answerable),
        top3=_share(1 <= outcome.rank <= 3 for outcome in answerable),
        mrr10=_share(1 / outcome.rank if outcome.rank else 0.0 for outcome in answerable),
        refused_right=_share(outcome.refused for outcome in others),
        refused_wrong=_share(outcome.refused for outcome in answerable),
        p50_ms=round(percentiles[49], 3),
        p99_ms=round(percentiles[98], 3),
    )


def figures_by_kind(outcomes: Iterable[Outcome]) -> dict[str, Figures]:
    """The figures of each kind of question, in the order in which the kinds first come."""
    kinds: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.question.kind].append(outcome)
    return {kind: figures(of_kind) for kind, of_kind in kinds.items()}


def _share(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else None
