"""Terms: what passages are indexed by and questions look for, as strings and as numeric keys."""

import re
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from bot.language.english import Stemmer
from bot.language.foreign_names import names_in
from bot.language.normal import Normal, Normaliser
from bot.language.quantities import figures
from bot.language.script import HAN
from bot.language.segmentation import Segmenter

_TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<number>\d++(?:[.,]\d+)*)(?![^\W\d_{HAN}])|(?P<word>[^\W_{HAN}]+(?:'[a-z]+)?)"
)
_HAN = re.compile(f"[{HAN}]+")

_CACHED = 512  # passages that were shown whose words are kept for highlighting


class Kind(Enum):
    """How a term was found in the text."""

    WORD = "a word of a Chinese dictionary"
    BIGRAM = "two neighbouring Chinese characters that are no word by themselves"
    CHARACTER = "a Chinese character that is no word by itself here"
    LATIN = "the stem of a word in letters"
    NUMBER = "a number in digits"
    FIGURE = "what a number counts"


class Term(NamedTuple):  # a question has fifty of them, and a tuple is created fastest
    """A term of a text, found at `source[start:end]`.

    `word` is the term before stemming; `capitals` and `capitalised` say how it is written.
    """

    text: str
    kind: Kind
    start: int
    end: int
    word: str
    capitals: bool = False
    capitalised: bool = False

    @property
    def places(self) -> range:
        """The positions of its characters in the source."""
        return range(self.start, self.end)


def to_the_letter(word: str) -> str:
    """Returns the term for a word as it is spelt, beside its stem: "exercism" is not "exercise"."""
    return f"={word}"


class Analyzer:
    """Finds the terms of a text; passages and questions go through the same one.

    Chinese becomes the words and shorter words of jieba's search mode and, since a question
    may be segmented differently from a passage, or use a similar word, every pair of
    neighbouring characters and every character. Words in letters become stems.

    Of the words that the segmenter guesses, those count that are a `likely_word`. Most others are
    accidents, as 里开 in 图书馆里开咖啡店, and are cut again by the dictionary.
    """

    def __init__(
        self,
        normaliser: Normaliser,
        segmenter: Segmenter,
        stemmer: Stemmer,
        likely_word: Callable[[str], bool] = lambda _word: True,
    ) -> None:
        self._normaliser = normaliser
        self._segmenter = segmenter
        self._stemmer = stemmer
        self._likely_word = likely_word
        self._shown = lru_cache(_CACHED)(self._normal_and_words)

    def terms(self, source: str) -> list[Term]:
        return self.terms_of(source, self._normaliser.normal(source))

    def terms_of(self, source: str, normal: Normal) -> list[Term]:
        """Does the same as `terms` for a text whose normal form is known."""
        found: list[Term] = [
            Term(text, Kind.FIGURE, *normal.span(start, end), text)
            for text, start, end in figures(normal.text)
        ]
        for match in _TOKEN.finditer(normal.text):
            for text, kind, start, end in self._token(match):
                place = normal.span(start, end)
                written = source[slice(*place)]
                capitals, capitalised = len(written) > 1 and written.isupper(), written.istitle()
                word = normal.text[start:end]
                found.append(Term(text, kind, *place, word, capitals, capitalised))
        return found

    def long_terms(self, normal: str) -> tuple[list[str], set[str]]:
        """Returns the terms of a text in normal form, and the Chinese words that may be names.

        Single Chinese characters and pairs of them are left out: all of these are terms, whether
        or not they are words. Words in letters are also terms as they are spelt, which tells them
        apart from others with the same stem. The names are foreign ones.
        """
        found = [text for text, _, _ in figures(normal)]
        names: set[str] = set()
        for match in _TOKEN.finditer(normal):
            if match.lastgroup == "han":
                words = self._segmenter.cut(match.group())
                found += self._segmenter.long_words(words)
                names.update(names_in(words, self._segmenter.is_word))
            else:
                found.append(self._term(match))
            if match.lastgroup == "word":
                found.append(to_the_letter(match.group()))
        return found, names

    def normal(self, source: str) -> str:
        """Returns a text in normal form."""
        return self._normaliser.normal(source).text

    def longest_words(self, source: str) -> Iterator[Term]:
        """Yields the Chinese dictionary words of a text, but none within a longer one."""
        normal = self._normaliser.normal(source)
        for match in _HAN.finditer(normal.text):
            for start, end in self._segmenter.parts(match.group()):
                word = match.group()[start:end]
                place = normal.span(match.start() + start, match.start() + end)
                yield Term(word, Kind.WORD, *place, word)

    def is_word(self, text: str) -> bool:
        """Whether a Chinese text is a word of the dictionary, or one of the corpus's own."""
        return self._segmenter.is_word(text)

    def rarity(self, word: str) -> float:
        """Returns how rare a Chinese word is in the language, from 0 up."""
        return self._segmenter.rarity(word)

    def places(self, source: str, wanted: Collection[str]) -> Iterator[tuple[int, int]]:
        """Yields where a source has any of some terms: (start, end).

        A Chinese term is found wherever its characters are, however the text is segmented.
        """
        normal, words = self._shown(source)
        for term in filter(_HAN.fullmatch, wanted):
            at = normal.text.find(term)
            while at >= 0:
                yield normal.span(at, at + len(term))
                at = normal.text.find(term, at + 1)
        for text, start, end in words:
            if text in wanted:
                yield normal.span(start, end)

    def edges(self, normal: Normal) -> frozenset[int]:
        """Returns the places of a source that are not in the middle of a word."""
        places = set(normal.origin)
        for match in _TOKEN.finditer(normal.text):
            parts = [(0, len(match.group()))]
            if match.lastgroup == "han":
                parts = list(self._segmenter.parts(match.group()))
            for start, end in parts:
                places -= {normal.origin[match.start() + at] for at in range(start + 1, end)}
        return frozenset(places | ({normal.origin[-1] + 1} if normal.text else set()))

    def _normal_and_words(self, source: str) -> tuple[Normal, list[tuple[str, int, int]]]:
        """Returns the normal form, and the terms that are not Chinese: (term, start, end)."""
        normal = self._normaliser.normal(source)
        others = (m for m in _TOKEN.finditer(normal.text) if m.lastgroup != "han")
        return normal, [(self._term(match), *match.span()) for match in others]

    def _term(self, match: re.Match[str]) -> str:
        """Returns the term for a number or a word in letters."""
        token = match.group()
        return token.replace(",", "") if match.lastgroup == "number" else self._stemmer.stem(token)

    def _words(self, run: str) -> Iterator[tuple[int, int]]:
        """Yields where the words of a run of Chinese are, with overlaps."""
        for word, start, end in self._segmenter.words(run):
            if len(word) == 1 or self.is_word(word) or self._likely_word(word):
                yield start, end
            else:
                yield from ((start + a, start + b) for a, b in self._segmenter.parts(word))

    def _token(self, match: re.Match[str]) -> Iterator[tuple[str, Kind, int, int]]:
        """Yields the terms of a number, a word or a run of Chinese: (term, kind, start, end)."""
        run, offset = match.group(), match.start()
        if match.lastgroup != "han":
            kind = Kind.NUMBER if match.lastgroup == "number" else Kind.LATIN
            yield self._term(match), kind, offset, match.end()
            return
        words = dict.fromkeys(self._words(run))
        for start, end in words:
            yield run[start:end], Kind.WORD, offset + start, offset + end
        for size, kind in ((2, Kind.BIGRAM), (1, Kind.CHARACTER)):
            for at in range(len(run) - size + 1):
                if (at, at + size) not in words:
                    yield run[at : at + size], kind, offset + at, offset + at + size


Keys = NDArray[np.uint64]
"""Terms as numbers, by which postings are found without a table of strings.

A term of up to three characters is its code points side by side, 21 bits each. A longer one is its
XXH3 hash with the highest bit set: among ten million terms the chance that any two share a key is
below one in a hundred thousand.
"""

Known = Callable[[Keys], NDArray[np.bool_]]  # says which of some terms an index has
_BITS, _PACKED, _HASHED = 21, 3, 1 << 63


def key_of(term: str) -> int:
    """Returns the key of a non-empty term, below 2 to the 64.

    >>> key_of("a"), key_of("ab") == 97 << 21 | 98
    (97, True)
    """
    if len(term) > _PACKED:
        return xxh3_64_intdigest(term.encode()) | _HASHED
    key = 0
    for char in term:
        key = key << _BITS | ord(char)
    return key


def keys_of(terms: Collection[str]) -> Keys:
    """Returns the keys of some terms."""
    return np.fromiter(map(key_of, terms), np.uint64, len(terms))


def keys_of_pairs(first: NDArray[Any], second: NDArray[Any]) -> Keys:
    """Returns the keys of terms of two characters, given as arrays of code points."""
    keys: Keys = first.astype(np.uint64) << np.uint64(_BITS) | second
    return keys


def term_of(key: int) -> str:
    """Returns the term of up to three characters that a key below 2 to the 63 represents.

    >>> term_of(key_of("房屋"))
    '房屋'
    """
    characters = ""
    while key:
        characters = chr(key & (1 << _BITS) - 1) + characters
        key >>= _BITS
    return characters


def has(known: Known, term: str) -> bool:
    """Whether an index has a term."""
    return bool(known(np.array([key_of(term)], np.uint64))[0])
