"""Whether a word in letters may be a name by itself: not "will", nor the "Chen" of "Chen Ni"."""

from collections.abc import Sequence
from functools import cache

from bot.answering.naming.address import is_title
from bot.answering.naming.reading import Word
from bot.answering.naming.surname import all_surnames
from bot.answering.naming.word_lists import listed
from bot.language.stopwords import Stopwords

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
