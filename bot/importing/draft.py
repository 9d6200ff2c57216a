"""An article as a draft: one Markdown file in which a person checks who says what.

Lines that begin with @@ say what follows and whose words it is; lines that begin with ?? are
doubts, which are in no forum. All other lines are text. No line needs another one to close it, so
an edit loses no text, and each line can be moved, copied or deleted by itself.
"""

import re
from bisect import bisect_left
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from pathlib import Path

from bot.corpus.dates import read_date
from bot.errors import ImportingError, Problem, in_one_line
from bot.importing.article import Article, Remark, SpeechDraft, shortened
from bot.importing.reading.texts import TEXT, read_bytes
from bot.importing.writing import checked_name

_EXPLANATION = Path(__file__).with_name("explanation.txt")
_RULE = "=" * 20
_KINDS = {"draft": "forum-bot draft 草稿", "note": "note 编者按", "speech": "speech 发言"}
_OF_FORUM, _OF_SPEECH = (
    {label.split()[0]: label for label in labels.split(", ")}
    for labels in (
        "folder 文件夹, title 标题, date 日期, source 来源, url 网址",
        "speaker 发言人, role 职务, title 标题, aliases 别名",
    )
)
_LABELS = _OF_FORUM | _OF_SPEECH
_KEY_OF = {word: key for key, label in _LABELS.items() for word in label.split()}
_KIND_OF = {word: kind for kind, label in _KINDS.items() for word in re.split("[ -]", label)}

_MARK = re.compile(r"\s*+[@＠]{2}\s*+(.*)")
_DOUBT = re.compile(r"\s*+\?\?(?:[ \t]+(?:\w+ \d+: )?(.*)|$)")
_BROKEN = rf"\W*+(?:{'|'.join([*_LABELS.values(), *_KINDS.values()])})(?:\s*+[:：]|\W*+$)"
"""A line with the label of a mark that does not begin with @@."""
_LIKE_MARK = re.compile(rf"^(\s*+)(\\*+)(?=[@＠]{{2}}|\?\?(?:[ \t]|$)|{_BROKEN})")
_FIRST_MARK = re.compile(rf"\s*+[@＠]{{2}}(?:\s*#|\W*+(?:{'|'.join([*_KIND_OF, *_KEY_OF])}))")
_ALIAS = re.compile(r"(?:\\.|[^\\;；,，、])+")
_SPECIAL = re.compile(r"([\\;；,，、])")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that stay together, and where they were in the article, -1 where that is unknown.

    Those of a block begin with @@.
    """

    number: int
    lines: list[str]
    is_block: bool = False


def draft_text(article: Article) -> str:
    """Writes an article as a draft, each doubt beside the line that it is about."""
    pieces = list(_pieces(article))
    numbers = sorted((piece.number, at) for at, piece in enumerate(pieces) if piece.number >= 0)
    places: dict[tuple[int, str], int] = {}
    for number, at in numbers:
        places.setdefault((number, ""), at)
        places.setdefault((number, shortened(" ".join(pieces[at].lines))), at)
    below: dict[int, list[str]] = defaultdict(list)
    for remark in sorted(article.remarks, reverse=True):
        doubt = f"?? {article.unit} {remark.number}: {in_one_line(remark.message)}"
        quoted = remark.message.partition(": ")[2]
        at = places.get((remark.number, quoted), places.get((remark.number, ""), -1))
        if at >= 0:
            pieces[at].lines.insert(int(pieces[at].is_block), doubt)
        else:
            before = bisect_left(numbers, (remark.number, 0)) - 1
            below[numbers[max(0, before)][1]].insert(0, doubt)
    groups = [group for at, piece in enumerate(pieces) for group in (piece.lines, below[at])]
    return "\n\n".join("\n".join(group) for group in groups if group) + "\n"


def _pieces(article: Article) -> Iterator[_Piece]:
    explanation = _EXPLANATION.read_text(encoding="utf-8").splitlines()
    comments = [f"# {line}".rstrip() for line in (*explanation, "", in_one_line(article.path.name))]
    lines = [_KINDS["draft"], *comments, *_fields(_OF_FORUM, article)]
    yield _Piece(0, [f"@@ {line}" for line in lines], is_block=True)
    yield _Piece(-1, [f"@@ {_RULE} {_KINDS['note']} {_RULE}"])
    yield from _paragraphs(article.note, article.note_numbers)
    for speech in article.speeches:
        lines = [f"{_RULE} {_KINDS['speech']} {_RULE}", *_fields(_OF_SPEECH, speech)]
        yield _Piece(speech.number, [f"@@ {line}" for line in lines], is_block=True)
        yield from _paragraphs(speech.paragraphs, speech.numbers)


def _fields(labels: Mapping[str, str], found: Article | SpeechDraft) -> Iterator[str]:
    for key, label in labels.items():
        value = getattr(found, key) or ""
        if not isinstance(value, str):
            value = ", ".join(_SPECIAL.sub(r"\\\1", alias) for alias in value)
        yield f"{label}: {' '.join(value.splitlines())}".rstrip()


def _paragraphs(texts: Sequence[str], numbers: Sequence[int]) -> Iterator[_Piece]:
    for text, number in zip(texts, chain(numbers, repeat(-1)), strict=False):
        lines = [_LIKE_MARK.sub(r"\1\\\2", line, count=1) for line in text.split("\n")]
        yield _Piece(number, lines)


def is_draft(path: Path) -> bool:
    """Whether one of the first lines of a file is a draft's, whatever its name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        lines = filter(str.strip, _decoded(file.read(8192), "replace").split("\n"))
    return any(map(_FIRST_MARK.match, islice(lines, 10)))


