"""An answer: passages of the corpus, word for word, or an honest refusal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from bot.answering.framing.frame import Kind as FrameKind
from bot.answering.framing.scope import Scope
from bot.corpus.speech import Passage
from bot.search.index import Hit

if TYPE_CHECKING:
    from bot.texts import Texts

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
