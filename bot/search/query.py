"""Queries: groups of terms, resolved against the vocabulary of an index."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np

from bot.search.occurrences import Floats, GroupOccurrences, Known
from bot.search.vocabulary import Vocabulary

_WELL = 0.5
"""How well a variant must stand for its group for this to be one of the distinct words."""

_IN_PIECES = 0.7
"""How well a passage has a word if it has all the shorter words in it."""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms that mean the same, each with how well it stands for the group, in (0, 1].

    `weight` is how much the group matters in its question; `is_word` whether it is a word of
    the question, rather than a piece of one or a hint at the kind of passage wanted. A group whose
    other variants are names that sound alike, `by_sound`, proves nothing alone. The terms of one
    that are `together` are found in the same passages, as those of a life are, and are no synonyms.
    """

    variants: Mapping[str, float]
    weight: float = 1.0
    is_word: bool = True
    by_sound: bool = False
    together: bool = False


class DocumentTerms(Protocol):
    """The terms of one document; `norm` is what dampens their frequencies."""

    @property
    def norm(self) -> float: ...

    def counts(self, terms: Sequence[int]) -> Sequence[int]:
        """Returns how often it has each term, in parts of a unit: never for the number -1."""


class QueryTerm(NamedTuple):
    """A group with the numbers of its variants in the vocabulary, -1 for an unknown one.

    `text` is the term itself, as the question has it. `known` are the numbers and weights of the
    known variants. `weight` is the group's own times its idf.
    """

    text: str
    group: TermGroup
    numbers: Sequence[int]
    known: Known
    weight: float

    def variants_in(self, document: DocumentTerms) -> dict[str, float]:
        """Returns the variants that a document has, with how well they stand for the group."""
        counts = document.counts(self.numbers)
        variants = zip(counts, self.group.variants.items(), strict=True)
        return {text: weight for count, (text, weight) in variants if count}


@dataclass(frozen=True, slots=True)
class WordsCarried:
    """What a passage carries of a question's words.

    `information`, in nats, is the sum of the words' idf times their weights: how unlikely a passage
    is to carry them by chance. `rarest` is the highest of them, and `unsaid` the share of the
    weight of words that no passage has. A word within a longer one counts with that. `each` has the
    terms by which the passage has a word, and its part of the information. `distinct` is how many
    unrelated words it carries; characters do not count.
    """

    information: float
    rarest: float
    unsaid: float
    distinct: int
    each: Sequence[tuple[AbstractSet[str], float]]


@dataclass(frozen=True)
class Query:
    """The terms of a question, those `beside` them, and perhaps what is `wanted`, such as a figure.

    Terms beside count for the ranking alone: `words_carried` leaves them out. In a small corpus,
    the `occurrences` of its `groups` are known.
    """

    terms: Sequence[QueryTerm]
    wanted: QueryTerm | None = None
    beside: Sequence[QueryTerm] = ()
    occurrences: GroupOccurrences | None = None

    @cached_property
    def known(self) -> list[QueryTerm]:
        """The terms that any passage has, terms beside included."""
        return [term for term in (*self.terms, *self.beside) if term.known]

    @cached_property
    def groups(self) -> list[Known]:
        """The known terms, and last those of what is wanted."""
        return [term.known for term in (*self.known, *([self.wanted] if self.wanted else []))]

    @cached_property
    def weights(self) -> Floats:
        """The weights of the known terms."""
        return np.array([term.weight for term in self.known])

    @cached_property
    def total(self) -> float:
        """The weight of all terms, those that no passage has included."""
        return sum([term.weight for term in (*self.terms, *self.beside)]) + 1e-9

    @cached_property
    def _words(self) -> list[QueryTerm]:
        return [term for term in self.terms if term.group.is_word]

    @cached_property
    def _wholes(self) -> Mapping[str, str]:
        """The longest word that contains each shorter one."""
        words = sorted((word.text for word in self._words), key=len)
        sizes = {len(word) for word in words if not word.isascii()}
        return {piece: word for word in words for piece in _pieces(word, sizes)}

    def words_carried(self, document: DocumentTerms) -> WordsCarried:
        """Returns what a document carries of the words of the query."""
        found = {
            term.text: term.variants_in(document)
            for term in self.terms
            if term.group.is_word or (term.text.isascii() and term.text in self._wholes)
        }
        presence = {text: max(variants.values(), default=0.0) for text, variants in found.items()}
        pieces: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for text, best in presence.items():
            if text in self._wholes:
                pieces[self._wholes[text]][text] = best
        words = [word for word in self._words if word.text not in self._wholes]
        each = [
            (
                {variant for text in (word.text, *pieces[word.text]) for variant in found[text]},
                word.weight * max(presence[word.text], _in_pieces(word.text, pieces[word.text])),
            )
            for word in words
        ]
        information = [part for _, part in each]
        weight = sum(word.group.weight for word in words)
        unsaid = sum(word.group.weight for word in words if not word.known)
        return WordsCarried(
            sum(information),
            max(information, default=0.0),
            unsaid / weight if weight else 0.0,
            distinct_words([w.text for w in self._words if presence[w.text] > _WELL]),
            each,
        )

    def is_only_by_sound(self, document: DocumentTerms) -> bool:
        """Whether all words that a document has are names that sound like the question's."""
        found = [word for word in self._words if word.variants_in(document)]
        return bool(found) and all(word.group.by_sound for word in found)


