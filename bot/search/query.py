"""One query to an index: its terms with their weights, and the scores that follow from them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeVar

import numpy as np

from bot.search.postings import Documents, Floats, Postings
from bot.search.pruning import Pruning
from bot.search.ranking import TermGroup, idf
from bot.search.scorers import Scorer, Sums, scorer_of

_COORDINATION = 0.4
"""How much of its score a passage loses that carries nothing of the question's weight."""

_LACKING = 0.2
"""How much of its score a passage loses that has nothing of the kind that is asked for."""

_WELL = 0.5
"""How well a word, or a translation of it, stands where it is one of the distinct words."""

_IN_PIECES = 0.7
"""How well a word stands where all the shorter words in it do."""

_PLACES = 6
"""Digits after the point by which scores are told apart."""

Number = TypeVar("Number", float, Floats)

_FEW = 256
"""So many documents are all scored sooner than they are told apart."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents, the best first, with their scores."""

    documents: Documents
    scores: Floats


@dataclass(frozen=True, slots=True)
class WordsCarried:
    """What a passage carries of a question's words, pieces of words aside.

    `information`, in nats, is how little it would be expected of a passage at random: the idf of
    the words, each as much as it weighs, added up; `rarest` is the highest of them, and `unsaid`
    the share of the weight of the words that stand in no passage at all. A word within a longer one
    counts with that. `each` has the terms by which a word stands there with its part of the
    information. `distinct` is how many words it carries that have nothing to do with one another;
    characters do not count.
    """

    information: float
    rarest: float
    unsaid: float
    distinct: int
    each: Sequence[tuple[AbstractSet[str], float]]


class Query:
    """Groups of terms to look for, and perhaps what is `wanted`, such as a figure.

    Those `beside` are for the ranking alone: of them nothing is said to be carried.
    """

    def __init__(
        self,
        postings: Postings,
        groups: Sequence[TermGroup],
        wanted: TermGroup | None = None,
        beside: Sequence[TermGroup] = (),
    ) -> None:
        self._postings = postings
        self._wants = wanted is not None
        every = [*groups, *beside, *([wanted] if wanted else [])]
        numbers = iter(postings.find(term for group in every for term in group.variants))
        terms = [list(islice(numbers, len(group.variants))) for group in every]
        scorers = [scorer_of(postings, g, t) for g, t in zip(every, terms, strict=True)]
        self._wanted = scorers.pop() if wanted else None
        size = len(postings.lengths)
        parts = [
            _Part(group, numbers, scorer, idf(size, scorer.containing if scorer else 0))
            for group, numbers, scorer in zip(every, terms, scorers, strict=False)
        ]
        self._parts = parts[: len(groups)]
        self._sum = _Sum.of(parts)

    def best(self, limit: int, sums: Sums, allowed: Documents | None = None) -> Ranked:
        """At most `limit` documents, of equal ones the first by their number; none without a term.

        Where `allowed` is given, only of these, which are ascending. `sums` is an array of zeros
        as long as there are documents, and is given back as it came.
        """
        documents = self._candidates(limit, sums, allowed)
        scores = self.scores(documents)
        order = np.lexsort((documents, -scores.round(_PLACES)))[:limit]
        order = order[scores[order] > 0]
        return Ranked(documents[order], scores[order])

    def share(self, document: int) -> float:
        """The share of the highest possible score that a document has, in [0, 1].

        What is beside does not count.
        """
        alone = _Sum.of(self._parts)
        (score,) = self._scores(alone, np.array([document]))
        return float(score) / (alone.total * (self._postings.formula.k1 + 1))

    def words_carried(self, document: int) -> WordsCarried:
        """What a document carries of the words of the query."""
        standing = {
            part.text: part.standing(self._postings, document)
            for part in self._parts
            if part.group.is_word or (part.text.isascii() and part.text in self._wholes)
        }
        presences = {text: max(terms.values(), default=0.0) for text, terms in standing.items()}
        wholes = list(self._whole_words(presences))
        information = [
            part.weight * max(presences[part.text], _in_pieces(part.text, pieces))
            for part, pieces in wholes
        ]
        terms = [
            {term for text in (part.text, *pieces) for term in standing[text]}
            for part, pieces in wholes
        ]
        unsaid = sum(part.group.weight for part, _ in wholes if part.scorer is None)
        weight = sum(part.group.weight for part, _ in wholes)
        there = (p.text for p in self._parts if p.group.is_word and presences[p.text] > _WELL)
        rarest = max(information, default=0.0)
        return WordsCarried(
            sum(information),
            rarest,
            unsaid / weight if weight else 0.0,
            distinct_words(list(there)),
            list(zip(terms, information, strict=True)),
        )

    @cached_property
    def _wholes(self) -> Mapping[str, str]:
        """The longest of the words in which each shorter one is."""
        words = [part.text for part in self._parts if part.group.is_word]
        sizes = {len(word) for word in words if not word.isascii()}
        longest = sorted(words, key=len)
        return {piece: word for word in longest for piece in _pieces(word, sizes)}

    def _whole_words(
        self, presences: Mapping[str, float]
    ) -> Iterator[tuple["_Part", Mapping[str, float]]]:
        """The words that are in no longer one, each with the presences of those in it."""
        pieces: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for text, presence in presences.items():
            if text in self._wholes:
                pieces[self._wholes[text]][text] = presence
        for part in self._parts:
            if part.group.is_word and part.text not in self._wholes:
                yield part, pieces[part.text]

    def is_only_by_sound(self, document: int) -> bool:
        """Whether of all words a document has only names that sound like them."""
        words = (part for part in self._parts if part.group.is_word)
        there = [part for part in words if part.standing(self._postings, document)]
        return bool(there) and all(part.group.by_sound for part in there)

    def scores(self, documents: Documents) -> Floats:
        """BM25, less what is lost by carrying or having less than all."""
        return self._scores(self._sum, documents)

    def _scores(self, summed: "_Sum", documents: Documents) -> Floats:
        rows = [scorer.frequencies(documents) for scorer in summed.scorers]
        frequencies = np.array(rows).reshape(len(rows), len(documents))
        norms = self._postings.norms[documents]
        scores: Floats = summed.weights @ self._postings.formula.saturated(frequencies, norms)
        scores *= summed.kept(summed.weights @ np.minimum(frequencies, 1))
        if self._wants:
            there = self._wanted.frequencies(documents) if self._wanted else np.zeros(1)
            scores *= 1 - _LACKING + _LACKING * np.minimum(there, 1)
        return scores

    def _candidates(self, limit: int, sums: Sums, allowed: Documents | None) -> Documents:
        """The documents that may be among the best, ascending."""
        if len(sums) <= _FEW:
            return np.arange(len(sums)) if allowed is None else allowed
        weighted = list(zip(self._sum.weights.tolist(), self._sum.scorers, strict=True))
        norms = self._postings.norms
        pruning = Pruning(weighted, self.scores, self._sum.kept, limit, norms, sums)
        return pruning.everywhere() if allowed is None else pruning.among(allowed)


