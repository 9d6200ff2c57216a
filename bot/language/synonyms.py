"""Words that mean the same: how well some terms stand for a word, as weights in (0, 1]."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.english import Stemmer
from bot.language.stopwords import Stopwords
from bot.language.terms import Term
from bot.language.word_lists import read_lines
from bot.storage import ranges, starts_of

Weights = Mapping[str, float]


def raise_to(weights: dict[str, float], others: Weights, share: float = 1.0) -> None:
    """Raises weights to a share of others where that is higher."""
    for term, weight in others.items():
        weights[term] = max(weights.get(term, 0.0), share * weight)


def greatest(weights: Weights, most: int) -> list[tuple[str, float]]:
    """The greatest weights, of equal ones the first by their text: the same in every process."""
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]


ENGLISH = Path(__file__).parent / "everyday-english.txt"

_VAGUE = 0.5
"""How much less near English words are that have other synonyms, too."""

_MOST_EXPLAINED = 400
"""A gloss that is found in more words than this tells nothing of any of them."""

_SPREAD = 0.3
"""How much less a gloss tells that is found in many words."""

_AT_BEST = 0.95
"""The weight of a synonym that shares all; the word itself weighs 1."""

_SLIGHTEST = 0.12
_TOGETHER = 4096
"""Words whose synonyms are worked out together: it takes 50 MB."""

_SHORTENED = 4
"""Characters, at least, of a name that is shortened."""

_MOST_JOINED = 3
_LONGEST_JOINED = 6
"""Words, and characters, at most of a word that the segmenter parts."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Numbers with weights, in lists one after the other: list n begins at `starts[n]`."""

    starts: NDArray[np.int64]
    numbers: NDArray[np.int32]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, lists: Iterable[Sequence[tuple[int, float]]]) -> "Lists":
        sizes, numbers, weights = [], [], []
        for each in lists:
            sizes.append(len(each))
            numbers += [number for number, _ in each]
            weights += [weight for _, weight in each]
        return cls(starts_of(sizes), np.array(numbers, np.int32), np.array(weights))

    def followed_by(self, others: "Lists") -> "Lists":
        """These lists and then others."""
        return Lists(
            np.concatenate([self.starts[:-1], self.starts[-1] + others.starts]),
            np.concatenate([self.numbers, others.numbers]),
            np.concatenate([self.weights, others.weights]),
        )


def synonyms(glosses: Lists, explained: Lists) -> Lists:
    """The synonyms of each word, the best first.

    `glosses` has a list for each word, of the glosses that it has; `explained` a list for each
    gloss, of the words that it explains.
    """
    told = _told(explained)
    words = len(glosses.starts) - 1
    blocks = [
        _block(glosses, explained, told, np.arange(at, min(at + _TOGETHER, words), dtype=np.int32))
        for at in range(0, words, _TOGETHER)
    ]
    owners, numbers, weights = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    starts = starts_of(np.bincount(owners, minlength=words))
    return Lists(starts, numbers.astype(np.int32), weights)


def _told(explained: Lists) -> NDArray[np.float64]:
    """How much each gloss tells of the words that it explains."""
    sizes = np.diff(explained.starts)
    of_gloss = np.repeat(np.arange(len(sizes)), sizes)
    mass = np.bincount(of_gloss, explained.weights, len(sizes))
    told: NDArray[np.float64] = np.maximum(mass, 1) ** -_SPREAD
    told[sizes > _MOST_EXPLAINED] = 0
    return told


