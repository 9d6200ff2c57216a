"""The people a question may name: their names, other names and offices."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.corpus.speech import Person


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the corpus spells the name; all else in normal form."""

    label: str
    name: str
    aliases: frozenset[str]
    roles: tuple[str, ...]

    @property
    def surname(self) -> str:
        return self.name[:1]


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