def read_draft(path: Path) -> Article:
    """Reads a draft; its numbers are the draft's own lines.

    Raises ImportingError with a line for everything that has to be changed first.
    """
    data = read_bytes(path, TEXT)
    try:
        lines = _decoded(data).split("\n")
    except UnicodeDecodeError as error:
        at, byte = data.count(b"\n", 0, error.start) + 1, f"0x{data[error.start]:02x}"
        fault = f"byte {byte} is not UTF-8; save the file in UTF-8"
        raise ImportingError(str(Problem(path, at, fault))) from None
    draft = _DraftReader(path)
    for number, line in enumerate(lines, 1):
        draft.read(number, line)
    return draft.finish()


def _decoded(data: bytes, errors: str = "strict") -> str:
    is_utf_16 = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    text = data.decode("utf-16" if is_utf_16 else "utf-8-sig", errors)
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(slots=True)
class _Section:
    """What is below a mark: fields with their lines, and paragraphs with their first lines."""

    kind: str
    line: int
    fields: dict[str, tuple[int, str]] = field(default_factory=dict)
    paragraphs: list[tuple[int, list[str]]] = field(default_factory=list)

    def __getitem__(self, key: str) -> str | None:
        return self.fields.get(key, (0, ""))[1] or None

    @property
    def keys(self) -> dict[str, str]:
        return _OF_FORUM if self.kind == "draft" else _OF_SPEECH

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple("\n".join(lines) for _, lines in self.paragraphs)

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(number for number, _ in self.paragraphs)


