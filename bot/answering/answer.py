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
    """The terms of a question whose matches show a reader why a passage answers it.

    These are its words, synonyms of Chinese ones and good translations of others, but no parts of
    words; a single character only if it was asked for itself.
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
    """Joins spans (start, end) that touch or overlap."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if spans and start <= spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return tuple(spans)


def from_first_match(text: str, highlights: Sequence[tuple[int, int]]) -> str:
    """Cuts a text to begin with the clause of its first match, unless that comes early.

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
"""The language to answer in if the question has none."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as part of an answer; `highlights` are the spans of its text that match."""

    passage: Passage
    highlights: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about a forum: the key of a sentence in the locale files, and its values."""

    key: str
    values: Mapping[str, str | int | Sequence[str]] = field(default_factory=dict)

    def sentence(self, texts: "Texts", spoken: Callable[[str], str] = str) -> str:
        """Words the fact; `spoken` gives the form of a name."""
        join = texts("list-separator").join
        values = {
            name: value if isinstance(value, str | int) else join(map(spoken, value))
            for name, value in self.values.items()
        }
        return texts(self.key, **values)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question; `language` is None where the question has no words.

    `speakers`, `excluded`, `frame` and `scope` are those of the question. `choices` are speakers to
    choose from: those an unclear name may mean, or those who talk about a subject on which the
    named speaker said nothing. `hits` are all passages that answer, the best first, of which the
    first are quoted; the others are not read yet. `others` are what other speakers say. A refusal
    may have the `closest` passage, and the forums `beyond` its scope at which the subject came up.
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
    def facts_text(self) -> str:
        """The facts as sentences, one a line, in the language of the question."""
        if not self.facts:
            return ""
        from bot.texts import texts_in

        texts = texts_in(self.language or DEFAULT_LANGUAGE)
        return "\n".join(fact.sentence(texts) for fact in self.facts)

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
            "facts": self.facts_text or None,
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
