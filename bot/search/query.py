"""One query to an index: its terms with their weights, and the scores that follow from them."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

import numpy as np

from bot.search.postings import Documents, Floats, Postings
from bot.search.pruning import Pruning
from bot.search.ranking import TermGroup, idf
from bot.search.scorers import Scorer, Sums, scorer_of

_COORDINATION = 0.4
"""How much of its score a passage loses that carries nothing of the question's weight."""

_LACKING = 0.2
"""How much of its score a passage loses that has nothing of the kind that is asked for."""

_IN_PARTS = 0.5
"""How well a word stands where only its parts do.

Of the distinct words are those that stand better, or have a translation that does.
"""

_PLACES = 6
"""Digits after the point by which scores are told apart."""

_FEW = 256
"""So many documents are all scored sooner than they are told apart."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents, the best first, with their scores and coverages.

    Coverage, in [0, 1], is how much of the query's weight a document carries: the idf of the
    terms that stand in it, as a share of the idf of them all.
    """

    documents: Documents
    scores: Floats
    coverages: Floats


@dataclass(frozen=True, slots=True)
class WordsCarried:
    """What a passage carries of a question's words, pieces of words aside.

    `weight` is the idf of those that stand in it, `share` the share of it in the idf of them
    all, and `unsaid` the share of the words that stand in no passage at all; one of which synonyms
    do is unsaid as far as they are not the same. `distinct` is how
    many of them it carries that have nothing to do with one another; characters do not count.
    """

    weight: float
    share: float
    unsaid: float
    distinct: int


class Query:
    """Groups of terms to look for, and perhaps what is `wanted`, such as a figure."""

    def __init__(
        self, postings: Postings, groups: Sequence[TermGroup], wanted: TermGroup | None = None
    ) -> None:
        self._postings = postings
        self._wants = wanted is not None
        every = [*groups, wanted] if wanted else groups
        numbers = iter(postings.find(term for group in every for term in group.variants))
        terms = [list(islice(numbers, len(group.variants))) for group in every]
        scorers = [scorer_of(postings, g, t) for g, t in zip(every, terms, strict=True)]
        self._wanted = scorers.pop() if wanted else None
        self._parts = [
            _Part(group, numbers, scorer, _weight(group, scorer, len(postings.lengths)))
            for group, numbers, scorer in zip(groups, terms, scorers, strict=False)
        ]
        self._scorers = [part.scorer for part in self._parts if part.scorer]
        self._weights = np.array([part.weight for part in self._parts if part.scorer])
        self._total = sum(part.weight for part in self._parts) + 1e-9

    def best(self, limit: int, sums: Sums, allowed: Documents | None = None) -> Ranked:
        """At most `limit` documents, of equal ones the first by their number; none without a term.

        Where `allowed` is given, only of these, which are ascending. `sums` is an array of zeros
        as long as there are documents, and is given back as it came.
        """
        documents = self._candidates(limit, sums, allowed)
        scores, coverages = self.judged(documents)
        order = np.lexsort((documents, -scores.round(_PLACES)))[:limit]
        order = order[scores[order] > 0]
        return Ranked(documents[order], scores[order], coverages[order])

    @property
    def unsaid(self) -> list[str]:
        """The words that stand in no document."""
        parts = (part for part in self._parts if part.group.is_word and part.scorer is None)
        return [next(iter(part.group.variants)) for part in parts]

    def words_carried(
        self, document: int, in_parts: AbstractSet[str] = frozenset()
    ) -> WordsCarried:
        """What a document carries of the words of the query.

        Those it says only `in_parts`, which stand in no document, count half.
        """
        words = [part for part in self._parts if part.group.is_word]
        if not words:
            return WordsCarried(0.0, 0.0, 0.0, 0)
        presences = [
            _IN_PARTS
            if part.scorer is None and not in_parts.isdisjoint(part.group.variants)
            else part.presence(self._postings, document)
            for part in words
        ]
        carried = sum(p.weight * presence for p, presence in zip(words, presences, strict=True))
        unsaid = (sum(part.unsaid for part in words) - _IN_PARTS * len(in_parts)) / len(words)
        there = (p for p, presence in zip(words, presences, strict=True) if presence > _IN_PARTS)
        distinct = distinct_words([next(iter(part.group.variants)) for part in there])
        share = carried / sum(part.weight for part in words)
        return WordsCarried(carried, share, unsaid, distinct)

    def is_only_by_sound(self, document: int) -> bool:
        """Whether of all words a document has only names that sound like them."""
        words = (part for part in self._parts if part.group.is_word)
        there = [part for part in words if part.presence(self._postings, document)]
        return bool(there) and all(part.group.by_sound for part in there)

    def coverage(self, document: int) -> float:
        """How much of the query's weight a document carries, in [0, 1]."""
        return float(self.judged(np.array([document]))[1][0])

    def judged(self, documents: Documents) -> tuple[Floats, Floats]:
        """Scores and coverages: BM25, less what is lost by carrying or having less than all."""
        rows = [scorer.frequencies(documents) for scorer in self._scorers]
        frequencies = np.array(rows).reshape(len(rows), len(documents))
        norms = self._postings.norms[documents]
        scores = self._weights @ self._postings.formula.saturated(frequencies, norms)
        carried = self._weights @ np.minimum(frequencies, 1)
        scores *= 1 - _COORDINATION + _COORDINATION * carried / self._total
        if self._wants:
            there = self._wanted.frequencies(documents) if self._wanted else np.zeros(1)
            scores *= 1 - _LACKING + _LACKING * np.minimum(there, 1)
        return scores, carried / self._total

    def _candidates(self, limit: int, sums: Sums, allowed: Documents | None) -> Documents:
        """The documents that may be among the best, ascending."""
        if len(sums) <= _FEW:
            return np.arange(len(sums)) if allowed is None else allowed
        weighted = list(zip(self._weights.tolist(), self._scorers, strict=True))
        norms = self._postings.norms
        pruning = Pruning(weighted, self._final, self._kept, limit, norms, sums)
        return pruning.everywhere() if allowed is None else pruning.among(allowed)

    def _final(self, documents: Documents) -> Floats:
        return self.judged(documents)[0]

    def _kept(self, carried: float) -> float:
        """The share of its score that a passage keeps that carries so much weight."""
        return 1 - _COORDINATION + _COORDINATION * carried / self._total


