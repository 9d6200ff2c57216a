"""Foreign names in letters that are known in Chinese characters alone: "Becker" is 贝克尔."""

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from bot.answering.naming.speaker import Speaker
from bot.language.foreign_names import english_skeletons, skeleton, sounding_like
from bot.language.script import syllables

_AT_HAND = 1024
_SHORTEST, _LONGEST = 3, 20
_ALIKE, _ALIKE_IF_SHORT = 0.66, 0.75
"""How much alike a word and a name of three sounds or more must be, and of two."""
_BARE = 2
_SAME = str.maketrans({"r": "l", "v": "w", "c": "k", "q": "k", "z": "s", "y": "i"})
_SIBILANTS = re.compile("sch|[sczj]h?|[jqx]")


class Sounds:
    """Finds the speakers whose first name or surname sounds like a word."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._parts: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for parts in speaker.dotted:
                for part in (parts[0], parts[-1]):
                    self._parts[part][speaker.label] = None
        self._bones: defaultdict[str, list[str]] = defaultdict(list)
        self._spelt: defaultdict[str, list[str]] = defaultdict(list)
        for part in self._parts:
            self._bones[skeleton(part)].append(part)
            self._spelt[_spelt(part)].append(part)
        self._dotted = {speaker.label: speaker.dotted for speaker in speakers}
        self.like = lru_cache(_AT_HAND)(self._like)

    def _like(self, word: str) -> tuple[str, ...]:
        """Whose name sounds like a word in small letters, if anybody's does well.

        Where the next best name of somebody else's is as good, both are meant.
        """
        if not _SHORTEST <= len(word) <= _LONGEST:
            return ()
        names = self._spelt.get(word) or sounding_like(word, self._bones)
        close = {name: _closeness(word, name) for name in names}
        best = max(close.values(), default=0)
        found = [name for name, ratio in close.items() if ratio and ratio == best]
        return tuple(dict.fromkeys(label for name in found for label in self._parts[name]))

    def both(self, first: str, last: str) -> tuple[str, ...]:
        """Whose surname sounds like one word, and whose first name may be the one before it."""
        bones = english_skeletons(first) if len(first) <= _LONGEST else set()
        return tuple(
            label
            for label in self.like(last)
            if any(
                skeleton(parts[0]) in bones or _closeness(first, parts[0])
                for parts in self._dotted[label]
            )
        )


def _closeness(word: str, name: str) -> float:
    """How alike a word and a name are that have the same consonants; 0 where not enough."""
    ratio = SequenceMatcher(None, _folded(word), _folded(_spelt(name))).ratio()
    least = _ALIKE_IF_SHORT if len(skeleton(name)) <= _BARE else _ALIKE
    return ratio if ratio >= least and _folded(word)[0] == _folded(_spelt(name))[0] else 0


def _folded(letters: str) -> str:
    """A spelling in the letters that English and pinyin use alike."""
    letters = _SIBILANTS.sub("s", re.sub(r"ck|c(?![eiyh])", "k", letters.replace("ph", "f")))
    return re.sub(r"(.)\1", r"\1", letters.translate(_SAME))


def _spelt(name: str) -> str:
    return "".join(next(iter(syllables(character)), "") for character in name)
