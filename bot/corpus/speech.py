"""What a corpus folder holds: forums, their speeches, and the passages of a speech."""

from dataclasses import dataclass

from bot.corpus.parting import part


@dataclass(frozen=True, slots=True)
class Source:
    """Where a speech was published, as its files state it."""

    forum: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """One file of the corpus: a speech, or a forum's note, which has no speaker.

    `id` is `forum-folder/file-stem`; `paragraphs` are the source's own words.
    """

    id: str
    title: str
    source: Source
    paragraphs: tuple[str, ...]
    speaker: str | None = None
    role: str | None = None
    aliases: tuple[str, ...] = ()

    def passages(self) -> tuple["Passage", ...]:
        """The speech in readable pieces: a passage a paragraph, more for a very long one."""
        pieces = [(text, pieces[0]) for pieces in map(part, self.paragraphs) for text in pieces]
        return tuple(
            Passage(self, number, len(pieces), text, first)
            for number, (text, first) in enumerate(pieces, start=1)
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a speech that can be shown as an answer, and where it stands in the speech.

    `number` counts from 1 to `total`; `opening` is the first piece of the paragraph that the
    passage comes from (the passage itself, unless the paragraph was too long for one).
    """

    speech: Speech
    number: int
    total: int
    text: str
    opening: str

    @property
    def id(self) -> str:
        return f"{self.speech.id}#{self.number}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every speech of every forum, in the order of the folder."""

    speeches: tuple[Speech, ...]

    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for speech in self.speeches for passage in speech.passages())
