"""A question with marks for names and blanks for what is understood, and rules for reading it."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from bot.answering.speakers.parsed_question import Named, ParsedQuestion, Phrases
from bot.answering.speakers.speaker import grouped
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Kind, Term
from bot.language.word_lists import read_lines

_NAME, _MORE = MARKS = "\ue000\ue001"
"""Private characters for the first character of a name, and for the others."""

NAME = f"{_NAME}{_MORE}*+"
"""A regular expression for any name."""

_GOES_ON = rf"[,，](?=\s*{NAME}\s*(?:[,，、和及的]|and\b|以|之))"
_JOINS = rf"[、和与跟及&/]|以及|还有|\band\b|\bor\b|\bnor\b|{_GOES_ON}"
_NAMES = rf"{NAME}(?:\s*+(?:{_JOINS})\s*+{NAME})*+"
"""A regular expression for one name or several in a row."""

_BLANK = " "
_SPACE = r"\s+"
_FOLDER = Path(__file__).parent

_PIECES = frozenset((Kind.BIGRAM, Kind.CHARACTER))
"""Terms that are pieces of words."""

_CHINESE = _PIECES | {Kind.WORD}

Span = tuple[int, int]
"""A piece of the normal form: (start, end)."""


@dataclass(frozen=True)
class Sketch:
    """A question in normal form; `text` has the same length, with a mark for each name."""

    reading: ParsedQuestion
    named: Sequence[Named]
    text: str
    analyzer: Analyzer
    stopwords: Stopwords

    @classmethod
    def of(
        cls,
        reading: ParsedQuestion,
        named: Sequence[Named],
        analyzer: Analyzer,
        stopwords: Stopwords,
    ) -> "Sketch":
        text = re.sub(f"[{MARKS}]", _BLANK, reading.normal.text)
        for name in named:
            start, end = reading.place(name.start), reading.place(name.end)
            text = text[:start] + _NAME + _MORE * (end - start - 1) + text[end:]
        return cls(reading, named, text, analyzer, stopwords)

    def without(self, spans: Iterable[Span]) -> "Sketch":
        """The same with these pieces blank: they are no part of the subject."""
        text = self.text
        for start, end in spans:
            text = text[:start] + _BLANK * (end - start) + text[end:]
        return self if text == self.text else replace(self, text=text)

    def named_in(self, span: Span) -> list[Named]:
        """The names that begin within a piece."""
        start, end = self.reading.normal.span(*span)
        return [name for name in self.named if start <= name.start < end]

    @cached_property
    def has_names(self) -> bool:
        return _NAME in self.text

    @cached_property
    def terms(self) -> Sequence[Term]:
        """The terms of what is neither a name nor blank, as if the rest had never been there."""
        normal, edges = self.reading.normal, self.reading.edges
        if self.text == normal.text:
            return self.reading.terms
        pairs = zip(self.text, normal.text, normal.origin, strict=True)
        read = {at for here, there, at in pairs if here != there}
        if edges.issuperset(at for at in read if at - 1 not in read) and edges.issuperset(
            at + 1 for at in read if at + 1 not in read
        ):
            return [t for t in self.reading.terms if read.isdisjoint(t.places)]
        rest = (_BLANK if at in read else char for at, char in enumerate(self.reading.source))
        return self.analyzer.terms("".join(rest))

    def content(self, within: Span | None = None) -> list[Term]:
        """The terms that carry a subject, of the whole or of a piece."""
        if within is None:
            return self._content
        start, end = self.reading.normal.span(*within)
        return [term for term in self._content if start <= term.start and term.end <= end]

    @cached_property
    def rest(self) -> list[Term]:
        """The Chinese terms that carry no subject: grammar, words that only ask, pieces."""
        content = set(map(id, self._content))
        return [t for t in self.terms if t.kind in _CHINESE and id(t) not in content]

    @cached_property
    def inside(self) -> frozenset[int]:
        """The positions in the middle of a word."""
        edges, origin = self.reading.edges, self.reading.normal.origin
        return frozenset(at for at, place in enumerate(origin) if place not in edges)

    @cached_property
    def _content(self) -> list[Term]:
        """The terms that carry a subject; pieces of words only where the words do."""
        carrying: set[int] = set()
        for term in self.terms:
            if term.kind is Kind.WORD and not self.stopwords.is_empty(term):
                carrying.update(term.places)
        return [
            term
            for term in self.terms
            if term.kind is not Kind.FIGURE
            and (
                carrying.issuperset(term.places)
                if term.kind in _PIECES
                else not self.stopwords.is_empty(term)
            )
        ]


def read_rules(name: str) -> re.Pattern[str]:
    """The rules of a list, one a line, as a regular expression that finds any of them.

    {N} is replaced by one for names. English rules match whole words only; they begin with a
    letter, or with brackets before one.
    """
    lines = filter(None, read_lines(_FOLDER / f"rules/{name}.txt"))
    return re.compile("|".join(map(_rule, lines)))


def _rule(line: str) -> str:
    rule = line.replace("{N}", _NAMES)
    if re.match(r"[(?:]*[a-z]", line):
        rule = rf"(?<![a-z])(?:{rule.replace(' ', _SPACE)})(?![a-z])"
    return f"(?:{rule})"


@cache
def read_phrases(name: str) -> Sequence[str]:
    """The phrases of a list, which are separated by commas."""
    return _split(",".join(read_lines(_FOLDER / f"phrases/{name}.txt")))


def read_sorted_phrases(name: str) -> dict[str, list[str]]:
    """The phrases of a list by their meanings, with which its lines begin: `meaning: phrases`."""
    lines = (line.partition(":") for line in read_lines(_FOLDER / f"phrases/{name}.txt"))
    return {meaning: _split(phrases) for meaning, _, phrases in lines}


def _split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(",") if phrase.strip()]


_LONGEST = 80
"""Characters of a text at most that may consist of phrases alone."""

_BETWEEN = re.compile(rf"[^\w{MARKS}]*")
_MARKED = re.compile(rf"[{MARKS}]+")
_LAUGHTER = re.compile(r"(?<![a-z])(ha|he|ah|lo|xi|ja|ok|bla|blah)(?:\1)+[hlk]?(?![a-z])")
_REPEATED = re.compile(r"(\D)\1+")
NAME_MEANT = "name"
"""The meaning of a name in a text."""


class Phrasebook:
    """Understands texts that consist of phrases with known meanings; "" adds no meaning."""

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        pairs = ((phrase, meaning) for meaning, phrases in meanings.items() for phrase in phrases)
        self._meanings = grouped(pairs)
        self._phrases = Phrases(self._meanings)

    def meant(self, text: str, inside: Container[int] = ()) -> frozenset[str] | None:
        """The meanings of a text in normal form; None if a word is left over.

        Besides phrases the text may have names and punctuation. Of several ways to read it, the
        one with the longest meaningful phrases counts. `inside` are the positions in the middle of
        a word, where no phrase of a single character ends.
        """
        if len(text) > _LONGEST:
            return None
        ways: dict[int, tuple[int, frozenset[str]]] = {_skipped(text, 0): (0, frozenset())}
        while ways:
            at = min(ways)
            weight, meant = ways.pop(at)
            if at == len(text):
                return meant
            for end, telling, meaning in self._steps(text, at):
                if end - at == 1 and end in inside:
                    continue
                way = (weight + telling, meant | {meaning} - {""})
                end = _skipped(text, end)
                if way[0] > ways.get(end, (-1, None))[0]:
                    ways[end] = way
        return None

    def _steps(self, text: str, at: int) -> Iterator[tuple[int, int, str]]:
        """The phrases at a position: (end, weight, meaning)."""
        if name := _MARKED.match(text, at):
            yield name.end(), 0, NAME_MEANT
        for phrase in self._phrases.at(text, at):
            for meaning in self._meanings[phrase]:
                yield at + len(phrase), len(phrase) ** 2 if meaning else 0, meaning


def squeezed(text: str) -> str:
    """A text with repeated characters, and repeated sounds of laughter, reduced to one.

    >>> squeezed("哈哈哈 okkk hahaha")
    '哈 ok ha'
    """
    return _LAUGHTER.sub(r"\1", _REPEATED.sub(r"\1", text))


def _skipped(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at
