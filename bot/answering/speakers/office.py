"""Offices and institutions, and who has which: 书记, "principal", 三中 in 青屿三中校长."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cache, cached_property
from itertools import chain

from bot.answering.speakers.speaker import Speaker
from bot.answering.speakers.word_lists import alternatives, explained, listed, paired
from bot.language.script import HAN
from bot.language.segmentation import place_names, words_of_role

_DEPUTY = "副"
_WORD = re.compile(r"[a-z]+")


@cache
def offices() -> frozenset[str]:
    """What in Chinese only who holds it is called by."""
    held = paired("offices").keys()
    return frozenset(chain(held, (_DEPUTY + office for office in held)))


@cache
def callings() -> frozenset[str]:
    """What in Chinese anybody may be called by who does such work."""
    return frozenset(paired("callings"))


def is_office(title: str) -> bool:
    """Whether a title, in either language, is one of those who hold it alone."""
    if title in explained("english-offices"):
        return title not in listed("english-callings")
    return title in offices()


@cache
def any_title() -> re.Pattern[str]:
    """An office or a calling."""
    return re.compile(pattern_of(offices() | callings()))


def pattern_of(titles: frozenset[str]) -> str:
    """Any of some titles, in a regular expression; no 支书 in 总支书记, nor 委员 in 委员会."""
    return re.sub("支书|委员|理事|董事", _unlike_longer, alternatives(titles))


def _unlike_longer(title: re.Match[str]) -> str:
    return f"{title.group()}(?![记会])"


@cache
def _within(title: str) -> tuple[str, ...]:
    """The offices and callings that are named in one, itself included."""
    return tuple(each for each in offices() | callings() if each in title)


def offices_in(roles: Collection[str]) -> set[str]:
    """The offices and callings that are named in roles, those inside others included.

    >>> sorted(offices_in(["云田镇副书记"]))
    ['书记', '副书记']
    """
    found = set(any_title().findall("\n".join(roles)))
    return set(chain.from_iterable(map(_within, found)))


class Holders:
    """Who holds an office, by its name in either language."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._speakers = speakers
        self._known: dict[str, Set[str]] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        self._held: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for office in offices_in(speaker.roles):
                self._held[office][speaker.label] = None

    @cached_property
    def _order(self) -> dict[str, int]:
        return {speaker.label: number for number, speaker in enumerate(self._speakers)}

    @cached_property
    def _worded(self) -> dict[str, dict[str, None]]:
        """Whose role has a word in letters."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in self._speakers:
            for word in _WORD.findall(" ".join(speaker.roles)):
                found[word][speaker.label] = None
        return dict(found)

    def of(self, title: str) -> Set[str]:
        """Those who hold an office or have a calling, in either language."""
        if title not in self._known:
            self._known[title] = self._of(title)
        return self._known[title]

    def _of(self, title: str) -> frozenset[str]:
        words, chinese = explained("english-offices").get(title, ((), (title,)))
        found = [self.with_word(word) for word in words]
        for office in chinese:
            alike = [self._held.get(each, {}).keys() for each in _alike(office)]
            found += [self._held[office].keys()] if self._held.get(office) else alike
        return frozenset(chain.from_iterable(found))

    def with_word(self, word: str) -> Set[str]:
        """Those whose role has a word in letters."""
        return self._worded.get(word, {}).keys()

    def of_kind(self, word: str) -> Set[str] | None:
        """Those whom an English word before an office may tell from others; None if unknown."""
        known = explained("english-kinds").get(word)
        worded = self.with_word(word)
        if not known:
            return worded or None
        if word not in self._kinds:
            told = re.compile("|".join(known[1]))
            self._kinds[word] = frozenset(
                speaker.label for speaker in self._speakers if told.search("\n".join(speaker.roles))
            )
        return self._kinds[word] | worded

    def among(self, speakers: tuple[str, ...], titles: Iterable[str]) -> tuple[str, ...]:
        """Those of some speakers whom all of the titles fit, courtesies aside."""
        for title in titles:
            if title in explained("english-offices") or title in offices() | callings():
                speakers = tuple(filter(self.of(title).__contains__, speakers))
        return speakers

    def in_order(self, found: Iterable[str]) -> tuple[str, ...]:
        """Speakers in the order of the corpus."""
        return tuple(sorted(found, key=self._order.__getitem__))


def _alike(title: str) -> Iterator[str]:
    """What the roles of those have who may be called by a Chinese title that is in none."""
    bare = title.removeprefix(_DEPUTY)
    prefix = title[: len(title) - len(bare)]
    meant = paired("offices").get(bare, paired("callings").get(bare, bare))
    yield from (prefix + each for each in meant.split("/"))


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
