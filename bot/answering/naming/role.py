"""Offices and places in the place of names: "石峰区的代表", "the secretary of Wangling"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker
from bot.answering.naming.title import OFFICES
from bot.language.lexicon import place_names, words_of_role
from bot.language.pinyin import readings
from bot.language.script import HAN
from bot.language.terms import Term

_SOMEBODY = rf"(?:[{HAN}]{{0,4}}?(?:{OFFICES})|代表|干部|领导|负责人|那位|的人)"
_ABOVE = r"[省市州县区镇乡村]?(?:委|政府|人大)"
"""What makes an office that of a whole city or county: not one of a speaker from there."""

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
    """Finds those who speak for a place, or hold an office that nobody else holds."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._speakers = speakers
        self._places: defaultdict[str, set[str]] = defaultdict(set)
        self._spelt: defaultdict[str, set[str]] = defaultdict(set)
        for speaker in speakers:
            words = {word for role in speaker.roles for word in words_of_role(role)}
            for place in place_names(words):
                self._places[place].add(speaker.label)
                for syllables in readings(place):
                    self._spelt["".join(syllables)].add(speaker.label)
        places = "|".join(map(re.escape, sorted(self._places, key=len, reverse=True))) or r"(?!)"
        self._place = re.compile(places)
        self._reference = re.compile(rf"(?:(?:{places})的?)+(?!{_ABOVE})(?:那位|这位)?{_SOMEBODY}")
        self._office = re.compile(OFFICES)

    def find(self, reading: Reading) -> Iterator[Named]:
        normal = reading.normal
        for match in self._reference.finditer(normal.text):
            yield from self._named(match, reading, self._of_places(match.group()))
        for match in self._office.finditer(normal.text):
            if len(match.group()) > 2:
                holders = self._holders(match.group())
                there = self._of_places(normal.text) & holders
                yield from self._named(match, reading, there or holders, only_one=True)
        yield from self._in_english(reading)

    def _named(
        self, match: re.Match[str], reading: Reading, labels: set[str], only_one: bool = False
    ) -> Iterator[Named]:
        office = self._office.search(match.group())
        found = labels & self._holders(office.group()) if office else labels
        if len(found) == 1 or (found and not only_one):
            yield Named(*reading.normal.span(*match.span()), self._in_order(found))

    def _of_places(self, text: str) -> set[str]:
        """Those who hold an office at every place that a text names."""
        there = [self._places[place] for place in self._place.findall(text)]
        return set.intersection(*there) if there else set()

    def _holders(self, office: str) -> set[str]:
        return {s.label for s in self._speakers if any(office in role for role in s.roles)}

    def _in_english(self, reading: Reading) -> Iterator[Named]:
        words = reading.latin()
        holders = [
            at for at, word in enumerate(words) if word.word.removesuffix("s") in _ENGLISH_HOLDERS
        ]
        for at, place in enumerate(words):
            near = [holder for holder in holders if abs(holder - at) <= _NEAR]
            there = self._spelt.get(place.word) or self._spelt.get(_joined(words[at : at + 2]))
            if near and there:
                first, last = sorted((at, near[0]))
                yield Named(words[first].start, words[last].end, self._in_order(there))

    def _in_order(self, found: set[str]) -> tuple[str, ...]:
        return tuple(speaker.label for speaker in self._speakers if speaker.label in found)


def _joined(words: Sequence[Term]) -> str:
    return "".join(word.word for word in words)
