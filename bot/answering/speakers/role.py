"""Offices and places in the place of names: "石峰区的代表", "三中的校长", "那位调研员"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, partial
from itertools import chain

from bot.answering.speakers.office import (
    Holders,
    any_title,
    callings,
    offices,
    pattern_of,
    places_in,
)
from bot.answering.speakers.reading import Named, ParsedQuestion, Phrases
from bot.answering.speakers.speaker import Speaker
from bot.answering.speakers.word_lists import alternatives, listed
from bot.language.script import HAN, readings

_ABOVE = r"[省市州县区镇乡村]?(?:委|政府|人大)"
"""What makes an office that of a whole city or county: not one of a speaker from there."""
_POINTING = "(?:那位|这位|那个|这个|那名|那)"
_LEVELS = "省市州县区镇乡村"
_OF = "的"
_HAN = re.compile(f"[{HAN}]")
_BEFORE = frozenset("问请听据照和跟与对让是由给")
"""What may stand before an office that begins there."""
_LONGEST_TAIL = 6
"""Characters before an office at most that tell which one it is."""
_TELLING = 3
"""Characters of an office that by itself means its one holder, whatever is behind it."""
_USUAL = ("村", "总")
"""What offices begin with that are spoken of without their holder: 村主任的工资."""
FEW = 4
"""How many speakers at most an office by itself may mean."""


class Places:
    """Who is from where: from a place or an institution that a role has."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._from: defaultdict[str, set[str]] = defaultdict(set)
        told: defaultdict[str, list[str]] = defaultdict(list)
        for speaker in speakers:
            for role in speaker.roles:
                told[role].append(speaker.label)
        bare: defaultdict[str, set[str]] = defaultdict(set)
        for role, found in told.items():
            places = places_in(role)
            for place in places:
                self._from[place].update(found)
                if not any(place + level in places for level in _LEVELS):
                    bare[place].update(found)
        for place in self._from:
            if place[-1] in _LEVELS:  # 青屿三中 is in 青屿市, if there is such a city
                self._from[place].update(bare.get(place[:-1], ()))
        self._told = told
        self.phrases = Phrases(self._from)

    def of(self, place: str) -> Set[str]:
        return self._from[place]

    def with_tail(self, said: str) -> Set[str]:
        """Those of whose role some words with an office at their end are a part."""
        return self._tails.get(said.replace("老师", "教师"), set())

    @cached_property
    def _tails(self) -> Mapping[str, Set[str]]:
        """Whose role has an office, by the office with the characters before it: 外籍教师."""
        tails: defaultdict[str, set[str]] = defaultdict(set)
        for role, found in self._told.items():
            for match in any_title().finditer(role):
                for start in range(max(0, match.start() - _LONGEST_TAIL), match.start()):
                    tails[role[start : match.end()]].update(found)
        return dict(tails)

    @cached_property
    def spelt(self) -> Mapping[str, Set[str]]:
        """Those who are from a place, by its pinyin."""
        spelt: defaultdict[str, set[str]] = defaultdict(set)
        for place, found in self._from.items():
            for syllables in readings(place):
                spelt["".join(syllables)] |= found
        return dict(spelt)


class Roles:
    """Finds those who speak for a place, or hold an office that few others hold."""

    def __init__(self, places: Places, holders: Holders) -> None:
        self._places = places
        self._holders = holders
        office, calling = pattern_of(offices()), pattern_of(callings())
        nobody = f"(?!{alternatives(listed('no-persons'))})"
        speaking = f"(?:{_OF}?(?:{alternatives(listed('speaking'))}))"
        speaking_or_end = rf"(?={speaking}|\W*$)"
        self._somebody = re.compile(
            rf"(?!{_ABOVE})(?:(?:{_POINTING}?[{HAN}]{{0,5}}?({office})|代表|干部|领导|负责人){nobody}"
            rf"|{_POINTING}[{HAN}]{{0,4}}?({calling}){nobody}"
            rf"|[{HAN}]{{0,2}}?({calling}){speaking_or_end}"
            r"|那位|这位|的人)"
        )
        self._anybody = re.compile(
            rf"[{HAN}]{{0,4}}?(?:({office}|{calling})|代表|干部|领导){nobody}"
        )
        said = f"(?P<said>[{HAN}]{{1,{_LONGEST_TAIL}}}?(?:(?P<office>{office})|{calling}))"
        self._pointed = re.compile(rf"(?P<pointing>那位|这位|那个|这个){said}{nobody}")
        self._telling = re.compile(
            rf"(?P<pointing>(?!))?(?<![{HAN}])[问请听]?{said}{speaking_or_end}"
        )
        self._alone = re.compile(
            rf"(?:(?P<pointing>那位|这位)(?P<said>[{HAN}]{{1,6}}?的)?)?(?P<office>{office}){nobody}(?P<speaking>(?={speaking}))?"
            rf"|(?:那位|这位)(?P<calling>{calling}){nobody}"
        )

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        normal = reading.normal
        holders = cache(self._of_all)
        for start, match in self._references(normal.text):
            there = frozenset(self._places.phrases.parts(normal.text[start : match.end()]))
            found = holders(there, next(filter(None, match.groups()), None))
            if found:
                yield Named(*normal.span(start, match.end()), found)
        for match in chain(*(p.finditer(normal.text) for p in (self._pointed, self._telling))):
            found = self._holders.in_order(self._places.with_tail(match["said"]))
            few = match["pointing"] or match["office"]
            if 0 < len(found) <= (FEW if few else 1):
                start = match.start("pointing" if match["pointing"] else "said")
                yield Named(*normal.span(start, match.end()), found)
        places = frozenset(self._places.phrases.parts(normal.text))
        for match in self._alone.finditer(normal.text):
            title = match["office"] or match["calling"]
            found = holders(places, title) or holders(frozenset(), title)
            if 0 < len(found) <= self._most(reading, match):
                start = match.start("office") if match["said"] else match.start()
                yield Named(*normal.span(start, match.end()), found)

    def _most(self, reading: ParsedQuestion, match: re.Match[str]) -> int:
        """How many an office by itself may mean, by what is before and behind it."""
        if match["pointing"] or match["calling"]:
            return FEW
        if len(match["office"]) >= _TELLING:
            usual = match["office"].startswith(_USUAL)
            return FEW if match["speaking"] is not None else int(not usual)
        before = reading.normal.text[: match.start()][-1:]
        begins = not _HAN.fullmatch(before) or before in _BEFORE
        return 1 if begins and match["speaking"] is not None else 0

    def _references(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Where places stand with somebody who is there: "攸县网岭镇的书记"; who, as a match."""
        at = 0
        tried: set[int] = set()
        while (at := self._places.phrases.next(text, at)) < len(text):
            ends = self._ends_of_places(text, at, tried)
            pointed = text.endswith(("那位", "这位"), 0, at)
            somebody = self._anybody if pointed else self._somebody
            match = next(filter(None, map(partial(somebody.match, text), ends)), None)
            if match:
                yield at, match
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
        for place in self._places.phrases.at(text, start) if start < len(text) else ():
            end = start + len(place)
            if text.startswith(_OF, end):
                yield end + len(_OF)
            yield end

    def _of_all(self, places: frozenset[str], office: str | None) -> tuple[str, ...]:
        """Those who are from all of the places and, if one is given, hold the office."""
        found = [self._places.of(place) for place in places]
        if office:
            found.append(self._holders.of(office))
        return self._holders.in_order(set.intersection(*map(set, sorted(found, key=len))))
