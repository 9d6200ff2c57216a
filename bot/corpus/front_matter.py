"""Reads and writes Markdown files with YAML front matter."""

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
_HEAD = re.compile(rf"{_FENCE}[^\S\n]*\n(?P<fields>(?:.*\n)*?)(?P<end>{_FENCE})[^\S\n]*(?:\n|\Z)")
"""What a file begins with: its front matter."""
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
    """The front matter of a speech; what it shares with a forum's overrides that."""

    speaker: Text | None = None
    role: Text | None = None
    aliases: tuple[Text, ...] = ()


Fields = TypeVar("Fields", bound=ForumFields)


@dataclass(frozen=True, slots=True)
class Page(Generic[Fields]):
    """A file as read; `fields` is None where its front matter is not usable."""

    path: Path
    fields: Fields | None
    paragraphs: tuple[str, ...]
    problems: tuple[Problem, ...]
    content: bytes = b""


def read_page(path: Path, model: type[Fields]) -> Page[Fields]:
    """Reads a file; what is wrong with it is in the page's `problems`, never raised."""
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
        advice = f"begin the file with {_FENCE}, 'title: …' and {_FENCE}, a line each"
        return _unusable(path, [1], f"no front matter; {advice}", "no-front-matter")
    reader = _FieldReader(path)
    fields = reader.read(head["fields"].removesuffix("\n"), model)
    paragraphs = tuple(_paragraphs(text[head.end() :]))
    if not paragraphs and model is not ForumFields:  # a forum need not have a note
        fault = "the body is empty; write its paragraphs below the front matter"
        reader.report(text.count("\n", 0, head.start("end")) + 1, fault, "empty-body")
    return Page(path, fields, paragraphs, tuple(reader.problems), data)


def _unusable(
    path: Path, lines: Sequence[int], message: str, kind: str, about: str = ""
) -> Page[Fields]:
    """A page of which nothing can be used, with a problem in each of some lines."""
    problems = (Problem(path, line, message, kind=kind, about=about) for line in lines)
    return Page(path, None, (), tuple(problems))


def paragraphs_of(data: bytes) -> tuple[str, ...]:
    """Returns the paragraphs of a file that has been read without a problem."""
    text, start = text_and_body(data)
    return tuple(_paragraphs(text[start:]))


def text_and_body(data: bytes) -> tuple[str, int]:
    """Returns the text of a file that has front matter, and where in it the body begins."""
    text = _text(data)
    head = _HEAD.match(text)
    return text, head.end() if head else 0


def front_matter(fields: Mapping[str, str | Sequence[str]]) -> str:
    """Formats fields as front matter, with quotation marks only where they are needed.

    >>> print(front_matter({"title": "a: b", "aliases": ["c"]}))
    ---
    title: "a: b"
    aliases: [c]
    ---
    """
    lines = [_FENCE]
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key}: {_scalar(value)}")
        else:
            lines.append(f"{key}: [{', '.join(_scalar(each, listed=True) for each in value)}]")
    return "\n".join([*lines, _FENCE])


def _scalar(text: str, *, listed: bool = False) -> str:
    """Writes a text as YAML: plain where that is read as the same text, else in quotation marks."""
    line, value = (f"key: [{text}]", [text]) if listed else (f"key: {text}", text)
    with suppress(FlatYamlError):
        if read_mapping(line) == [Entry("key", 1, value)]:
            return text
    return json.dumps(text, ensure_ascii=False)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _conflicts(text: str) -> Iterator[int]:
    """Yields the lines in which merge conflicts, or what is left of them, begin."""
    is_within = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_CONFLICT):
            if not is_within:
                yield number
            is_within = not line.startswith(">")


def _paragraphs(text: str) -> Iterator[str]:
    """Yields runs of lines between blank ones, without white space around the lines."""
    for filled, run in groupby(map(str.strip, text.split("\n")), key=bool):
        if filled:
            yield "\n".join(run)


class _FieldReader:
    """Turns a file's front matter into fields, and notes the line of each problem."""

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
                    self.report(number, *_narrow_colon(wide))
            if not self.problems:
                self.report(error.line + 1, str(error), "not-flat")
            return None
        values, lines = self._values(entries, model)
        try:
            return model.model_validate(values)
        except ValidationError as error:
            reported = {problem.line for problem in self.problems}
            for fault in error.errors():
                key = str(fault["loc"][0])
                if (line := lines.get(key, 1)) not in reported:
                    self.report(line, *_advice(fault["type"], key, model))
            return None

    def _values(
        self, entries: Sequence[Entry], model: type[ForumFields]
    ) -> tuple[dict[str, str | list[str]], dict[str, int]]:
        """Returns the values and the lines of the keys; a key without a value counts as absent."""
        values: dict[str, str | list[str]] = {}
        lines: dict[str, int] = {}
        for key, line_of_block, value in entries:
            line, shown = line_of_block + 1, _shown(key)
            if key in lines:
                fault = f"'{shown}' is repeated (first in line {lines[key]})"
                self.report(line, fault, "again", shown)
            elif value is None:
                fault = f"'{shown}' holds a nested value; write a text or a list of texts"
                self.report(line, fault, "nested", shown)
                values[key] = ""
            elif value or key not in model.model_fields:
                values[key] = value
            lines.setdefault(key, line)
        return values, lines


def _advice(fault: str, key: str, model: type[ForumFields]) -> tuple[str, str, str]:
    """Returns what to do about a finding of pydantic's, its kind, and what it is about."""
    shown = _shown(key)
    if fault == "missing":
        return f"no {key}; add a line '{key}: …' to the front matter", "missing", shown
    if wide := _WIDE_COLON.match(key):
        return _narrow_colon(wide)
    if fault == "extra_forbidden":
        keys = ", ".join(model.model_fields)
        return f"unknown key '{shown}'; the keys are {keys}", "unknown", shown
    if fault == "tuple_type":
        return f"'{key}' is not a list; write '{key}: [one, another]'", "not-a-list", shown
    return f"'{key}' is not a text of one value", "not-a-text", shown


def _narrow_colon(wide: re.Match[str]) -> tuple[str, str, str]:
    """Returns the same for a key with the colon of Chinese texts, which is none in YAML."""
    key = _shown(wide.group(1))
    fault = f"'{key}：' has a full-width colon; write '{key}: …', with a space after it"
    return fault, "wide-colon", key


def _shown(key: str) -> str:
    """Shortens a key for a message: people may write anything before a colon."""
    return textwrap.shorten(key, _LONGEST_KEY, placeholder="…")
