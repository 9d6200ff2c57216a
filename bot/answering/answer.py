"""An answer: passages of the corpus, word for word, or an honest refusal."""

from dataclasses import dataclass
from typing import Any, Literal

from bot.corpus.speech import Passage
from bot.search.index import Hit

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
class Answer:
    """The answer to a question, in the language it was asked in, if its words tell one.

    `speakers` are those the question names. `choices` are speakers to go on with: those that
    an unclear name may mean, or, where the named one said nothing on the subject, who did.
    `hits` are all that answer it, the best first, of which the first are quoted; the passages of
    the others are not read yet.
    """

    question: str
    language: str | None
    status: Status
    speakers: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    choices: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    elapsed_ms: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The answer for programs, in JSON's types."""
        return {
            "question": self.question,
            "status": self.status,
            "language": self.language or DEFAULT_LANGUAGE,
            "speakers": list(self.speakers),
            "passages": [_passage_as_json(quote) for quote in self.quotes],
            "choices": list(self.choices),
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
