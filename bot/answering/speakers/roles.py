"""Offices and places in Chinese instead of a name: 石峰区的代表, 三中的校长, 那位调研员."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from bot.answering.speakers.parsed_question import Named, ParsedQuestion
from bot.answering.speakers.places import Places
from bot.answering.speakers.speaker import Speakers
from bot.answering.speakers.titles import alternatives, callings, listed, offices, pattern_of
from bot.language.script import HAN

_ABOVE = r"[省市州县区镇乡村]?(?:委|政府|人大)"
"""What makes an office that of a whole city or county, and not of a speaker from there."""
_POINTING = "(?:那位|这位|那个|这个|那名|那)"
_OF = "的"
_HAN = re.compile(f"[{HAN}]")
_BEFORE = frozenset("问请听据照和跟与对让是由给")
"""Characters that may precede an office."""
_LONGEST_PREFIX = 6
_TELLING = 3
"""Characters of an office that identifies its one holder, whatever follows."""
_USUAL = ("村", "总")
"""Beginnings of offices that are often mentioned without their holder in mind: 村主任的工资."""
FEW = 4
"""The most speakers that an office without a place may mean."""


class Roles:
    """Finds those who speak for a place, or hold an office that few others hold."""

    def __init__(self, places: Places, speakers: Speakers) -> None:
        self._places = places
        self._speakers = speakers
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
        prefixed = (
            rf"(?P<prefixed>[{HAN}]{{1,{_LONGEST_PREFIX}}}?(?:(?P<office>{office})|{calling}))"
        )
        self._pointed = re.compile(rf"(?P<pointing>那位|这位|那个|这个){prefixed}{nobody}")
        self._telling = re.compile(
            rf"(?P<pointing>(?!))?(?<![{HAN}])[问请听]?{prefixed}{speaking_or_end}"
        )
        self._alone = re.compile(
            rf"(?:(?P<pointing>那位|这位)(?P<prefix>[{HAN}]{{1,6}}?的)?)?(?P<office>{office}){nobody}(?P<speaking>(?={speaking}))?"
            rf"|(?:那位|这位)(?P<calling>{calling}){nobody}"
        )

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        return (
            Named(*reading.normal.span(start, end), speakers)
            for start, end, speakers in self._found(reading.normal.text)
            if speakers
        )

    def _found(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The roles in a text: (start, end, whom each means)."""
        of_all = cache(self._of_all)
        for start, match in self._at_places(text):
            places = self._places.in_text(text[start : match.end()])
            yield start, match.end(), of_all(places, next(filter(None, match.groups()), None))
        for match in chain(self._pointed.finditer(text), self._telling.finditer(text)):
            found = self._speakers.in_order(self._places.with_prefix(match["prefixed"]))
            if len(found) <= (FEW if match["pointing"] or match["office"] else 1):
                start = match.start("pointing" if match["pointing"] else "prefixed")
                yield start, match.end(), found
        places = self._places.in_text(text)
        for match in self._alone.finditer(text):
            title = match["office"] or match["calling"]
            found = of_all(places, title) or of_all(frozenset(), title)
            if len(found) <= self._most(text, match):
                yield match.start("office" if match["prefix"] else 0), match.end(), found

    def _most(self, text: str, match: re.Match[str]) -> int:
        """How many speakers an office without a place may mean, given what surrounds it."""
        if match["pointing"] or match["calling"]:
            return FEW
        speaking = match["speaking"] is not None
        if len(match["office"]) >= _TELLING:
            return FEW if speaking else int(not match["office"].startswith(_USUAL))
        before = text[: match.start()][-1:]
        begins = not _HAN.fullmatch(before) or before in _BEFORE
        return int(begins and speaking)

    def _at_places(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Places followed by somebody who is from there: 攸县网岭镇的书记; who, as a match."""
        at = 0
        tried: set[int] = set()
        while (at := self._places.phrases.next(text, at)) < len(text):
            pointed = text.endswith(("那位", "这位"), 0, at)
            somebody = self._anybody if pointed else self._somebody
            ends = self._ends_of_places(text, at, tried)
            match = next(filter(None, (somebody.match(text, end) for end in ends)), None)
            if match:
                yield at, match
            at = match.end() if match else at + 1

    def _ends_of_places(self, text: str, start: int, tried: set[int]) -> Iterator[int]:
        """The ends of the sequences of places from `start` on, the longest first.

        Ends in `tried` are skipped: they lead nowhere from any start.
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
        for place in self._places.phrases.at(text, start):
            end = start + len(place)
            if text.startswith(_OF, end):
                yield end + len(_OF)
            yield end

    def _of_all(self, places: frozenset[str], office: str | None) -> tuple[str, ...]:
        """Those who are from all of the places and, if one is given, hold the office."""
        found = [self._places.of(place) for place in places]
        if office:
            found.append(self._speakers.holding(office))
        return self._speakers.in_order(set.intersection(*map(set, sorted(found, key=len))))
