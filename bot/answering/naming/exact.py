"""Names and aliases as they are written in the corpus."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker

_IN_A_WORD = re.compile(r"[a-z]{2}")


class ExactNames:
    """Finds whole names and aliases, the longest first."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        called: defaultdict[str, list[str]] = defaultdict(list)
        for speaker in speakers:
            for name in {speaker.name, *speaker.aliases}:
                called[name].append(speaker.label)
        self._called = {name: tuple(found) for name, found in called.items()}
        self._sizes = sorted({len(name) for name in called}, reverse=True)

    def find(self, reading: Reading) -> Iterator[Named]:
        text, at = reading.normal.text, 0
        while at < len(text):
            rest = len(text) - at
            sizes = (size for size in self._sizes if size <= rest)
            size = next((size for size in sizes if self._stands(text, at, at + size)), 0)
            if size:
                start, end = reading.normal.span(at, at + size)
                yield Named(start, end, self._called[text[at : at + size]])
            at += size or 1

    def _stands(self, text: str, start: int, end: int) -> bool:
        """Whether a name stands there that is not, being in letters, a part of a longer word."""
        around = text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1]
        return text[start:end] in self._called and not any(map(_IN_A_WORD.fullmatch, around))
