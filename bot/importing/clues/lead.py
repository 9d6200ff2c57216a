"""A beginning: the part of a block that says who speaks, and how sure that is."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The layouts in which newspapers name a speaker."""

    ALONE = "a name on a line of its own"
    ENTITLED = "a name and a role on a line of its own"
    TURN = "a name and a colon before the text"
    HEADED = "a name and a heading on one line"
    BIOGRAPHY = "a biography"
    SIGNATURE = "a name after the text"
    REPORTED = "a name and 'said'"
    QUESTION = "an interview's question"
    ANSWER = "an interview's answer"


LINES = (Kind.ALONE, Kind.ENTITLED)
"""Those that take a line and say nothing else on it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as one place of the article names them; `sure` if it can mean nothing else.

    Two or more who speak together are one, with `several` and the name of each as an alias.
    """

    name: str
    role: str | None = None
    aliases: tuple[str, ...] = ()
    sure: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """What a block begins with; the speaker's own words come after `end` characters.

    A `title` that stands in the block itself is the speech's.
    """

    kind: Kind
    person: Person | None
    end: int
    sure: bool = False
    title: str | None = None
