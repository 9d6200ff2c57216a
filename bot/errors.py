"""The errors of the bot, each one plain line that a person can act on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, line ends, marks of direction, and bytes that are not UTF-8."""


class Severity(StrEnum):
    """Whether a problem keeps a corpus from being used, or is only a likely slip."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in a file: where it is and what to do about it.

    Errors have a `kind`, and most are `about` something, such as a key: they are translated by
    these.
    """

    path: Path
    line: int
    message: str
    severity: Severity = Severity.ERROR
    kind: str = ""
    about: str = ""

    def __str__(self) -> str:
        sort = "warning: " if self.severity is Severity.WARNING else ""
        return in_one_line(f"{self.path}:{self.line}: {sort}{self.message}")


def in_one_line(text: str) -> str:
    r"""Escapes line breaks and whatever else is unprintable.

    >>> print(in_one_line("\n.md"))
    \n.md
    """
    return UNPRINTABLE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


class ForumBotError(Exception):
    """The base of all errors that the bot raises itself; its text is one plain line."""


class SettingsError(ForumBotError):
    """A setting is missing or malformed."""


class QuestionError(ForumBotError):
    """A question that cannot be asked; `key` and `values` are those of the reply to it."""

    def __init__(self, message: str, key: str, **values: int) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


class CorpusError(ForumBotError):
    """A corpus that cannot be read, with every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Has it pickled by its problems, for other processes."""
        return type(self), (self.problems,)


class DatabaseError(ForumBotError):
    """A database that cannot be opened, or fails."""


class SearchError(ForumBotError):
    """A search server that does not answer, or not as it should: nothing is known of an answer."""


class UnreachableError(ForumBotError):
    """A Bot API server that does not answer, or not as it should."""


class ImportingError(ForumBotError):
    """An article that cannot be made into a forum, or not in the place for it; a line a reason."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(map(in_one_line, messages)))


TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,100}")


def without_token(text: str) -> str:
    """Replaces whatever may be a token.

    >>> without_token("https://api.telegram.org/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u/getMe")
    'https://api.telegram.org/bot[secret]/getMe'
    """
    return TOKEN.sub("[secret]", text)