@dataclass(frozen=True, slots=True)
class _Part:
    """A group of terms with the numbers of its variants, or -1 for one that stands nowhere."""

    group: TermGroup
    terms: Sequence[int]
    scorer: Scorer | None
    idf: float

    @property
    def weight(self) -> float:
        return self.group.weight * self.idf

    @property
    def text(self) -> str:
        """The term itself, as the question has it."""
        return next(iter(self.group.variants))

    def standing(self, postings: Postings, document: int) -> dict[str, float]:
        """The variants that stand in a document, with how well they stand for the group."""
        variants = zip(self.terms, self.group.variants.items(), strict=True)
        return {
            text: weight
            for term, (text, weight) in variants
            if term >= 0 and postings.holds(term, document)
        }


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the scores are summed of: the parts that stand anywhere; `total` is what all weigh."""

    scorers: Sequence[Scorer]
    weights: Floats
    total: float

    @classmethod
    def of(cls, parts: Sequence[_Part]) -> "_Sum":
        there = [(part.scorer, part.weight) for part in parts if part.scorer]
        weights = np.array([weight for _, weight in there])
        total = sum(part.weight for part in parts) + 1e-9
        return cls([scorer for scorer, _ in there], weights, total)

    def kept(self, carried: Number) -> Number:
        """The share of its score that a passage keeps that carries so much weight."""
        return 1 - _COORDINATION + _COORDINATION * carried / self.total


def _pieces(word: str, sizes: Collection[int]) -> list[str]:
    """The shorter words that may be in one: those of a phrase, or so many Chinese characters."""
    if word.isascii():
        return word.split() if " " in word else []
    return [
        word[at : at + size]
        for size in sizes
        for at in range(len(word) - size + 1)
        if size < len(word)
    ]


def _in_pieces(word: str, pieces: Mapping[str, float]) -> float:
    """How well a word stands by the shorter words in it: the share of it that they make up."""
    covered = [0.0] * len(word)
    for piece, presence in pieces.items():
        at = word.index(piece)
        covered[at : at + len(piece)] = [
            max(presence, before) for before in covered[at : at + len(piece)]
        ]
    return _IN_PIECES * sum(covered) / len(covered)


def distinct_words(words: Sequence[str]) -> int:
    """How many words stand for themselves: not those within longer ones, nor single characters.

    A Chinese word of four characters is two words; so is an English phrase of two.

    >>> distinct_words(["综合", "执法", "综合执法", "村", "elder care"])
    4
    """
    latin = sum(word.count(" ") + 1 for word in words if word.isascii())
    chinese = {word for word in words if not word.isascii()}
    sizes = {len(word) for word in chinese}
    within = {piece for word in chinese for piece in _pieces(word, sizes)}
    return latin + sum(len(word) // 2 for word in chinese - within)
