"""The people a question may name: their names, other names and offices."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.answering.speakers.reading import Named, ParsedQuestion
from bot.corpus.speech import Person, Speech
from bot.language.script import HAN
from bot.language.word_lists import double_surnames

_CHINESE = re.compile(f"[{HAN}]+")
_DOTTED = re.compile(f"[{HAN}]+(?:[·•・‧∙.][{HAN}]+)+")
_DOT = re.compile("[·•・‧∙.]")
_LETTERS = re.compile(rf"[^\W\d_{HAN}]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the corpus spells the name; all else in normal form."""

    label: str
    name: str
    aliases: frozenset[str]
    roles: tuple[str, ...]

    @property
    def surname(self) -> str:
        return surname_of(self.name)

    @property
    def chinese(self) -> tuple[str, ...]:
        """The Chinese name, surname first; of somebody with another name, the aliases that are."""
        if _CHINESE.fullmatch(self.name):
            return (self.name,)
        return tuple(sorted(name for name in self.aliases if _CHINESE.fullmatch(name)))

    @property
    def dotted(self) -> tuple[tuple[str, ...], ...]:
        """The parts of each name that is foreign and written in Chinese: 玛丽亚·索科洛娃."""
        names = (self.name, *sorted(self.aliases))
        return tuple(tuple(_DOT.split(name)) for name in names if _DOTTED.fullmatch(name))

    @property
    def in_letters(self) -> tuple[str, ...]:
        """The names that are written in letters."""
        names = (self.name, *sorted(self.aliases))
        return tuple(name for name in names if _LETTERS.match(name))


def surname_of(name: str) -> str:
    """The surname of a name in normal form, which of a foreign one comes last.

    >>> surname_of("欧阳静宜"), surname_of("刘晖"), surname_of("玛丽亚·索科洛娃")
    ('欧阳', '刘', '索科洛娃')
    """
    if _DOTTED.fullmatch(name):
        return _DOT.split(name)[-1]
    if not _CHINESE.match(name):
        return name.split()[-1] if name.split() else ""
    double = len(name) > 2 and name[:2] in double_surnames()
    return name[:2] if double else name[:1]


def speakers_of(people: Iterable[Person], normal: Callable[[str], str]) -> tuple[Speaker, ...]:
    """Those whom a question may name, in the order of the people."""
    return tuple(
        Speaker(
            person.name,
            normal(person.name),
            frozenset(map(normal, person.aliases)),
            tuple(dict.fromkeys(map(normal, person.roles))),
        )
        for person in people
    )


def labels(speakers: Iterable[Speaker]) -> tuple[str, ...]:
    return tuple(speaker.label for speaker in speakers)


_KINDS = (
    *("圆桌", "讨论", "对话", "问答", "交流", "座谈", "辩论", "访谈", "沙龙", "答疑"),
    *("discussion", "debate", "round table", "roundtable", "panel", "dialogue", "interview"),
    *("questions and answers", "q&a", "conversation"),
)
_KIND = "|".join(map(re.escape, _KINDS))
_CALLED = re.compile(
    rf"(?P<kinds>(?:{_KIND})+)(?:那一?[场段部篇次]分?|这一?[场段部篇次]分?|部分|环节|阶段|之外|以外"
    r"|(?:的)?(?:内容|全文|原文|时候)|[里中上时])"
    rf"|(?<![a-z])the (?P<named>(?:{_KIND})(?: (?:{_KIND}))?)(?![a-z])"
)
_REST = re.compile(r"(?:之外|以外|(?:的)?(?:内容|全文|原文))$")
"""What follows on a name and is none of it."""


class Discussions:
    """Finds what calls a discussion: 圆桌讨论那场, "the debate"; a bare word may be its subject.

    `speeches` are those that nobody is named for, each called by its title as the corpus has it.
    """

    def __init__(
        self, speeches: Callable[[], Iterable[Speech]], normal: Callable[[str], str]
    ) -> None:
        self._speeches = speeches
        self._normal = normal

    @cached_property
    def _called(self) -> Mapping[str, list[str]]:
        """The titles by the kinds of discussion that they name."""
        called: defaultdict[str, list[str]] = defaultdict(list)
        for speech in self._speeches():
            title = self._normal(speech.title)
            for kind in filter(title.__contains__, _KINDS):
                called[kind].append(speech.title)
        return called

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        for match in _CALLED.finditer(reading.normal.text):
            group = "kinds" if match["kinds"] else "named"
            kinds = [kind for kind in _KINDS if kind in match[group]]
            meant = [set(self._called.get(kind, ())) for kind in kinds]
            titles = sorted(set.intersection(*meant)) if meant else []
            if titles:
                rest = _REST.search(match.group())
                end = match.end() - (len(rest.group()) if rest else 0)
                yield Named(*reading.normal.span(match.start(), end), tuple(titles))
