"""What can go wrong, each as one plain line that a person can act on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls of terminals, of lines and of the direction of writing, and bytes that are no UTF-8."""


class Severity(StrEnum):
    """Whether a problem keeps a corpus from being used, or is only likely to be a slip."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a file: where it stands and what to do about it.

    A fault that keeps a corpus from being read has a `kind`, and most are `about` something, such
    as a key: by them it is told in other languages than that of its message.
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
    r"""The text with line breaks and whatever else is unprintable as their codes.

    >>> print(in_one_line("\n.md"))
    \n.md
    """
    return UNPRINTABLE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


class ForumBotError(Exception):
    """The base of every error that the bot raises itself; its text is one plain line."""


class SettingsError(ForumBotError):
    """A setting is missing or malformed."""


class QuestionError(ForumBotError):
    """A question that cannot be asked; `key` and `values` are what tells an asker so."""

    def __init__(self, message: str, key: str, **values: int) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


class CorpusError(ForumBotError):
    """A corpus that cannot be read; carries every problem found, not the first alone."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """How it is handed from one process to another."""
        return type(self), (self.problems,)


class DatabaseError(ForumBotError):
    """A database that cannot be opened, or does not do what it should."""


class UnreachableError(ForumBotError):
    """A Bot API server that gives no answer, or not the one that was asked for."""


class ImportingError(ForumBotError):
    """An article that cannot be made into a forum, or not where it was to go."""

    def __init__(self, message: str) -> None:
        super().__init__(in_one_line(message))


TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,100}")


def without_token(text: str) -> str:
    """The text with whatever may be a token taken out.

    >>> without_token("https://api.telegram.org/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u/getMe")
    'https://api.telegram.org/bot[secret]/getMe'
    """
    return TOKEN.sub("[secret]", text)
