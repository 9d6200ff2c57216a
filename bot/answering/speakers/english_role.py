"""Offices and places in English: "the secretary of Wangling", "the fire chief"."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from bot.answering.speakers.office import Holders
from bot.answering.speakers.reading import Named, ParsedQuestion, Word
from bot.answering.speakers.role import FEW, Places
from bot.answering.speakers.word_lists import explained, listed
from bot.language.stopwords import Stopwords

_DEFINITE = frozenset(("the", "that", "this"))
_ANY = frozenset(
    ("a", "an", "any", "every", "each", "no", "which", "what", "my", "some", "another", "all")
)
_OF = frozenset(("of", "from", "in", "at", "for"))
_BETWEEN = re.compile(r"(?:['’]s?)?[ \t-]")
_FARTHEST = 5
"""Words before an office at most that tell whose it is."""


@dataclass(slots=True)
class _Phrase:
    """An office with what is said of it, as far as it is known: `source[start:end]`."""

    start: int
    end: int
    places: list[Set[str]] = field(default_factory=list)
    kinds: list[Set[str]] = field(default_factory=list)
    article: str = ""
    is_unknown: bool = False


class EnglishRoles:
    """Finds those who hold an office at a place, or one that few others hold.

    Both bind: the principal in Wangling is a principal, and from there. A word that is not known
    ("the school counsellor") may be what tells somebody else apart.
    """

    def __init__(self, places: Places, holders: Holders) -> None:
        self._places = places
        self._holders = holders
        self._stopwords = Stopwords()

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        words = reading.words
        for at, word in enumerate(words):
            title = _title(word.text)
            if not title or (_follows(reading, words, at + 1) and _title(words[at + 1].text)):
                continue
            phrase = _Phrase(word.start, word.end)
            self._look_before(reading, words, at, phrase)
            last = self._look_behind(reading, words, at, phrase)
            found = self._meant(title, phrase, _stands(reading, words, last))
            if found and (title == word.text or title not in listed("english-callings")):
                yield Named(phrase.start, phrase.end, found)

    def _look_before(
        self, reading: ParsedQuestion, words: Sequence[Word], head: int, phrase: _Phrase
    ) -> None:
        """Takes in the words before an office that tell whose it is, up to its article."""
        at, unknown = head - 1, False
        while at >= max(0, head - _FARTHEST) and _follows(reading, words, at + 1):
            word = words[at].text
            if word in _DEFINITE or word in _ANY:
                phrase.article, phrase.is_unknown = word, unknown
                return
            joined = words[at - 1].text + word if at and _follows(reading, words, at) else ""
            size = 2 if joined in self._places.spelt else 1
            place = self._places.spelt.get(joined) or self._places.spelt.get(word)
            kind = None if place else self._kind(word)
            if place:
                if words[at + 1].text in listed("english-place-kinds"):
                    phrase.kinds[-1:] = []  # the town of "Wangling town"
                phrase.places.append(place)
            elif kind is not None:
                phrase.kinds.append(kind)
            elif self._is_grammar(word):
                return
            unknown = unknown or not (place or kind is not None)
            phrase.start = phrase.start if unknown else words[at - size + 1].start
            at -= size

    def _look_behind(
        self, reading: ParsedQuestion, words: Sequence[Word], head: int, phrase: _Phrase
    ) -> int:
        """Takes in "of …" behind an office, and gives the last of its words."""
        at = head + 1
        if not _follows(reading, words, at) or words[at].text not in _OF:
            return head
        if self._chinese_place(reading, words[at].end, phrase):
            return at
        known = False
        at += 2 if _follows(reading, words, at + 1) and words[at + 1].text == "the" else 1
        while _follows(reading, words, at):
            size = self._take_behind(words, at, phrase, known)
            if not size:
                break
            known = True
            at += size
            phrase.end = words[at - 1].end
        phrase.is_unknown = phrase.is_unknown or not known
        return at - 1 if known else head

    def _take_behind(self, words: Sequence[Word], at: int, phrase: _Phrase, known: bool) -> int:
        """How many words from one are a place, or tell something else of an office."""
        word = words[at].text
        joined = word + words[at + 1].text if at + 1 < len(words) else ""
        for size, spelt in ((2, joined), (1, word)):
            if spelt in self._places.spelt:
                phrase.places.append(self._places.spelt[spelt])
                return size
        if known and word in listed("english-place-kinds"):
            return 1
        kind = self._kind(word)
        if kind is not None:
            phrase.kinds.append(kind)
        return 0 if kind is None else 1

    def _kind(self, word: str) -> Set[str] | None:
        """Those of whom a word may tell, None where it tells nothing."""
        if self._is_grammar(word):
            return None
        if word in explained("english-offices"):
            return self._holders.of(word)
        return self._holders.of_kind(word)

    def _is_grammar(self, word: str) -> bool:
        return word in self._stopwords.grammar or word in listed("english-behind")

    def _chinese_place(self, reading: ParsedQuestion, end: int, phrase: _Phrase) -> bool:
        """Takes in a place in Chinese: "the principal of 网岭"."""
        text = reading.normal.text
        at = reading.place(end)
        at += text.startswith(" ", at)
        place = next(self._places.phrases.at(text, at), "") if at < len(text) else ""
        if place:
            phrase.places.append(self._places.of(place))
            phrase.end = reading.normal.span(at, at + len(place))[1]
        return bool(place)

    def _meant(self, title: str, phrase: _Phrase, stands: bool) -> tuple[str, ...]:
        told = [*phrase.places, *phrase.kinds]
        if title not in listed("english-anybody"):
            told.append(self._holders.of(title))
        if (phrase.is_unknown and not phrase.places) or not told:
            return ()
        found = self._holders.in_order(set.intersection(*map(set, sorted(told, key=len))))
        if phrase.places and title not in listed("english-callings"):
            return found
        most = FEW if phrase.article in _DEFINITE and title not in listed("english-anybody") else 1
        alone = stands and phrase.article not in _ANY
        return found if (alone or phrase.places) and len(found) <= most else ()


def _title(word: str) -> str:
    """The office, or the word for anybody, that a word is, which may be in the plural."""
    known = explained("english-offices").keys() | listed("english-anybody")
    return next((each for each in (word, word.removesuffix("s")) if each in known), "")


def _follows(reading: ParsedQuestion, words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a space or a hyphen parts a word from the one before it."""
    if not 0 < at < len(words):
        return False
    return bool(_BETWEEN.fullmatch(reading.source[words[at - 1].end : words[at].start]))


def _stands(reading: ParsedQuestion, words: Sequence[Word], last: int) -> bool:
    """Whether what follows on an office shows that it stands for its holder."""
    if not _follows(reading, words, last + 1):
        return True
    possessive = reading.source[words[last].end] in "'’"
    behind = words[last + 1].text
    return possessive or behind in listed("english-behind") or behind.endswith("ed")
