"""Offices and places instead of a name: 石峰区的代表, 那位调研员, "the secretary of Wangling"."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from bot.answering.speakers.parsed_question import Named, ParsedQuestion
from bot.answering.speakers.places import Places
from bot.answering.speakers.speaker import Speakers
from bot.answering.speakers.titles import (
    alternatives,
    callings,
    explained,
    listed,
    offices,
    pattern_of,
)
from bot.language.script import HAN
from bot.language.stopwords import Stopwords

_ABOVE = r"[省市州县区镇乡村]?(?:委|政府|人大)"
"""What makes an office that of a whole city or county, and not of a speaker from there."""
_POINTING = "(?:那位|这位|那个|这个|那名|那)"
_OF = "的"
_HAN = re.compile(f"[{HAN}]")
_BEFORE = frozenset("问请听据照和跟与对让是由给")
"""Characters that may precede an office."""
_LONGEST_PREFIX = 6
_TELLING = 3
"""Characters of an office that identifies its one holder, whatever follows."""
_USUAL = ("村", "总")
"""Beginnings of offices that are often mentioned without their holder in mind: 村主任的工资."""
FEW = 4
"""Speakers at most that an office without a place may mean."""


class ChineseRoles:
    """Finds those who speak for a place, or hold an office that few others hold."""

    def __init__(self, places: Places, speakers: Speakers) -> None:
        self._places = places
        self._speakers = speakers
        office, calling = pattern_of(offices()), pattern_of(callings())
        nobody = f"(?!{alternatives(listed('no-persons'))})"
        speaking = f"(?:{_OF}?(?:{alternatives(listed('speaking'))}))"
        speaking_or_end = rf"(?={speaking}|\W*$)"
        self._somebody = re.compile(
            rf"(?!{_ABOVE})(?:(?:{_POINTING}?[{HAN}]{{0,5}}?({office})|代表|干部|领导|负责人){nobody}"
            rf"|{_POINTING}[{HAN}]{{0,4}}?({calling}){nobody}"
            rf"|[{HAN}]{{0,2}}?({calling}){speaking_or_end}"
            r"|那位|这位|的人)"
        )
        self._anybody = re.compile(
            rf"[{HAN}]{{0,4}}?(?:({office}|{calling})|代表|干部|领导){nobody}"
        )
        prefixed = (
            rf"(?P<prefixed>[{HAN}]{{1,{_LONGEST_PREFIX}}}?(?:(?P<office>{office})|{calling}))"
        )
        self._pointed = re.compile(rf"(?P<pointing>那位|这位|那个|这个){prefixed}{nobody}")
        self._telling = re.compile(
            rf"(?P<pointing>(?!))?(?<![{HAN}])[问请听]?{prefixed}{speaking_or_end}"
        )
        self._alone = re.compile(
            rf"(?:(?P<pointing>那位|这位)(?P<prefix>[{HAN}]{{1,6}}?的)?)?(?P<office>{office}){nobody}(?P<speaking>(?={speaking}))?"
            rf"|(?:那位|这位)(?P<calling>{calling}){nobody}"
        )

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        return (
            Named(*question.normal.span(start, end), speakers)
            for start, end, speakers in self._found(question.normal.text)
            if speakers
        )

    def _found(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The roles in a text: (start, end, whom each means)."""
        of_all = cache(self._of_all)
        for start, match in self._at_places(text):
            places = self._places.in_text(text[start : match.end()])
            yield start, match.end(), of_all(places, next(filter(None, match.groups()), None))
        for match in chain(self._pointed.finditer(text), self._telling.finditer(text)):
            found = self._speakers.in_order(self._places.with_prefix(match["prefixed"]))
            if len(found) <= (FEW if match["pointing"] or match["office"] else 1):
                start = match.start("pointing" if match["pointing"] else "prefixed")
                yield start, match.end(), found
        places = self._places.in_text(text)
        for match in self._alone.finditer(text):
            title = match["office"] or match["calling"]
            found = of_all(places, title) or of_all(frozenset(), title)
            if len(found) <= self._most(text, match):
                yield match.start("office" if match["prefix"] else 0), match.end(), found

    def _most(self, text: str, match: re.Match[str]) -> int:
        """How many speakers an office without a place may mean, given what surrounds it."""
        if match["pointing"] or match["calling"]:
            return FEW
        speaking = match["speaking"] is not None
        if len(match["office"]) >= _TELLING:
            return FEW if speaking else int(not match["office"].startswith(_USUAL))
        before = text[: match.start()][-1:]
        begins = not _HAN.fullmatch(before) or before in _BEFORE
        return int(begins and speaking)

    def _at_places(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Places followed by somebody who is from there: 攸县网岭镇的书记; who, as a match."""
        at = 0
        tried: set[int] = set()
        while (at := self._places.phrases.next(text, at)) < len(text):
            pointed = text.endswith(("那位", "这位"), 0, at)
            somebody = self._anybody if pointed else self._somebody
            ends = self._ends_of_places(text, at, tried)
            match = next(filter(None, (somebody.match(text, end) for end in ends)), None)
            if match:
                yield at, match
            at = match.end() if match else at + 1

    def _ends_of_places(self, text: str, start: int, tried: set[int]) -> list[int]:
        """The ends of the sequences of places from `start` on, the last first.

        Ends that were `tried` from another start are left out, as nobody follows them.
        """
        ends = [start]
        for at in ends:  # to which those that are reached are appended
            for place in self._places.phrases.at(text, at):
                end = at + len(place)
                reached = {end, end + len(_OF)} if text.startswith(_OF, end) else {end}
                ends += reached - tried
                tried |= reached
        return sorted(ends[1:], reverse=True)

    def _of_all(self, places: frozenset[str], office: str | None) -> tuple[str, ...]:
        """Those who are from all of the places and, if one is given, hold the office."""
        found = [self._places.of(place) for place in places]
        if office:
            found.append(self._speakers.holding(office))
        return self._speakers.in_order(set.intersection(*map(set, sorted(found, key=len))))


_DEFINITE = frozenset(("the", "that", "this"))
_ANY = frozenset(
    ("a", "an", "any", "every", "each", "no", "which", "what", "my", "some", "another", "all")
)
_PREPOSITIONS = frozenset(("of", "from", "in", "at", "for"))
_BETWEEN = re.compile(r"(?:['’]s?)?[ \t-]")
_FARTHEST = 5
"""Words before an office that may say which one it is."""


@dataclass(slots=True)
class _Phrase:
    """An office with the words that describe it, `source[start:end]`, as far as they are read."""

    start: int
    end: int
    places: list[Set[str]] = field(default_factory=list)
    kinds: list[Set[str]] = field(default_factory=list)
    article: str = ""
    is_unknown: bool = False


class EnglishRoles:
    """Finds those who hold an office at a place, or one that few others hold.

    Place and office must both fit: the principal in Wangling is a principal, and from there. An
    unknown word ("the school counsellor") may distinguish somebody else.
    """

    def __init__(self, places: Places, speakers: Speakers) -> None:
        self._places = places
        self._speakers = speakers
        self._stopwords = Stopwords()

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        words = question.words
        for at, word in enumerate(words):
            title = _title(word.text)
            if not title or (_follows(question, at + 1) and _title(words[at + 1].text)):
                continue
            phrase = _Phrase(word.start, word.end)
            self._look_before(question, at, phrase)
            last = self._look_behind(question, at, phrase)
            found = self._meant(title, phrase, _stands_alone(question, last))
            if found and (title == word.text or title not in listed("english-callings")):
                yield Named(phrase.start, phrase.end, found)

    def _look_before(self, question: ParsedQuestion, head: int, phrase: _Phrase) -> None:
        """Adds the words before an office that describe it, up to its article."""
        words, at, unknown = question.words, head - 1, False
        while at >= max(0, head - _FARTHEST) and _follows(question, at + 1):
            word = words[at].text
            if word in _DEFINITE or word in _ANY:
                phrase.article, phrase.is_unknown = word, unknown
                return
            joined = words[at - 1].text + word if at and _follows(question, at) else ""
            size = self._add_place(joined, word, phrase)
            if size and words[at + 1].text in listed("english-place-kinds"):
                phrase.kinds[-1:] = []  # the town of "Wangling town"
            size = size or self._add_kind(word, phrase)
            if not size and self._is_grammar(word):
                return
            unknown = unknown or not size
            at -= size or 1
            phrase.start = phrase.start if unknown else words[at + 1].start

    def _look_behind(self, question: ParsedQuestion, head: int, phrase: _Phrase) -> int:
        """Adds "of …" after an office, and returns the index of its last word."""
        words, at = question.words, head + 1
        if not _follows(question, at) or words[at].text not in _PREPOSITIONS:
            return head
        if self._add_chinese_place(question, words[at].end, phrase):
            return at
        at += 2 if _follows(question, at + 1) and words[at + 1].text == "the" else 1
        first, size = at, 1
        while size and _follows(question, at):
            word = words[at].text
            joined = word + words[at + 1].text if at + 1 < len(words) else ""
            size = self._add_place(joined, word, phrase)
            if not size:
                is_kind_of_place = at > first and word in listed("english-place-kinds")
                size = 1 if is_kind_of_place else self._add_kind(word, phrase)
            at += size
        if at == first:
            phrase.is_unknown = True
            return head
        phrase.end = words[at - 1].end
        return at - 1

    def _add_place(self, joined: str, word: str, phrase: _Phrase) -> int:
        """Adds a place in pinyin; returns the number of its words."""
        for size, spelt in ((2, joined), (1, word)):
            if spelt in self._places.spelt:
                phrase.places.append(self._places.spelt[spelt])
                return size
        return 0

    def _add_kind(self, word: str, phrase: _Phrase) -> int:
        """Adds those whom a word may describe; returns 1, or 0 if it describes nobody."""
        if self._is_grammar(word):
            return 0
        known = word in explained("english-offices")
        kind = self._speakers.holding(word) if known else self._speakers.of_kind(word)
        if kind is not None:
            phrase.kinds.append(kind)
        return int(kind is not None)

    def _add_chinese_place(self, question: ParsedQuestion, end: int, phrase: _Phrase) -> bool:
        """Adds a place in Chinese: "the principal of 网岭"."""
        text = question.normal.text
        at = question.place(end)
        at += text.startswith(" ", at)
        place = self._places.phrases.longest(text, at)
        if place:
            phrase.places.append(self._places.of(place))
            phrase.end = question.normal.span(at, at + len(place))[1]
        return bool(place)

    def _is_grammar(self, word: str) -> bool:
        return word in self._stopwords.grammar or word in listed("english-behind")

    def _meant(self, title: str, phrase: _Phrase, stands_alone: bool) -> tuple[str, ...]:
        conditions = [*phrase.places, *phrase.kinds]
        if title not in listed("english-anybody"):
            conditions.append(self._speakers.holding(title))
        if (phrase.is_unknown and not phrase.places) or not conditions:
            return ()
        fitting = set.intersection(*map(set, sorted(conditions, key=len)))
        found = self._speakers.in_order(fitting)
        if phrase.places and title not in listed("english-callings"):
            return found
        most = FEW if phrase.article in _DEFINITE and title not in listed("english-anybody") else 1
        alone = stands_alone and phrase.article not in _ANY
        return found if (alone or phrase.places) and len(found) <= most else ()


def _title(word: str) -> str:
    """The office, or the word for anybody, that a singular or plural word is."""
    for each in (word, word.removesuffix("s")):
        if each in explained("english-offices") or each in listed("english-anybody"):
            return each
    return ""


def _follows(question: ParsedQuestion, at: int) -> bool:
    """Whether only a space or a hyphen separates a word from the one before it."""
    return 0 < at < len(question.words) and bool(_BETWEEN.fullmatch(question.between(at)))


def _stands_alone(question: ParsedQuestion, last: int) -> bool:
    """Whether the words after an office show that it refers to its holder."""
    if not _follows(question, last + 1):
        return True
    possessive = question.source[question.words[last].end] in "'’"
    behind = question.words[last + 1].text
    return possessive or behind in listed("english-behind") or behind.endswith("ed")
