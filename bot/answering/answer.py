"""An answer: passages of the corpus, word for word, with what to mark in them; or a refusal."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from bot.answering.framing.frame import Kind as FrameKind
from bot.answering.framing.scope import Scope
from bot.corpus.speech import Passage
from bot.search.index import Hit
from bot.search.query import TermGroup

if TYPE_CHECKING:
    from bot.texts import Texts

_GOOD = 0.3
"""The weight from which on a translation is worth marking."""

_NEAR = 30
"""Characters before a match at most for a passage to be shown from its own beginning."""

_CLAUSE = re.compile(r"[，。；：！？、,;:!?]\s*|\s+")


def worth_marking(groups: Iterable[TermGroup]) -> set[str]:
    """The terms of a question that tell a reader why a passage answers it.

    Those are its words, the synonyms of Chinese ones, and the better translations of others, but no
    pieces of words; a character alone only where it is itself what was asked.
    """
    return {
        term
        for group in groups
        if group.is_word
        for term, weight in group.variants.items()
        if (weight >= _GOOD or not (term.isascii() or next(iter(group.variants)).isascii()))
        and (len(term) > 1 or len(group.variants) == 1)
    }


def joined(places: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans (start, end) of some places, joined where they touch."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if spans and start <= spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return tuple(spans)


def from_first_match(text: str, highlights: Sequence[tuple[int, int]]) -> str:
    """The text from the clause of its first match on, or whole where that comes early.

    >>> from_first_match("前言" * 20 + "。建议登记租赁信息。", [(45, 47)])
    '…建议登记租赁信息。'
    """
    start = highlights[0][0] if highlights else 0
    if start <= _NEAR:
        return text
    begin = max((gap.end() for gap in _CLAUSE.finditer(text, 0, start)), default=0)
    return f"…{text[max(begin, start - _NEAR) :]}"


Status = Literal["answered", "refused", "clarify"]

DEFAULT_LANGUAGE = "zh"
"""The language to answer in where nothing tells which."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it answers a question: `highlights` are the spans of its text that match."""

    passage: Passage
    highlights: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a forum: a sentence of the locale files, with its values or lists of them."""

    key: str
    values: Mapping[str, str | int | Sequence[str]] = field(default_factory=dict)

    def told(self, texts: "Texts", spoken: Callable[[str], str] = str) -> str:
        """The sentence, in which names are as they are `spoken`."""
        join = texts("list-separator").join
        told = {
            name: value if isinstance(value, str | int) else join(map(spoken, value))
            for name, value in self.values.items()
        }
        return texts(self.key, **told)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, in the language it was asked in, if its words tell one.

    `speakers` are those the question names, and `excluded` those whose words it does not want;
    `frame` is what it asks for, and `scope` which forums it is confined to. `choices` are speakers
    to go on with: those that an unclear name may mean, or, where the named one said nothing on the
    subject, who did. `facts` are about the forum. Of a refusal `closest` is the passage that almost
    answers it, and `beyond` are the forums outside its scope, by name, where it is spoken of.
    `hits` are all that answer it, the best first, of which the first are quoted; the passages of
    the others are not read yet. `others` are what others say where it is of somebody.
    """

    question: str
    language: str | None
    status: Status
    speakers: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    choices: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    others: tuple[Hit, ...] = ()
    frame: FrameKind = "passage"
    scope: Scope | None = None
    excluded: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    closest: Quote | None = None
    beyond: tuple[str, ...] = ()
    elapsed_ms: float = 0.0

    @property
    def facts_told(self) -> str:
        """The facts as sentences, one a line, in the language that was asked in."""
        if not self.facts:
            return ""
        from bot.texts import texts_in

        texts = texts_in(self.language or DEFAULT_LANGUAGE)
        return "\n".join(fact.told(texts) for fact in self.facts)

    def as_json(self) -> dict[str, Any]:
        """The answer for programs, in JSON's types."""
        return {
            "question": self.question,
            "status": self.status,
            "frame": self.frame,
            "language": self.language or DEFAULT_LANGUAGE,
            "speakers": list(self.speakers),
            "scope": {
                "forums": list(self.scope.forums) if self.scope else [],
                "text": self.scope.text if self.scope else None,
            },
            "facts": self.facts_told or None,
            "passages": [_passage_as_json(quote) for quote in self.quotes],
            "choices": list(self.choices),
            "closest": _passage_as_json(self.closest) if self.closest else None,
            "elapsed_ms": round(self.elapsed_ms, 2),
        }


def _passage_as_json(quote: Quote) -> dict[str, Any]:
    passage, speech = quote.passage, quote.passage.speech
    return {
        "id": passage.id,
        "document": speech.id,
        "speaker": speech.speaker,
        "role": speech.role,
        "title": speech.title,
        "text": passage.text,
        "highlights": [list(span) for span in quote.highlights],
        "score": round(quote.score, 3),
        "source": {
            "forum": speech.source.forum,
            "publisher": speech.source.publisher,
            "date": speech.source.date,
            "url": speech.source.url,
        },
    }
