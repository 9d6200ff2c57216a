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
