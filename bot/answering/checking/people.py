"""Speakers that may be one person spelt in two ways, and aliases that two people share."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bot.answering.checking.spelling import is_slip, sound_of, without_a_letter
from bot.corpus.checks.sheet import Sheet, Value, path_within, warning
from bot.errors import Problem

_LONGEST = 60
"""Characters of a name at most; what is longer is no name, and told of for its length."""

_ONE_NAME = "if they are one person, write the name in one way, and the other among the aliases"
_TWO_ROLES = "if they are two, tell them apart by their roles"


class Mention(NamedTuple):
    """A name or an alias where it stands; `key` and `role` are what it is compared by.

    `person` is the key of the name of the speaker whose it is.
    """

    path: Path
    value: Value
    key: str
    role: str
    person: str

    @property
    def forum(self) -> str:
        return self.path.parent.name


Pairs = Iterator[tuple[Mention, Mention]]


class People:
    """Takes the speakers of a corpus, and compares them all."""

    def __init__(self, normal: Callable[[str], str]) -> None:
        self._normal = normal
        self._keys: dict[str, str] = {}
        self._names: dict[tuple[str, str, str], Mention] = {}
        self._aliases: dict[tuple[str, str], Mention] = {}

    def add(self, sheet: Sheet) -> None:
        role = self._key("".join(value.text for value in sheet.of("role")))
        for value in sheet.of("speaker"):
            person = self._key(value.text)
            if 0 < len(person) <= _LONGEST:
                mention = Mention(sheet.path, value, person, role, person)
                self._names.setdefault((value.text, role, mention.forum), mention)
                for alias in sheet.of("aliases"):
                    other = Mention(sheet.path, alias, self._key(alias.text), role, person)
                    self._aliases.setdefault((other.key, person), other)

    def problems(self) -> Iterator[Problem]:
        """Each two names once, where the later of them stands."""
        told: set[frozenset[str]] = set()
        for later, earlier, message in chain(self._alike(), self._shared()):
            pair = frozenset([later.value.text, earlier.value.text])
            if pair not in told:
                told.add(pair)
                where = f"{path_within(earlier.path)}:{earlier.value.line}"
                message = message.format(f"'{earlier.value.text}' ({where})")
                yield warning(later.path, later.value.line, f"'{later.value.text}' {message}")

    def _alike(self) -> Iterator[tuple[Mention, Mention, str]]:
        names = self._names.values()
        for pair in _sharing(names, lambda name: [name.key]):
            yield *pair, "is {}, written in another way; write the name in one way"
        for pair in _sharing(names, _sounds):
            if not all(name.role for name in pair):
                yield *pair, f"sounds like {{}}, in the same forum; {_ONE_NAME}; {_TWO_ROLES}"
            elif pair[0].role == pair[1].role:
                yield *pair, f"sounds like {{}}, who has the same role; {_ONE_NAME}; {_TWO_ROLES}"
        for later, earlier in _sharing(names, _nearly):
            if is_slip(later.key, earlier.key):
                message = f"is but for a letter {{}}, who has the same role; {_ONE_NAME}; "
                yield later, earlier, message + _TWO_ROLES

    def _shared(self) -> Iterator[tuple[Mention, Mention, str]]:
        """Aliases that are a name or an alias of somebody else."""
        mentions = chain(self._names.values(), self._aliases.values())
        for later, earlier in _sharing(mentions, lambda name: [name.key], same_text=True):
            if later.person != earlier.person:
                advice = "leave it out where people mean the other by it"
                yield later, earlier, f"means somebody else too, {{}}; {advice}"

    def _key(self, text: str) -> str:
        """A text without what makes no difference: spaces, dots, case, width, script, accents."""
        if text not in self._keys:
            self._keys[text] = "".join(filter(str.isalnum, self._normal(text)))
        return self._keys[text]


def _sharing(
    mentions: Iterable[Mention],
    keys: Callable[[Mention], Iterable[object]],
    *,
    same_text: bool = False,
) -> Pairs:
    """Each mention with the first that has a key in common with it, unless they are written alike.

    It is compared with that one alone: the time does not grow with the square of their number.
    """
    first: dict[object, Mention] = {}
    for mention in mentions:
        for key in keys(mention):
            other = first.setdefault(key, mention)
            if other is not mention and (same_text or other.value.text != mention.value.text):
                yield mention, other


def _sounds(name: Mention) -> Iterator[object]:
    sound = sound_of(name.key)
    if sound:
        yield sound, name.forum, "forum"
        if name.role:
            yield sound, name.role, "role"


def _nearly(name: Mention) -> Iterator[object]:
    if name.role:
        yield from ((rest, name.role) for rest in without_a_letter(name.key))
