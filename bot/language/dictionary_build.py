"""Makes the dictionary's file from CC-CEDICT and our lists of words.

    python -m bot.language.dictionary_build

It takes eight seconds and 300 MB, so it is run by whoever changes a list or the code here, and the
file comes with the bot. A test makes it anew and compares the two.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from bot.language import cedict
from bot.language.dictionary import ACRONYM, FILE, LONGEST_PHRASE, PUBLIC, abbreviation
from bot.language.terms import key_of
from bot.language.weighted_lists import Lists, synonyms
from bot.language.word_lists import read_lines

PUBLIC_LIFE = Path(__file__).parent / "public-life.txt"
EVERYDAY = Path(__file__).parent / "everyday-words.txt"

_LONGEST_GLOSS = 5
_MANY_GLOSSES = 0.3
_LATER_SENSE = 0.8
_PART_OF_GLOSS = 0.5
_BEFORE_COMMA = 0.8
_IN_BRACKETS = 0.8
_ONE_CHARACTER = 0.6
_MOST_ABBREVIATED = 4  # names at most that one abbreviation stands for
_BY_STEM, _BY_LETTER = 0.6, 0.4
"""How much two words share that have a gloss in common: by its stems ("subside", "subsidy"), and
how much more where it is spelt the same."""


class DictionaryBuilder:
    """Collects entries, and makes the table from English phrases to Chinese words.

    A gloss that is the whole phrase weighs 1, one that only contains the word less, each later
    sense of a Chinese word less than the one before, and a word with many glosses a little less.
    """

    def __init__(self) -> None:
        self._stems = cedict.GlossStems()
        self._words: dict[str, int] = {}
        self._table: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        self._glosses: defaultdict[int, dict[str, float]] = defaultdict(dict)
        self._of_characters: defaultdict[int, dict[str, float]] = defaultdict(dict)
        """The glosses of words of one character, which have no synonyms."""
        self._groups: defaultdict[str | int, dict[int, float]] = defaultdict(dict)
        """Words that mean the same, or, by the key of a gloss, that have it spelt the same."""
        self._abbreviated: defaultdict[str, list[str]] = defaultdict(list)
        self._in_brackets: list[tuple[str, int, float]] = []

    def add(self, entry: cedict.Entry) -> None:
        """Adds an entry of the dictionary."""
        number = self._number(entry.headword)
        whole, parts = self._phrases(entry, number)
        for phrase, weight in (parts | whole).items():
            self._table[phrase].append((number, max(weight, parts.get(phrase, 0))))
        own = (self._glosses if len(entry.headword) > 1 else self._of_characters)[number]
        for phrase, weight in whole.items():
            own[phrase] = max(own.get(phrase, 0), weight)
        for same in entry.same if len(entry.headword) > 1 else ():
            self._join(f">{same}", (entry.headword, same))
        if (short := abbreviation(entry.headword)) and entry.is_name:
            self._abbreviated[short].append(entry.headword)
        for gloss in chain.from_iterable(entry.senses):
            for acronym in cedict.acronyms(gloss):
                self._table[ACRONYM + acronym].append((number, 1.0))

    def add_public(self, english: str, chinese: Sequence[str]) -> None:
        """Adds a term of public life, with the Chinese words for it."""
        phrase = " ".join(self._stems.of(english))
        numbers = list(map(self._number, chinese))
        self._table[PUBLIC + phrase] += [(number, 1.0) for number in numbers]
        for number in numbers:
            self._glosses[number][phrase] = 1.0
            self._groups[key_of(english)][number] = _BY_LETTER

    def add_same(self, words: Sequence[str]) -> None:
        """Adds Chinese words that mean the same."""
        self._join(f"~{' '.join(words)}", words)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Returns what the file has: words, phrases, and the lists of `Dictionary`."""
        self._add_names()
        trie = marisa_trie.Trie(self._table)
        phrases = [self._table[key] for key in sorted(self._table, key=trie.__getitem__)]
        groups = [list(group.items()) for group in self._groups.values() if len(group) > 1]
        shared = Lists.of(self._shared(trie, groups))
        words = [word.encode() for word in self._words]
        return {
            "words": np.frombuffer(b"".join(words), np.uint8),
            "word-sizes": np.array(list(map(len, words)), np.uint8),
            "trie": np.frombuffer(trie.tobytes(), np.uint8),
            **Lists.of(phrases).arrays("phrases", np.float64),
            **Lists.of(self._glosses_in(trie)).arrays("glosses"),
            **synonyms(shared, Lists.of([*phrases, *groups])).arrays("synonyms"),
        }

    def _glosses_in(self, trie: marisa_trie.Trie) -> Iterator[list[tuple[int, float]]]:
        """Yields the glosses of each word by their numbers in the table."""
        for number in range(len(self._words)):
            own = self._glosses.get(number) or self._of_characters.get(number, {})
            found = ((trie.get(p, trie.get(PUBLIC + p, -1)), weight) for p, weight in own.items())
            yield [(gloss, weight) for gloss, weight in found if gloss >= 0]

    def _add_names(self) -> None:
        """Adds abbreviations of names, and names in brackets, that have no other meaning."""
        for short, long in self._abbreviated.items():
            if short not in self._words:
                self._join(f"<{short}", (short, *long[:_MOST_ABBREVIATED]))
        names = [name for name in self._in_brackets if name[0] not in self._table]
        for phrase, number, weight in names:
            self._table[phrase].append((number, weight))

    def _shared(
        self, trie: marisa_trie.Trie, groups: Sequence[Sequence[tuple[int, float]]]
    ) -> Iterator[Sequence[tuple[int, float]]]:
        """Yields what each word shares with others: glosses by their numbers, then groups."""
        groups_of: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for group, members in enumerate(groups, start=len(trie)):
            for number, weight in members:
                groups_of[number].append((group, weight))
        in_one_word = {phrase.replace(" ", ""): phrase for phrase in self._table if " " in phrase}
        shared = {phrase: trie[phrase] for phrase, found in self._table.items() if len(found) > 1}
        for number in range(len(self._words)):
            own: dict[int, float] = {}
            for phrase, weight in self._with_rarer(self._glosses.get(number, {})):
                joined, apart = phrase.replace(" ", ""), in_one_word.get(phrase, "")
                for key in (phrase, PUBLIC + phrase, joined, apart):
                    gloss = shared.get(key, -1)
                    if gloss >= 0 and own.get(gloss, 0) < _BY_STEM * weight:
                        own[gloss] = _BY_STEM * weight
            yield [*own.items(), *groups_of.get(number, ())]

    def _with_rarer(self, glosses: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Yields glosses with their weights, and of those of two words the rarer word."""
        for phrase, weight in glosses.items():
            yield phrase, weight
            if phrase.count(" ") == 1:
                rarer = min(phrase.split(), key=lambda stem: len(self._table.get(stem, ())))
                yield rarer, _PART_OF_GLOSS * weight

    def _number(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))

    def _join(self, group: str, words: Sequence[str]) -> None:
        self._groups[group] |= dict.fromkeys(map(self._number, words), 1.0)

    def _phrases(
        self, entry: cedict.Entry, number: int
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Returns the whole glosses of an entry, and the words in them, with their weights."""
        weight: float = max(1, sum(map(len, entry.senses))) ** -_MANY_GLOSSES
        weight *= _ONE_CHARACTER if len(entry.headword) == 1 else 1
        whole: dict[str, float] = {}
        parts: dict[str, float] = {}
        for sense in entry.senses:
            for gloss in sense:
                stems = self._stems.of(gloss)
                if 0 < len(stems) <= LONGEST_PHRASE:
                    whole.setdefault(" ".join(stems), weight)
                    if len(entry.headword) > 1:
                        group = self._groups[key_of(cedict.without_article(gloss))]
                        group[number] = max(group.get(number, 0), _BY_LETTER * weight)
                if own := self._stems.of(cedict.before_apposition(gloss, len(stems))):
                    whole.setdefault(" ".join(own), _BEFORE_COMMA * weight)
                if 1 < len(stems) <= _LONGEST_GLOSS:
                    part = weight * _PART_OF_GLOSS / (len(stems) - 1)
                    for stem in stems:
                        parts[stem] = max(parts.get(stem, 0), part)
                for name in cedict.NAME_IN_BRACKETS.findall(gloss) if "(" in gloss else ():
                    phrase = " ".join(self._stems.of(name))
                    self._in_brackets.append((phrase, number, _IN_BRACKETS * weight))
            weight *= _LATER_SENSE
        return whole, parts


def whole_dictionary() -> dict[str, NDArray[np.generic]]:
    """Returns the arrays of CC-CEDICT with the terms of public life and the everyday words."""
    builder = DictionaryBuilder()
    for entry in cedict.entries():
        builder.add(entry)
    for line in read_lines(PUBLIC_LIFE):
        english, chinese = line.split(": ")
        builder.add_public(english, chinese.split())
    for line in read_lines(EVERYDAY):
        builder.add_same(line.split())
    return builder.arrays()


if __name__ == "__main__":
    np.savez_compressed(FILE, **whole_dictionary())  # type: ignore[arg-type]
