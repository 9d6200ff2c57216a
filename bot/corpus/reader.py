"""Reads a corpus folder, or reports everything that is wrong with it."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from xxhash import xxh3_128_hexdigest

from bot.corpus.files import NOTE, FileState, ForumFiles, list_forums, original_of
from bot.corpus.front_matter import ForumFields, Page, SpeechFields, paragraphs_of, read_page
from bot.corpus.speech import Corpus, Document, Source, Speech
from bot.errors import CorpusError, Problem


@dataclass(frozen=True, slots=True)
class Record:
    """A file without its paragraphs; digests are XXH3 with 128 bits, in hexadecimal.

    `content` is the digest of all its bytes, `body` that of its paragraphs, empty without any.
    """

    state: FileState
    content: str
    body: str
    fields: ForumFields


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as read; `record` is None where there are problems."""

    record: Record | None
    paragraphs: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_corpus(folder: Path) -> Corpus:
    """Reads every forum of the folder, speeches in the order of their file names.

    Raises CorpusError with every problem of every file.
    """
    forums = list_forums(folder)
    read = {state.path: read_file(folder, state) for forum in forums for state in forum.all()}
    records = {path: file.record for path, file in read.items() if file.record}
    problems = [problem for file in read.values() for problem in file.problems]
    problems += problems_between(folder, forums, records)
    if problems:
        raise CorpusError(sorted(problems))
    found = (each for forum in forums for each in speeches_of(forum, records))
    return Corpus(
        tuple(Document(speech, read[record.state.path].paragraphs) for record, speech in found)
    )


def read_file(folder: Path, state: FileState) -> FileRead:
    return file_of(state, page_of(folder, state))


def page_of(folder: Path, state: FileState) -> Page[ForumFields]:
    """Reads a file of a corpus folder with all that it says, also where it has problems."""
    path = folder / state.path
    page = read_page(path, ForumFields if state.name == NOTE else SpeechFields)
    try:
        state.path.encode()
    except UnicodeEncodeError:  # bytes that are no text are in it as surrogates
        advice = "the name of the file or of its folder is not UTF-8; rename it"
        fault = Problem(path, 1, advice, kind="name-not-utf-8")
        return replace(page, problems=(fault, *page.problems))
    return page


def file_of(state: FileState, page: Page[ForumFields]) -> FileRead:
    """Returns what is kept of a page."""
    if page.fields is None or page.problems:
        return FileRead(None, page.paragraphs, page.problems)
    body = "\n\n".join(page.paragraphs).encode()
    digest = xxh3_128_hexdigest(body) if body else ""
    record = Record(state, xxh3_128_hexdigest(page.content), digest, page.fields)
    return FileRead(record, page.paragraphs, ())


def read_paragraphs(folder: Path, record: Record) -> tuple[str, ...] | None:
    """Reads the paragraphs of a file again; None where it has changed."""
    try:
        data = (folder / record.state.path).read_bytes()
    except OSError:
        return None
    return paragraphs_of(data) if xxh3_128_hexdigest(data) == record.content else None


def problems_between(
    folder: Path, forums: Iterable[ForumFiles], records: Mapping[str, Record]
) -> Iterator[Problem]:
    """Yields what is wrong between the files of each forum, as far as they have records."""
    for forum in forums:
        if not forum.note:
            advice = "no such file; give the forum one, with at least a title"
            yield Problem(folder / forum.name / NOTE, 1, advice, kind="no-note")
        if not forum.speeches:
            advice = "no speech in this forum; add one, a Markdown file"
            yield Problem(folder / forum.name, 1, advice, kind="no-speech")
        for state in forum.speeches:
            if forum.note and original_of(state.name) == NOTE:
                yield _copied(folder / state.path, NOTE)
        found = (records.get(state.path) for state in forum.speeches)
        yield from _duplicates(folder, filter(None, found))


def _duplicates(folder: Path, records: Iterable[Record]) -> Iterator[Problem]:
    """Yields speeches with the text of an earlier one, or with its title and speaker."""
    seen: dict[object, str] = {}
    for record in records:
        name = record.state.name
        marks = (record.body, (record.fields.title, getattr(record.fields, "speaker", None)))
        twin = next((seen[mark] for mark in marks if mark in seen), None)
        if twin is not None:
            yield _copied(folder / record.state.path, twin)
        for mark in marks:
            seen.setdefault(mark, name)


def _copied(path: Path, twin: str) -> Problem:
    """Reports a file that is a duplicate of an earlier one."""
    if original_of(path.name) != path.name:
        fault = f"a copy of {twin}; compare the two, and delete this one"
        return Problem(path, 1, fault, kind="copy", about=twin)
    fault = f"a duplicate of {twin}; delete one of the two"
    return Problem(path, 1, fault, kind="duplicate", about=twin)


def speeches_of(
    forum: ForumFiles, records: Mapping[str, Record]
) -> Iterator[tuple[Record, Speech]]:
    """Yields the speeches of a forum, its note first if that has a body."""
    assert forum.note is not None
    note = records[forum.note.path]
    source = _stated(note.fields)
    if note.body:
        yield note, Speech(_id(note), note.fields.title, source)
    for state in forum.speeches:
        record = records[state.path]
        yield record, _speech(record, source)


def sources_of(forums: Iterable[ForumFiles], records: Mapping[str, Record]) -> dict[str, Source]:
    """Returns what the notes of forums state, by the forums' names."""
    notes = (records[forum.note.path] for forum in forums if forum.note)
    return {_id(note).partition("/")[0]: _stated(note.fields) for note in notes}


def _stated(note: ForumFields) -> Source:
    return Source(note.title, note.source, note.date, note.url, note.place)


def _speech(record: Record, forum: Source) -> Speech:
    fields = record.fields
    assert isinstance(fields, SpeechFields)
    source = Source(
        forum.forum,
        fields.source or forum.publisher,
        fields.date or forum.date,
        fields.url or forum.url,
        fields.place or forum.place,
    )
    return Speech(_id(record), fields.title, source, fields.speaker, fields.role, fields.aliases)


def _id(record: Record) -> str:
    """Returns `forum-folder/file-stem`, however a file system encodes the name."""
    return unicodedata.normalize("NFC", record.state.path.removesuffix(".md"))