class _DraftReader:
    """Takes a draft line by line, and notes every problem on the way."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._problems: list[Problem] = []
        self._remarks: list[Remark] = []
        self._sections = [_Section("draft", 1)]
        self._is_in_paragraph = False

    def read(self, number: int, line: str) -> None:
        if mark := _MARK.match(line):
            self._is_in_paragraph = False
            self._read_mark(number, mark[1].rstrip())
        elif doubt := _DOUBT.match(line):
            self._remarks.append(Remark(number, doubt[1] or "doubtful"))
        elif line.strip():
            self._read_text(number, line)
        else:
            self._is_in_paragraph = False

    def _read_text(self, number: int, line: str) -> None:
        paragraphs = self._sections[-1].paragraphs
        if mark := _LIKE_MARK.match(line):
            if not mark[2]:
                self._report(number, f"'{shortened(line)}' needs @@ before it, or \\ if it is text")
                return
            line = mark[1] + line[mark.end(1) + 1 :]
        if not self._is_in_paragraph:
            paragraphs.append((number, []))
        paragraphs[-1][1].append(line)
        self._is_in_paragraph = True

    def _read_mark(self, number: int, text: str) -> None:
        label, *value = re.split("[:：]", text, maxsplit=1)
        kinds = {_KIND_OF.get(word) for word in re.findall(r"[^\W\d]+", text.lower())}
        keys = {_KEY_OF.get(word) for word in label.lower().split()}
        known = self._sections[-1].keys
        if text.startswith("#"):
            return
        if len(kinds) == 1 and (kind := kinds.pop()):
            self._begin(number, kind)
        elif value and len(keys) == 1 and (key := keys.pop()) in known | _OF_SPEECH and key:
            self._read_field(number, key, value[0].strip())
        else:
            marks = ", ".join(["@@ speech", "@@ note", *map("@@ {}: …".format, known)])
            self._report(number, f"'{shortened(text)}' is not understood; write one of {marks}")

    def _begin(self, number: int, kind: str) -> None:
        if kind != "draft":
            self._sections.append(_Section(kind, number))
        elif len(self._sections) > 1 or self._sections[0].fields:
            self._report(number, "another draft begins here; import each from a file of its own")

    def _read_field(self, number: int, key: str, value: str) -> None:
        """Takes a field; a speech's begins one, unless it is in the marks of a speech."""
        section = self._sections[-1]
        is_over = section.kind == "note" or (section.kind == "speech" and section.paragraphs)
        if is_over or key not in section.keys:
            self._begin(number, "speech")
        fields = self._sections[-1].fields
        if key in fields:
            self._report(number, f"'{key}' again (first in line {fields[key][0]}); keep one")
        fields.setdefault(key, (number, value))

    def _report(self, number: int, message: str) -> None:
        self._problems.append(Problem(self._path, number, message))

    def finish(self) -> Article:
        head = self._sections[0]
        speeches = [each for each in self._sections if each.kind == "speech"]
        notes = [each for each in self._sections if each.kind != "speech"]
        self._check_head(head)
        self._check_speeches(speeches)
        if self._problems:
            raise ImportingError(*map(str, sorted(self._problems)))
        stated = (head["title"] or "", head["date"], head["source"], head["url"])
        note = tuple(text for section in notes for text in section.texts)
        numbers = tuple(number for section in notes for number in section.numbers)
        found = (note, tuple(map(_speech, speeches)), tuple(sorted(self._remarks)))
        return Article(self._path, "line", *stated, *found, numbers, head["folder"])

    def _check_head(self, head: _Section) -> None:
        if not head["title"]:
            self._report(head.line, "the forum has no title; write '@@ title: …' at the top")
        if folder := head["folder"]:
            try:
                checked_name(folder)
            except ImportingError as error:
                self._report(head.fields["folder"][0], str(error))
        if (date := head["date"]) and not read_date(date):
            message = f"not read as a date: {shortened(date)}; write it like 2024-06-12"
            self._remarks.append(Remark(head.fields["date"][0], message))

    def _check_speeches(self, speeches: Sequence[_Section]) -> None:
        if not speeches:
            self._report(1, "there is no speech; write '@@ speech' above the text of the first")
        seen: dict[tuple[str | None, str | None], int] = {}
        for speech in speeches:
            line = speech.line
            twin = seen.setdefault((speech["title"], speech["speaker"]), line)
            if not speech["title"]:
                self._report(line, "this speech has no title; write '@@ title: …' below")
            elif twin != line:
                fault = f"has the title and speaker of the speech in line {twin}; change the title"
                self._report(line, fault)
            if not speech.paragraphs:
                self._report(line, "this speech has no text; write it, or delete its @@ lines")


def _speech(section: _Section) -> SpeechDraft:
    parts = map(str.strip, _ALIAS.findall(section["aliases"] or ""))
    aliases = tuple(re.sub(r"\\(.)", r"\1", part) for part in parts if part)
    found = (section["title"] or "", section.texts, section["speaker"], section["role"])
    return SpeechDraft(section.line, *found, aliases, section.numbers)
