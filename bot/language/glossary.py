"""What English may stand for among the terms of one index.

Where the passages say it in another word than the dictionary, that word often shares a character
with the dictionary's; so an English word is also turned into the characters that its translations
have in common.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.cedict import LONGEST_PHRASE
from bot.language.english import Stemmer, relatives
from bot.language.english_index import Explained, Inversion
from bot.language.foreign_names import Names, is_foreign, names_of
from bot.language.script import readings
from bot.language.synonyms import EnglishSynonyms, Weights, abbreviation, greatest, raise_to
from bot.language.term_keys import Known, key_of, stands, term_of

Lookup = Callable[[str], Weights]

_BY_PIECES = 0.4
_ACRONYM = 0.7
_SLIGHTEST = 0.05
_MOST_WORDS = 30
_MOST_CHARACTERS = 12
_SLIGHTEST_CHARACTER = 0.05
_MOST_SYNONYMS = 6
_CLOSE = 0.6
_ACROSS_WORDS = 0.7
_MOST_ENGLISH = 12
_ENGLISH_SYNONYM, _BESIDE_THE_WORD = 0.95, 0.25
"""How well an English synonym stands for a word that the index lacks, and for one that it has: so
that one of these is worth less even where it is said three times."""

_BY_ENGLISH = 0.3
_WELL = 0.5
"""How well the translations of an English synonym stand for a word, and which of them do."""

_AS_NAME = 0.8
"""How well a name stands for what it is shortened to."""

_AT_HAND = 4096
"""Phrases that are remembered with what they stand for."""


def nothing(_key: str) -> Weights:
    """A lookup that finds nothing."""
    return {}


@dataclass(frozen=True, slots=True)
class Glossary:
    """What English may stand for in an index: `words("rent")["出租"]` is a weight in (0, 1].

    A key is one stem, or the stems of a phrase with a space between. `characters` gives single
    characters in the same way, `acronyms` words by their capitals in lower case, and `names` all
    that may be foreign names, by the skeleton of their sounds. What is `fixed` is a phrase even
    where the index has no word for it; `relatives` gives the stems that an English word
    has to do with, and `synonyms` the words, or stems, that mean the same as one. `holds` tells
    whether the index has a term, and `is_name` of a stem whether the dictionary has it for a
    foreign name: None where it does not have it.
    """

    words: Lookup
    characters: Lookup = nothing
    acronyms: Lookup = nothing
    names: Callable[[], Names] = dict
    fixed: Callable[[str], object] = nothing
    relatives: Lookup = nothing
    holds: Callable[[str], object] = nothing
    synonyms: Lookup = nothing
    is_name: Callable[[str], bool | None] = lambda _stem: None

    def phrases(self, stems: Sequence[str]) -> Iterator[Sequence[str]]:
        """Parts the stems into the longest phrases that the glossary knows."""
        at = 0
        while at < len(stems):
            size = min(LONGEST_PHRASE, len(stems) - at)
            while size > 1 and not self._knows(" ".join(stems[at : at + size])):
                size -= 1
            yield stems[at : at + size]
            at += size

    def _knows(self, phrase: str) -> bool:
        return bool(self.words(phrase) or self.fixed(phrase) or self.synonyms(phrase))


def english_glossary(known: Known, stemmer: Stemmer) -> Glossary:
    """The glossary of an index that has no Chinese."""
    alike = EnglishSynonyms(stemmer)
    remembered = lru_cache(_AT_HAND)
    return Glossary(nothing, synonyms=remembered(partial(_english_synonyms, known, alike)))


def glossary_of(
    inversion: Inversion,
    known: Known,
    places: Iterable[str],
    foreign: Callable[[], Iterable[str]],
    stemmer: Stemmer,
    own_words: Iterable[str] = (),
) -> Glossary:
    """The glossary of an index that knows some terms.

    `places` are names of places in its texts, `own_words` all words that no dictionary has, and
    `foreign` gives what may be foreign names; these are gone through when they
    are needed.
    """
    by_pinyin = cache(lambda: _by_pinyin(places, stemmer))
    by_abbreviation = cache(lambda: _by_abbreviation(own_words))
    formed = partial(_formed, inversion, known)
    alike = EnglishSynonyms(stemmer)

    def words(phrase: str) -> Weights:
        weights = formed(inversion.phrase(phrase))
        raise_to(weights, formed(inversion.public(phrase)))
        for place in by_pinyin().get(phrase, ()):
            raise_to(weights, _formed_of(place, known))
        if " " not in phrase:
            raise_to(weights, _by_synonyms(inversion, known, alike.of(phrase)))
        return _heaviest(weights)

    def characters(phrase: str) -> Weights:
        if " " in phrase:
            return {}
        explained = inversion.phrase(phrase)
        keys, sizes = inversion.characters(explained.words)
        distinct, numbers = np.unique(keys, return_inverse=True)
        sums = np.bincount(numbers, np.repeat(explained.weights, sizes), len(distinct))
        there = known(distinct)
        found = zip(distinct[there].tolist(), sums[there].tolist(), strict=True)
        return _sharpened({term_of(key): weight for key, weight in found})

    def acronyms(letters: str) -> Weights:
        return {
            word: _ACRONYM * share for word, share in formed(inversion.acronym(letters)).items()
        }

    def synonyms(word: str) -> Weights:
        if word.isascii():
            return _english_synonyms(known, alike, word)
        found = dict(_synonyms(inversion, known, word))
        for name in by_abbreviation().get(word, ()):
            raise_to(found, dict.fromkeys(_formed_of(name, known), _AS_NAME))
        return found

    remembered = lru_cache(_AT_HAND)
    return Glossary(
        remembered(words),
        remembered(characters),
        acronyms,
        cache(lambda: names_of(foreign())),
        inversion.is_public,
        remembered(partial(relatives, stemmer=stemmer, knows=inversion.explains)),
        remembered(partial(stands, known)),
        remembered(synonyms),
        lru_cache(_AT_HAND)(lambda stem: _is_name(inversion.phrase(stem), inversion)),
    )


def _english_synonyms(known: Known, alike: EnglishSynonyms, phrase: str) -> Weights:
    """The stems of the index that mean the same as one, or as the stems of a phrase."""
    alike_words = {o: nearness for o, nearness in alike.of(phrase).items() if " " not in o}
    if not alike_words:
        return {}
    keys = np.fromiter(map(key_of, (phrase, *alike_words)), np.uint64)
    has_it, *others = known(keys).tolist()
    weight = _BESIDE_THE_WORD if has_it else _ENGLISH_SYNONYM
    found = {
        other: round(weight * nearness, 3)
        for (other, nearness), there in zip(alike_words.items(), others, strict=True)
        if there
    }
    return dict(greatest(found, _MOST_ENGLISH))


def _is_name(explained: Explained, inversion: Inversion) -> bool | None:
    """Whether what the dictionary explains by a word is chiefly written as foreign names are."""
    if not len(explained.words):
        return None
    chief = explained.words[explained.weights > explained.weights.max() / 2]
    return all(is_foreign(inversion.word(number)) for number in chief.tolist())


def _formed(inversion: Inversion, known: Known, explained: Explained) -> dict[str, float]:
    """The terms of the index that hold some words: these themselves, or else their pieces."""
    if not len(explained.words):
        return {}
    there = known(inversion.keys[explained.words])
    weights = _named(inversion, explained.words[there], explained.weights[there])
    keys, sizes = inversion.pairs(explained.words[~there])
    standing = known(keys)
    of_word = np.repeat(np.arange(len(sizes)), sizes)
    shares = (
        _BY_PIECES * np.bincount(of_word[standing], minlength=len(sizes)) / np.maximum(sizes, 1)
    )
    shares[sizes < 2] = 0  # a word of two characters is its own only piece
    by_pieces = (shares * explained.weights[~there])[of_word[standing]]
    for key, weight in zip(keys[standing].tolist(), by_pieces.tolist(), strict=True):
        if weight:
            raise_to(weights, {term_of(key): round(weight, 3)})
    return weights


def _by_synonyms(inversion: Inversion, known: Known, alike: Weights) -> Weights:
    """The terms of the index that are good translations of English synonyms."""
    shares = [
        (number, _BY_ENGLISH * nearness * weight)
        for other, nearness in alike.items()
        for explained in (inversion.phrase(other), inversion.public(other))
        for number, weight in zip(explained.words.tolist(), explained.weights.tolist(), strict=True)
        if weight >= _WELL
    ]
    if not shares:
        return {}
    words, weights = np.array([n for n, _ in shares]), np.array([w for _, w in shares])
    there = known(inversion.keys[words])
    return _named(inversion, words[there], weights[there])


def _formed_of(word: str, known: Known) -> dict[str, float]:
    """The terms of the index that hold a word that is not in the table."""
    terms = [word, *map("".join, pairwise(word))]
    there = known(np.fromiter(map(key_of, terms), np.uint64)).tolist()
    if there[0]:
        return {word: 1.0}
    pieces = [term for term, is_there in zip(terms, there, strict=True) if is_there]
    if len(terms) < 3:
        return {}
    return dict.fromkeys(pieces, round(_BY_PIECES * len(pieces) / (len(terms) - 1), 3))


def _synonyms(inversion: Inversion, known: Known, word: str) -> Weights:
    """The words of the index that mean the same as a Chinese word, and have no part of it.

    A word that the index has needs no others but close ones.
    A long word that the index does not have as one is there where all its pairs are. It is found
    by those that are no words: they stand where the long word does.
    """
    alike = inversion.synonyms(word)
    if not len(alike.words):
        return {}
    if stands(known, word):
        close = alike.weights >= _CLOSE
        alike = Explained(alike.words[close], alike.weights[close])
    there = known(inversion.keys[alike.words])
    found: dict[str, float] = {}
    for number, weight in zip(
        alike.words[there].tolist(), alike.weights[there].tolist(), strict=True
    ):
        other = inversion.word(number)
        if len(other) > 1 and other not in word and word not in other:
            found[other] = round(weight, 3)
            if len(found) == _MOST_SYNONYMS:
                break
    long = ~there & inversion.are_long(alike.words)
    if long.any():
        rest = Explained(alike.words[long], alike.weights[long])
        raise_to(found, _in_pairs(inversion, known, rest))
    return dict(greatest(found, _MOST_SYNONYMS))


def _in_pairs(inversion: Inversion, known: Known, explained: Explained) -> Weights:
    """Long words all of whose pairs stand in the index, and those pairs that are no words."""
    pairs, sizes = inversion.pairs(explained.words)
    of_word = np.repeat(np.arange(len(sizes)), sizes)
    standing = np.bincount(of_word[known(pairs)], minlength=len(sizes))
    found: dict[str, float] = {}
    for at in np.flatnonzero(standing == sizes).tolist():
        weight = round(float(explained.weights[at]), 3)
        across = [key for key in pairs[of_word == at].tolist() if not inversion.is_word(key)]
        if across:
            found[inversion.word(int(explained.words[at]))] = weight
            raise_to(found, {term_of(key): round(_ACROSS_WORDS * weight, 3) for key in across})
    return found


def _named(
    inversion: Inversion, numbers: NDArray[np.int32], weights: NDArray[np.floating[Any]]
) -> dict[str, float]:
    """Words, given by their numbers, with their weights; of equal words the highest."""
    found: dict[str, float] = {}
    for number, weight in zip(numbers.tolist(), weights.tolist(), strict=True):
        raise_to(found, {inversion.word(number): round(weight, 3)})
    return found


def _by_pinyin(places: Iterable[str], stemmer: Stemmer) -> Mapping[str, Sequence[str]]:
    """Names of places by how they are spelt: "wangling" and "wang ling" for 网岭."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in places:
        for syllables in readings(name):
            for spelt in ("".join(syllables), " ".join(syllables)):
                found[" ".join(map(stemmer.stem, spelt.split()))].append(name)
    return found


def _by_abbreviation(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Names by what they may be shortened to."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        found[abbreviation(name)].append(name)
    found.pop("", None)
    return found


def _heaviest(weights: Weights) -> Weights:
    most = greatest(weights, _MOST_WORDS)
    return {word: weight for word, weight in most if weight >= _SLIGHTEST * most[0][1]}


def _sharpened(weights: Weights) -> Weights:
    """The characters that most translations share; squared, so that chance ones fade."""
    most = greatest(weights, _MOST_CHARACTERS)
    shares = ((character, (weight / most[0][1]) ** 2) for character, weight in most)
    return {c: round(share, 2) for c, share in shares if share >= _SLIGHTEST_CHARACTER}
