"""Text to terms: what a passage is indexed by and a question looks for."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

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

_AT_HAND = 512
"""Passages that are kept as they are compared once they were shown."""


class Kind(Enum):
    """How a term was found in the text."""

    WORD = "a word of a Chinese dictionary"
    BIGRAM = "two neighbouring Chinese characters that are no word by themselves"
    CHARACTER = "a Chinese character that is no word by itself here"
    LATIN = "the stem of a word in letters"
    NUMBER = "a number in digits"
    FIGURE = "what a number counts"


@dataclass(frozen=True, slots=True)
class Term:
    """One term, and where in the text it stands: `source[start:end]`.

    `word` is the term before stemming; `capitals` and `capitalised` say how it is written.
    """

    text: str
    kind: Kind
    start: int
    end: int
    word: str
    capitals: bool = False
    capitalised: bool = False


def to_the_letter(word: str) -> str:
    """The term that a word in letters is beside its stem: "exercism" is not "exercise"."""
    return f"={word}"


class Analyzer:
    """Finds the terms of a text; a passage and a question go through the same one.

    Chinese becomes the words and shorter words of jieba's search mode and, since a question
    may be cut elsewhere than a passage, or say it in a word that is alike, every pair of
    neighbouring characters and every character. Words in letters become stems.
    """

    def __init__(self, normaliser: Normaliser, segmenter: Segmenter, stemmer: Stemmer) -> None:
        self._normaliser = normaliser
        self._segmenter = segmenter
        self._stemmer = stemmer
        self._shown = lru_cache(_AT_HAND)(self._normal_and_words)

    def terms(self, source: str) -> list[Term]:
        return self.terms_of(source, self._normaliser.normal(source))

    def terms_of(self, source: str, normal: Normal) -> list[Term]:
        """As `terms`, of a text whose normal form is known."""
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
        """The terms of a text in normal form but for single Chinese characters and their pairs.

        Of these every one is a term, whether or not it is a word. Words in letters are also terms
        as they are written, by which one is told from others of its stem. Beside them, what in the
        text may be foreign names in Chinese, as it is cut into words for both.
        """
        found = [text for text, _, _ in figures(normal)]
        names: set[str] = set()
        for match in _TOKEN.finditer(normal):
            if match.lastgroup == "han":
                words = self._segmenter.cut(match.group())
                found += self._segmenter.long_words(words)
                names.update(names_in(words, self._segmenter.is_word))
            else:
                found += (text for text, _, _, _ in self._token(match))
            if match.lastgroup == "word":
                found.append(to_the_letter(match.group()))
        return found, names

    def normal(self, source: str) -> str:
        """A text in normal form."""
        return self._normaliser.normal(source).text

    def longest_words(self, source: str) -> Iterator[Term]:
        """The Chinese words of a text that a dictionary has, without those within longer ones."""
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
        """How rare a Chinese word is in the language, from 0 up."""
        return self._segmenter.rarity(word)

    def places(self, source: str, wanted: Collection[str]) -> Iterator[tuple[int, int]]:
        """Where in a source some terms stand: (start, end).

        A Chinese term stands wherever its characters do, however the text around it is cut.
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
        """The places of a source that are in the middle of no word."""
        places = set(normal.origin)
        for match in _TOKEN.finditer(normal.text):
            parts = [(0, len(match.group()))]
            if match.lastgroup == "han":
                parts = list(self._segmenter.parts(match.group()))
            for start, end in parts:
                places -= {normal.origin[match.start() + at] for at in range(start + 1, end)}
        return frozenset(places | ({normal.origin[-1] + 1} if normal.text else set()))

    def _normal_and_words(self, source: str) -> tuple[Normal, list[tuple[str, int, int]]]:
        """The normal form, and the terms that are not Chinese: (term, start, end)."""
        normal = self._normaliser.normal(source)
        others = (m for m in _TOKEN.finditer(normal.text) if m.lastgroup != "han")
        found = (term for match in others for term in self._token(match))
        return normal, [(text, start, end) for text, _, start, end in found]

    def _token(self, match: re.Match[str]) -> Iterator[tuple[str, Kind, int, int]]:
        token, start, end = match.group(), match.start(), match.end()
        if match.lastgroup == "han":
            yield from self._han(token, start)
        elif match.lastgroup == "number":
            yield token.replace(",", ""), Kind.NUMBER, start, end
        else:
            yield self._stemmer.stem(token), Kind.LATIN, start, end

    def _han(self, run: str, offset: int) -> Iterator[tuple[str, Kind, int, int]]:
        words = set()
        for word, start, end in self._segmenter.words(run):
            words.add((start, end))
            yield word, Kind.WORD, offset + start, offset + end
        for size, kind in ((2, Kind.BIGRAM), (1, Kind.CHARACTER)):
            for at in range(len(run) - size + 1):
                if (at, at + size) not in words:
                    yield run[at : at + size], kind, offset + at, offset + at + size
