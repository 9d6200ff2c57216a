"""Names, aliases and roles as they are written in the corpus."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.answering.naming.phrases import Phrases
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.role import FEW
from bot.answering.naming.speaker import Speaker
from bot.answering.naming.word_lists import listed

_END_OF_ROLE = re.compile(r"\s*(?:[,;/(·]|\b(?:of|at|for|in|from)\b).*")
_LEAST = 2
"""Words of a role at least: a single one ("owner") is a word of many subjects."""


class Exact:
    """Finds phrases, the longest first: (phrase, whom it means) in any order."""

    def __init__(self, called: Iterable[tuple[str, str]]) -> None:
        self._called: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for phrase, label in called:
            self._called[phrase][label] = None
        self._phrases = Phrases(self._called)

    def find(self, reading: Reading) -> Iterator[Named]:
        for at, phrase in self._phrases.found(reading.normal.text):
            span = reading.normal.span(at, at + len(phrase))
            yield Named(*span, tuple(self._called[phrase]))


class ExactNames(Exact):
    """Finds whole names and aliases, but for those that are English words."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        super().__init__(
            (name, speaker.label)
            for speaker in speakers
            for name in {speaker.name, *speaker.aliases}
            if name not in listed("english-too")
        )


class ExactRoles(Exact):
    """Finds roles in letters, up to where they tell of which place or body, that few have."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        held: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for role in filter(str.isascii, speaker.roles):
                held[_END_OF_ROLE.sub("", role)][speaker.label] = None
        super().__init__(
            (role, label)
            for role, labels in held.items()
            for label in labels
            if len(role.split()) >= _LEAST and len(labels) <= FEW
        )