def query_of(
    vocabulary: Vocabulary,
    groups: Sequence[TermGroup],
    wanted: TermGroup | None = None,
    beside: Sequence[TermGroup] = (),
) -> Query:
    """Resolves groups of terms against a vocabulary."""
    every = [*groups, *beside, *([wanted] if wanted else [])]
    found = iter(vocabulary.find(term for group in every for term in group.variants))
    numbers = [list(islice(found, len(group.variants))) for group in every]
    known = [
        [each for each in zip(own, group.variants.values(), strict=True) if each[0] >= 0]
        for own, group in zip(numbers, every, strict=True)
    ]
    occurrences = None
    if vocabulary.occurrences:  # of the same groups as `Query.groups`
        rows = [own for own, group in zip(known, every, strict=True) if own or group is wanted]
        occurrences = vocabulary.occurrences.of(rows)
    idfs = vocabulary.idfs(known, [group.together for group in every], occurrences)
    terms = [
        QueryTerm(next(iter(group.variants)), group, own, of_group, group.weight * idf)
        for group, own, of_group, idf in zip(every, numbers, known, idfs, strict=True)
    ]
    last = terms.pop() if wanted else None
    return Query(terms[: len(groups)], last, terms[len(groups) :], occurrences)


def _pieces(word: str, sizes: Collection[int]) -> list[str]:
    """Returns the shorter words in one: those of a phrase, or of so many Chinese characters."""
    if word.isascii():
        return word.split() if " " in word else []
    return [
        word[at : at + size]
        for size in sizes
        for at in range(len(word) - size + 1)
        if size < len(word)
    ]


def _in_pieces(word: str, pieces: Mapping[str, float]) -> float:
    """Returns how well a passage has a word by the shorter words in it: the share they make up."""
    covered = [0.0] * len(word)
    for piece, presence in pieces.items():
        start = word.index(piece)
        for at in range(start, start + len(piece)):
            covered[at] = max(presence, covered[at])
    return _IN_PIECES * sum(covered) / len(covered)


def distinct_words(words: Sequence[str]) -> int:
    """Counts the words that are in no longer one, single characters aside.

    A Chinese word of four characters is two words; so is an English phrase of two.

    >>> distinct_words(["综合", "执法", "综合执法", "村", "elder care"])
    4
    """
    latin = sum(word.count(" ") + 1 for word in words if word.isascii())
    chinese = {word for word in words if not word.isascii()}
    sizes = {len(word) for word in chinese}
    within = {piece for word in chinese for piece in _pieces(word, sizes)}
    return latin + sum(len(word) // 2 for word in chinese - within)
