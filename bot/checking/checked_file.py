"""A file of the corpus as it is checked: its values and its body, and the lines they stand in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bot.corpus.front_matter import ForumFields, Page, text_and_body
from bot.corpus.splitting import part
from bot.errors import Problem, Severity

_KEY = re.compile(r"""^["']?(\w+)["']?[ \t]*:""", re.MULTILINE)
_AHEAD = 1000
"""Characters behind one value of a list within which the next is looked for."""

_NAMED_LINES = 3

warning = partial(Problem, severity=Severity.WARNING)
"""A problem that does not keep a corpus from being used."""


class Value(NamedTuple):
    """A text of the front matter, and the line it stands in."""

    key: str
    line: int
    text: str


class Found(NamedTuple):
    """Something in a file; `key` is that of the value it stands in, or nothing in the body."""

    line: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose body can be read; it has no values where its front matter cannot.

    The body is what of the text stands behind `start`; `pieces` tells of each paragraph in how many
    it is shown.
    """

    path: Path
    text: str
    start: int
    paragraphs: tuple[str, ...]
    pieces: tuple[int, ...]
    values: tuple[Value, ...]

    def of(self, key: str) -> list[Value]:
        """The values of a key: none, one, or those of a list."""
        return [value for value in self.values if value.key == key]

    def find(
        self, pattern: re.Pattern[str], holding: str = ""
    ) -> Iterator[tuple[Found, re.Match[str]]]:
        """All that fits a pattern, in the values and in the body.

        To name what every match is `holding` saves looking through a text that has it nowhere.
        """
        if holding not in self.text:
            return
        for value in self.values:
            for match in pattern.finditer(value.text):
                yield Found(value.line, match.group(), value.key), match
        line, at = 1, 0
        for match in pattern.finditer(self.text, self.start):
            line += self.text.count("\n", at, match.start())
            at = match.start()
            yield Found(line, match.group(), ""), match

    def paragraph_lines(self) -> list[int]:
        """The line that each paragraph begins in."""
        first = self.text.count("\n", 0, self.start) + 1
        lines = enumerate(self.text[self.start :].split("\n"), first)
        runs = groupby(lines, key=lambda line: bool(line[1].strip()))
        return [next(run)[0] for filled, run in runs if filled]


def checked_file(page: Page[ForumFields]) -> CheckedFile | None:
    """A file as read; None where nothing of it could be."""
    if not page.content:
        return None
    text, start = text_and_body(page.content)
    values = tuple(_values(page.fields, text[:start])) if page.fields else ()
    pieces = tuple(len(part(paragraph)) for paragraph in page.paragraphs)
    return CheckedFile(page.path, text, start, page.paragraphs, pieces, values)


def path_within(path: Path) -> str:
    """The path of a file within its corpus, of which forums are the folders."""
    return f"{path.parent.name}/{path.name}"


def also(lines: Iterable[int]) -> str:
    """In which lines besides the first something stands, to end a message with."""
    others = list(dict.fromkeys(lines))[1:]
    if not others:
        return ""
    named = ", ".join(map(str, others[:_NAMED_LINES]))
    more = len(others) - _NAMED_LINES
    return f" (also in line{'s' * (len(others) > 1)} {named}{f' and {more} more' * (more > 0)})"


def _values(fields: ForumFields, front_matter: str) -> Iterator[Value]:
    """The values that are there, each with its line, or its key's where it is written otherwise."""
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
            yield Value(key, line, text)
