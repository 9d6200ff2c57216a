"""Finds whom a question names, trying the surest way first."""

from collections.abc import Iterator, Sequence
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
        for named in ways:
            if not any(named.overlaps(other) for other in found):
                found.append(named)
        found.sort(key=lambda named: named.start)
        return [_narrowed(named, ways) for named in found]


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


def _narrowed(named: Named, others: Sequence[Named]) -> Named:
    for other in others if len(named.speakers) > 1 else ():
        shared = set(named.speakers).intersection(other.speakers)
        if 0 < len(shared) < len(set(named.speakers)):
            speakers = tuple(speaker for speaker in named.speakers if speaker in shared)
            named = Named(named.start, named.end, speakers)
    return named
