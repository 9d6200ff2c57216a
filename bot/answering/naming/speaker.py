"""The people a question may name: their names, other names and offices."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.corpus.speech import Person
from bot.language.script import HAN, double_surnames

_CHINESE = re.compile(f"[{HAN}]+")
_DOTTED = re.compile(f"[{HAN}]+(?:[·•・‧∙.][{HAN}]+)+")
_DOT = re.compile("[·•・‧∙.]")
_LETTERS = re.compile(rf"[^\W\d_{HAN}]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the corpus spells the name; all else in normal form."""

    label: str
    name: str
    aliases: frozenset[str]
    roles: tuple[str, ...]

    @property
    def surname(self) -> str:
        return surname_of(self.name)

    @property
    def chinese(self) -> tuple[str, ...]:
        """The Chinese name, surname first; of somebody with another name, the aliases that are."""
        if _CHINESE.fullmatch(self.name):
            return (self.name,)
        return tuple(sorted(name for name in self.aliases if _CHINESE.fullmatch(name)))

    @property
    def dotted(self) -> tuple[tuple[str, ...], ...]:
        """The parts of each name that is foreign and written in Chinese: 玛丽亚·索科洛娃."""
        names = (self.name, *sorted(self.aliases))
        return tuple(tuple(_DOT.split(name)) for name in names if _DOTTED.fullmatch(name))

    @property
    def in_letters(self) -> tuple[str, ...]:
        """The names that are written in letters."""
        names = (self.name, *sorted(self.aliases))
        return tuple(name for name in names if _LETTERS.match(name))


def surname_of(name: str) -> str:
    """The surname of a name in normal form, which of a foreign one comes last.

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
    """Those whom a question may name, in the order of the people."""
    return tuple(
        Speaker(
            person.name,
            normal(person.name),
            frozenset(map(normal, person.aliases)),
            tuple(dict.fromkeys(map(normal, person.roles))),
        )
        for person in people
    )


def labels(speakers: Iterable[Speaker]) -> tuple[str, ...]:
    return tuple(speaker.label for speaker in speakers)
