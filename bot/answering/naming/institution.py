"""Places and institutions in roles: 青屿 and 三中 in 青屿三中校长, 二小 in 第二实验小学."""

import re
from collections.abc import Iterator

from bot.answering.naming.office import any_title
from bot.answering.naming.word_lists import listed
from bot.language.script import HAN
from bot.language.segmentation import place_names, words_of_role

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
_BEFORE = re.compile("^(?:退休|现任|时任|原|前)")
_PARTS = re.compile(rf"[^{HAN}]+|兼")
_KIND = re.compile("大学|学院|学校|中学|小学|幼儿园|医院|公司|集团|中心|银行")
_SHORTEST = 2


def places_in(role: str) -> set[str]:
    """What somebody may be said to be from, by a role in Chinese.

    >>> sorted(places_in("青屿三中校长"))
    ['三中', '第三中学', '青屿', '青屿三中', '青屿第三中学']
    """
    found = place_names(words_of_role(role))
    found.update(country for country in listed("countries") if country in role)
    for part in _PARTS.split(role):
        part = _BEFORE.sub("", part)
        above = _above(part)
        rest = any_title().sub("", part.removeprefix(above))
        found.update(_institutions(rest, {above, above[:-1], above[-1]} if above else set()))
    return {place for place in found if len(place) >= _SHORTEST and not _KIND.fullmatch(place)}


def _above(part: str) -> str:
    """The city, county or town that a part of a role begins with, the last of them at its end."""
    places = [place for place in place_names(words_of_role(part)) if place in part]
    ends = max((part.find(place) + len(place) for place in places), default=0)
    return part[:ends]


def _institutions(rest: str, above: set[str]) -> Iterator[str]:
    """The names of what follows on the places of a role, with these before them and without."""
    school = _SCHOOL.match(rest)
    if school:
        place = school["place"]
        yield place
        yield place + school["level"]
        own = {place, place + school["level"]} if place else set()
        for kind in _kinds(school):
            yield from (kind, *(each + kind for each in own | above))
        yield school.group()
        return
    organisation = _ORGANISATION.match(rest)
    if organisation:
        name = organisation["name"]
        yield from (name, organisation["kind"], *(each + name for each in above))
        yield organisation.group()


def _kinds(school: re.Match[str]) -> Iterator[str]:
    """A school as it is written; a numbered one also in short, and in full."""
    if not school["number"]:
        yield school["kind"]
        return
    number, stage, middle = school["number"], school["stage"][0], school["middle"] or ""
    yield school["kind"]
    yield number + stage
    yield f"第{number}{middle}{stage}学"
    if middle:
        yield middle + number + stage
