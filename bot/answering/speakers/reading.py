"""A question as the recognisers of names read it, and known phrases in it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from marisa_trie import Trie

from bot.language.normal import Normal
from bot.language.script import HAN
from bot.language.terms import Term

_LETTER = re.compile("[a-z]")


class Phrases:
    """Finds names or places in a text.

    >>> list(Phrases(["网岭", "网岭镇", "攸县"]).parts("攸县网岭镇"))
    ['攸县', '网岭镇']
    """

    def __init__(self, phrases: Collection[str]) -> None:
        self._trie = Trie(filter(None, phrases))
        self._longest = max(map(len, phrases), default=0)
        firsts = {phrase[:1] for phrase in phrases}
        letters, others = _either(filter(_LETTER.match, firsts)), _either(firsts)
        self._first = re.compile(rf"(?<![a-z]){letters}|(?![a-z]){others}")

    def next(self, text: str, place: int) -> int:
        """The next place in a text where a phrase may begin; its end where none may.

        None begins in the middle of a word in letters.
        """
        found = self._first.search(text, place)
        return found.start() if found else len(text)

    def at(self, text: str, place: int) -> Iterator[str]:
        """The phrases that begin at a place in a text, the longest first.

        None ends in the middle of a word in letters.
        """
        found: list[str] = self._trie.prefixes(text[place : place + self._longest])
        return (phrase for phrase in reversed(found) if not _goes_on(phrase, text, place))

    def found(self, text: str, place: int = 0) -> Iterator[tuple[int, str]]:
        """The phrases of a text from a place on, the longest at each and none over another."""
        while (place := self.next(text, place)) < len(text):
            phrase = next(self.at(text, place), "")
            if phrase:
                yield place, phrase
            place += len(phrase) or 1

    def parts(self, text: str) -> Iterator[str]:
        """The phrases of a text, as `found` has them."""
        return (phrase for _, phrase in self.found(text))


def _goes_on(phrase: str, text: str, place: int) -> bool:
    """Whether a phrase at a place ends where the letters of its last word do not."""
    end = place + len(phrase)
    return bool(_LETTER.match(phrase[-1]) and _LETTER.match(text, end))


def _either(characters: Iterable[str]) -> str:
    """Any of the characters, to stand in a regular expression."""
    escaped = "".join(map(re.escape, characters))
    return f"[{escaped}]" if escaped else "(?!)"


_WORD = re.compile(rf"[^\W\d_{HAN}]+(?:['’](?!s(?![a-z]))[^\W\d_{HAN}]+)*")
_OPENS = '\n.!?。！？:：;；"“(（'
_SAYING = frozenset("谈说讲")
_FAR = 8
"""Characters before a word at most that tell whether it opens a sentence."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a question: where in its text it stands, and the speakers it may mean.

    One speaker if the name is clear, several if it fits them equally.
    """

    start: int
    end: int
    speakers: tuple[str, ...]

    @property
    def places(self) -> range:
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in letters: its normal form without apostrophes, and where in the source it stands.

    It is `opening` where it begins a sentence, so that a capital letter shows nothing.
    """

    text: str
    start: int
    end: int
    capitalised: bool
    opening: bool


@dataclass(frozen=True)
class ParsedQuestion:
    """A question's source, its normal form, its terms, and where its words begin and end.

    `edges` are the places in the source where no word of a dictionary is cut in two.
    """

    source: str
    normal: Normal
    terms: tuple[Term, ...]
    edges: frozenset[int]

    def windows(self, size: int) -> Iterator[tuple[str, int, int]]:
        """Every run of `size` characters between edges: (normal form, start, end)."""
        text = self.normal.text
        for at in range(len(text) - size + 1):
            start, end = self.normal.span(at, at + size)
            if start in self.edges and end in self.edges:
                yield text[at : at + size], start, end

    def is_whole(self, start: int, end: int) -> bool:
        """Whether a part of the normal form cuts no word of a dictionary in two."""
        return self.normal.origin[start] in self.edges and self.is_end(end)

    def is_end(self, end: int) -> bool:
        """Whether a word ends at a place of the normal form.

        One does before a word for saying, whatever the dictionary has: 园长|谈.
        """
        saying = self.normal.text[end : end + 1] in _SAYING
        return saying or self.normal.span(end - 1, end)[1] in self.edges

    def place(self, start: int) -> int:
        """Where in the normal form a place of the source is."""
        return bisect_left(self.normal.origin, start)

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words in letters, in their order, without the "'s" that may follow them."""
        return [self._word(match) for match in _WORD.finditer(self.normal.text)]

    def _word(self, match: re.Match[str]) -> Word:
        start, end = self.normal.span(*match.span())
        text = match.group().replace("'", "").replace("’", "")
        before = self.source[max(0, start - _FAR) : start].rstrip(" \t")
        opening = not before or before[-1] in _OPENS
        return Word(text, start, end, self.source[start].isupper(), opening)
