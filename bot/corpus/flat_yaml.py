"""Reads YAML as flat as front matter is: keys, each with a text or a list of texts.

It goes from event to event. PyYAML would make nodes of them first, by a recursion in C that a file
with very deep brackets ends the process with, and of which aliases make a tree without end.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 20
"""How deeply nested what is no text is read on; libyaml takes time by the square of that."""

Value: TypeAlias = str | list[str] | None
"""A text or a list of texts; None for anything else, as a nested value, or an alias."""


class Entry(NamedTuple):
    """A key of a mapping, the line it stands in, from 1, and its value; "" is a key of no text."""

    key: str
    line: int
    value: Value


class FlatYamlError(ValueError):
    """The text is no flat mapping; with the line of it, from 1, in which that is seen."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_mapping(text: str) -> list[Entry]:
    """The keys and values of a YAML text in their order; none where it is empty.

    Raises FlatYamlError.
    """
    try:
        return list(_entries(yaml.parse(text, Loader=_Loader)))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FlatYamlError(line, "a control character in the front matter; delete it") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        advice = f"{error.problem}; put a value that holds ': ' or ' #' in quotes"
        raise FlatYamlError(line, advice) from None


def _entries(events: Iterator[yaml.Event]) -> Iterator[Entry]:
    next(events)  # the beginning of the stream
    if isinstance(next(events), yaml.StreamEndEvent):
        return
    if not isinstance(next(events), yaml.MappingStartEvent):
        raise FlatYamlError(1, "the front matter is not a list of 'key: value' lines")
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _value(event, events)
        value = _value(next(events), events)
        yield Entry(key if isinstance(key, str) else "", _line(event), value)
    next(events)  # the end of the document
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise FlatYamlError(_line(after), "the front matter ends and begins again")


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> Value:
    """The value that begins with an event; what belongs to it is taken from the others."""
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
            raise FlatYamlError(_line(inner), "values within values; write plain texts")
        if isinstance(inner, yaml.ScalarEvent):
            texts.append(str(inner.value))
        else:
            is_flat = is_flat and not depth
    return texts if is_flat else None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
