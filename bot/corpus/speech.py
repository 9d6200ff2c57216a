"""The contents of a corpus: speeches, their passages, their forums and speakers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.corpus.dates import Date, newest_first, read_date
from bot.corpus.splitting import part


@dataclass(frozen=True, slots=True)
class Source:
    """Where and when a speech was given and published, according to its files."""

    forum: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """The front matter of a speech, or of a forum's note, which has no speaker.

    `id` is `forum-folder/file-stem`.
    """

    id: str
    title: str
    source: Source
    speaker: str | None = None
    role: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of its forum."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a speech to answer with; `number` counts from 1 to `total`."""

    speech: Speech
    number: int
    total: int
    text: str

    @property
    def id(self) -> str:
        return f"{self.speech.id}#{self.number}"


class Piece(NamedTuple):
    """The text of a passage, and the first piece of its paragraph: mostly the same."""

    text: str
    opening: str


def pieces_of(paragraphs: Iterable[str]) -> tuple[Piece, ...]:
    """Divides a speech into readable pieces: one a paragraph, more for a very long one."""
    return tuple(Piece(text, pieces[0]) for pieces in map(part, paragraphs) for text in pieces)


@dataclass(frozen=True, slots=True)
class Forum:
    """A folder of speeches, named `name`, and what its note states.

    `speeches` counts those that have a speaker.
    """

    name: str
    title: str
    date: str | None
    speeches: int
    publisher: str | None = None
    url: str | None = None
    place: str | None = None

    @property
    def held_on(self) -> Date | None:
        """The date on which it was held, as far as it is known."""
        return read_date(self.date or "")


def by_age(forums: Iterable[Forum]) -> list[Forum]:
    """Sorts forums, the newest first; those without a year come last, in their order."""
    return sorted(forums, key=lambda forum: newest_first(forum.held_on))


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker, with the name, other names and roles as the corpus spells them."""

    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]


def people_of(speeches: Iterable[Speech]) -> tuple[Person, ...]:
    """Returns the speakers in the order of the speeches, with all their roles."""
    aliases: defaultdict[str, dict[str, None]] = defaultdict(dict)
    roles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for speech in speeches:
        if speech.speaker:
            aliases[speech.speaker].update(dict.fromkeys(speech.aliases))
            roles[speech.speaker].update({speech.role: None} if speech.role else {})
    return tuple(Person(name, tuple(aliases[name]), tuple(roles[name])) for name in roles)


def forums_of(
    speeches: Iterable[Speech], stated: Mapping[str, Source] | None = None
) -> tuple[Forum, ...]:
    """Returns the forums of the speeches, in their order.

    `stated` is what their notes state, by name; a forum without is described by its first document.
    """
    stated = stated or {}
    sources: dict[str, Source] = {}
    spoken: Counter[str] = Counter()
    for speech in speeches:
        name = speech.folder
        sources.setdefault(name, stated.get(name, speech.source))
        spoken[name] += bool(speech.speaker)
    return tuple(
        Forum(name, each.forum, each.date, spoken[name], each.publisher, each.url, each.place)
        for name, each in sources.items()
    )
