"""Text to terms: what a passage is indexed by and a question looks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.language.english import Stemmer
from bot.language.normal import Normaliser
from bot.language.script import HAN
from bot.language.segmenter import Segmenter

_TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<number>\d+(?:[.,]\d+)*)(?![^\W\d_{HAN}])|(?P<word>[^\W_{HAN}]+(?:'[a-z]+)?)"
)


class Kind(Enum):
    """How a term was found in the text."""

    WORD = "a word of a Chinese dictionary"
    BIGRAM = "two neighbouring Chinese characters that are no word by themselves"
    LATIN = "the stem of a word in letters"
    NUMBER = "a number in digits"


@dataclass(frozen=True, slots=True)
class Term:
    """One term, and where in the text it stands: `source[start:end]`; `word` is it unstemmed."""

    text: str
    kind: Kind
    start: int
    end: int
    word: str


class Analyzer:
    """Finds the terms of a text; a passage and a question go through the same one.

    Chinese becomes the words and shorter words of jieba's search mode and, since a question
    may be cut elsewhere than a passage, every pair of neighbouring characters (character
    bigrams, as in Lucene's CJK analyzer). Words in letters become stems.
    """

    def __init__(self, normaliser: Normaliser, segmenter: Segmenter, stemmer: Stemmer) -> None:
        self._normaliser = normaliser
        self._segmenter = segmenter
        self._stemmer = stemmer

    def terms(self, source: str) -> list[Term]:
        normal = self._normaliser.normal(source)
        found: list[Term] = []
        for match in _TOKEN.finditer(normal.text):
            for text, kind, start, end in self._token(match):
                place = normal.span(start, end)
                found.append(Term(text, kind, *place, normal.text[start:end]))
        return found

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
        for at in range(len(run) - 1):
            if (at, at + 2) not in words:
                yield run[at : at + 2], Kind.BIGRAM, offset + at, offset + at + 2
