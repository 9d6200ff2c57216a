"""Reads the files of a corpus, and reports everything that is wrong with them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from xxhash import xxh3_128_hexdigest

from bot.corpus.files import NOTE, FileState, ForumFiles, list_forums, original_of
from bot.corpus.front_matter import FENCE, ForumFields, SpeechFields, read_fields
from bot.corpus.speech import Source, Speech
from bot.errors import CorpusError, Problem

_HEAD = re.compile(rf"{FENCE}[^\S\n]*\n(?P<fields>(?:.*\n)*?)(?P<end>{FENCE})[^\S\n]*(?:\n|\Z)")
"""The front matter that a file begins with."""
_CONFLICT = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
"""Markers that git leaves; not "=======", which may underline a heading as well."""


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
    """A file as read; `record` is None where there are problems.

    `fields` are None where its front matter is unusable; its body is the `text` from `start`.
    """

    record: Record | None
    paragraphs: tuple[str, ...]
    problems: tuple[Problem, ...]
    fields: ForumFields | None = None
    text: str = ""
    start: int = 0


def check_readable(folder: Path) -> None:
    """Reads every forum of a folder; raises CorpusError with every problem of every file."""
    forums = list_forums(folder)
    read = {state.path: read_file(folder, state) for forum in forums for state in forum.all()}
    records = {path: file.record for path, file in read.items() if file.record}
    problems = [problem for file in read.values() for problem in file.problems]
    problems += problems_between(folder, forums, records)
    if problems:
        raise CorpusError(sorted(problems))


def read_file(folder: Path, state: FileState) -> FileRead:
    """Reads a file of a corpus folder; what is wrong with it is in its `problems`, never raised."""
    file = _read(folder / state.path, state)
    try:
        state.path.encode()
    except UnicodeEncodeError:  # bytes that are no text are in it as surrogates
        advice = "the name of the file or of its folder is not UTF-8; rename it"
        fault = Problem(folder / state.path, 1, advice, kind="name-not-utf-8")
        return replace(file, record=None, problems=(fault, *file.problems))
    return file


def _read(path: Path, state: FileState) -> FileRead:
    try:
        data = path.read_bytes()
        text = _text(data)
    except OSError as error:
        fault = f"cannot be read: {error.strerror}"
        return _unusable(path, [1], fault, "unreadable", error.strerror or "")
    except UnicodeDecodeError as error:
        line, byte = data.count(b"\n", 0, error.start) + 1, f"0x{data[error.start]:02x}"
        fault = f"byte {byte} is not UTF-8; save the file in UTF-8"
        return _unusable(path, [line], fault, "not-utf-8", byte)
    if conflicts := list(_conflicts(text)):
        advice = "keep one of the versions, and delete the lines of <<<<<<<, ======= and >>>>>>>"
        fault = f"an unresolved merge conflict; {advice}"
        return _unusable(path, conflicts, fault, "merge-conflict")
    head = _HEAD.match(text)
    if not head:
        advice = f"begin the file with {FENCE}, 'title: …' and {FENCE}, a line each"
        return _unusable(path, [1], f"no front matter; {advice}", "no-front-matter")
    return _parsed(path, state, head, xxh3_128_hexdigest(data))


def _unusable(
    path: Path, lines: Sequence[int], message: str, kind: str, about: str = ""
) -> FileRead:
    """A file of which nothing can be used, with a problem in each of some lines."""
    problems = (Problem(path, line, message, kind=kind, about=about) for line in lines)
    return FileRead(None, (), tuple(problems))


def _parsed(path: Path, state: FileState, head: re.Match[str], content: str) -> FileRead:
    """Parses a file whose text begins with front matter."""
    text, start = head.string, head.end()
    is_note = state.name == NOTE
    model = ForumFields if is_note else SpeechFields
    fields, problems = read_fields(path, head["fields"].removesuffix("\n"), model)
    paragraphs = tuple(_paragraphs(text[start:]))
    if not paragraphs and not is_note:
        line = text.count("\n", 0, head.start("end")) + 1
        fault = "the body is empty; write its paragraphs below the front matter"
        problems.append(Problem(path, line, fault, kind="empty-body"))
    body = xxh3_128_hexdigest("\n\n".join(paragraphs).encode()) if paragraphs else ""
    record = Record(state, content, body, fields) if fields and not problems else None
    return FileRead(record, paragraphs, tuple(problems), fields, text, start)


def read_paragraphs(folder: Path, record: Record) -> tuple[str, ...] | None:
    """Reads the paragraphs of a file again; None where it has changed."""
    try:
        data = (folder / record.state.path).read_bytes()
    except OSError:
        return None
    head = _HEAD.match(_text(data)) if xxh3_128_hexdigest(data) == record.content else None
    return tuple(_paragraphs(head.string[head.end() :])) if head else None


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _conflicts(text: str) -> Iterator[int]:
    """Yields the lines in which merge conflicts, or what is left of them, begin."""
    is_within = False
    lines = text.split("\n") if any(mark in text for mark in _CONFLICT) else ()
    for number, line in enumerate(lines, 1):
        if line.startswith(_CONFLICT):
            if not is_within:
                yield number
            is_within = not line.startswith(">")


def _paragraphs(text: str) -> Iterator[str]:
    """Yields runs of lines between blank ones, without white space around the lines."""
    for filled, run in groupby(map(str.strip, text.split("\n")), key=bool):
        if filled:
            yield "\n".join(run)


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
