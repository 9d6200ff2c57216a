"""How often each word of a dictionary is used, mapped from a file instead of read into memory."""

from collections.abc import Callable, Mapping
from pathlib import Path

import marisa_trie
import numpy as np

from bot.storage import Bundle, open_bundle, writing
from bot.workers import apart

_TRIE, _NUMBERS = "words.marisa", "frequencies"


class MappedFrequencies:
    """A table of words in a bundle; words that are added stay in memory.

    It has what jieba asks of a dict.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._trie = marisa_trie.Trie().mmap(str(bundle.path(_TRIE)))
        self._numbers = memoryview(bundle.array(_NUMBERS))  # type: ignore[arg-type]
        self._added: dict[str, int] = {}

    def get(self, word: str, default: int | None = None, /) -> int | None:
        added = self._added.get(word)
        if added is not None:
            return added
        at = self._trie.get(word, -1)
        return default if at < 0 else self._numbers[at]

    def __contains__(self, word: object, /) -> bool:
        return word in self._added or word in self._trie

    def __getitem__(self, word: str, /) -> int:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __setitem__(self, word: str, frequency: int, /) -> None:
        self._added[word] = frequency

    def update(self, words: Mapping[str, int], /) -> None:
        self._added.update(words)


def kept_frequencies(folder: Path, version: str, write: Callable[[Path], None]) -> Bundle:
    """The bundle of a version of the dictionary; where there is none yet, it is written first."""
    path = folder / f"words-{version}"
    bundle = open_bundle(path)
    if bundle is None:
        apart(write, path)
        bundle = open_bundle(path)
        assert bundle is not None
    return bundle


def write_frequencies(path: Path, frequencies: Mapping[str, int], total: int) -> None:
    """Writes a bundle with the frequency of each word, and all of them added up."""
    with writing(path) as writer:
        trie = marisa_trie.Trie(frequencies)
        writer.file(_TRIE).write_bytes(trie.tobytes())
        numbers = np.empty(len(frequencies), np.int32)
        numbers[[trie[word] for word in frequencies]] = list(frequencies.values())
        writer.array(_NUMBERS, numbers)
        writer.info["total"] = total
