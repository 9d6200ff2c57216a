"""Reads a Markdown file with YAML front matter: its fields, its paragraphs, and their lines."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.corpus.flat_yaml import Entry, FlatYamlError, read_mapping
from bot.errors import Problem

_FENCE = "---"
_LONGEST_KEY = 40
_CONFLICT = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
"""Markers that git leaves; not "=======", which may underline a heading as well."""
_WIDE_COLON = re.compile(r"(\w+)[ \t]*：")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ForumFields(BaseModel):
    """The front matter of `forum.md`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    date: Text | None = None
    place: Text | None = None
    source: Text | None = None
    url: Text | None = None


class SpeechFields(ForumFields):
    """The front matter of a speech; what a forum has too only where the forum's does not fit."""

    speaker: Text | None = None
    role: Text | None = None
    aliases: tuple[Text, ...] = ()


Fields = TypeVar("Fields", bound=ForumFields)


@dataclass(frozen=True, slots=True)
class Page(Generic[Fields]):
    """One file as read; `fields` is None where its front matter is not usable."""

    path: Path
    fields: Fields | None
    paragraphs: tuple[str, ...]
    problems: tuple[Problem, ...]
    content: bytes = b""


def read_page(path: Path, model: type[Fields]) -> Page[Fields]:
    """Reads one file; what is wrong with it is in the page's `problems`, never raised."""
    try:
        data = path.read_bytes()
    except OSError as error:
        fault = f"cannot be read: {error.strerror}"
        problem = Problem(path, 1, fault, kind="unreadable", about=error.strerror or "")
        return Page(path, None, (), (problem,))
    try:
        lines = _lines(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02x}"
        fault = f"byte {byte} is not UTF-8; save the file in UTF-8"
        problem = Problem(path, line, fault, kind="not-utf-8", about=byte)
        return Page(path, None, (), (problem,))
    conflicts = tuple(_conflicts(lines))
    if conflicts:
        fault = (
            "an unresolved merge conflict; keep one of the versions, and delete the lines of "
            "<<<<<<<, ======= and >>>>>>>"
        )
        found = (Problem(path, line, fault, kind="merge-conflict") for line in conflicts)
        return Page(path, None, (), tuple(found))
    end = _end_of_front_matter(lines)
    if not end:
        fault = (
            f"no front matter; begin the file with {_FENCE}, 'title: …' and {_FENCE}, a line each"
        )
        return Page(path, None, (), (Problem(path, 1, fault, kind="no-front-matter"),))
    reader = _FieldReader(path)
    fields = reader.read("\n".join(lines[1:end]), model)
    paragraphs = tuple(_paragraphs(lines[end + 1 :]))
    if not paragraphs and model is not ForumFields:  # a forum need not have a note
        fault = "the body is empty; write its paragraphs below the front matter"
        reader.report(end + 1, fault, "empty-body")
    return Page(path, fields, paragraphs, tuple(reader.problems), data)


def paragraphs_of(data: bytes) -> tuple[str, ...]:
    """The paragraphs of a file that was read before without a problem."""
    lines = _lines(data)
    return tuple(_paragraphs(lines[_end_of_front_matter(lines) + 1 :]))


def front_matter(fields: Mapping[str, str | Sequence[str]]) -> str:
    """The front matter that is read as these fields, texts in quotation marks only if they must.

    >>> print(front_matter({"title": "a: b", "aliases": ["c"]}))
    ---
    title: "a: b"
    aliases: [c]
    ---
    """
    lines = [
        f"{key}: {_scalar(value) if isinstance(value, str) else _list(value)}"
        for key, value in fields.items()
    ]
    return "\n".join([_FENCE, *lines, _FENCE])


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(_scalar(value, listed=True) for value in values)}]"


def _scalar(text: str, *, listed: bool = False) -> str:
    """A text as YAML: plain where that is read as the same text, else in quotation marks."""
    line, value = (f"key: [{text}]", [text]) if listed else (f"key: {text}", text)
    with suppress(FlatYamlError):
        if read_mapping(line) == [Entry("key", 1, value)]:
            return text
    return json.dumps(text, ensure_ascii=False)