def _block(
    glosses: Lists, explained: Lists, told: NDArray[np.float64], words: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The synonyms of some words: whose each is, its number, its weight."""
    own, sizes = ranges(glosses.numbers, glosses.starts, words)
    weights = ranges(glosses.weights, glosses.starts, words)[0] * told[own]
    owners = np.repeat(words, sizes)[weights > 0]
    own, weights = own[weights > 0], weights[weights > 0]
    numbers, sizes = ranges(explained.numbers, explained.starts, own)
    shares = ranges(explained.weights, explained.starts, own)[0] * np.repeat(weights, sizes)
    count = len(glosses.starts)
    pairs = np.repeat(owners, sizes).astype(np.int64) * count + numbers
    distinct, places = np.unique(pairs, return_inverse=True)
    sums = _AT_BEST * np.minimum(np.bincount(places, shares, len(distinct)), 1)
    owner, number = np.divmod(distinct, count)
    order = np.lexsort((-sums, owner))
    order = order[(sums[order] >= _SLIGHTEST) & (owner[order] != number[order])]
    return owner[order], number[order], sums[order]


def abbreviation(name: str) -> str:
    """What a Chinese name of several parts may be shortened to; empty for a short one.

    Its parts have two characters as a rule, of which the first is kept.

    >>> abbreviation("浙江大学"), abbreviation("社会保障局"), abbreviation("网岭镇")
    ('浙大', '社保局', '')
    """
    return name[::2] if _SHORTENED <= len(name) <= 2 * _SHORTENED else ""


def synonyms_of_terms(
    terms: Iterable[Term], lookup: Callable[[str], Weights]
) -> dict[str, Weights]:
    """The synonyms of each of the Chinese words of a question that has any.

    Neighbouring words may be a longer one together, which the dictionary has and the segmenter
    does not. A piece of a longer word that has synonyms means no more than that word, and has the
    same ones, beside its own where it stands for itself.
    """
    words = sorted(terms, key=lambda term: (term.start, -term.end))
    whole = [t for t, before in zip(words, [0, *_ends(words)], strict=False) if t.end > before]
    spans = dict(_joined(whole, lookup))
    found: dict[str, Weights] = {}
    end = 0
    around: Weights = {}
    for term in words:
        own = around if term.end <= end else lookup(term.text)
        if own:
            end, around = max(end, term.end), own
        both = {**spans.get((term.start, term.end), {}), **own}
        if both:
            found.setdefault(term.text, both)
    return found


def _ends(words: Sequence[Term]) -> Iterator[int]:
    """Where the words end up to each of them."""
    return accumulate((term.end for term in words), max)


def _joined(
    words: Sequence[Term], lookup: Callable[[str], Weights]
) -> Iterator[tuple[tuple[int, int], Weights]]:
    """The synonyms of words that are neighbours, by the places of each of these words."""
    for size in range(2, _MOST_JOINED + 1):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if all(a.end == b.start for a, b in pairwise(run)):
                text = "".join(term.text for term in run)
                if len(text) <= _LONGEST_JOINED and (found := lookup(text)):
                    for term in run:
                        yield (term.start, term.end), found


class EnglishSynonyms:
    """English words and phrases that mean the same, as stems; read when the first is needed.

    >>> "boat" in EnglishSynonyms(Stemmer()).of("ferri")
    True
    """

    def __init__(self, stemmer: Stemmer) -> None:
        self._stemmer = stemmer

    def of(self, phrase: str) -> Weights:
        """What means the same as a stem, or as the stems of a phrase, and how nearly, in (0, 1].

        The more groups two words have in common, and the fewer others, the nearer they are.
        """
        own = self._groups.get(phrase)
        if not own:
            return {}
        shared = Counter(other for group in own for other in group if other != phrase)
        shares = {word: n / len(self._groups[word]) ** 0.5 for word, n in shared.items()}
        nearest = max(shares.values())
        return {word: (share / nearest) ** _VAGUE for word, share in shares.items()}

    @cached_property
    def _groups(self) -> Mapping[str, list[frozenset[str]]]:
        stopwords = Stopwords()
        found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for line in read_lines(ENGLISH):
            phrases = (phrase.replace("-", " ").split() for phrase in line.split(","))
            group = frozenset(self._stems(phrase, stopwords) for phrase in phrases) - {""}
            for phrase in group if len(group) > 1 else ():
                found[phrase].append(group)
        return dict(found)

    def _stems(self, phrase: Sequence[str], stopwords: Stopwords) -> str:
        """The stems of a phrase as a question has them: "older people" is "older" there.

        Nothing if all but one of its words are grammar, as in "out of work", or if what is left of
        it says little, as in "man-made".
        """
        words = [word for word in phrase if word not in stopwords.asking] or phrase
        stems = [self._stemmer.stem(word) for word in words if word not in stopwords.grammar]
        says_much = len(stems) > 1 or (len(words) == 1 and words[0] not in stopwords.light)
        return " ".join(stems) if says_much else ""
