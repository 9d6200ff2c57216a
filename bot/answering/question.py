"""Understands a question: its language, whom it names, and the terms that carry its subject."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.answering.biography import Biography
from bot.answering.naming.directory import SpeakerDirectory
from bot.answering.naming.reading import Reading
from bot.errors import QuestionError
from bot.language.figures import wanted_figures
from bot.language.normal import Normaliser
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Kind, Term
from bot.language.translation import Translator, number_forms
from bot.search.ranking import TermGroup

LONGEST = 4096
"""Characters of a question at most: what a Telegram message holds."""

WEIGHTS: Mapping[Kind, float] = {
    Kind.WORD: 1.0,
    Kind.NUMBER: 1.0,
    Kind.BIGRAM: 0.5,
    Kind.CHARACTER: 0.7,
}
"""How much a term of each kind counts: pieces of words less than words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    There is no `language` where no word tells it. `speakers` are those it names, as the corpus
    spells them; `choices` those that a name in it may mean where it fits several; `subject` holds
    the terms to look for, and `asking` the words that only ask, for a question that has no subject
    ("what did she propose"); `wanted` is a figure or a date that it asks for, `wants_speakers` says
    that it asks who spoke, and `of_speakers` that it asks what somebody says, or who somebody is.
    """

    text: str
    language: str | None
    speakers: tuple[str, ...]
    choices: tuple[str, ...]
    subject: tuple[TermGroup, ...]
    asking: tuple[TermGroup, ...]
    wanted: TermGroup | None
    wants_speakers: bool
    of_speakers: bool


class Interpreter:
    """Turns what people type into questions."""

    def __init__(
        self,
        normaliser: Normaliser,
        analyzer: Analyzer,
        stopwords: Stopwords,
        directory: SpeakerDirectory,
        translator: Translator,
        weights: Mapping[Kind, float] = WEIGHTS,
    ) -> None:
        self._normaliser = normaliser
        self._analyzer = analyzer
        self._stopwords = stopwords
        self._directory = directory
        self._translator = translator
        self._biography = Biography()
        self._weights = weights

    def interpret(self, text: str) -> Question:
        """Raises QuestionError for a question that is empty or too long."""
        text = _askable(text)
        normal = self._normaliser.normal(text)
        analysed = self._analyzer.terms_of(text, normal)
        edges = self._analyzer.edges(normal)
        named = self._directory.named_in(Reading(text, normal, tuple(analysed), edges))
        names = {place for name in named for place in name.places}
        terms = [term for term in analysed if names.isdisjoint(range(term.start, term.end))]
        asking = [term for term in terms if self._stopwords.is_asking(term)]
        content = list(self._content(terms))
        plain = [term for term in content if not (named and self._biography.asks(term))]
        subject = list(self._groups(plain))
        if len(plain) < len(content):
            subject.append(TermGroup(self._biography.told))
        wanted = wanted_figures(normal.text)
        return Question(
            text=text,
            language=_language(terms) or _language(analysed),
            speakers=_unique(name.speakers[0] for name in named if len(name.speakers) == 1),
            choices=_unique(s for name in named if len(name.speakers) > 1 for s in name.speakers),
            subject=tuple(subject),
            asking=tuple(self._groups(asking)),
            wanted=TermGroup(wanted, is_word=False) if wanted else None,
            wants_speakers=self._stopwords.asks_who(normal.text),
            of_speakers=self._stopwords.asks_what_is_said(normal.text, terms)
            or self._stopwords.asks_who_is(terms),
        )

    def is_empty(self, term: Term) -> bool:
        """Whether a term says nothing about what a question, or a text, is about."""
        return self._stopwords.is_empty(term)

    def _content(self, terms: list[Term]) -> Iterator[Term]:
        """The terms that carry the subject; pieces of words only where the words do."""
        words = [t for t in terms if t.kind is Kind.WORD and not self._stopwords.is_empty(t)]
        carrying = {at for word in words for at in range(word.start, word.end)}
        for term in terms:
            if term.kind in (Kind.BIGRAM, Kind.CHARACTER):
                if carrying.issuperset(range(term.start, term.end)):
                    yield term
            elif term.kind is not Kind.FIGURE and not self._stopwords.is_empty(term):
                yield term

    def _groups(self, terms: list[Term]) -> Iterable[TermGroup]:
        """One group a term, and for an English one, one of its translations' characters."""
        groups: dict[str, TermGroup] = {}
        for term in terms:
            if term.kind is not Kind.LATIN and term.text not in groups:
                variants = {term.text: 1.0}
                if term.kind is Kind.NUMBER and term.text.isdecimal():
                    variants = number_forms(int(term.text))
                is_word = term.kind is Kind.WORD or term.kind is Kind.NUMBER
                groups[term.text] = TermGroup(variants, self._weights[term.kind], is_word)
        for found in self._translator.translate([t for t in terms if t.kind is Kind.LATIN]):
            groups[found.text] = TermGroup(found.variants, found.weight, found.weight == 1)
            if found.characters:
                weight = found.weight * self._weights[Kind.CHARACTER]
                groups[f"{found.text} by character"] = TermGroup(
                    found.characters, weight, is_word=False
                )
        return groups.values()


def _askable(text: str) -> str:
    """The text without what is around it, and without what is no character."""
    text = text.encode("utf-8", "replace").decode().strip()
    if not text:
        fault = "the question is empty; ask about something in the speeches"
        raise QuestionError(fault, "question-empty")
    if len(text) > LONGEST:
        fault = f"the question has {len(text)} characters; ask in at most {LONGEST}"
        raise QuestionError(fault, "question-long", longest=LONGEST)
    return text


def _language(terms: list[Term]) -> str | None:
    """The language to answer in: English where there are more English words than Chinese ones.

    None where there is no word of either, as in "2035".
    """
    if all(term.kind in (Kind.NUMBER, Kind.FIGURE) for term in terms):
        return None
    latin = sum(term.kind is Kind.LATIN for term in terms)
    chinese = {at for term in terms if term.kind is Kind.WORD for at in range(term.start, term.end)}
    return "en" if latin and latin >= len(chinese) / 2 else "zh"


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
