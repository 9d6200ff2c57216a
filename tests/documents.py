"""A corpus in memory: what a folder holds, in the order of the folder."""

from dataclasses import dataclass
from pathlib import Path

from bot.corpus.files import list_forums
from bot.corpus.reader import check_readable, read_file, speeches_of
from bot.corpus.speech import Passage, Piece, Speech, pieces_of


@dataclass(frozen=True, slots=True)
class Document:
    """A speech with its paragraphs."""

    speech: Speech
    paragraphs: tuple[str, ...]

    def pieces(self) -> tuple[Piece, ...]:
        return pieces_of(self.paragraphs)

    def passages(self) -> tuple[Passage, ...]:
        pieces = self.pieces()
        return tuple(
            Passage(self.speech, number, len(pieces), piece.text)
            for number, piece in enumerate(pieces, start=1)
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of all forums."""

    documents: tuple[Document, ...]

    @property
    def speeches(self) -> tuple[Speech, ...]:
        return tuple(document.speech for document in self.documents)

    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for document in self.documents for passage in document.passages())


def read_corpus(folder: Path) -> Corpus:
    """Reads a corpus folder; raises CorpusError with every problem of every file."""
    check_readable(folder)
    forums = list_forums(folder)
    read = {state.path: read_file(folder, state) for forum in forums for state in forum.all()}
    records = {path: file.record for path, file in read.items() if file.record}
    found = (each for forum in forums for each in speeches_of(forum, records))
    return Corpus(
        tuple(Document(speech, read[record.state.path].paragraphs) for record, speech in found)
    )