@dataclass(frozen=True, slots=True)
class _Part:
    """A group of terms with the numbers of its variants, or -1 for one that stands nowhere."""

    group: TermGroup
    terms: Sequence[int]
    scorer: Scorer | None
    weight: float

    @property
    def unsaid(self) -> float:
        """How far no document has it; a translation is as good as the word, a synonym is not."""
        if self.scorer is None or next(iter(self.group.variants)).isascii():
            return float(self.scorer is None)
        weighted = zip(self.terms, self.group.variants.values(), strict=True)
        return 1 - max(weight for term, weight in weighted if term >= 0)

    def presence(self, postings: Postings, document: int) -> float:
        """How well the group stands in a document: the weight of the best variant there."""
        return max(self._standing(postings, document), default=0.0)

    def _standing(self, postings: Postings, document: int) -> Iterator[float]:
        for term, weight in zip(self.terms, self.group.variants.values(), strict=True):
            if term >= 0 and postings.holds(term, document):
                yield weight


def distinct_words(words: Sequence[str]) -> int:
    """How many words stand for themselves: not those within longer ones, nor single characters.

    A Chinese word of four characters is two words; so is an English phrase of two.

    >>> distinct_words(["综合", "执法", "综合执法", "村", "elder care"])
    4
    """
    latin = sum(word.count(" ") + 1 for word in words if word.isascii())
    chinese = {word for word in words if not word.isascii()}
    sizes = {len(word) for word in chinese}
    within = {
        word[at : at + size]
        for word in chinese
        for size in sizes
        for at in range(len(word) - size + 1)
        if size < len(word)
    }
    return latin + sum(len(word) // 2 for word in chinese - within)


def _weight(group: TermGroup, scorer: Scorer | None, documents: int) -> float:
    return group.weight * idf(documents, scorer.containing if scorer else 0)
