"""Offices and places in the place of names: "石峰区的代表", "the secretary of Wangling"."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import chain

from bot.answering.naming.office import OFFICE, offices_in
from bot.answering.naming.phrases import Phrases
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker, labels
from bot.language.lexicon import place_names, words_of_role
from bot.language.pinyin import readings
from bot.language.script import HAN
from bot.language.terms import Term

_OFFICE = re.compile(OFFICE)
_ABOVE = r"[省市州县区镇乡村]?(?:委|政府|人大)"
"""What makes an office that of a whole city or county: not one of a speaker from there."""
_SOMEBODY = re.compile(
    rf"(?!{_ABOVE})(?:那位|这位)?(?:[{HAN}]{{0,4}}?(?:{OFFICE})|代表|干部|领导|负责人|那位|的人)"
)
_OF = "的"

_ENGLISH_HOLDERS = frozenset(
    [
        "secretary",
        "director",
        "head",
        "leader",
        "official",
        "representative",
        "delegate",
        "principal",
        "captain",
        "cadre",
        "chief",
        "person",
        "speaker",
        "shuji",
        "zhuren",
    ]
)
_NEAR = 5
"""Words between an English office and its place at most."""


class Roles:
    """Finds those who speak for a place, or hold an office that nobody else holds.

    Speakers are kept by their number in the order of the corpus.
    """

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._labels = labels(speakers)
        self._holding: defaultdict[str, set[int]] = defaultdict(set)
        self._from: defaultdict[str, set[int]] = defaultdict(set)
        told: defaultdict[str, set[int]] = defaultdict(set)
        for number, speaker in enumerate(speakers):
            for office in offices_in(speaker.roles):
                self._holding[office].add(number)
            for word in chain.from_iterable(map(words_of_role, speaker.roles)):
                told[word].add(number)
        for word, found in told.items():
            for place in place_names([word]):
                self._from[place] |= found
        self._places = Phrases(self._from)

    @cached_property
    def _spelt(self) -> Mapping[str, set[int]]:
        """Those who are from a place, by its pinyin."""
        spelt: defaultdict[str, set[int]] = defaultdict(set)
        for place, found in self._from.items():
            for syllables in readings(place):
                spelt["".join(syllables)] |= found
        return spelt

    def find(self, reading: Reading) -> Iterator[Named]:
        normal = reading.normal
        holders = cache(self._holders)
        for start, end in self._references(normal.text):
            there = frozenset(self._places.parts(normal.text[start:end]))
            held = _OFFICE.search(normal.text, start, end)
            found = holders(there, held.group() if held else None)
            if found:
                yield Named(*normal.span(start, end), found)
        places = frozenset(self._places.parts(normal.text))
        for match in _OFFICE.finditer(normal.text):
            office = match.group()
            if len(office) > 2:
                found = holders(places, office) or holders(frozenset(), office)
                if len(found) == 1:
                    yield Named(*normal.span(*match.span()), found)
        yield from self._in_english(reading)

    def _references(self, text: str) -> Iterator[tuple[int, int]]:
        """Where places stand with somebody who is there: "攸县网岭镇的书记" as (start, end)."""
        at = 0
        tried: set[int] = set()
        while (at := self._places.next(text, at)) < len(text):
            somebody = map(partial(_SOMEBODY.match, text), self._ends_of_places(text, at, tried))
            match = next(filter(None, somebody), None)
            if match:
                yield at, match.end()
            at = match.end() if match else at + 1

    def _ends_of_places(self, text: str, start: int, tried: set[int]) -> Iterator[int]:
        """Where the places that follow on one another from `start` may end, most first.

        What was `tried` in vain is not tried again: it would be in vain from any start.
        """
        ends: list[int] = []
        ways = [self._ends_of_place(text, start)]
        while ways:
            end = next((end for end in ways[-1] if end not in tried), None)
            if end is not None:
                tried.add(end)
                ends.append(end)
                ways.append(self._ends_of_place(text, end))
            else:
                ways.pop()
                if ends:
                    yield ends.pop()

    def _ends_of_place(self, text: str, start: int) -> Iterator[int]:
        for place in self._places.at(text, start) if start < len(text) else ():
            end = start + len(place)
            if text.startswith(_OF, end):
                yield end + len(_OF)
            yield end

    def _holders(self, places: frozenset[str], office: str | None) -> tuple[str, ...]:
        """Those who are from all of the places and, if one is given, hold the office."""
        found = [self._from[place] for place in places]
        if office:
            found.append(self._holding.get(office, set()))
        return self._in_order(set.intersection(*sorted(found, key=len)))

    def _in_english(self, reading: Reading) -> Iterator[Named]:
        words = reading.latin()
        holders = [
            at for at, word in enumerate(words) if word.word.removesuffix("s") in _ENGLISH_HOLDERS
        ]
        for at, place in enumerate(words):
            next_holder = bisect_left(holders, at - _NEAR)
            near = [h for h in holders[next_holder : next_holder + 1] if h <= at + _NEAR]
            spelt = (place.word, _joined(words[at : at + 2])) if near else ()
            there = next(filter(None, map(self._spelt.get, spelt)), None)
            if there:
                first, last = sorted((at, near[0]))
                yield Named(words[first].start, words[last].end, self._in_order(there))

    def _in_order(self, found: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._labels[number] for number in sorted(found))


def _joined(words: Sequence[Term]) -> str:
    return "".join(word.word for word in words)
