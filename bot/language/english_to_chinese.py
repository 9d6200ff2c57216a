"""From English words to the Chinese terms of an index, by the dictionary, pinyin and synonyms.

Where passages use another word than the dictionary, it often shares a character with the
dictionary's; so an English word is also turned into the characters that its translations share.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from itertools import pairwise

import numpy as np

from bot.language.dictionary import LONGEST_PHRASE, Dictionary, abbreviation
from bot.language.english import Stemmer, relatives
from bot.language.foreign_names import Names, is_foreign, names_of
from bot.language.script import readings
from bot.language.synonyms import EnglishSynonyms, Weights, chinese_synonyms, greatest, raise_to
from bot.language.terms import Known, has, keys_of, term_of
from bot.language.weighted_lists import WeightedNumbers

Lookup = Callable[[str], Weights]

_BY_PIECES = 0.4
_ACRONYM = 0.7
_SLIGHTEST = 0.05
_MOST_WORDS = 30
_MOST_CHARACTERS = 12
_BY_ENGLISH = 0.3  # how well translations of an English synonym translate a word
_WELL = 0.5  # the weight from which on they do
_AS_NAME = 0.8  # how well a name matches its abbreviation
_CACHED = 4096  # phrases whose translations are cached


def nothing(_key: str) -> Weights:
    """A lookup that finds nothing."""
    return {}


@dataclass(frozen=True, slots=True)
class Glossary:
    """What English may mean in an index: `words("rent")["出租"]` is a weight in (0, 1].

    A key is one stem, or the stems of a phrase with a space between. `characters` gives single
    characters in the same way, `acronyms` words by their acronym in lower case, and `names` all
    that may be foreign names, by the skeletons of their sounds. What is `fixed` is a phrase even
    where the index has no word for it; `relatives` gives the stems that an English word is related
    to, and `synonyms` the words, or stems, that mean the same. `has` says whether the index has a
    term, and `is_name` whether a stem is a foreign name in the dictionary: None where it lacks it.
    """

    words: Lookup
    characters: Lookup = nothing
    acronyms: Lookup = nothing
    names: Callable[[], Names] = dict
    fixed: Callable[[str], object] = nothing
    relatives: Lookup = nothing
    has: Callable[[str], object] = nothing
    synonyms: Lookup = nothing
    is_name: Callable[[str], bool | None] = lambda _stem: None

    def phrases(self, stems: Sequence[str]) -> Iterator[Sequence[str]]:
        """Splits stems into the longest phrases that the glossary has."""
        at = 0
        while at < len(stems):
            size = min(LONGEST_PHRASE, len(stems) - at)
            while size > 1 and not self._has_phrase(" ".join(stems[at : at + size])):
                size -= 1
            yield stems[at : at + size]
            at += size

    def _has_phrase(self, phrase: str) -> bool:
        return bool(self.words(phrase) or self.fixed(phrase) or self.synonyms(phrase))


def english_glossary(known: Known, stemmer: Stemmer) -> Glossary:
    """Returns the glossary of an index without Chinese."""
    alike = EnglishSynonyms(stemmer)
    return Glossary(nothing, synonyms=lru_cache(_CACHED)(partial(alike.known_of, known=known)))


def glossary_of(
    dictionary: Dictionary,
    known: Known,
    places: Iterable[str],
    foreign: Callable[[], Iterable[str]],
    stemmer: Stemmer,
    own_words: Iterable[str] = (),
) -> Glossary:
    """Returns the glossary of an index with Chinese.

    `places` are names of places in its texts, `own_words` all words that no dictionary has, and
    `foreign` returns what may be foreign names; all are read when they are needed.
    """
    translations = _Translations(dictionary, known, places, stemmer, own_words)
    cached = lru_cache(_CACHED)
    return Glossary(
        cached(translations.words),
        cached(translations.characters),
        translations.acronyms,
        cache(lambda: names_of(foreign())),
        dictionary.is_public,
        cached(partial(relatives, stemmer=stemmer, knows=dictionary.explains)),
        cached(partial(has, known)),
        cached(translations.synonyms),
        cached(translations.is_name),
    )


@dataclass(frozen=True)
class _Translations:
    """The terms of an index that translate English words, or mean the same as a word."""

    dictionary: Dictionary
    known: Known
    places: Iterable[str]
    stemmer: Stemmer
    own_words: Iterable[str]

    @cached_property
    def _english(self) -> EnglishSynonyms:
        return EnglishSynonyms(self.stemmer)

    def words(self, phrase: str) -> Weights:
        weights = self._forms(self.dictionary.phrase(phrase))
        raise_to(weights, self._forms(self.dictionary.public(phrase)))
        for place in self._by_pinyin.get(phrase, ()):
            raise_to(weights, self._forms_of(place))
        if " " not in phrase:
            raise_to(weights, self._by_synonyms(phrase))
        most = greatest(weights, _MOST_WORDS)
        return {word: weight for word, weight in most if weight >= _SLIGHTEST * most[0][1]}

    def characters(self, phrase: str) -> Weights:
        """Returns the characters that most translations share; squared, so that rare ones fade."""
        if " " in phrase:
            return {}
        translations = self.dictionary.phrase(phrase)
        keys, sizes = self.dictionary.characters(translations.numbers)
        distinct, numbers = np.unique(keys, return_inverse=True)
        sums = np.bincount(numbers, np.repeat(translations.weights, sizes), len(distinct))
        there = self.known(distinct)
        found = zip(map(term_of, distinct[there].tolist()), sums[there].tolist(), strict=True)
        most = greatest(dict(found), _MOST_CHARACTERS)
        shares = ((character, (weight / most[0][1]) ** 2) for character, weight in most)
        return {c: round(share, 2) for c, share in shares if share >= _SLIGHTEST}

    def acronyms(self, letters: str) -> Weights:
        forms = self._forms(self.dictionary.acronym(letters))
        return {word: _ACRONYM * weight for word, weight in forms.items()}

    def synonyms(self, word: str) -> Weights:
        if word.isascii():
            return self._english.known_of(word, self.known)
        found = dict(chinese_synonyms(self.dictionary, self.known, word))
        for name in self._by_abbreviation.get(word, ()):
            raise_to(found, dict.fromkeys(self._forms_of(name), _AS_NAME))
        return found

    def is_name(self, stem: str) -> bool | None:
        """Whether the main translations of a stem are written as foreign names are."""
        translations = self.dictionary.phrase(stem)
        if not len(translations.numbers):
            return None
        main = translations.where(translations.weights > translations.weights.max() / 2)
        return all(is_foreign(word) for word, _ in self.dictionary.words(main))

    @cached_property
    def _by_pinyin(self) -> Mapping[str, Sequence[str]]:
        """Names of places by their spelling: "wangling" and "wang ling" for 网岭."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.places:
            for syllables in readings(name):
                for spelt in ("".join(syllables), " ".join(syllables)):
                    found[" ".join(map(self.stemmer.stem, spelt.split()))].append(name)
        return found

    @cached_property
    def _by_abbreviation(self) -> Mapping[str, Sequence[str]]:
        """Names by what they may be shortened to."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.own_words:
            if short := abbreviation(name):
                found[short].append(name)
        return found

    def _forms(self, words: WeightedNumbers) -> dict[str, float]:
        """Returns the terms of the index that have some words: the words, or else their pairs."""
        if not len(words.numbers):
            return {}
        in_index = self.known(self.dictionary.keys[words.numbers])
        weights = self._highest(words.where(in_index))
        rest = words.where(~in_index)
        keys, sizes = self.dictionary.pairs(rest.numbers)
        there = self.known(keys)
        word_of = np.repeat(np.arange(len(sizes)), sizes)[there]
        shares = _BY_PIECES * np.bincount(word_of, minlength=len(sizes)) / np.maximum(sizes, 1)
        shares[sizes < 2] = 0  # a word of two characters is its own only pair
        by_pieces = (shares * rest.weights)[word_of]
        for key, weight in zip(keys[there].tolist(), by_pieces.tolist(), strict=True):
            if weight:
                raise_to(weights, {term_of(key): round(weight, 3)})
        return weights

    def _forms_of(self, word: str) -> dict[str, float]:
        """Returns the terms of the index that have a word which the dictionary lacks."""
        pairs = list(map("".join, pairwise(word)))
        has_word, *has_pairs = self.known(keys_of([word, *pairs])).tolist()
        if has_word:
            return {word: 1.0}
        if len(pairs) < 2:
            return {}
        share = round(_BY_PIECES * sum(has_pairs) / len(pairs), 3)
        return {pair: share for pair, there in zip(pairs, has_pairs, strict=True) if there}

    def _by_synonyms(self, stem: str) -> Weights:
        """Returns the terms of the index that translate English synonyms of a stem well."""
        found = [
            (number, _BY_ENGLISH * share * weight)
            for other, share in self._english.of(stem).items()
            for words in (self.dictionary.phrase(other), self.dictionary.public(other))
            for number, weight in zip(words.numbers.tolist(), words.weights.tolist(), strict=True)
            if weight >= _WELL
        ]
        if not found:
            return {}
        words = WeightedNumbers(*map(np.array, zip(*found, strict=True)))
        return self._highest(words.where(self.known(self.dictionary.keys[words.numbers])))

    def _highest(self, words: WeightedNumbers) -> dict[str, float]:
        """Returns words with their weights, the highest where one comes several times."""
        found: dict[str, float] = {}
        for word, weight in self.dictionary.words(words):
            raise_to(found, {word: round(weight, 3)})
        return found
