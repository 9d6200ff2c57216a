"""The people a question may name: their names, other names and offices."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.corpus.speech import Speech


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


def speakers_of(speeches: Iterable[Speech], normal: Callable[[str], str]) -> tuple[Speaker, ...]:
    """Everybody who spoke, in the order of the corpus, with all the roles they spoke in."""
    aliases: defaultdict[str, set[str]] = defaultdict(set)
    roles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for speech in speeches:
        if speech.speaker:
            aliases[speech.speaker] |= set(map(normal, speech.aliases))
            roles[speech.speaker] |= {normal(speech.role): None} if speech.role else {}
    return tuple(
        Speaker(label, normal(label), frozenset(aliases[label]), tuple(roles[label]))
        for label in roles
    )


def labels(speakers: Iterable[Speaker]) -> tuple[str, ...]:
    return tuple(speaker.label for speaker in speakers)
