"""Whom a question names: the corpus's speakers, by their names and aliases."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.corpus.speech import Speech


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a question: where it stands, and the speakers it may mean."""

    start: int
    end: int
    speakers: tuple[str, ...]


class SpeakerDirectory:
    """Finds speakers' names in a question's normal form, the longest name first."""

    def __init__(self, speeches: Iterable[Speech], normal: Callable[[str], str]) -> None:
        called: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speech in speeches:
            if speech.speaker:
                for name in (speech.speaker, *speech.aliases):
                    called[normal(name)][speech.speaker] = None
        self._called = {name: tuple(speakers) for name, speakers in called.items()}
        longest_first = sorted(self._called, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_whole, longest_first)))

    def named_in(self, question: str) -> list[Named]:
        """The names in a question, in their order: `Named(1, 3, ("刘晖",))` in "问刘晖"."""
        return [
            Named(*match.span(), self._called[match.group()])
            for match in self._pattern.finditer(question)
            if match.group()
        ]


def _whole(name: str) -> str:
    """A pattern for a name that, where it is in letters, is not part of a longer word."""
    before = r"(?<![a-z])" if name[0].isascii() else ""
    after = r"(?![a-z])" if name[-1].isascii() else ""
    return before + re.escape(name) + after
