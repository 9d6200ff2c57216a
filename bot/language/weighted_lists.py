"""Lists of weighted numbers, such as the glosses of words; synonyms by the glosses they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from bot.storage import Bundle, ranges, starts_of

_MOST_EXPLAINED = 400  # a gloss of more words than this says nothing about any of them
_SPREAD = 0.3  # how much less a gloss says that many words have
_AT_BEST = 0.95  # the weight of a synonym that shares everything; the word itself weighs 1
_SLIGHTEST = 0.12
_BATCH = 4096  # words whose synonyms are computed together, which takes 50 MB


class WeightedNumbers(NamedTuple):
    """Numbers, of words or of glosses, each with a weight in (0, 1]."""

    numbers: NDArray[np.int32]
    weights: NDArray[np.float64]

    def where(self, chosen: NDArray[np.bool_]) -> "WeightedNumbers":
        return WeightedNumbers(self.numbers[chosen], self.weights[chosen])


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of weighted numbers, one after another: list n begins at `starts[n]`."""

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

    @classmethod
    def read(cls, bundle: Bundle, name: str) -> "Lists":
        return cls(*(bundle.array(f"{name}-{part}") for part in ("starts", "numbers", "weights")))

    def arrays(
        self, name: str, precision: DTypeLike = np.float32
    ) -> dict[str, NDArray[np.generic]]:
        """Returns the lists in the form in which they are stored."""
        return {
            f"{name}-sizes": np.diff(self.starts).astype(np.uint16),
            f"{name}-numbers": self.numbers,
            f"{name}-weights": self.weights.astype(precision),
        }

    def __getitem__(self, number: int) -> WeightedNumbers:
        """Returns a list; an empty one for -1."""
        own = slice(*self.starts[number : number + 2]) if number >= 0 else slice(0)
        return WeightedNumbers(self.numbers[own], self.weights[own])


def synonyms(glosses: Lists, explained: Lists) -> Lists:
    """Returns the synonyms of each word, the best first.

    `glosses` has a list of glosses for each word, `explained` a list of words for each gloss.
    """
    sizes = np.diff(explained.starts)
    mass = np.bincount(np.repeat(np.arange(len(sizes)), sizes), explained.weights, len(sizes))
    strength = np.maximum(mass, 1) ** -_SPREAD
    strength[sizes > _MOST_EXPLAINED] = 0
    words = len(glosses.starts) - 1
    batches = [
        _synonyms_of(
            np.arange(at, min(at + _BATCH, words), dtype=np.int32), glosses, explained, strength
        )
        for at in range(0, words, _BATCH)
    ]
    owners, numbers, weights = (np.concatenate(parts) for parts in zip(*batches, strict=True))
    starts = starts_of(np.bincount(owners, minlength=words))
    return Lists(starts, numbers.astype(np.int32), weights)


def _synonyms_of(
    words: NDArray[np.int32], glosses: Lists, explained: Lists, strength: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Returns the synonyms of some words as arrays: whose they are, their numbers and weights.

    `strength` is how much each gloss says about the words that have it.
    """
    own, sizes = ranges(glosses.numbers, glosses.starts, words)
    weights = ranges(glosses.weights, glosses.starts, words)[0] * strength[own]
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
