"""Finds whom a question names, trying the surest way first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Protocol

from bot.answering.naming.exact import ExactNames
from bot.answering.naming.pinyin import PinyinNames
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.role import Roles
from bot.answering.naming.sound import MistypedNames
from bot.answering.naming.speaker import Speaker
from bot.answering.naming.title import Titles
from bot.language.segmenter import Segmenter


class Recogniser(Protocol):
    """One way of naming somebody."""

    def find(self, reading: Reading) -> Iterator[Named]: ...


class SpeakerDirectory:
    """Everybody whom a question may name, by all the ways in which people do."""

    def __init__(self, recognisers: Sequence[Recogniser]) -> None:
        self._recognisers = recognisers

    def named_in(self, reading: Reading) -> list[Named]:
        """The names in a question, in their order and none over another.

        A name that fits several is taken for the one that another name in the question fits
        too: "朱亭镇的陈书记".
        """
        ways = [named for way in self._recognisers for named in way.find(reading)]
        found: list[Named] = []
        taken: set[int] = set()
        for named in ways:
            if taken.isdisjoint(named.places):
                found.append(named)
                taken.update(named.places)
        found.sort(key=lambda named: named.start)
        meanings = _Meanings(named.speakers for named in ways)
        return [replace(named, speakers=meanings.narrowed(named.speakers)) for named in found]


def directory_of(speakers: Sequence[Speaker], segmenter: Segmenter) -> SpeakerDirectory:
    """A directory with every way of naming."""
    return SpeakerDirectory(
        [
            ExactNames(speakers),
            PinyinNames(speakers),
            Titles(speakers),
            Roles(speakers),
            MistypedNames(speakers, segmenter.is_word),
        ]
    )


class _Meanings:
    """The speakers that each name in a question may mean, each combination of them once."""

    def __init__(self, meanings: Iterable[tuple[str, ...]]) -> None:
        self._meanings = list(dict.fromkeys(meanings))
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        for number, speakers in enumerate(self._meanings):
            for speaker in speakers:
                self._having[speaker].append(number)
        self.narrowed = cache(self._narrowed)

    def _narrowed(self, speakers: tuple[str, ...]) -> tuple[str, ...]:
        """Those of several speakers whom the other names, one after the other, may mean too."""
        numbers = chain.from_iterable(self._having[s] for s in speakers) if speakers[1:] else ()
        for number in sorted(set(numbers)):
            shared = set(speakers).intersection(self._meanings[number])
            if shared:
                speakers = tuple(speaker for speaker in speakers if speaker in shared)
        return speakers
