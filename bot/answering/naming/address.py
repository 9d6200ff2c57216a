"""What people put before and behind a name: 那位…同志, Mr, Secretary, 's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.answering.naming.office import callings, offices, pattern_of
from bot.answering.naming.reading import Named, Reading, Word
from bot.answering.naming.word_lists import explained, listed

_POINTING = ("那位", "这位")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?![a-z])")
_BETWEEN = re.compile(r"\.?[ \t]*")
_SPACE = re.compile(r"(?<=[a-z])[ \t]?")
_NOT_BEFORE = 2
"""Characters of a Chinese title before a name at least: 总 and 姐 stand behind it."""


@cache
def _before() -> frozenset[str]:
    titles = offices() | callings() | listed("courtesies")
    return frozenset(title for title in titles if len(title) >= _NOT_BEFORE)


@cache
def _longest() -> int:
    return max(map(len, _before()))


@cache
def behind() -> re.Pattern[str]:
    """A Chinese title behind a name."""
    return re.compile(pattern_of(offices() | callings() | listed("courtesies")))


def is_title(word: str) -> bool:
    """Whether a word in letters is a title that stands before a name."""
    return word in listed("english-courtesies") or word in explained("english-offices")


@dataclass(frozen=True, slots=True)
class Address:
    """A name with what belongs to it, as (start, end) in a source, and the titles it has."""

    start: int
    end: int
    titles: tuple[str, ...]


class Addressing:
    """Finds what belongs to the names of one question."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.normal.text
        self.words: Sequence[Word] = reading.words
        self._starting = {word.start: at for at, word in enumerate(self.words)}
        self._ending = {word.end: at for at, word in enumerate(self.words)}

    def of(self, name: Named | Word) -> Address:
        """A name, or a word that may be one, with what belongs to it."""
        first, before = self._titles_before(name.start)
        last, after = self._titles_behind(name.end)
        return Address(first, last, (*before, *after))

    def _titles_before(self, start: int) -> tuple[int, list[str]]:
        start, titles = self._english_before(start)
        place = self._reading.place(start)
        while place and self._text[place - 1] == " " and (titles or self._is_letter(place)):
            place -= 1
        found = self._chinese_before(place)
        if found:
            titles.append(found)
            place -= len(found)
        for pointing in _POINTING:
            if self._text.endswith(pointing, 0, place):
                return self._source(place - len(pointing)), titles
        return (self._source(place) if found else start), titles

    def _is_letter(self, place: int) -> bool:
        return place < len(self._text) and self._text[place].isascii()

    def _source(self, place: int) -> int:
        return self._reading.normal.origin[place]

    def _chinese_before(self, place: int) -> str:
        for size in range(min(_longest(), place), _NOT_BEFORE - 1, -1):
            title = self._text[place - size : place]
            if title in _before() and self._source(place - size) in self._reading.edges:
                return title
        return ""

    def _english_before(self, start: int) -> tuple[int, list[str]]:
        titles: list[str] = []
        before = self._word_before(start)
        while before is not None and self._may_precede(before.text, titles):
            titles.append(before.text)
            start = before.start
            before = self._word_before(start)
        return start, titles

    def _may_precede(self, word: str, titles: Sequence[str]) -> bool:
        return is_title(word) or bool(titles and word in listed("english-ranks"))

    def _word_before(self, start: int) -> Word | None:
        """The word in letters right before a place of the source."""
        between = self._reading.source[max(0, start - 3) : start].rstrip()
        spaces = min(start, 3) - len(between)
        end = start - spaces - (1 if between.endswith(".") else 0)
        at = self._ending.get(end)
        return None if at is None else self.words[at]

    def _titles_behind(self, end: int) -> tuple[int, list[str]]:
        titles: list[str] = []
        place = self._reading.place(end)
        for _ in range(2):
            spaced = _SPACE.match(self._text, place)
            match = behind().match(self._text, spaced.end() if spaced else place)
            if not match or not self._is_behind(match):
                break
            titles.append(match.group())
            place = match.end()
        if not titles:
            place, titles = self._english_behind(place)
        possessive = _POSSESSIVE.match(self._text, place)
        place = possessive.end() if possessive else place
        return self._reading.normal.span(place - 1, place)[1], titles

    def _is_behind(self, match: re.Match[str]) -> bool:
        """Whether what looks like a title behind a name is not a part of another word."""
        if len(match.group()) == 1:
            return self._reading.is_whole(*match.span())
        return self._reading.is_end(match.end())

    def _english_behind(self, place: int) -> tuple[int, list[str]]:
        at = self._starting.get(self._source(place + 1)) if place + 1 < len(self._text) else None
        if at is None or self._text[place] != " ":
            return place, []
        word = self.words[at]
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        near = following and following.start <= word.end + 1
        if word.text not in listed("english-behind-names") or (
            near and following and following.text not in listed("english-behind")
        ):
            return place, []
        return self._reading.place(word.end - 1) + 1, [word.text]
