"""`周立民、何静(政协委员)`, `Mai Nguyen and Tom Brandt, students`: several who speak together."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from bot.importing.clues.lead import Person

_AND = re.compile(r"\s*[、&＆]\s*|\s*(?:和|与|與|及|暨)\s*|,?\s+(?:and|AND)\s+|[ \u3000]+")
_JOINTS = 60
_BRACKETED = re.compile(r"(.+?)\s*[（(]([^（()）]{2,})[)）]")


def joint_person(text: str, one: Callable[[str], Person | None]) -> Person | None:
    """The people whom a text names, if they are several and `one` finds each.

    A role counts for all of them; of those who have one each, it holds one after the other.
    """
    one = cache(one)

    @cache
    def joint(text: str) -> Person | None:
        brackets = _BRACKETED.fullmatch(text)
        if brackets:
            together = joint(brackets[1])
            if together and not together.role:
                return Person(together.name, brackets[2].strip(), together.aliases, True, True)
        for before, between, behind in _splits(text):
            last = one(behind)
            first = (joint(before) or _row(before, one) or one(before)) if last else None
            if first and last and (first.sure or not first.role) and _fit(first, last, between):
                return _together(first, last, between)
        return None

    return joint(text)


def _row(text: str, one: Callable[[str], Person | None]) -> Person | None:
    """The first names of a row such as `Ann Lee, Bob Roe and Cy Poe`."""
    people = [one(piece) for piece in text.split(", ")]
    names = tuple(person.name for person in people if person and not person.role)
    if len(names) < max(2, len(people)):
        return None
    return Person(", ".join(names), None, names, several=True)


def _splits(text: str) -> Iterator[tuple[str, str, str]]:
    """What stands before, at and behind each word or mark that joins names, the last first.

    There are none where they are more than those of any list of people.
    """
    joints = list(_AND.finditer(text))
    for found in reversed(joints if len(joints) <= _JOINTS else ()):
        yield text[: found.start()], found.group(), text[found.end() :]


def _fit(first: Person, last: Person, between: str) -> bool:
    """Whether two names are of people: both in one script, and spaces join Chinese ones alone."""
    is_latin = first.name.isascii()
    is_spaced = between.isspace() and (is_latin or last.role is not None)
    return is_latin == last.name.isascii() and not is_spaced


def _together(first: Person, last: Person, between: str) -> Person:
    name = f"{first.name}{between}{last.name}"
    role = "、".join(filter(None, (first.role, last.role)))
    names = [*(first.aliases if first.several else [first.name]), last.name]
    is_sure = bool(role) and (first.sure or last.sure)
    return Person(name, role or None, tuple(names), is_sure, several=True)
