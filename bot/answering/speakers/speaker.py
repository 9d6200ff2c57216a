"""The people a question may name, with their names, roles and offices."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

from bot.answering.speakers.titles import callings, explained, offices, offices_in, offices_meant
from bot.corpus.speech import Person
from bot.language.script import HAN
from bot.language.word_lists import double_surnames

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Hashable)

_CHINESE = re.compile(f"[{HAN}]+")
_DOTTED = re.compile(f"[{HAN}]+(?:[·•・‧∙.][{HAN}]+)+")
_DOT = re.compile("[·•・‧∙.]")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker; `label` is the name in the corpus's spelling, all else is in normal form."""

    label: str
    name: str
    aliases: frozenset[str]
    roles: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *sorted(self.aliases))

    @property
    def chinese(self) -> tuple[str, ...]:
        """The Chinese name, surname first; the Chinese aliases if the name is in letters."""
        names = (self.name,) if _CHINESE.fullmatch(self.name) else self.names
        return tuple(name for name in names if _CHINESE.fullmatch(name))

    @property
    def dotted(self) -> tuple[tuple[str, ...], ...]:
        """The parts of each foreign name in Chinese characters: 玛丽亚·索科洛娃."""
        return tuple(tuple(_DOT.split(name)) for name in self.names if _DOTTED.fullmatch(name))


def surname_of(name: str) -> str:
    """The surname of a name in normal form: the last part of a foreign name.

    >>> surname_of("欧阳静宜"), surname_of("刘晖"), surname_of("玛丽亚·索科洛娃")
    ('欧阳', '刘', '索科洛娃')
    """
    if _DOTTED.fullmatch(name):
        return _DOT.split(name)[-1]
    if not _CHINESE.match(name):
        return name.split()[-1] if name.split() else ""
    double = len(name) > 2 and name[:2] in double_surnames()
    return name[:2] if double else name[:1]


def speakers_of(people: Iterable[Person], normal: Callable[[str], str]) -> tuple[Speaker, ...]:
    """The speakers, in the order of the people."""
    return tuple(
        Speaker(
            person.name,
            normal(person.name),
            frozenset(map(normal, person.aliases)),
            tuple(dict.fromkeys(map(normal, person.roles))),
        )
        for person in people
    )


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    """The values of each key, in order and without repetitions.

    >>> grouped([("刘", "刘晖"), ("付", "付铁梯"), ("付", "付铁琪")])
    {'刘': ('刘晖',), '付': ('付铁梯', '付铁琪')}
    """
    found: defaultdict[Key, dict[Value, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


class Speakers:
    """All speakers in the order of the corpus, and who of them holds which office."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self.all = speakers
        self._known: dict[str, Set[str]] = {}
        self._kinds: dict[str, Set[str]] = {}
        self._held = grouped((title, s.label) for s in speakers for title in offices_in(s.roles))

    @cached_property
    def chinese(self) -> list[tuple[str, str]]:
        """The Chinese names, each with the label of its speaker."""
        return [(name, speaker.label) for speaker in self.all for name in speaker.chinese]

    @cached_property
    def _order(self) -> dict[str, int]:
        return {speaker.label: number for number, speaker in enumerate(self.all)}

    @cached_property
    def _by_word(self) -> dict[str, tuple[str, ...]]:
        """The speakers by the words in letters in their roles."""
        return grouped((w, s.label) for s in self.all for w in _WORD.findall(" ".join(s.roles)))

    def holding(self, title: str) -> Set[str]:
        """Those who hold an office or have a calling, by its title in either language."""
        if title not in self._known:
            words, chinese = explained("english-offices").get(title, ((), (title,)))
            found = [self._by_word.get(word, ()) for word in words]
            for office in chinese:
                alike = [office] if office in self._held else offices_meant(office)
                found += (self._held.get(each, ()) for each in alike)
            self._known[title] = frozenset(chain.from_iterable(found))
        return self._known[title]

    def of_kind(self, word: str) -> Set[str] | None:
        """Those to whom an English word before an office may refer; None if it says nothing."""
        known = explained("english-kinds").get(word)
        in_role = self._by_word.get(word, ())
        if not known:
            return frozenset(in_role) or None
        if word not in self._kinds:
            pattern = re.compile("|".join(known[1]))
            speakers = (s for s in self.all if pattern.search("\n".join(s.roles)))
            self._kinds[word] = {speaker.label for speaker in speakers}.union(in_role)
        return self._kinds[word]

    def among(self, speakers: tuple[str, ...], titles: Iterable[str]) -> tuple[str, ...]:
        """Those of some speakers whom all of the titles fit; courtesies fit everybody."""
        for title in titles:
            if title in explained("english-offices") or title in offices() | callings():
                speakers = tuple(filter(self.holding(title).__contains__, speakers))
        return speakers

    def in_order(self, found: Iterable[str]) -> tuple[str, ...]:
        """Speakers in the order of the corpus."""
        return tuple(sorted(found, key=self._order.__getitem__))
