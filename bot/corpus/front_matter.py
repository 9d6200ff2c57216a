"""Reads and writes the YAML front matter of Markdown files."""

import json
import re
import textwrap
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.errors import Problem

FENCE = "---"
_LONGEST_KEY = 40
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
"""The depth at which to stop reading nested values; libyaml takes time by the square of it."""
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


def front_matter(fields: Mapping[str, str | Sequence[str]]) -> str:
    """Formats fields as front matter, with quotation marks only where they are needed.

    >>> print(front_matter({"title": "a: b", "aliases": ["c"]}))
    ---
    title: "a: b"
    aliases: [c]
    ---
    """
    lines = [FENCE]
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key}: {_scalar(value)}")
        else:
            lines.append(f"{key}: [{', '.join(_scalar(each, listed=True) for each in value)}]")
    return "\n".join([*lines, FENCE])


def _scalar(text: str, *, listed: bool = False) -> str:
    """Writes a text as YAML: plain where that is read as the same text, else in quotation marks."""
    line, value = (f"key: [{text}]", [text]) if listed else (f"key: {text}", text)
    with suppress(FlatYamlError):
        if read_mapping(line) == [Entry("key", 1, value)]:
            return text
    return json.dumps(text, ensure_ascii=False)


Value: TypeAlias = str | list[str] | None
"""A text or a list of texts; None for anything else: a nested value, or an alias."""


class Entry(NamedTuple):
    """A key with its line, from 1, and its value; the key is "" where it is not a text."""

    key: str
    line: int
    value: Value


class FlatYamlError(ValueError):
    """The text is not a flat mapping; `line`, from 1, is where that shows."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_fields(
    path: Path, block: str, model: type[ForumFields]
) -> tuple[ForumFields | None, list[Problem]]:
    """Reads the front matter of a file, without its fences; None where it is unusable."""
    problems: list[Problem] = []

    def report(line: int, message: str, kind: str, about: str = "") -> None:
        problems.append(Problem(path, line + 1, message, kind=kind, about=about))

    try:
        values, lines = _values(read_mapping(block), model, report)
        return model.model_validate(values), problems
    except FlatYamlError as error:
        for number, text in enumerate(block.split("\n"), 1):
            if wide := _WIDE_COLON.match(text):
                report(number, *_narrow_colon(wide))
        if not problems:
            report(error.line, str(error), "not-flat")
    except ValidationError as error:
        reported = {problem.line for problem in problems}
        for fault in error.errors():
            key = str(fault["loc"][0])
            line = lines.get(key, 0)
            if line + 1 not in reported:
                report(line, *_advice(fault["type"], key, model))
    return None, problems


def _values(
    entries: Iterable[Entry], model: type[ForumFields], report: Callable[..., None]
) -> tuple[dict[str, str | list[str]], dict[str, int]]:
    """Returns the values and the lines of the keys; a key without a value counts as absent."""
    values: dict[str, str | list[str]] = {}
    lines: dict[str, int] = {}
    for key, line, value in entries:
        shown = _shown(key)
        if key in lines:
            fault = f"'{shown}' is repeated (first in line {lines[key] + 1})"
            report(line, fault, "again", shown)
        elif value is None:
            fault = f"'{shown}' holds a nested value; write a text or a list of texts"
            report(line, fault, "nested", shown)
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


# Flat YAML is read from PyYAML's events: its own composer recurses in C, so that a file with very
# deep brackets crashes the process, and nodes with aliases may form a tree without end.


def read_mapping(text: str) -> list[Entry]:
    """Returns the entries of a YAML text in their order; raises FlatYamlError."""
    breaks = [found.start() for found in re.finditer("\n", text)]  # YAML knows others, editors not

    def line(mark: Any) -> int:
        return bisect(breaks, mark.index - 1) + 1 if mark else 1

    try:
        return list(_entries(yaml.parse(text, Loader=_Loader), line))
    except yaml.reader.ReaderError as error:
        at = text.count("\n", 0, error.position) + 1
        raise FlatYamlError(at, "a control character in the front matter; delete it") from None
    except yaml.MarkedYAMLError as error:
        advice = f"{error.problem}; put a value that holds ': ' or ' #' in quotes"
        raise FlatYamlError(line(error.problem_mark), advice) from None


def _entries(events: Iterator[yaml.Event], line: Callable[[Any], int]) -> Iterator[Entry]:
    """Yields the entries; `line` returns the line of a mark."""
    next(events)  # the beginning of the stream
    if isinstance(next(events), yaml.StreamEndEvent):
        return
    first = next(events)
    if not isinstance(first, yaml.MappingStartEvent):
        fault = "the front matter is not a list of 'key: value' lines"
        raise FlatYamlError(line(first.start_mark), fault)
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _value(event, events, line)
        value = _value(next(events), events, line)
        yield Entry(key if isinstance(key, str) else "", line(event.start_mark), value)
    next(events)  # the end of the document
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise FlatYamlError(line(after.start_mark), "the front matter ends and begins again")


def _value(event: yaml.Event, events: Iterator[yaml.Event], line: Callable[[Any], int]) -> Value:
    """Returns the value that begins with an event, and consumes its other events."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.AliasEvent):
        return None
    texts: list[str] = []
    depth, is_flat = 1, isinstance(event, yaml.SequenceStartEvent)
    while depth:
        inner = next(events)
        depth += isinstance(inner, yaml.CollectionStartEvent)
        depth -= isinstance(inner, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise FlatYamlError(line(inner.start_mark), "values within values; write plain texts")
        if isinstance(inner, yaml.ScalarEvent):
            texts.append(str(inner.value))
        else:
            is_flat = is_flat and not depth
    return texts if is_flat else None
