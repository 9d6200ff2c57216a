"""A question prepared for finding names in it, and a finder of known phrases."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from marisa_trie import Trie

from bot.language.normal import Normal
from bot.language.script import HAN
from bot.language.terms import Term

_LETTER = re.compile("[a-z]")


class Phrases:
    """Finds names or places in a text.

    No phrase begins or ends in the middle of a word in letters.

    >>> [phrase for _, phrase in Phrases(["网岭", "网岭镇", "攸县"]).find("攸县网岭镇")]
    ['攸县', '网岭镇']
    """

    def __init__(self, phrases: Collection[str]) -> None:
        self._trie = Trie(filter(None, phrases))
        self._longest = max(map(len, phrases), default=0)
        firsts = {phrase[:1] for phrase in phrases}
        letters, others = _any_of(filter(_LETTER.match, firsts)), _any_of(firsts)
        self._first = re.compile(rf"(?<![a-z]){letters}|(?![a-z]){others}")

    def next(self, text: str, at: int) -> int:
        """The next position where a phrase may begin; the end of the text if there is none."""
        found = self._first.search(text, at)
        return found.start() if found else len(text)

    def at(self, text: str, at: int) -> Iterator[str]:
        """The phrases that begin at a position, the longest first."""
        found: list[str] = self._trie.prefixes(text[at : at + self._longest])
        return (phrase for phrase in reversed(found) if not _is_cut(phrase, text, at))

    def longest(self, text: str, at: int) -> str:
        """The longest phrase that begins at a position; "" if none does."""
        return next(self.at(text, at), "")

    def find(self, text: str, at: int = 0) -> Iterator[tuple[int, str]]:
        """The phrases from a position on, the longest at each, without overlaps."""
        while (at := self.next(text, at)) < len(text):
            phrase = self.longest(text, at)
            if phrase:
                yield at, phrase
            at += len(phrase) or 1


def _is_cut(phrase: str, text: str, at: int) -> bool:
    """Whether the last word of a phrase goes on after it."""
    return bool(_LETTER.match(phrase[-1]) and _LETTER.match(text, at + len(phrase)))


def _any_of(characters: Iterable[str]) -> str:
    """A regular expression for any of the characters."""
    escaped = "".join(map(re.escape, characters))
    return f"[{escaped}]" if escaped else "(?!)"


_WORD = re.compile(rf"[^\W\d_{HAN}]+(?:['’](?!s(?![a-z]))[^\W\d_{HAN}]+)*")
_SENTENCE_STARTS = '\n.!?。！？:：;；"“(（'
_SAYING = frozenset("谈说讲")
_LOOK_BEHIND = 8
"""Characters before a word that are searched for the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a question: its position in the source, and the speakers it may mean.

    There are several speakers if the name fits them equally.
    """

    start: int
    end: int
    speakers: tuple[str, ...]

    @property
    def places(self) -> range:
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in letters: its normal form without apostrophes, and its position in the source.

    An `opening` word begins a sentence, so its capital letter means nothing.
    """

    text: str
    start: int
    end: int
    capitalised: bool
    opening: bool


@dataclass(frozen=True)
class ParsedQuestion:
    """A question's source, its normal form and its terms.

    `edges` are the positions in the source that do not split a word of a dictionary.
    """

    source: str
    normal: Normal
    terms: tuple[Term, ...]
    edges: frozenset[int]

    def windows(self, size: int, wanted: Callable[[str], object]) -> Iterator[tuple[str, int, int]]:
        """The wanted runs of `size` characters between edges: (normal form, start, end)."""
        text = self.normal.text
        for at in range(len(text) - size + 1):
            if wanted(window := text[at : at + size]):
                start, end = self.normal.span(at, at + size)
                if start in self.edges and end in self.edges:
                    yield window, start, end

    def is_whole(self, start: int, end: int) -> bool:
        """Whether a span of the normal form splits no word of a dictionary."""
        return self.normal.origin[start] in self.edges and self.is_end(end)

    def is_end(self, end: int) -> bool:
        """Whether a word ends at a position of the normal form.

        A verb of saying always begins a new word, even if the dictionary disagrees: 园长|谈.
        """
        saying = self.normal.text[end : end + 1] in _SAYING
        return saying or self.normal.span(end - 1, end)[1] in self.edges

    def place(self, start: int) -> int:
        """The position in the normal form of a position in the source."""
        return bisect_left(self.normal.origin, start)

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words in letters, in order, without a "'s" at the end."""
        return [self._word(match) for match in _WORD.finditer(self.normal.text)]

    def between(self, at: int) -> str:
        """The source between a word in letters and the one before it."""
        return self.source[self.words[at - 1].end : self.words[at].start]

    def _word(self, match: re.Match[str]) -> Word:
        start, end = self.normal.span(*match.span())
        text = match.group().replace("'", "").replace("’", "")
        before = self.source[max(0, start - _LOOK_BEHIND) : start].rstrip(" \t")
        opening = not before or before[-1] in _SENTENCE_STARTS
        return Word(text, start, end, self.source[start].isupper(), opening)
