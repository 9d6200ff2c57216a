"""The dictionary's table: which Chinese words an English phrase may stand for, and synonyms.

CC-CEDICT glosses Chinese words in English. Read the other way, it translates English (Pirkola
1998). The table comes ready made, in a compressed file by `dictionary_build`. It is unpacked once
for all corpora, and mapped.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

from bot import language
from bot.language.terms import Keys, key_of, keys_of, keys_of_pairs
from bot.language.weighted_lists import Lists, WeightedNumbers
from bot.storage import Bundle, fingerprint, open_or_build, ranges, starts_of, writing

FILE = Path(__file__).parent / "dictionary.npz"
LONGEST_PHRASE = 4  # words at most of a phrase that is looked up
PUBLIC, ACRONYM = "=", "^"  # prefixes of the keys of terms of public life, and of acronyms
_TRIE = "phrases.marisa"
_LISTS = ("phrases", "glosses", "synonyms")
_LONGEST_WORD = 3  # characters at most of a word that is also found by its single characters
_SHORTENED = range(4, 9)  # characters of a name that has an abbreviation


class Dictionary:
    """The table, mapped from a bundle; its Chinese words are numbered from 0."""

    def __init__(self, bundle: Bundle) -> None:
        self._trie = marisa_trie.Trie().mmap(str(bundle.folder / _TRIE))
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
    """Opens the dictionary in a folder, and unpacks it first if this version is not there yet."""
    version = fingerprint([language], [], xxh3_64_hexdigest(FILE.read_bytes()))
    return Dictionary(open_or_build(folder, "dictionary", version, _unpack))


def _unpack(path: Path) -> None:
    with np.load(FILE) as arrays:
        unpack(arrays, path)


def unpack(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Writes a bundle from the arrays of `DictionaryBuilder`: they, and what is made of them."""
    with writing(path) as writer:
        writer.text(_TRIE, arrays["trie"].tobytes())
        for name in _LISTS:
            writer.array(f"{name}-starts", starts_of(arrays[f"{name}-sizes"]))
            writer.array(f"{name}-numbers", arrays[f"{name}-numbers"])
            writer.array(f"{name}-weights", arrays[f"{name}-weights"])
        text, starts = arrays["words"].tobytes(), starts_of(arrays["word-sizes"])
        writer.text("words", text)
        writer.array("word-starts", starts)
        words = [text[start:end].decode() for start, end in pairwise(starts.tolist())]
        keys = keys_of(words)
        writer.array("keys", keys)
        writer.array("by-key", keys.argsort())
        single = [sorted(set(w)) if len(w) <= _LONGEST_WORD else "" for w in words]
        writer.array("single", np.fromiter(map(ord, chain.from_iterable(single)), np.uint64))
        writer.array("single-starts", starts_of(list(map(len, single))))
        sizes = list(map(len, words))
        points = np.frombuffer(text.decode().encode("utf-32-le"), np.uint32)
        within = np.ones(len(points), np.bool_)
        within[np.cumsum(sizes) - 1] = False  # the next character is another word's first
        first = np.flatnonzero(within)
        writer.array("pairs", keys_of_pairs(points[first], points[first + 1]))
        writer.array("pair-starts", starts_of([size - 1 for size in sizes]))


def abbreviation(name: str) -> str:
    """Returns what a Chinese name of several parts may be shortened to; empty for a short one.

    Its parts usually have two characters, of which the first is kept.

    >>> abbreviation("浙江大学"), abbreviation("社会保障局"), abbreviation("网岭镇")
    ('浙大', '社保局', '')
    """
    return name[::2] if len(name) in _SHORTENED else ""
