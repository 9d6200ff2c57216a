"""Understands a question: its language, whom it names, and the terms that carry its subject."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.answering.speakers import SpeakerDirectory
from bot.errors import QuestionError
from bot.language.glossary import Glossary
from bot.language.normal import Normaliser
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Kind, Term
from bot.search.ranking import TermGroup

LONGEST = 4096
"""Characters of a question at most: what a Telegram message holds."""

_WORD_OF_PHRASE = 0.5


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `speakers` are those it names, as the corpus spells them; `choices` those that a name in it
    may mean where it fits several; `subject` holds the terms to look for, and `asking` the
    words that only ask, for a question that has no subject ("what did she propose").
    """

    text: str
    language: str
    speakers: tuple[str, ...]
    choices: tuple[str, ...]
    subject: tuple[TermGroup, ...]
    asking: tuple[TermGroup, ...]


class Interpreter:
    """Turns what people type into questions."""

    def __init__(
        self,
        normaliser: Normaliser,
        analyzer: Analyzer,
        stopwords: Stopwords,
        directory: SpeakerDirectory,
        glossary: Callable[[], Glossary],
    ) -> None:
        self._normaliser = normaliser
        self._analyzer = analyzer
        self._stopwords = stopwords
        self._directory = directory
        self._glossary = glossary

    def interpret(self, text: str) -> Question:
        """Raises QuestionError for a question that is empty or too long."""
        text = text.encode("utf-8", "replace").decode().strip()
        if not text:
            fault = "the question is empty; ask about something in the speeches"
            raise QuestionError(fault, "question-empty")
        if len(text) > LONGEST:
            fault = f"the question has {len(text)} characters; ask in at most {LONGEST}"
            raise QuestionError(fault, "question-long", longest=LONGEST)
        normal = self._normaliser.normal(text)
        named = self._directory.named_in(normal.text)
        spans = [normal.span(name.start, name.end) for name in named]
        terms = [
            term
            for term in self._analyzer.terms(text)
            if not any(term.start < end and start < term.end for start, end in spans)
        ]
        asking = [term for term in terms if self._stopwords.is_asking(term)]
        return Question(
            text=text,
            language=_language(terms),
            speakers=_unique(name.speakers[0] for name in named if len(name.speakers) == 1),
            choices=_unique(s for name in named if len(name.speakers) > 1 for s in name.speakers),
            subject=tuple(self._groups(list(self._content(terms)))),
            asking=tuple(self._groups(asking)),
        )

    def _content(self, terms: list[Term]) -> Iterator[Term]:
        """The terms that carry the subject; bigrams only where the words around them do."""
        words = [t for t in terms if t.kind is Kind.WORD and not self._stopwords.is_empty(t)]
        carrying = {at for word in words for at in range(word.start, word.end)}
        for term in terms:
            if term.kind is Kind.BIGRAM:
                if {term.start, term.end - 1} <= carrying:
                    yield term
            elif not self._stopwords.is_empty(term):
                yield term

    def _groups(self, terms: list[Term]) -> Iterable[TermGroup]:
        """One group a term; for English, one a phrase too, of what may translate it."""
        latin = [term.text for term in terms if term.kind is Kind.LATIN]
        groups = {t.text: TermGroup({t.text: 1.0}) for t in terms if t.kind is not Kind.LATIN}
        if latin:
            glossary = self._glossary()
            for phrase in glossary.phrases(latin):
                alone = len(phrase) == 1
                if not alone:
                    key = " ".join(phrase)
                    groups[key] = TermGroup({key: 1.0, **glossary.translations(key)})
                for stem in phrase:
                    variants = {**glossary.translations(stem), stem: 1.0}
                    groups[stem] = TermGroup(variants, 1.0 if alone else _WORD_OF_PHRASE)
        return groups.values()


def _language(terms: list[Term]) -> str:
    """The language to answer in: English where there are more English words than Chinese ones."""
    latin = sum(term.kind is Kind.LATIN for term in terms)
    chinese = {at for term in terms if term.kind is Kind.WORD for at in range(term.start, term.end)}
    return "en" if latin and latin >= len(chinese) / 2 else "zh"


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
