"""A question as the rules of the frames read it: names as marks, what is read already as blanks."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from bot.answering.speakers.reading import Named, ParsedQuestion, Phrases
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Kind, Term
from bot.language.word_lists import read_lines

_NAME, _MORE = MARKS = "\ue000\ue001"
"""Private characters for the first character of a name, and for the others."""

NAME = f"{_NAME}{_MORE}*+"
"""Any name, to stand in a regular expression."""

_GOES_ON = rf"[,，](?=\s*{NAME}\s*(?:[,，、和及的]|and\b|以|之))"
_JOINS = rf"[、和与跟及&/]|以及|还有|\band\b|\bor\b|\bnor\b|{_GOES_ON}"
NAMES = rf"{NAME}(?:\s*+(?:{_JOINS})\s*+{NAME})*+"
"""One name or several in a row."""

_BLANK = " "
_SPACE = r"\s+"
_RULES = Path(__file__).parent / "rules"

_PIECES = frozenset((Kind.BIGRAM, Kind.CHARACTER))
"""Terms that are pieces of words."""

_NO_WORDS = _PIECES | {Kind.FIGURE}
_CHINESE = _PIECES | {Kind.WORD}

Span = tuple[int, int]
"""A piece of the normal form: (start, end)."""


@dataclass(frozen=True)
class Sketch:
    """A question in normal form, in which `text` has a mark for each name.

    `text` is as long as the normal form.
    """

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
        text = re.sub(f"[{_NAME}{_MORE}]", _BLANK, reading.normal.text)
        origin = reading.normal.origin
        for name in named:
            start, end = bisect_left(origin, name.start), bisect_left(origin, name.end)
            mark = _NAME + _MORE * (end - start - 1)
            text = text[:start] + mark + text[end:]
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
        """The terms of what is neither a name nor blank, whatever it stood beside."""
        normal, edges = self.reading.normal, self.reading.edges
        if self.text == normal.text:
            return self.reading.terms
        pairs = zip(self.text, normal.text, normal.origin, strict=True)
        read = {at for here, there, at in pairs if here != there}
        if edges.issuperset(at for at in read if at - 1 not in read) and edges.issuperset(
            at + 1 for at in read if at + 1 not in read
        ):
            return [t for t in self.reading.terms if read.isdisjoint(range(t.start, t.end))]
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
        """The places in the middle of a word."""
        edges, origin = self.reading.edges, self.reading.normal.origin
        return frozenset(at for at, place in enumerate(origin) if place not in edges)

    @cached_property
    def _content(self) -> list[Term]:
        """The terms that carry a subject; pieces of words only where the words do."""
        is_empty = self.stopwords.is_empty
        full = [t for t in self.terms if t.kind not in _NO_WORDS and not is_empty(t)]
        words = (term for term in full if term.kind is Kind.WORD)
        carrying = {at for word in words for at in range(word.start, word.end)}
        kept = set(map(id, full))
        return [
            term
            for term in self.terms
            if id(term) in kept
            or (term.kind in _PIECES and carrying.issuperset(range(term.start, term.end)))
        ]


def read_rules(name: str) -> re.Pattern[str]:
    """The rules of a list, one a line, as one regular expression that finds any of them.

    {N} stands for names. In a line that begins with a letter of the alphabet or a bracket before
    one, words are whole words.
    """
    lines = filter(None, read_lines(_RULES / f"{name}.txt"))
    return re.compile("|".join(map(_rule, lines)))


def _rule(line: str) -> str:
    rule = line.replace("{N}", NAMES)
    if re.match(r"[(?:]*[a-z]", line):
        rule = rf"(?<![a-z])(?:{rule.replace(' ', _SPACE)})(?![a-z])"
    return f"(?:{rule})"


_PHRASES = Path(__file__).parent / "phrases"
_LONGEST = 80
"""Characters of a text at most that may be made of phrases alone."""

_BETWEEN = re.compile(rf"[^\w{MARKS}]*")
_MARKED = re.compile(rf"[{MARKS}]+")
_LAUGHTER = re.compile(r"(?<![a-z])(ha|he|ah|lo|xi|ja|ok|bla|blah)(?:\1)+[hlk]?(?![a-z])")
_REPEATED = re.compile(r"(\D)\1+")
NAME_MEANT = "name"
"""What a name in a text means."""


class Phrasebook:
    """Knows some phrases, each by one or several meanings; what means "" adds nothing."""

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        self._meanings: defaultdict[str, set[str]] = defaultdict(set)
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                self._meanings[phrase].add(meaning)
        self._phrases = Phrases(self._meanings)

    def meant(self, text: str, inside: Container[int] = ()) -> frozenset[str] | None:
        """What a text in normal form means that is nothing but phrases, names and punctuation.

        Of several ways to read it the one counts whose telling phrases are the longest. None where
        a word is left over. `inside` are the places in the middle of a word: no single character
        ends there.
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

    def has(self, phrase: str) -> bool:
        return phrase in self._meanings

    def end(self, text: str, start: int) -> int:
        """Where the longest phrase at a place ends; the place itself where there is none."""
        longest = next(self._phrases.at(text, start), "") if start < len(text) else ""
        return start + len(longest)

    def found(self, text: str, at: int = 0) -> Iterator[tuple[int, int, str]]:
        """The phrases in a text from a place on: (start, end, a meaning), the longest of each."""
        for start, phrase in self._phrases.found(text, at):
            yield start, start + len(phrase), min(self._meanings[phrase])

    def _steps(self, text: str, at: int) -> Iterator[tuple[int, int, str]]:
        """The phrases at a place: where each ends, how telling it is, and what it means."""
        if name := _MARKED.match(text, at):
            yield name.end(), 0, NAME_MEANT
        for phrase in self._phrases.at(text, at) if at < len(text) else ():
            for meaning in self._meanings[phrase]:
                yield at + len(phrase), len(phrase) ** 2 if meaning else 0, meaning


def squeezed(text: str) -> str:
    """A text with a single one for each character, and each sound of laughter, that is repeated.

    >>> squeezed("哈哈哈 okkk hahaha")
    '哈 ok ha'
    """
    return _LAUGHTER.sub(r"\1", _REPEATED.sub(r"\1", text))


@cache
def read_phrases(name: str) -> Sequence[str]:
    """The phrases of a list, which stand in its lines parted by commas."""
    return _parted(read_lines(_PHRASES / f"{name}.txt"))


def read_sorted_phrases(name: str) -> dict[str, list[str]]:
    """The phrases of a list whose lines begin with what they mean and a colon."""
    lines = (line.partition(":") for line in read_lines(_PHRASES / f"{name}.txt"))
    return {meaning: _parted([phrases]) for meaning, _, phrases in lines}


def _parted(lines: Iterable[str]) -> list[str]:
    phrases = (phrase.strip() for line in lines for phrase in line.split(","))
    return [phrase for phrase in phrases if phrase]


def _skipped(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at
