"""A file of the corpus as the checks see it: its values and its body, with their lines."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bot.corpus.front_matter import ForumFields
from bot.corpus.reader import FileRead
from bot.corpus.splitting import part
from bot.errors import Problem, Severity

_KEY = re.compile(r"""^["']?(\w+)["']?[ \t]*:""", re.MULTILINE)
_AHEAD = 1000
"""Characters after one value of a list in which to look for the next."""

_NAMED_LINES = 3

warning = partial(Problem, severity=Severity.WARNING)
"""A problem that does not keep a corpus from being used, by its path, line and message."""


class Excerpt(NamedTuple):
    """A text of a file; its key is that of its value, or empty in the body."""

    key: str
    line: int
    text: str


class CheckedFile:
    """A file whose body can be read; without values where its front matter cannot.

    The body is the text from `start`; `pieces` are the numbers of passages that the paragraphs
    are shown in.
    """

    def __init__(self, path: Path, file: FileRead) -> None:
        self.path = path
        self.text, self.start, self.paragraphs = file.text, file.start, file.paragraphs
        self.pieces = [len(part(paragraph)) for paragraph in file.paragraphs]
        self.values = list(_values(file.fields, file.text[: file.start])) if file.fields else []

    def warning(self, line: int, message: str) -> Problem:
        return warning(self.path, line, message)

    def of(self, key: str) -> list[Excerpt]:
        """Returns the values of a key: none, one, or those of a list."""
        return [value for value in self.values if value.key == key]

    def find(
        self, pattern: re.Pattern[str], holding: str = ""
    ) -> Iterator[tuple[Excerpt, re.Match[str]]]:
        """Yields all matches of a pattern, in the values and in the body.

        `holding` is a text that every match has: a file without it is not searched.
        """
        if holding not in self.text:
            return
        for value in self.values:
            for match in pattern.finditer(value.text):
                yield Excerpt(value.key, value.line, match.group()), match
        line, at = 1, 0
        for match in pattern.finditer(self.text, self.start):
            line += self.text.count("\n", at, match.start())
            at = match.start()
            yield Excerpt("", line, match.group()), match

    def grouped(
        self, found: Iterable[tuple[str, Excerpt]], show: Callable[[Sequence[str]], str]
    ) -> Iterator[Problem]:
        """Yields one warning for all that is found with the same message and key.

        It begins with what `show` makes of the texts, and is placed where the first is.
        """
        groups: defaultdict[tuple[str, str], list[Excerpt]] = defaultdict(list)
        for message, each in found:
            groups[message, each.key].append(each)
        for (message, key), places in groups.items():
            where = f" in '{key}'" if key else ""
            texts = show([place.text for place in places])
            more = also(place.line for place in places)
            yield self.warning(places[0].line, f"{texts}{where}{message}{more}")

    def paragraph_lines(self) -> list[int]:
        """Returns the line that each paragraph begins in."""
        first = self.text.count("\n", 0, self.start) + 1
        lines = enumerate(self.text[self.start :].split("\n"), first)
        runs = groupby(lines, key=lambda line: bool(line[1].strip()))
        return [next(run)[0] for filled, run in runs if filled]


def path_within(path: Path) -> str:
    """Returns the path of a file from its corpus folder."""
    return f"{path.parent.name}/{path.name}"


def also(lines: Iterable[int]) -> str:
    """Names the lines after the first, to end a message with."""
    others = list(dict.fromkeys(lines))[1:]
    if not others:
        return ""
    named = ", ".join(map(str, others[:_NAMED_LINES]))
    more = len(others) - _NAMED_LINES
    return f" (also in line{'s' * (len(others) > 1)} {named}{f' and {more} more' * (more > 0)})"


def _values(fields: ForumFields, front_matter: str) -> Iterator[Excerpt]:
    """Yields the values, each with its line, or its key's where it is written in another way."""
    places = {match.group(1): match.end() for match in reversed(list(_KEY.finditer(front_matter)))}
    for key in type(fields).model_fields:
        at = places.get(key, 0)
        line = front_matter.count("\n", 0, at) + 1
        value = getattr(fields, key)
        for text in (value,) if isinstance(value, str) else value or ():
            found = front_matter.find(text, at, at + len(text) + _AHEAD)
            if found >= 0:
                line += front_matter.count("\n", at, found)
                at = found + len(text)
            yield Excerpt(key, line, text)
