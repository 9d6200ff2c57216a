"""The terms of passages as numbers, in files that are written in portions and mapped."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]

_NUMBERS, _STARTS = "numbers.int32", "starts.npy"
_PORTION = 10_000


def word(number: int) -> str:
    """A term as a word that no tokenizer takes apart.

    >>> word(14)
    't14'
    """
    return f"t{number}"


class Tokens:
    """The terms of each passage in their order, as numbers below `vocabulary`."""

    def __init__(self, folder: Path) -> None:
        self._starts: NDArray[np.int64] = np.load(folder / _STARTS)
        self._numbers: Numbers = np.asarray(np.memmap(folder / _NUMBERS, np.int32, "r"))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[Numbers]:
        for at in range(len(self)):
            yield self._numbers[self._starts[at] : self._starts[at + 1]]

    @property
    def vocabulary(self) -> int:
        return int(self._numbers.max()) + 1

    @property
    def mean(self) -> float:
        """The terms of a passage, in the mean."""
        return len(self._numbers) / len(self)

    def worded(self) -> Iterator[list[str]]:
        """The terms of each passage as words."""
        known = list(map(word, range(self.vocabulary)))
        for numbers in self:
            yield list(map(known.__getitem__, numbers.tolist()))


def write_tokens(folder: Path, passages: Iterable[Numbers]) -> None:
    """Writes what `Tokens` reads; the passages may be too many for the memory."""
    folder.mkdir(parents=True, exist_ok=True)
    rest, sizes = iter(passages), [np.zeros(1, np.int64)]
    with (folder / _NUMBERS).open("wb") as file:
        while portion := list(islice(rest, _PORTION)):
            np.concatenate(portion, dtype=np.int32).tofile(file)
            sizes.append(np.array([len(numbers) for numbers in portion]))
    np.save(folder / _STARTS, np.cumsum(np.concatenate(sizes)))
