"""Offices and places in English instead of a name: "the secretary of Wangling"."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from bot.answering.speakers.parsed_question import Named, ParsedQuestion
from bot.answering.speakers.places import Places
from bot.answering.speakers.roles import FEW
from bot.answering.speakers.speaker import Speakers
from bot.answering.speakers.titles import explained, listed
from bot.language.stopwords import Stopwords

_DEFINITE = frozenset(("the", "that", "this"))
_ANY = frozenset(
    ("a", "an", "any", "every", "each", "no", "which", "what", "my", "some", "another", "all")
)
_OF = frozenset(("of", "from", "in", "at", "for"))
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

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        words = reading.words
        for at, word in enumerate(words):
            title = _title(word.text)
            if not title or (_follows(reading, at + 1) and _title(words[at + 1].text)):
                continue
            phrase = _Phrase(word.start, word.end)
            self._look_before(reading, at, phrase)
            last = self._look_behind(reading, at, phrase)
            found = self._meant(title, phrase, _stands_alone(reading, last))
            if found and (title == word.text or title not in listed("english-callings")):
                yield Named(phrase.start, phrase.end, found)

    def _look_before(self, reading: ParsedQuestion, head: int, phrase: _Phrase) -> None:
        """Adds the words before an office that describe it, up to its article."""
        words, at, unknown = reading.words, head - 1, False
        while at >= max(0, head - _FARTHEST) and _follows(reading, at + 1):
            word = words[at].text
            if word in _DEFINITE or word in _ANY:
                phrase.article, phrase.is_unknown = word, unknown
                return
            joined = words[at - 1].text + word if at and _follows(reading, at) else ""
            size = self._add_place(joined, word, phrase)
            if size and words[at + 1].text in listed("english-place-kinds"):
                phrase.kinds[-1:] = []  # the town of "Wangling town"
            size = size or self._add_kind(word, phrase)
            if not size and self._is_grammar(word):
                return
            unknown = unknown or not size
            at -= size or 1
            phrase.start = phrase.start if unknown else words[at + 1].start

    def _look_behind(self, reading: ParsedQuestion, head: int, phrase: _Phrase) -> int:
        """Adds "of …" after an office, and returns the index of its last word."""
        words, at = reading.words, head + 1
        if not _follows(reading, at) or words[at].text not in _OF:
            return head
        if self._add_chinese_place(reading, words[at].end, phrase):
            return at
        at += 2 if _follows(reading, at + 1) and words[at + 1].text == "the" else 1
        first, size = at, 1
        while size and _follows(reading, at):
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

    def _add_chinese_place(self, reading: ParsedQuestion, end: int, phrase: _Phrase) -> bool:
        """Adds a place in Chinese: "the principal of 网岭"."""
        text = reading.normal.text
        at = reading.place(end)
        at += text.startswith(" ", at)
        place = self._places.phrases.longest(text, at)
        if place:
            phrase.places.append(self._places.of(place))
            phrase.end = reading.normal.span(at, at + len(place))[1]
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


def _follows(reading: ParsedQuestion, at: int) -> bool:
    """Whether only a space or a hyphen separates a word from the one before it."""
    return 0 < at < len(reading.words) and bool(_BETWEEN.fullmatch(reading.between(at)))


def _stands_alone(reading: ParsedQuestion, last: int) -> bool:
    """Whether the words after an office show that it refers to its holder."""
    if not _follows(reading, last + 1):
        return True
    possessive = reading.source[reading.words[last].end] in "'’"
    behind = reading.words[last + 1].text
    return possessive or behind in listed("english-behind") or behind.endswith("ed")
