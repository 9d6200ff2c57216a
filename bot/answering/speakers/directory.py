"""Finds whom a question names, trying the surest way first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Protocol

from bot.answering.speakers.address import Address, Addressing
from bot.answering.speakers.english_role import EnglishRoles
from bot.answering.speakers.foreign_names import DottedNames, ForeignNames
from bot.answering.speakers.misspelt_names import MistypedNames
from bot.answering.speakers.office import Holders
from bot.answering.speakers.pinyin_names import PinyinNames
from bot.answering.speakers.reading import Named, ParsedQuestion
from bot.answering.speakers.role import Places, Roles
from bot.answering.speakers.speaker import Speaker
from bot.answering.speakers.written_names import ExactNames, ExactRoles, GivenNames, Titles
from bot.language.segmentation import Segmenter


class Recogniser(Protocol):
    """One way of naming somebody."""

    def find(self, reading: ParsedQuestion) -> Iterator[Named]: ...


class SpeakerDirectory:
    """Everybody whom a question may name, by all the ways in which people do."""

    def __init__(self, recognisers: Sequence[Recogniser], holders: Holders | None = None) -> None:
        self._recognisers = recognisers
        self._holders = holders or Holders([])

    def named_in(self, reading: ParsedQuestion) -> list[Named]:
        """The names in a question with their titles, in their order and none over another.

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
        found = [replace(named, speakers=meanings.narrowed(named.speakers)) for named in found]
        return self._addressed(reading, found) if found else []

    def _addressed(self, reading: ParsedQuestion, found: Sequence[Named]) -> list[Named]:
        """The names with what belongs to them, as far as it belongs to no other one."""
        addressing = Addressing(reading)
        names = _without_titles([(named, addressing.of(named)) for named in found])
        ends = [0, *(named.end for named, _ in names)]
        starts = [*(named.start for named, _ in names[1:]), len(reading.source)]
        addressed = []
        for (named, address), least, most in zip(names, ends, starts, strict=False):
            speakers = named.speakers
            if speakers[1:]:
                speakers = self._holders.among(speakers, address.titles) or speakers
            start, end = max(address.start, least), min(address.end, most)
            addressed.append(Named(start, end, speakers))
        return addressed


def _without_titles(found: Sequence[tuple[Named, Address]]) -> list[tuple[Named, Address]]:
    """The names but for those that are only the title of the one beside them."""
    before = [None, *(address for _, address in found[:-1])]
    behind = [*(address for _, address in found[1:]), None]
    return [
        (named, address)
        for (named, address), one, other in zip(found, before, behind, strict=True)
        if not (one and named.end <= one.end) and not (other and other.start <= named.start)
    ]


def directory_of(
    speakers: Sequence[Speaker], segmenter: Segmenter, *others: Recogniser
) -> SpeakerDirectory:
    """A directory with every way of naming, of the speakers and of `others`."""
    holders = Holders(speakers)
    places = Places(speakers)
    return SpeakerDirectory(
        [
            ExactNames(speakers),
            PinyinNames(speakers, holders),
            ForeignNames(speakers, holders),
            Titles(speakers, holders, segmenter.is_word),
            DottedNames(speakers),
            GivenNames(speakers, holders, segmenter.is_word),
            Roles(places, holders),
            EnglishRoles(places, holders),
            ExactRoles(speakers),
            *others,
            MistypedNames(speakers, segmenter.is_word),
        ],
        holders,
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
