"""The clauses of a question, and what people say around the one that asks."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.answering.framing.sketch import MARKS, Phrasebook, Sketch, Span, read_phrases
from bot.language.script import HAN

_CLAUSE = re.compile(r"(?:[^，,。.!！?？;；:：\n…~～]|(?<=\d)[.,:](?=\d)|(?<=[a-z])\.(?=\w))+")
_APART = re.compile(rf"(?<=[{HAN}])(?<![{MARKS}])\s(?=\s*(?![{MARKS}])[{HAN}])")
_WORD = re.compile(rf"[\w{MARKS}]")
_ADDRESS = re.compile(r"(?<!\w)@\w+")
_REST = "…"
_POLITE = "polite"
_POLITELY = frozenset({_POLITE})
_ASKS = re.compile(
    r"谁|什么|啥|哪|多少|几[^乎]|怎么|怎样|咋|如何|为何|吗|是不是|有没有|能不能"
    r"|(?<![a-z])(?:who|what|when|where|which|how|why|whose|whom|do|does|did|is there|are there)"
    r"(?![a-z])"
)
"""What a clause has that asks something."""

_SEVERALLY = re.compile(
    r"[对在]?(?P<first>[^，。？！,.?!和与跟及、]{1,16})(?:[和与跟及、]|以及)"
    r"(?P<second>[^，。？！,.?!和与跟及、]{1,16}?)(?:这?两[个件]?[^，。]{0,4})?(?:都|各|分别)(?:是|有|说|讲|谈|提|怎|多)"
)
"""Two subjects of one question: 对租房和物业分别怎么说."""

_AT_HAND = 16
"""Texts whose clauses are remembered: those of one question are asked for several times."""

_CLOSING = 40
"""Characters of courtesy, as a clause or at the end of one, at most."""

_MOST = 4
"""Questions in one at most."""


class Courtesies:
    """Finds greetings, thanks and what else leads to a question."""

    def __init__(self) -> None:
        courtesy = read_phrases("courtesy")
        begun = [phrase.removesuffix(_REST).strip() for phrase in courtesy if _REST in phrase]
        polite = [*read_phrases("greeting"), *read_phrases("thanks")]
        self._opening = Phrasebook({"": [*(p for p in courtesy if _REST not in p), *polite]})
        self._whole = Phrasebook({"": begun})
        said = [*polite, *read_phrases("nothing"), *courtesy]
        self._polite = Phrasebook({_POLITE: said, "": read_phrases("filler")})
        self._pivots = Phrasebook({"": read_phrases("pivots")})
        self._thanks = Phrasebook({"": read_phrases("thanks")})

    def in_(self, sketch: Sketch) -> Iterator[Span]:
        """What of a question is no part of what it asks."""
        yield from (match.span() for match in _ADDRESS.finditer(sketch.text))
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), sketch.text)
        for start, end in clauses(text):
            clause = text[:end]
            short = end - start <= _CLOSING
            polite = short and self._polite.meant(clause[start:]) == _POLITELY
            if polite or self._whole.end(clause, start) > start:
                yield start, end
                continue
            opened = self._opened(clause, start)
            yield start, opened
            yield self._closed(clause, opened), end

    def before(self, sketch: Sketch) -> Iterator[Span]:
        """What is said in a clause before the question in it: "my boss wants to know …"."""
        for start, end in clauses(sketch.text):
            pivots = [stop for _, stop, _ in self._pivots.found(sketch.text[:end], start)]
            if pivots:
                yield start, pivots[-1]

    def _opened(self, clause: str, at: int) -> int:
        """Where a clause really begins."""
        while (end := self._opening.end(clause, at)) > at:
            at = self._follows(clause, end)
        return at

    def _follows(self, clause: str, end: int) -> int:
        """Where the next word of a clause begins."""
        following = _WORD.search(clause, end)
        return following.start() if following else len(clause)

    def _closed(self, clause: str, start: int) -> int:
        """Where thanks begin that a clause ends with; its end where it does not."""
        last = max(start + 1, len(clause) - _CLOSING)
        thanks = (at for at, _, _ in self._thanks.found(clause, last))
        return next(
            (at for at in thanks if self._polite.meant(clause[at:]) == _POLITELY), len(clause)
        )


def asks(text: str) -> bool:
    """Whether a text has a word that asks."""
    return bool(_ASKS.search(text))


@lru_cache(_AT_HAND)
def clauses(text: str, *, apart: bool = False) -> Sequence[Span]:
    """The pieces of a text between its punctuation, without the spaces around them.

    Those that only a space parts, as it does in Chinese in haste, are `apart` if so wanted.
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
    if not joined:
        return []
    return [joined.span("first"), joined.span("second")]
