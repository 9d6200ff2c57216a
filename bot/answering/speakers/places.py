"""The places and institutions in roles, and who is from where: 三中 in 青屿三中校长."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property

from bot.answering.speakers.parsed_question import Phrases
from bot.answering.speakers.speaker import Speakers, grouped
from bot.answering.speakers.titles import any_title, listed
from bot.language.script import HAN, readings
from bot.language.segmentation import place_names, words_of_role

_LEVELS = "省市州县区镇乡村"
_LONGEST_PREFIX = 6
"""Characters before an office that may tell which one it is."""


class Places:
    """Looks up who is from a place or an institution, by the roles."""

    def __init__(self, speakers: Speakers) -> None:
        self._by_role = grouped((role, s.label) for s in speakers.all for role in s.roles)
        self._from: defaultdict[str, set[str]] = defaultdict(set)
        bare: defaultdict[str, set[str]] = defaultdict(set)
        for role, found in self._by_role.items():
            places = places_in(role)
            for place in places:
                self._from[place].update(found)
                if not any(place + level in places for level in _LEVELS):
                    bare[place].update(found)
        for place in self._from:
            if place[-1] in _LEVELS:  # 青屿三中 is in 青屿市, if there is such a city
                self._from[place].update(bare.get(place[:-1], ()))
        self.phrases = Phrases(self._from)

    def of(self, place: str) -> Set[str]:
        return self._from[place]

    def in_text(self, text: str) -> frozenset[str]:
        return frozenset(place for _, place in self.phrases.find(text))

    def with_prefix(self, office: str) -> Sequence[str]:
        """Those whose role contains an office together with the characters before it: 外籍教师."""
        return self._prefixed.get(office.replace("老师", "教师"), ())

    @cached_property
    def _prefixed(self) -> Mapping[str, Sequence[str]]:
        return grouped(
            (role[start : match.end()], label)
            for role, found in self._by_role.items()
            for match in any_title().finditer(role)
            for start in range(max(0, match.start() - _LONGEST_PREFIX), match.start())
            for label in found
        )

    @cached_property
    def spelt(self) -> Mapping[str, Set[str]]:
        """Those who are from a place, by its pinyin."""
        spelt: defaultdict[str, set[str]] = defaultdict(set)
        for place, found in self._from.items():
            for syllables in readings(place):
                spelt["".join(syllables)] |= found
        return dict(spelt)


_NUMBER = "[一二三四五六七八九十]{1,3}"
_MIDDLE = "实验|中心|职业|初级|高级|完全"
_GENERIC = (
    "职业|技术|技工|师范|实验|外国语|特殊教育|特教|中心|高级|初级|民办|国际|人民|中医|妇幼|中等|高等"
    "|完全|附属|理工|农业|医科"
)
_SCHOOL = re.compile(
    rf"(?P<place>[{HAN}]{{0,4}}?)(?P<level>[省市州县区镇乡村]?)"
    rf"(?P<kind>第?(?P<number>{_NUMBER})(?P<middle>{_MIDDLE})?(?P<stage>中学|小学|中|小)"
    rf"|(?:{_GENERIC})*(?:大学|学院|学校|中学|小学|幼儿园|医院))"
)
_ORGANISATION = re.compile(
    rf"(?P<level>(?:[省市州县区镇乡](?!委))?)(?P<name>[{HAN}]{{0,10}}?"
    r"(?P<kind>协会|科技馆|图书馆|博物馆|文化馆|银行|公司|集团|局|厅|委员会|研究院|研究所|报社|出版社|法院"
    r"|检察院|派出所|合作社|联合会|基金会|商会|中心|党校|工会|妇联|学会))"
)
_FORMER = re.compile("^(?:退休|现任|时任|原|前)")
_BETWEEN = re.compile(rf"[^{HAN}]+|兼")
_KIND = re.compile("大学|学院|学校|中学|小学|幼儿园|医院|公司|集团|中心|银行")
_SHORTEST = 2


def places_in(role: str) -> set[str]:
    """The names of the places and institutions in a Chinese role.

    >>> sorted(places_in("青屿三中校长"))
    ['三中', '第三中学', '青屿', '青屿三中', '青屿第三中学']
    """
    found = place_names(words_of_role(role))
    found.update(country for country in listed("countries") if country in role)
    for part in _BETWEEN.split(role):
        part = _FORMER.sub("", part)
        places = [place for place in place_names(words_of_role(part)) if place in part]
        above = part[: max((part.find(place) + len(place) for place in places), default=0)]
        rest = any_title().sub("", part.removeprefix(above))
        found.update(_institutions(rest, {above, above[:-1], above[-1]} if above else set()))
    return {place for place in found if len(place) >= _SHORTEST and not _KIND.fullmatch(place)}


def _institutions(rest: str, above: set[str]) -> Iterator[str]:
    """The names of the institution in a role, with and without the places `above` it."""
    if school := _SCHOOL.match(rest):
        place = school["place"]
        local = {place, place + school["level"]} if place else set()
        yield from local
        for kind in _school_names(school):
            yield from (kind, *(each + kind for each in local | above))
        yield school.group()
    elif organisation := _ORGANISATION.match(rest):
        name = organisation["name"]
        yield from (name, organisation["kind"], *(each + name for each in above))
        yield organisation.group()


def _school_names(school: re.Match[str]) -> Iterator[str]:
    """The name of a school as written; of a numbered one also the short and the full one."""
    yield school["kind"]
    if school["number"]:
        number, stage, middle = school["number"], school["stage"][0], school["middle"] or ""
        yield number + stage
        yield f"第{number}{middle}{stage}学"
        if middle:
            yield middle + number + stage
