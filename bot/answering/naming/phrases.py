"""Known phrases in a text, looked up where they may begin: their number costs no time."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator


class Phrases:
    """Finds names or places in a text.

    >>> list(Phrases(["网岭", "网岭镇", "攸县"]).parts("攸县网岭镇"))
    ['攸县', '网岭镇']
    """

    def __init__(self, phrases: Collection[str]) -> None:
        self._phrases = frozenset(phrases)
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for phrase in self._phrases:
            sizes[phrase[:1]].add(len(phrase))
        self._sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}
        firsts = "".join(map(re.escape, filter(None, sizes)))
        self._first = re.compile(f"[{firsts}]" if firsts else r"(?!)")

    def next(self, text: str, place: int) -> int:
        """The next place in a text where a phrase may begin; its end where none may."""
        found = self._first.search(text, place)
        return found.start() if found else len(text)

    def at(self, text: str, place: int) -> Iterator[str]:
        """The phrases that begin at a place in a text, the longest first."""
        for size in self._sizes.get(text[place], ()):
            phrase = text[place : place + size]
            if len(phrase) == size and phrase in self._phrases:
                yield phrase

    def parts(self, text: str) -> Iterator[str]:
        """The phrases of a text, the longest at each place and none over another."""
        at = 0
        while (at := self.next(text, at)) < len(text):
            phrase = next(self.at(text, at), "")
            if phrase:
                yield phrase
            at += len(phrase) or 1
