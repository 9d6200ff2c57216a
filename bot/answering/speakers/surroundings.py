"""What precedes and follows a name (那位…同志, Mr, Secretary, 's), and what its capitals say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.answering.speakers.parsed_question import Named, ParsedQuestion, Word
from bot.answering.speakers.titles import (
    all_surnames,
    is_title,
    listed,
    pattern_of,
    titles_beside_names,
)
from bot.language.stopwords import Stopwords

_POINTING = ("那位", "这位")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?![a-z])")
_SPACE = re.compile(r"(?<=[a-z])[ \t]?")
_SHORTEST_BEFORE = 2
"""Characters of a Chinese title before a name at least: 总 and 姐 only follow it."""
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
def _longest_title() -> int:
    return max(map(len, titles_beside_names()))


@cache
def title_behind() -> re.Pattern[str]:
    """A Chinese title that follows a name."""
    return re.compile(pattern_of(titles_beside_names()))


@dataclass(frozen=True, slots=True)
class Address:
    """A name with all that belongs to it, as (start, end) in the source, and its titles."""

    start: int
    end: int
    titles: tuple[str, ...]


class Surroundings:
    """Judges by what surrounds them which words of one question are names, and how far they go."""

    def __init__(self, question: ParsedQuestion) -> None:
        self.words = words = question.words
        self.question = question
        self._text, self._origin = question.normal.text, question.normal.origin
        self._source = question.source
        self._starting = {word.start: at for at, word in enumerate(words)}
        self._ending = {word.end: word for word in words}
        self._is_mixed = any(not word.capitalised for word in words)
        self._is_capitals = all(self._source[word.start : word.end].isupper() for word in words)

    def of(self, name: Named | Word) -> Address:
        """A name, or a word that may be one, with what belongs to it."""
        first, before = self._before(name.start)
        last, after = self._behind(name.end)
        return Address(first, last, (*before, *after))

    def _before(self, start: int) -> tuple[int, list[str]]:
        """Where the titles before a name start, and which they are."""
        start, titles = self._english_before(start)
        place = self.question.place(start)
        in_letters = self._text[place : place + 1].isascii()
        while place and self._text[place - 1] == " " and (titles or in_letters):
            place -= 1
        found = self._chinese_before(place)
        if found:
            titles.append(found)
            place -= len(found)
        for pointing in _POINTING:
            if self._text.endswith(pointing, 0, place):
                return self._origin[place - len(pointing)], titles
        return (self._origin[place] if found else start), titles

    def _chinese_before(self, place: int) -> str:
        for size in range(min(_longest_title(), place), _SHORTEST_BEFORE - 1, -1):
            title = self._text[place - size : place]
            if title in titles_beside_names() and self._origin[place - size] in self.question.edges:
                return title
        return ""

    def _english_before(self, start: int) -> tuple[int, list[str]]:
        titles: list[str] = []
        while True:
            before = self._source[max(0, start - 3) : start].rstrip()
            spaces = min(start, 3) - len(before)
            word = self._ending.get(start - spaces - before.endswith("."))
            if word is None or not (
                is_title(word.text) or (titles and word.text in listed("english-ranks"))
            ):
                return start, titles
            titles.append(word.text)
            start = word.start

    def _behind(self, end: int) -> tuple[int, list[str]]:
        """Where the titles behind a name, or its possessive, end, and which they are."""
        titles: list[str] = []
        place = self.question.place(end)
        for _ in range(2):
            spaced = _SPACE.match(self._text, place)
            match = title_behind().match(self._text, spaced.end() if spaced else place)
            if not match or not self._is_apart(match):
                break
            titles.append(match.group())
            place = match.end()
        if not titles and (word := self._english_behind(place)):
            place, titles = self.question.place(word.end - 1) + 1, [word.text]
        possessive = _POSSESSIVE.match(self._text, place)
        place = possessive.end() if possessive else place
        return self.question.normal.span(place - 1, place)[1], titles

    def _is_apart(self, title: re.Match[str]) -> bool:
        """Whether what looks like a title is not a part of another word."""
        begins = len(title.group()) > 1 or self._origin[title.start()] in self.question.edges
        return begins and self.question.is_end(title.end())

    def _english_behind(self, place: int) -> Word | None:
        """The title right behind a name, such as "shuji", unless another name follows."""
        spaced = self._text[place : place + 1] == " " and place + 1 < len(self._text)
        at = self._starting.get(self._origin[place + 1]) if spaced else None
        if at is None or self.words[at].text not in listed("english-behind-names"):
            return None
        word, following = self.words[at], self.words[at + 1 : at + 2]
        near = following and following[0].start <= word.end + 1
        return None if near and following[0].text not in listed("english-behind") else word

    def may_be_name(self, at: int, *, capitalised: bool) -> bool:
        """Whether a word without a title may be a name; `capitalised` if only with a capital."""
        word = self.words[at]
        if word.text in listed("english-grammar") or self._is_month(at) or self._is_acronym(word):
            return False
        if word.text in listed("english-too"):
            article = at > 0 and self.words[at - 1].text in _ARTICLES
            return word.capitalised and not word.opening and self._is_mixed and not article
        ordinary = word.text in listed("english-small") or word.text in _grammar()
        is_name = len(word.text) >= _SHORTEST and not ordinary
        return word.capitalised or (is_name and not capitalised)

    def is_of_another(self, at: int) -> bool:
        """Whether a word is only a part of a name: "Bob Whitfield" does not mean Ann."""
        return self._is_mixed and (self._has_first(at) or self._has_last(at))

    def _has_first(self, at: int) -> bool:
        """Whether a first name or an initial, which begins no sentence, is right before a word."""
        if at == 0 or not self._follows(at):
            return False
        before = self.words[at - 1]
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
        if at + 1 == len(self.words) or not self._follows(at + 1):
            return False
        after = self.words[at + 1]
        if after.text in _PARTICLES:
            return True
        titled = is_title(after.text) or after.text in listed("english-behind-names")
        return after.capitalised and not titled and after.text not in _grammar()

    def _follows(self, at: int) -> bool:
        """Whether a word and the one before it, or an initial, may be one name."""
        between = self.question.between(at)
        return between in (" ", "-") or (between == ". " and len(self.words[at - 1].text) == 1)

    def _is_acronym(self, word: Word) -> bool:
        """Whether a short word, but no surname like LIU, is in capitals when others are not."""
        return (
            not self._is_capitals
            and 1 < len(word.text) <= _LONGEST_ACRONYM
            and self._source[word.start : word.end].isupper()
            and not (len(word.text) >= _SHORTEST and word.text in all_surnames())
        )

    def _is_month(self, at: int) -> bool:
        word = self.words[at]
        before = self.words[at - 1].text if at else ""
        number = self._source[word.end : word.end + 2].strip()[:1].isdecimal()
        return word.text in _MONTHS and (before in _BEFORE_MONTHS or number)


def find_in_words(
    question: ParsedQuestion, found_at: Callable[[Surroundings, int], tuple[int, tuple[str, ...]]]
) -> Iterator[Named]:
    """Names in the words in letters: `found_at` returns the number of words, and the speakers."""
    surroundings, at = Surroundings(question), 0
    while at < len(question.words):
        size, speakers = found_at(surroundings, at)
        if speakers:
            yield Named(question.words[at].start, question.words[at + size - 1].end, speakers)
        at += size
