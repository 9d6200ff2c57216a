"""Names and aliases as they are written in the corpus."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.answering.naming.phrases import Phrases
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker
from bot.answering.naming.word_lists import listed

_IN_A_WORD = re.compile(r"[a-z]{2}")


class ExactNames:
    """Finds whole names and aliases, the longest first, but for those that are English words."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        called: defaultdict[str, list[str]] = defaultdict(list)
        for speaker in speakers:
            for name in {speaker.name, *speaker.aliases}:
                if name not in listed("english-too"):
                    called[name].append(speaker.label)
        self._called = {name: tuple(found) for name, found in called.items()}
        self._names = Phrases(called)

    def find(self, reading: Reading) -> Iterator[Named]:
        text, at = reading.normal.text, 0
        while (at := self._names.next(text, at)) < len(text):
            names = (name for name in self._names.at(text, at) if _stands(name, text, at))
            name = next(names, "")
            if name:
                yield Named(*reading.normal.span(at, at + len(name)), self._called[name])
            at += len(name) or 1


def _stands(name: str, text: str, at: int) -> bool:
    """Whether a name in a text is not, being in letters, a part of a longer word."""
    end = at + len(name)
    around = text[at - 1 : at + 1] if at else "", text[end - 1 : end + 1]
    return not any(map(_IN_A_WORD.fullmatch, around))
