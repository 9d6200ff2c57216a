"""Discussions, which nobody is named for: they are called by what they are, as in their titles."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from bot.answering.naming.reading import Named, Reading
from bot.corpus.speech import Speech

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

    def find(self, reading: Reading) -> Iterator[Named]:
        for match in _CALLED.finditer(reading.normal.text):
            group = "kinds" if match["kinds"] else "named"
            kinds = [kind for kind in _KINDS if kind in match[group]]
            meant = [set(self._called.get(kind, ())) for kind in kinds]
            titles = sorted(set.intersection(*meant)) if meant else []
            if titles:
                rest = _REST.search(match.group())
                end = match.end() - (len(rest.group()) if rest else 0)
                yield Named(*reading.normal.span(match.start(), end), tuple(titles))
