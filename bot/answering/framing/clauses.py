"""The clauses of a question, and the courtesies around the one that asks."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.answering.framing.sketch import MARKS, Phrasebook, Sketch, Span, read_phrases
from bot.answering.speakers.parsed_question import Phrases
from bot.language.script import HAN

_CLAUSE = re.compile(r"(?:[^，,。.!！?？;；:：\n…~～]|(?<=\d)[.,:](?=\d)|(?<=[a-z])\.(?=\w))+")
_APART = re.compile(rf"(?<=[{HAN}])(?<![{MARKS}])\s(?=\s*(?![{MARKS}])[{HAN}])")
_WORD = re.compile(rf"[\w{MARKS}]")
_ADDRESS = re.compile(r"(?<!\w)@\w+")
_REST = "…"
_POLITE = "polite"
_ASKS = re.compile(
    r"谁|什么|啥|哪|多少|几[^乎]|怎么|怎样|咋|如何|为何|吗|是不是|有没有|能不能"
    r"|(?<![a-z])(?:who|what|when|where|which|how|why|whose|whom|do|does|did|is there|are there)"
    r"(?![a-z])"
)
_SEVERALLY = re.compile(
    r"[对在]?(?P<first>[^，。？！,.?!和与跟及、]{1,16})(?:[和与跟及、]|以及)"
    r"(?P<second>[^，。？！,.?!和与跟及、]{1,16}?)(?:这?两[个件]?[^，。]{0,4})?(?:都|各|分别)(?:是|有|说|讲|谈|提|怎|多)"
)
"""Two subjects of one question: 对租房和物业分别怎么说."""

_CACHED = 16
"""Texts whose clauses are cached: those of one question are needed several times."""

_CLOSING = 40
"""Characters of a courtesy at most that is a clause, or ends one."""

_MOST = 4
"""Questions in one at most."""


class Courtesies:
    """Finds greetings, thanks and what else leads to a question."""

    def __init__(self) -> None:
        courtesy, thanks = read_phrases("courtesy"), read_phrases("thanks")
        polite = [*read_phrases("greeting"), *thanks]
        self._opening = Phrases([*(p for p in courtesy if _REST not in p), *polite])
        self._whole = Phrases([p.removesuffix(_REST).strip() for p in courtesy if _REST in p])
        said = [*polite, *read_phrases("nothing"), *courtesy]
        self._polite = Phrasebook({_POLITE: said, "": read_phrases("filler")})
        self._pivots = Phrases(read_phrases("pivots"))
        self._thanks = Phrases(thanks)

    def in_(self, sketch: Sketch) -> Iterator[Span]:
        """The pieces of a question that are no part of what it asks."""
        yield from (match.span() for match in _ADDRESS.finditer(sketch.text))
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), sketch.text)
        for start, end in clauses(text):
            clause = text[:end]
            polite = end - start <= _CLOSING and self._is_polite(clause[start:])
            if polite or self._whole.longest(clause, start):
                yield start, end
                continue
            opened = self._opened(clause, start)
            yield start, opened
            yield self._closed(clause, opened), end

    def before(self, sketch: Sketch) -> Iterator[Span]:
        """What precedes the question in a clause: "my boss wants to know …"."""
        for start, end in clauses(sketch.text):
            pivots = [at + len(pivot) for at, pivot in self._pivots.find(sketch.text[:end], start)]
            if pivots:
                yield start, pivots[-1]

    def _is_polite(self, text: str) -> bool:
        return self._polite.meant(text) == frozenset((_POLITE,))

    def _opened(self, clause: str, at: int) -> int:
        """The start of a clause without the courtesies that open it."""
        while courtesy := self._opening.longest(clause, at):
            following = _WORD.search(clause, at + len(courtesy))
            at = following.start() if following else len(clause)
        return at

    def _closed(self, clause: str, start: int) -> int:
        """The end of a clause without the thanks that close it."""
        last = max(start + 1, len(clause) - _CLOSING)
        thanks = (at for at, _ in self._thanks.find(clause, last))
        return next((at for at in thanks if self._is_polite(clause[at:])), len(clause))


def asks(text: str) -> bool:
    """Whether a text has a word that asks something."""
    return bool(_ASKS.search(text))


@lru_cache(_CACHED)
def clauses(text: str, *, apart: bool = False) -> Sequence[Span]:
    """The pieces of a text between its punctuation, without the spaces around them.

    With `apart`, a space between Chinese characters also separates clauses.
    """
    parted = _APART.sub("，", text) if apart else text
    found = (match.span() for match in _CLAUSE.finditer(parted))
    words = ((_WORD.search(text, *span), span[1]) for span in found)
    return [(first.start(), end) for first, end in words if first]


def questions(sketch: Sketch) -> list[Span]:
    """The clauses that ask, where several do: "how many beds, and who runs it"."""
    asking = [span for span in clauses(sketch.text) if asks(sketch.text[slice(*span)])]
    if len(asking) > 1:
        return asking[:_MOST]
    joined = _SEVERALLY.search(sketch.text)
    return [joined.span("first"), joined.span("second")] if joined else []
