"""Offices and callings, and who has which: 书记, 教授, "principal"."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cache, cached_property
from itertools import chain

from bot.answering.naming.speaker import Speaker
from bot.answering.naming.word_lists import alternatives, explained, listed, paired

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
