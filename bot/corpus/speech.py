"""What a corpus folder holds: documents, which are speeches, their passages, and people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.corpus.dates import Date, newest_first, read_date
from bot.corpus.splitting import part


@dataclass(frozen=True, slots=True)
class Source:
    """Where and when a speech was given and published, as its files state it."""

    forum: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """What a file of the corpus says about itself: a speech, or a forum's note, without a speaker.

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
        """The name of its forum's folder."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a speech that can be shown as an answer; `number` counts from 1 to `total`."""

    speech: Speech
    number: int
    total: int
    text: str

    @property
    def id(self) -> str:
        return f"{self.speech.id}#{self.number}"


@dataclass(frozen=True, slots=True)
class Document:
    """A speech with its paragraphs, which are the source's own words."""

    speech: Speech
    paragraphs: tuple[str, ...]

    def pieces(self) -> tuple["Piece", ...]:
        """The document in readable pieces: one a paragraph, more for a very long one."""
        return tuple(
            Piece(text, pieces[0]) for pieces in map(part, self.paragraphs) for text in pieces
        )

    def passages(self) -> tuple[Passage, ...]:
        """The pieces, each with where it stands."""
        texts = [piece.text for piece in self.pieces()]
        return tuple(
            Passage(self.speech, number, len(texts), text)
            for number, text in enumerate(texts, start=1)
        )


class Piece(NamedTuple):
    """The text of a passage, and the first piece of its paragraph.

    That is the passage itself, unless the paragraph was too long for one.
    """

    text: str
    opening: str


@dataclass(frozen=True, slots=True)
class Forum:
    """A folder of speeches, and what its note states; `name` is that of the folder.

    `speeches` counts those that somebody is named for.
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
        """When it was held, as far as its date tells."""
        return read_date(self.date or "")


def by_age(forums: Iterable[Forum]) -> list[Forum]:
    """The forums, the newest first; those of which no year is known last, in their order."""
    return sorted(forums, key=lambda forum: newest_first(forum.held_on))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who spoke, as the corpus spells the name, the other names and the roles."""

    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]


def people_of(speeches: Iterable[Speech]) -> tuple[Person, ...]:
    """Everybody who spoke, in the order of the speeches, with all the roles they spoke in."""
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
    """The forums of the speeches, in their order.

    `stated` is what their notes state, by their names; a forum that is not among them has what its
    first document does.
    """
    sources: dict[str, Source] = {}
    spoken: Counter[str] = Counter()
    for speech in speeches:
        sources.setdefault(speech.folder, speech.source)
        spoken[speech.folder] += bool(speech.speaker)
    return tuple(
        _forum(name, (stated or {}).get(name, source), spoken[name])
        for name, source in sources.items()
    )


def _forum(name: str, source: Source, speeches: int) -> Forum:
    facts = (source.publisher, source.url, source.place)
    return Forum(name, source.forum, source.date, speeches, *facts)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every document of every forum, in the order of the folder."""

    documents: tuple[Document, ...]

    @property
    def speeches(self) -> tuple[Speech, ...]:
        return tuple(document.speech for document in self.documents)

    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for document in self.documents for passage in document.passages())
