"""Chinese words in English: the stems of an index that explain a word of a question.

The dictionary is read as it is written here, from a Chinese word to its English glosses; the other
direction is in `inversion`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from bot.language.english import Stemmer, roots
from bot.language.english_index import Inversion
from bot.language.foreign_names import letters_of, names_in, sounding_in_letters
from bot.language.script import syllables
from bot.language.synonyms import Weights, greatest, raise_to
from bot.language.term_keys import Known, key_of, stands

_OF_PHRASE = 0.7
_OF_PART = 0.4
"""A word of a gloss whose others the index does not have."""
_DERIVED = 0.5
_BY_CHARACTER = 0.2
_BY_SYNONYM = 0.6
_SPELT = 0.9
_BY_SOUND = 0.5
_SLIGHTEST = 0.15
_MOST = 12
_MOST_SYNONYMS = 6
_AT_HAND = 4096


class Explainer:
    """Explains Chinese words by the English stems that an index has.

    `known` tells which terms, given by their keys, stand there; `names` gives what may be names in
    its texts, and is gone through when it is needed.
    """

    def __init__(
        self,
        inversion: Inversion,
        known: Known,
        names: Callable[[], Iterable[str]],
        stemmer: Stemmer,
    ) -> None:
        self._inversion = inversion
        self._known = known
        self._all_names = names
        self._stemmer = stemmer
        self.english = lru_cache(_AT_HAND)(self._english)
        self.sounding = lru_cache(_AT_HAND)(self._sounding)

    def stands(self, term: str) -> bool:
        """Whether the index has a term."""
        return stands(self._known, term)

    def names(self, words: Iterable[str]) -> Iterator[str]:
        """What may be foreign names among the words of a question, given in their order."""
        return names_in(words, lambda word: self._inversion.is_word(key_of(word)))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names in letters."""
        return frozenset(name for name in self._all_names() if name.isascii())

    @cached_property
    def _letters(self) -> Mapping[str, list[str]]:
        return letters_of(self._names)

    def _sounding(self, name: str) -> Weights:
        """The stems of the words in letters that a name in Chinese may stand for."""
        alike = sounding_in_letters(name, self._letters)
        return {self._stemmer.stem(word): _BY_SOUND for word in alike}

    def _english(self, word: str) -> Weights:
        """The stems for a word, with weights in (0, 1]: 1 is a gloss that is a word by itself.

        A word that the dictionary lacks is explained by its characters.
        """
        found = self._by_glosses(word)
        for other, weight in self._alike(word):
            raise_to(found, self._by_glosses(other), _BY_SYNONYM * weight)
        if not found and len(word) > 1:
            for part in _parts(word):
                raise_to(found, self._by_glosses(part), _BY_CHARACTER)
        for spelt in _spellings(word):
            if spelt in self._names:
                raise_to(found, {self._stemmer.stem(spelt): 1.0}, _SPELT)
        return _heaviest(found)

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        alike = self._inversion.synonyms(word)
        best = zip(alike.words[:_MOST_SYNONYMS].tolist(), alike.weights.tolist(), strict=False)
        return ((self._inversion.word(number), weight) for number, weight in best)

    def _by_glosses(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for phrase, weight in self._inversion.glosses(word).items():
            raise_to(found, self._stems(phrase.split()), weight)
        return found

    def _stems(self, stems: list[str]) -> Weights:
        """The stems of a gloss that stand in the index; the rarer one is, the more it says."""
        there = [self._standing(stem) for stem in stems]
        if len(stems) == 1:
            return dict(there[0])
        share = _OF_PHRASE if all(there) else _OF_PART
        breadths = [max(self._inversion.breadth(stem), 1) for stem in stems]
        found: dict[str, float] = {}
        for standing, breadth in zip(there, breadths, strict=True):
            raise_to(found, standing, share * (min(breadths) / breadth) ** 0.5)
        return found

    def _standing(self, stem: str) -> Weights:
        """A stem, or else one that it is derived from, if it stands in the index."""
        stems = [stem, *roots(stem)]
        there = self._known(np.fromiter(map(key_of, stems), np.uint64)).tolist()
        for at, is_there in enumerate(there):
            if is_there:
                return {stems[at]: _DERIVED if at else 1.0}
        return {}


def _parts(word: str) -> list[str]:
    """The pairs of a long word, or the characters of a short one."""
    return list(map("".join, pairwise(word))) if len(word) > 2 else list(word)


def _spellings(word: str) -> Iterator[str]:
    """How a name is spelt in letters, also without its kind of place or its surname."""
    if len(word) < 2:
        return
    read = [next(iter(syllables(character)), "") for character in word]
    yield "".join(read)
    if len(word) > 2:
        yield "".join(read[:-1])
        yield "".join(read[1:])


def _heaviest(weights: Weights) -> Weights:
    most = greatest(weights, _MOST)
    return {stem: round(weight, 3) for stem, weight in most if weight >= _SLIGHTEST}
