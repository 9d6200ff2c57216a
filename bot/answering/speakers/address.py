"""What people put before and behind a name: 那位…同志, Mr, Secretary, 's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.answering.speakers.office import callings, offices, pattern_of
from bot.answering.speakers.reading import Named, ParsedQuestion, Word
from bot.answering.speakers.word_lists import all_surnames, explained, listed
from bot.language.stopwords import Stopwords

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

    def __init__(self, reading: ParsedQuestion) -> None:
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


@cache
def _surnames() -> frozenset[str]:
    """Chinese surnames of three letters, which some people write in capitals: LIU."""
    return frozenset(spelt for spelt in all_surnames() if len(spelt) >= _SHORTEST)


class Capitals:
    """What the capital letters of one question tell."""

    def __init__(self, words: Sequence[Word], source: str) -> None:
        self._words = words
        self._source = source
        self._tell = any(not word.capitalised for word in words)
        self._are_all = all(source[word.start : word.end].isupper() for word in words)

    def may_be_name(self, at: int, *, capitalised: bool) -> bool:
        """Whether a word without a title beside it may be a name; `capitalised` if it must be."""
        word = self._words[at]
        if word.text in listed("english-grammar") or self._is_month(at) or self._is_acronym(word):
            return False
        if word.text in listed("english-too"):
            article = at > 0 and self._words[at - 1].text in _ARTICLES
            return word.capitalised and not word.opening and self._tell and not article
        ordinary = word.text in listed("english-small") or word.text in _grammar()
        is_name = len(word.text) >= _SHORTEST and not ordinary
        return word.capitalised or (is_name and not capitalised)

    def is_of_another(self, at: int, size: int = 1) -> bool:
        """Whether words are only a part of a name: "Bob Whitfield" is nobody's who is Ann."""
        return self._tell and (self._has_first(at) or self._has_last(at + size - 1))

    def _has_first(self, at: int) -> bool:
        """Whether a capitalised word, or an initial, that opens no sentence is right before."""
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
        """Whether a short word is in capitals, in a question that is not."""
        return (
            not self._are_all
            and 1 < len(word.text) <= _LONGEST_ACRONYM
            and self._source[word.start : word.end].isupper()
            and word.text not in _surnames()
        )

    def _is_month(self, at: int) -> bool:
        word = self._words[at]
        before = self._words[at - 1].text if at else ""
        number = self._source[word.end : word.end + 2].strip()[:1].isdecimal()
        return word.text in _MONTHS and (before in _BEFORE_MONTHS or number)
