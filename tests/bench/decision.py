"""Fits the weights of bot/answering/confidence.py, by which the bot answers or refuses.

    python -m tests.bench.decision [--semantic] [NAME=CORPUS:QUESTIONS.jsonl …]

The forums of `tests/data` are always there; more sets are given as for `tests.bench.quality`. Each
corpus is asked its own questions and those of the others, which it cannot answer. Large ones are
also cut to several sizes: what is asked of the documents left out is then on the subject, and yet
not answered. All are put into one corpus, too. The matrix and the reliability are those of weights
that were fitted without a corpus and whatever was made of it. They go into docs/quality.md.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.answering.confidence import measures
from bot.answering.finding import Finder
from bot.answering.live_corpus import open_corpus
from bot.answering.question import Question
from bot.evaluation.expected_questions import ExpectedQuestion
from bot.language.encoder import OFF, Semantics
from bot.search.index import Hit
from bot.search.query import Query
from tests.bench.page import table
from tests.bench.quality import ROOT, read_set
from tests.bench.workshop import QuestionSet

DATA = ROOT / "tests/data"
SHIPPED = tuple(DATA / f"{name}.jsonl" for name in ("questions", "held-out", "people"))

_BY_MEANING = "--semantic"
_SIZES = (3, 10, 30, 100)
_OWN, _NEAR, _OTHERS = 150, 100, 60
"""Questions at most: of a cut corpus, of the documents left out of it, of each other set."""

_LEFT_OUT = 4
"""Of so many documents one is left out of the corpus of them all."""

_FIRST = 3
"""A question is answered well where one of so many passages is right."""

_HELD = 40
"""Questions from which on a corpus counts as a whole one."""

_COUNTS = {"own": 1.0, "nobody": 5.0, "near": 0.35, "others": 1.0}
"""How much a question counts: its own, unanswered, of a document left out, of another set."""

_SAID = 1.25
"""How much worse it is to refuse what somebody said than to show what does not answer."""

_FORUM, _CUT = 3.0, 0.4
"""How much a forum counts, and a corpus that was cut, beside a set of other questions."""

_RIDGE = 1e-3
Floats = NDArray[np.float64]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Asked:
    """A question of a corpus: one of its own, or one that it cannot answer."""

    question: ExpectedQuestion
    kind: str


@dataclass(frozen=True)
class Place:
    """A corpus with what it is asked; what is made of it has the same `family`."""

    name: str
    family: str
    corpus: Path
    asked: Sequence[Asked]

    @property
    def is_forum(self) -> bool:
        return self.corpus.is_relative_to(ROOT)

    @property
    def is_cut(self) -> bool:
        return self.name != self.family


@dataclass(frozen=True)
class Observation:
    """What the best passage carries of a question; nothing where there is none."""

    place: Place
    kind: str
    language: str
    answerable: bool
    rank: int
    measured: tuple[float, ...]

    @property
    def is_clear(self) -> bool:
        """Whether it tells what ought to be done: to refuse, or to answer with what is right."""
        return bool(self.measured) and (not self.answerable or 1 <= self.rank <= _FIRST)


class Observer(Finder):
    """Keeps what would decide."""

    seen: tuple[float, ...]

    def _confidence(self, question: Question, query: Query, hit: Hit) -> float:
        words = query.words_carried(hit.terms)
        self.seen = measures(self._evidence(question, query, hit, words))
        return 0.0


def main(arguments: Sequence[str]) -> None:
    semantics = Semantics("on") if _BY_MEANING in arguments else OFF
    sets = [*_own_sets(), *(read_set(each) for each in arguments if each != _BY_MEANING)]
    with tempfile.TemporaryDirectory() as folder:
        places = list(_places(sets, Path(folder)))
        cache = Path(folder) / "cache"
        observed = [seen for place in places for seen in _observe(place, cache, semantics)]
    print(report(observed))


def _own_sets() -> Iterator[QuestionSet]:
    for file in SHIPPED:
        yield read_set(f"shipped={ROOT / 'corpus'}:{file}")
    for file in sorted(DATA.glob("*/questions.jsonl")):
        yield read_set(f"{file.parent.name}={file.parent / 'corpus'}:{file}")


def _places(sets: Sequence[QuestionSet], folder: Path) -> Iterator[Place]:
    """Every corpus whole and, if it has many documents, cut; and one of them all."""
    chance = random.Random(7)
    by_corpus: defaultdict[Path, list[QuestionSet]] = defaultdict(list)
    for each in sets:
        by_corpus[each.corpus].append(each)
    for corpus, own in by_corpus.items():
        name = own[0].name.partition("-")[0]
        others = [
            Asked(question.model_copy(update={"expect": None}), "others")
            for other in sets
            if other.corpus != corpus
            for question in _some(filter(_is_plain, other.questions), _OTHERS, chance)
        ]
        questions = [question for each in own for question in each.questions]
        yield Place(name, name, corpus, [*map(_own, filter(_is_plain, questions)), *others])
        documents = [file for file in corpus.glob("*/*.md") if file.name != "forum.md"]
        for size in _SIZES if len(documents) > 2 * _SIZES[-1] else ():
            kept = chance.sample(sorted(documents), size)
            yield _cut(name, f"{name} {size}", kept, questions, others, folder, chance)
    yield _together(by_corpus, folder, chance)


def _cut(
    family: str,
    name: str,
    kept: Sequence[Path],
    questions: Sequence[ExpectedQuestion],
    others: Sequence[Asked],
    folder: Path,
    chance: random.Random,
) -> Place:
    """A corpus of some documents of another, asked of these and of those that are left out."""
    made = folder / name
    for file in (*{file.parent / "forum.md" for file in kept}, *kept):
        (made / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, made / file.parent.name)
    there = {f"{file.parent.name}/{file.stem}" for file in kept}
    own = [q for q in questions if q.expect and q.expect.document in there]
    near = [q for q in questions if q.expect and q.expect.document not in there]
    asked = [
        *map(_own, _some(own, _OWN, chance)),
        *(
            Asked(question.model_copy(update={"expect": None}), "near")
            for question in _some(near, _NEAR, chance)
        ),
        *_some(others, max(_NEAR, len(others) // 4), chance),
    ]
    return Place(name, family, made, asked)


def _together(
    by_corpus: Mapping[Path, Sequence[QuestionSet]], folder: Path, chance: random.Random
) -> Place:
    """One corpus of all but a part of each, and but the last of those made for the bot's tests."""
    *whole, left = sorted(by_corpus, key=lambda corpus: corpus.parent.parent == DATA)
    asked = [
        Asked(question.model_copy(update={"expect": None}), "others")
        for each in by_corpus[left]
        for question in _some(filter(_is_plain, each.questions), _NEAR, chance)
    ]
    kept: list[Path] = []
    questions: list[ExpectedQuestion] = []
    for corpus in whole:
        documents = sorted(file for file in corpus.glob("*/*.md") if file.name != "forum.md")
        many = len(documents) > 2 * _SIZES[-1]
        kept += chance.sample(documents, len(documents) - (len(documents) // _LEFT_OUT) * many)
        questions += [q for each in by_corpus[corpus] if many for q in each.questions]
    return _cut("together", "together", kept, questions, asked, folder, chance)


def _some(items: Iterable[Item], most: int, chance: random.Random) -> list[Item]:
    every = list(items)
    return chance.sample(every, min(most, len(every)))


def _own(question: ExpectedQuestion) -> Asked:
    return Asked(question, "own" if question.expect else "nobody")


def _is_plain(question: ExpectedQuestion) -> bool:
    """Whether a question wants a passage, or is known to have no answer."""
    expected = question.expect
    return expected is None or bool(expected.contains or expected.document)


def _observe(place: Place, cache_folder: Path, semantics: Semantics) -> Iterator[Observation]:
    answerer = open_corpus(place.corpus, cache_folder, at_once=True, semantics=semantics)
    finder = Observer(answerer._index, answerer._analyzer)
    for asked in place.asked:
        text = asked.question.question
        if not text.strip():
            continue
        question = answerer.interpret(text)
        if question.frame != "passage" or not question.subject:
            continue
        finder.seen = ()
        within = answerer._within(question)
        finder._sure(question, question.subject, question.speakers, within)
        expected = asked.question.expect
        hits = finder.ranked(question, 10, within)
        passages = [hit.passage for hit in hits]
        rank = expected.rank(passages, "") if expected else 0
        language = question.language or "zh"
        yield Observation(place, asked.kind, language, expected is not None, rank, finder.seen)
    print(place.name, len(answerer.contents.passages), file=sys.stderr)


@dataclass(frozen=True)
class Fitted:
    """A logistic regression: the log-odds are `bias` plus the measures times the `weights`."""

    bias: float
    weights: Floats

    def score(self, seen: Observation) -> float:
        """The log-odds that the best passage answers; none does where there is none."""
        return float(self.bias + self.weights @ seen.measured) if seen.measured else -np.inf


def fit(observed: Sequence[Observation]) -> Fitted:
    """Fits the weights by Newton's method, as in Hastie, Tibshirani and Friedman (2009), 4.4.1."""
    clear = [seen for seen in observed if seen.is_clear]
    measured = np.array([[1.0, *seen.measured] for seen in clear])
    answerable = np.array([float(seen.answerable) for seen in clear])
    counts = _counts(clear)
    found = np.zeros(measured.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-measured @ found))
        slope = measured.T @ (counts * (answerable - odds)) - _RIDGE * found
        curve = (measured.T * (counts * odds * (1 - odds))) @ measured
        step = np.linalg.solve(curve + _RIDGE * np.eye(len(found)), slope)
        found += step
        if np.abs(step).max() < 1e-6:
            break
    return Fitted(float(found[0]), found[1:])


def _counts(observed: Sequence[Observation]) -> Floats:
    """How much each counts: a corpus as much as any other, unless it has few questions."""
    sums: defaultdict[tuple[str, bool], float] = defaultdict(float)
    numbers: Counter[tuple[str, bool]] = Counter()
    for seen in observed:
        key = seen.place.name, seen.answerable
        sums[key] += _COUNTS[seen.kind]
        numbers[key] += 1
    counts = []
    for seen in observed:
        key = seen.place.name, seen.answerable
        whole = _CUT if seen.place.is_cut else _FORUM if seen.place.is_forum else 1.0
        whole *= _SAID if seen.answerable else 1.0
        share = _COUNTS[seen.kind] / sums[key] * min(1, numbers[key] / _HELD)
        counts.append(200 * whole * share)
    return np.array(counts)


def report(observed: Sequence[Observation]) -> str:
    """The weights of all, the matrix, and the reliability."""
    families = sorted({seen.place.family for seen in observed})
    held = {
        family: fit([seen for seen in observed if seen.place.family != family])
        for family in families
    }
    whole = fit(observed)
    weights = ", ".join(f"{weight:.2f}" for weight in (whole.bias, *whole.weights))
    scored = [(seen, held[seen.place.family].score(seen)) for seen in observed]
    return "\n".join(
        [f"bias and weights: {weights}", "", *matrix(scored), "", *reliability(scored)]
    )


def matrix(scored: Sequence[tuple[Observation, float]]) -> Iterator[str]:
    """A row a corpus and language: how many of each kind of question are refused."""
    rows: defaultdict[tuple[str, str], defaultdict[str, list[bool]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for seen, score in scored:
        rows[seen.place.name, seen.language][seen.kind].append(score <= 0)
    head = ("corpus", "language", *_COUNTS)
    cells = ([*key, *(_refused(kinds[kind]) for kind in _COUNTS)] for key, kinds in rows.items())
    yield from table(head, cells, texts=2)


def _refused(refused: Sequence[bool]) -> str:
    return f"{sum(refused) / len(refused):.3f} of {len(refused)}" if len(refused) > 3 else "–"


def reliability(scored: Sequence[tuple[Observation, float]]) -> Iterator[str]:
    """How many are answerable among those that are thought so with about equal probability."""
    clear = [(seen, 1 / (1 + np.exp(-score))) for seen, score in scored if seen.is_clear]
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for seen, odds in clear:
        bins[min(int(odds * 10), 9)].append((odds, seen.answerable))
    rows = (
        (
            f"{at / 10:.1f} to {(at + 1) / 10:.1f}",
            f"{np.mean([odds for odds, _ in found]):.2f}",
            f"{np.mean([right for _, right in found]):.2f}",
            str(len(found)),
        )
        for at, found in sorted(bins.items())
    )
    yield from table(("probability", "mean", "answerable", "questions"), rows)


if __name__ == "__main__":
    main(sys.argv[1:])
