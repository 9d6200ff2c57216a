"""What an index knows of the files it was made of, to see later which have changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.corpus.files import NOTE, FileState
from bot.corpus.front_matter import ForumFields, SpeechFields
from bot.corpus.reader import Record
from bot.storage import Bundle, BundleWriter

MADE = "made"
"""The key of a bundle's time: nanoseconds, taken before the first file was read."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The files of a corpus by their paths, and what is common to them.

    `documents` are the paths of those that have passages, in the order of the corpus; `lexicon`
    has the corpus's own words with their frequencies, among them those `quoted` in a file;
    `lines` are the records as they were written.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    quoted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    documents: Sequence[str] = ()
    lexicon: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, bytes] = field(default_factory=dict)


def write_catalogue(writer: BundleWriter, catalogue: Catalogue, former: Catalogue) -> None:
    """Writes a catalogue; what it shares with a former one is taken over as it was written."""
    lines = (
        former.lines[path]
        if former.records.get(path) is record
        else _line(record, catalogue.quoted[path])
        for path, record in catalogue.records.items()
    )
    writer.text("records", b"\n".join(lines))
    writer.text("documents", json.dumps(catalogue.documents, ensure_ascii=False).encode())
    writer.text("lexicon", json.dumps(catalogue.lexicon, ensure_ascii=False).encode())


def read_catalogue(bundle: Bundle) -> Catalogue:
    records: dict[str, Record] = {}
    quoted: dict[str, Sequence[str]] = {}
    lines: dict[str, bytes] = {}
    for line in bytes(bundle.text("records")).splitlines():
        *state, content, body, fields, terms = json.loads(line)
        path = state[0]
        model = ForumFields if path.endswith(f"/{NOTE}") else SpeechFields
        read = model.model_validate(fields)
        records[path] = Record(FileState(*state), content, body, read)
        quoted[path] = terms
        lines[path] = line
    documents = json.loads(bytes(bundle.text("documents")))
    return Catalogue(records, quoted, documents, read_lexicon(bundle), lines)


def read_lexicon(bundle: Bundle) -> dict[str, int]:
    """The corpus's own words with their frequencies."""
    lexicon: dict[str, int] = json.loads(bytes(bundle.text("lexicon")))
    return lexicon


def _line(record: Record, quoted: Sequence[str]) -> bytes:
    fields = record.fields.model_dump(exclude_defaults=True)
    parts = [*record.state, record.content, record.body, fields, quoted]
    return json.dumps(parts, ensure_ascii=False).encode()
