"""Names and aliases as they are written in the corpus."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker


class ExactNames:
    """Finds whole names and aliases, the longest first."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        called: defaultdict[str, list[str]] = defaultdict(list)
        for speaker in speakers:
            for name in {speaker.name, *speaker.aliases}:
                called[name].append(speaker.label)
        self._called = {name: tuple(found) for name, found in called.items()}
        longest_first = sorted(self._called, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_whole, longest_first)) or r"(?!)")

    def find(self, reading: Reading) -> Iterator[Named]:
        for match in self._pattern.finditer(reading.normal.text):
            yield Named(*reading.normal.span(*match.span()), self._called[match.group()])


def _whole(name: str) -> str:
    """A pattern for a name that, where it is in letters, is not part of a longer word."""
    before = r"(?<![a-z])" if name[0].isascii() else ""
    after = r"(?![a-z])" if name[-1].isascii() else ""
    return before + re.escape(name) + after
