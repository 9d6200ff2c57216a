"""What precedes and follows a name (那位…同志, Mr, Secretary, 's), and what its capitals say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.answering.speakers.parsed_question import Named, ParsedQuestion, Word
from bot.answering.speakers.titles import (
    all_surnames,
    callings,
    is_title,
    listed,
    offices,
    pattern_of,
)
from bot.language.stopwords import Stopwords

_POINTING = ("那位", "这位")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?![a-z])")
_SPACE = re.compile(r"(?<=[a-z])[ \t]?")
_SHORTEST_BEFORE = 2
"""Characters of a Chinese title before a name at least: 总 and 姐 only follow it."""


@cache
def _titles_before() -> frozenset[str]:
    titles = offices() | callings() | listed("courtesies")
    return frozenset(title for title in titles if len(title) >= _SHORTEST_BEFORE)


@cache
def _longest_before() -> int:
    return max(map(len, _titles_before()))


@cache
def title_behind() -> re.Pattern[str]:
    """A Chinese title that follows a name."""
    return re.compile(pattern_of(offices() | callings() | listed("courtesies")))


@dataclass(frozen=True, slots=True)
class Address:
    """A name with all that belongs to it, as (start, end) in the source, and its titles."""

    start: int
    end: int
    titles: tuple[str, ...]


class Addressing:
    """Finds what belongs to the names of one question."""

    def __init__(self, reading: ParsedQuestion) -> None:
        self._reading = reading
        self._text = reading.normal.text
        self.words: Sequence[Word] = reading.words
        self._starting = {word.start: at for at, word in enumerate(self.words)}
        self._ending = {word.end: word for word in self.words}

    def of(self, name: Named | Word) -> Address:
        """A name, or a word that may be one, with what belongs to it."""
        first, before = self._before(name.start)
        last, after = self._behind(name.end)
        return Address(first, last, (*before, *after))

    def _before(self, start: int) -> tuple[int, list[str]]:
        """Where the titles before a name start, and which they are."""
        start, titles = self._english_before(start)
        place = self._reading.place(start)
        in_letters = self._text[place : place + 1].isascii()
        while place and self._text[place - 1] == " " and (titles or in_letters):
            place -= 1
        found = self._chinese_before(place)
        if found:
            titles.append(found)
            place -= len(found)
        for pointing in _POINTING:
            if self._text.endswith(pointing, 0, place):
                return self._source(place - len(pointing)), titles
        return (self._source(place) if found else start), titles

    def _source(self, place: int) -> int:
        return self._reading.normal.origin[place]

    def _chinese_before(self, place: int) -> str:
        for size in range(min(_longest_before(), place), _SHORTEST_BEFORE - 1, -1):
            title = self._text[place - size : place]
            if title in _titles_before() and self._source(place - size) in self._reading.edges:
                return title
        return ""

    def _english_before(self, start: int) -> tuple[int, list[str]]:
        titles: list[str] = []
        while word := self._word_before(start):
            if not (is_title(word.text) or (titles and word.text in listed("english-ranks"))):
                break
            titles.append(word.text)
            start = word.start
        return start, titles

    def _word_before(self, start: int) -> Word | None:
        """The word in letters right before a position of the source."""
        between = self._reading.source[max(0, start - 3) : start].rstrip()
        spaces = min(start, 3) - len(between)
        return self._ending.get(start - spaces - between.endswith("."))

    def _behind(self, end: int) -> tuple[int, list[str]]:
        """Where the titles behind a name, or its possessive, end, and which they are."""
        titles: list[str] = []
        place = self._reading.place(end)
        for _ in range(2):
            spaced = _SPACE.match(self._text, place)
            match = title_behind().match(self._text, spaced.end() if spaced else place)
            if not match or not self._is_title_behind(match):
                break
            titles.append(match.group())
            place = match.end()
        if not titles and (word := self._english_behind(place)):
            place, titles = self._reading.place(word.end - 1) + 1, [word.text]
        possessive = _POSSESSIVE.match(self._text, place)
        place = possessive.end() if possessive else place
        return self._reading.normal.span(place - 1, place)[1], titles

    def _is_title_behind(self, match: re.Match[str]) -> bool:
        """Whether what looks like a title is not a part of another word."""
        if len(match.group()) == 1:
            return self._reading.is_whole(*match.span())
        return self._reading.is_end(match.end())

    def _english_behind(self, place: int) -> Word | None:
        """The title right behind a name, such as "shuji", unless another name follows."""
        if self._text[place : place + 1] != " " or place + 1 >= len(self._text):
            return None
        at = self._starting.get(self._source(place + 1))
        if at is None or self.words[at].text not in listed("english-behind-names"):
            return None
        word, following = self.words[at], self.words[at + 1 : at + 2]
        near = following and following[0].start <= word.end + 1
        return None if near and following[0].text not in listed("english-behind") else word


_MONTHS = frozenset(("april", "may", "june", "august"))
_BEFORE_MONTHS = frozenset(
    ("in", "by", "since", "until", "till", "last", "next", "this", "of", "early", "late", "mid")
)
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "my", "our"))
_PARTICLES = frozenset(
    ("de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "den", "al", "el", "bin")
)
_SHORTEST = 3
_LONGEST_ACRONYM = 4


@cache
def _grammar() -> frozenset[str]:
    return Stopwords().grammar


class Capitals:
    """Judges by the capital letters of one question which of its words are names."""

    def __init__(self, words: Sequence[Word], source: str) -> None:
        self._words = words
        self._source = source
        self._tell = any(not word.capitalised for word in words)
        self._are_all = all(source[word.start : word.end].isupper() for word in words)

    def may_be_name(self, at: int, *, capitalised: bool) -> bool:
        """Whether a word without a title may be a name; `capitalised` if only with a capital."""
        word = self._words[at]
        if word.text in listed("english-grammar") or self._is_month(at) or self._is_acronym(word):
            return False
        if word.text in listed("english-too"):
            article = at > 0 and self._words[at - 1].text in _ARTICLES
            return word.capitalised and not word.opening and self._tell and not article
        ordinary = word.text in listed("english-small") or word.text in _grammar()
        is_name = len(word.text) >= _SHORTEST and not ordinary
        return word.capitalised or (is_name and not capitalised)

    def is_of_another(self, at: int) -> bool:
        """Whether a word is only a part of a name: "Bob Whitfield" does not mean Ann."""
        return self._tell and (self._has_first(at) or self._has_last(at))

    def _has_first(self, at: int) -> bool:
        """Whether a first name or an initial, which begins no sentence, is right before a word."""
        before = self._words[at - 1] if at else None
        if before is None or not self._are_together(before, self._words[at]):
            return False
        if len(before.text) == 1 and before.capitalised and before.text not in "ia":
            return True
        if before.text in _PARTICLES and not before.capitalised:
            return True
        if before.opening:
            return before.text in listed("first-names")
        ordinary = before.text in _grammar() or is_title(before.text)
        return before.capitalised and not ordinary

    def _has_last(self, at: int) -> bool:
        """Whether a surname is right behind a word."""
        after = self._words[at + 1] if at + 1 < len(self._words) else None
        if after is None or not self._are_together(self._words[at], after):
            return False
        if after.text in _PARTICLES:
            return True
        titled = is_title(after.text) or after.text in listed("english-behind-names")
        return after.capitalised and not titled and after.text not in _grammar()

    def _are_together(self, one: Word, other: Word) -> bool:
        between = self._source[one.end : other.start]
        return between in (" ", "-") or (between == ". " and len(one.text) == 1)

    def _is_acronym(self, word: Word) -> bool:
        """Whether a short word, but no surname like LIU, is in capitals when others are not."""
        return (
            not self._are_all
            and 1 < len(word.text) <= _LONGEST_ACRONYM
            and self._source[word.start : word.end].isupper()
            and not (len(word.text) >= _SHORTEST and word.text in all_surnames())
        )

    def _is_month(self, at: int) -> bool:
        word = self._words[at]
        before = self._words[at - 1].text if at else ""
        number = self._source[word.end : word.end + 2].strip()[:1].isdecimal()
        return word.text in _MONTHS and (before in _BEFORE_MONTHS or number)