def text_and_body(data: bytes) -> tuple[str, int]:
    """The text of a file that has front matter, and where in it the body begins."""
    text = _text(data)
    at = text.find("\n") + 1
    while (end := text.find("\n", at)) >= 0 and text[at:end].rstrip() != _FENCE:
        at = end + 1
    return text, end + 1 or len(text)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _lines(data: bytes) -> list[str]:
    return _text(data).split("\n")


def _conflicts(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines in which conflicts begin, or what is left of one begins."""
    is_within = False
    for number, line in enumerate(lines, 1):
        if line.startswith(_CONFLICT):
            if not is_within:
                yield number
            is_within = not line.startswith(">")


def _end_of_front_matter(lines: Sequence[str]) -> int:
    """The number of the line that ends the front matter; 0 where there is none."""
    if lines[0].rstrip() != _FENCE:
        return 0
    rest = range(1, len(lines))
    return next((number for number in rest if lines[number].rstrip() == _FENCE), 0)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Runs of lines between blank ones, without the white space at the lines' ends."""
    for filled, run in groupby((line.strip() for line in lines), key=bool):
        if filled:
            yield "\n".join(run)


class _FieldReader:
    """Turns a file's front matter into fields, noting the line of whatever is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def report(self, line: int, message: str, kind: str, about: str = "") -> None:
        self.problems.append(Problem(self.path, line, message, kind=kind, about=about))

    def read(self, block: str, model: type[Fields]) -> Fields | None:
        try:
            entries = read_mapping(block)
        except FlatYamlError as error:
            for number, text in enumerate(block.split("\n"), 2):
                if wide := _WIDE_COLON.match(text):
                    self.report(number, _narrow_colon(wide.group(1)), "wide-colon", wide.group(1))
            if not self.problems:
                self.report(error.line + 1, str(error), "not-flat")
            return None
        values, lines = self._values(entries, model)
        try:
            return model.model_validate(values)
        except ValidationError as error:
            told = {problem.line for problem in self.problems}
            for fault in error.errors():
                key = str(fault["loc"][0])
                line = lines.get(key, 1)
                if line not in told:
                    wide = _WIDE_COLON.match(key)
                    about = _shown(wide.group(1) if wide else key)
                    self.report(line, *_advice(fault["type"], key, model), about)
            return None

    def _values(
        self, entries: Sequence[Entry], model: type[ForumFields]
    ) -> tuple[dict[str, str | list[str]], dict[str, int]]:
        """The texts and lists of texts that there are, with the line of each key.

        A key without a value counts as absent.
        """
        values: dict[str, str | list[str]] = {}
        lines: dict[str, int] = {}
        for key, line_of_block, value in entries:
            line, shown = line_of_block + 1, _shown(key)
            if key in lines:
                fault = f"'{shown}' stands here again (first in line {lines[key]})"
                self.report(line, fault, "again", shown)
            elif value is None:
                fault = f"'{shown}' holds a nested value; write a text or a list of texts"
                self.report(line, fault, "nested", shown)
                values[key] = ""
            elif value or key not in model.model_fields:
                values[key] = value
            lines.setdefault(key, line)
        return values, lines


def _advice(fault: str, key: str, model: type[ForumFields]) -> tuple[str, str]:
    """What to do about one of pydantic's findings, and the kind of it."""
    if fault == "missing":
        return f"no {key}; add a line '{key}: …' to the front matter", "missing"
    if wide := _WIDE_COLON.match(key):
        return _narrow_colon(wide.group(1)), "wide-colon"
    if fault == "extra_forbidden":
        keys = ", ".join(model.model_fields)
        return f"unknown key '{_shown(key)}'; the keys are {keys}", "unknown"
    if fault == "tuple_type":
        return f"'{key}' is not a list; write '{key}: [one, another]'", "not-a-list"
    return f"'{key}' is not a text of one value", "not-a-text"


def _narrow_colon(key: str) -> str:
    """What to do about a key with the colon of Chinese texts, which is none in YAML."""
    return (
        f"'{_shown(key)}：' has a full-width colon; write '{_shown(key)}: …', with a space after it"
    )


def _shown(key: str) -> str:
    """A key as it is told of: people may write anything in front of a colon."""
    return textwrap.shorten(key, _LONGEST_KEY, placeholder="…")
