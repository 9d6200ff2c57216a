"""Known phrases in a text, looked up where they may begin: their number costs no time."""

import re
from collections.abc import Collection, Iterable, Iterator

from marisa_trie import Trie

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
        """The phrases that begin at a place in a text, the longest first."""
        found: list[str] = self._trie.prefixes(text[place : place + self._longest])
        return reversed(found)

    def parts(self, text: str) -> Iterator[str]:
        """The phrases of a text, the longest at each place and none over another."""
        at = 0
        while (at := self.next(text, at)) < len(text):
            phrase = next(self.at(text, at), "")
            if phrase:
                yield phrase
            at += len(phrase) or 1


def _either(characters: Iterable[str]) -> str:
    """Any of the characters, to stand in a regular expression."""
    escaped = "".join(map(re.escape, characters))
    return f"[{escaped}]" if escaped else "(?!)"
