"""Reads flat YAML such as front matter: keys, each with a text or a list of texts.

It reads PyYAML's events. PyYAML's own composer recurses in C, so that a file with very deep
brackets crashes the process, and nodes with aliases may form a tree without end.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_DEEPEST = 20
"""The depth at which to stop reading nested values; libyaml takes time by the square of it."""

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
