"""English words to stems, by the Snowball project's English stemmer (Porter 2001)."""

from functools import cached_property
from typing import Protocol


class _Algorithm(Protocol):
    def stemWord(self, word: str, /) -> str: ...  # noqa: N802


class Stemmer:
    """Stems lower-case English words; loads its tables at the first word.

    >>> Stemmer().stem("rentals")
    'rental'
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    @cached_property
    def _algorithm(self) -> _Algorithm:
        import snowballstemmer

        algorithm: _Algorithm = snowballstemmer.stemmer("english")
        return algorithm

    def stem(self, word: str) -> str:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._algorithm.stemWord(word)
        return found
