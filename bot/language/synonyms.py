"""Synonyms: the terms of an index that mean the same as a word, with weights in (0, 1]."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from bot.language.dictionary import Dictionary
from bot.language.english import Stemmer
from bot.language.stopwords import Stopwords
from bot.language.terms import Known, Term, has, keys_of, term_of
from bot.language.weighted_lists import WeightedNumbers
from bot.language.word_lists import read_lines

Weights = Mapping[str, float]

ENGLISH = Path(__file__).parent / "everyday-english.txt"

_MOST = 6
_CLOSE = 0.6
_ACROSS_WORDS = 0.7
_MOST_ENGLISH = 12
_ENGLISH_SYNONYM, _BESIDE_THE_WORD = 0.95, 0.25
"""How well an English synonym matches a word that the index lacks, and one that it has: the latter
is worth less even where it is said three times."""

_VAGUE = 0.5  # how much less close English words are that also have other synonyms
_MOST_JOINED, _LONGEST_JOINED = 3, 6  # words, and characters, at most of a word that is split


def raise_to(weights: dict[str, float], others: Weights, share: float = 1.0) -> None:
    """Raises weights to a share of others where that is higher."""
    for term, weight in others.items():
        weights[term] = max(weights.get(term, 0.0), share * weight)


def greatest(weights: Weights, most: int) -> list[tuple[str, float]]:
    """Returns the greatest weights; equal ones in the order of their texts, in every process."""
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]


def chinese_synonyms(dictionary: Dictionary, known: Known, word: str) -> Weights:
    """Returns the terms of an index that mean the same as a Chinese word.

    A word that the index has needs close ones alone. The index has a long word where it has all
    its pairs of characters; pairs that are no words then count, too, as they are found only there.
    """
    alike = dictionary.synonyms(word)
    if not len(alike.numbers):
        return {}
    if has(known, word):
        alike = alike.where(alike.weights >= _CLOSE)
    there = known(dictionary.keys[alike.numbers])
    found: dict[str, float] = {}
    for other, weight in dictionary.words(alike.where(there)):
        if len(other) > 1 and other not in word and word not in other:
            found[other] = round(weight, 3)
            if len(found) == _MOST:
                break
    raise_to(found, _in_pairs(dictionary, known, alike.where(~there)))
    return dict(greatest(found, _MOST))


def _in_pairs(dictionary: Dictionary, known: Known, words: WeightedNumbers) -> Weights:
    """Returns the words all of whose pairs the index has, and the pairs that are no words."""
    pairs, sizes = dictionary.pairs(words.numbers)
    of_word = np.repeat(np.arange(len(sizes)), sizes)
    in_index = np.bincount(of_word[known(pairs)], minlength=len(sizes))
    found: dict[str, float] = {}
    for at in np.flatnonzero(in_index == sizes).tolist():
        weight = round(float(words.weights[at]), 3)
        across = [key for key in pairs[of_word == at].tolist() if not dictionary.is_word(key)]
        if across:
            found[dictionary.word(int(words.numbers[at]))] = weight
            raise_to(found, {term_of(key): round(_ACROSS_WORDS * weight, 3) for key in across})
    return found


def synonyms_of_terms(
    terms: Iterable[Term], lookup: Callable[[str], Weights]
) -> dict[str, Weights]:
    """Returns the synonyms of those Chinese words of a question that have any.

    Neighbouring words may be one word of the dictionary that the segmenter lacks. A part of a
    longer word with synonyms means no more than that word, and has the same ones, beside its own
    where it is a word by itself.
    """
    words = sorted(terms, key=lambda term: (term.start, -term.end))
    ends = accumulate((term.end for term in words), max, initial=0)
    whole = [term for term, end in zip(words, ends, strict=False) if term.end > end]
    spans = dict(_joined(whole, lookup))
    found: dict[str, Weights] = {}
    end = 0
    around: Weights = {}
    for term in words:
        own = around if term.end <= end else lookup(term.text)
        if own:
            end, around = max(end, term.end), own
        both = {**spans.get((term.start, term.end), {}), **own}
        if both:
            found.setdefault(term.text, both)
    return found


def _joined(
    words: Sequence[Term], lookup: Callable[[str], Weights]
) -> Iterator[tuple[tuple[int, int], Weights]]:
    """Yields the span of each word that forms a longer one, and the synonyms of the longer one."""
    for size in range(2, _MOST_JOINED + 1):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if all(a.end == b.start for a, b in pairwise(run)):
                text = "".join(term.text for term in run)
                if len(text) <= _LONGEST_JOINED and (found := lookup(text)):
                    for term in run:
                        yield (term.start, term.end), found


class EnglishSynonyms:
    """English words and phrases that mean the same, as stems; read when the first is needed.

    >>> "boat" in EnglishSynonyms(Stemmer()).of("ferri")
    True
    """

    def __init__(self, stemmer: Stemmer) -> None:
        self._stemmer = stemmer

    def of(self, phrase: str) -> Weights:
        """Returns what means the same as a stem, or the stems of a phrase, and how closely: (0, 1].

        The more groups two words have in common, and the fewer others, the closer they are.
        """
        own = self._groups.get(phrase)
        if not own:
            return {}
        shared = Counter(other for group in own for other in group if other != phrase)
        shares = {word: n / len(self._groups[word]) ** 0.5 for word, n in shared.items()}
        closest = max(shares.values())
        return {word: (share / closest) ** _VAGUE for word, share in shares.items()}

    def known_of(self, phrase: str, known: Known) -> Weights:
        """Returns the stems of an index that mean the same as a stem, or the stems of a phrase."""
        others = {word: share for word, share in self.of(phrase).items() if " " not in word}
        if not others:
            return {}
        has_it, *there = known(keys_of([phrase, *others])).tolist()
        weight = _BESIDE_THE_WORD if has_it else _ENGLISH_SYNONYM
        found = {
            word: round(weight * share, 3)
            for (word, share), is_there in zip(others.items(), there, strict=True)
            if is_there
        }
        return dict(greatest(found, _MOST_ENGLISH))

    @cached_property
    def _groups(self) -> Mapping[str, list[frozenset[str]]]:
        stopwords = Stopwords()
        found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for line in read_lines(ENGLISH):
            phrases = (phrase.replace("-", " ").split() for phrase in line.split(","))
            group = frozenset(self._stems(phrase, stopwords) for phrase in phrases) - {""}
            for phrase in group if len(group) > 1 else ():
                found[phrase].append(group)
        return dict(found)

    def _stems(self, phrase: Sequence[str], stopwords: Stopwords) -> str:
        """Returns the stems of a phrase as questions have them: "older people" is "older" there.

        Empty if all but one of its words are grammar, as in "out of work", or if what is left of
        it says little, as in "man-made".
        """
        words = [word for word in phrase if word not in stopwords.asking] or phrase
        stems = [self._stemmer.stem(word) for word in words if word not in stopwords.grammar]
        says_much = len(stems) > 1 or (len(words) == 1 and words[0] not in stopwords.light)
        return " ".join(stems) if says_much else ""
