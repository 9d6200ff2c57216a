"""Interprets a question: its language, the speakers it names, and the terms of its subject."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bot.answering.framing.clauses import questions
from bot.answering.framing.frame import Frame, FrameReader
from bot.answering.framing.frame import Kind as FrameKind
from bot.answering.framing.scope import Scope
from bot.answering.framing.sketch import Sketch, Span
from bot.answering.speakers.directory import SpeakerDirectory
from bot.answering.speakers.parsed_question import ParsedQuestion
from bot.errors import QuestionError
from bot.language.normal import Normaliser
from bot.language.quantities import number_forms, wanted_figures
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Kind, Term
from bot.language.translation import Translator
from bot.language.word_lists import read_words
from bot.search.query import TermGroup

_FOLDER = Path(__file__).parent / "biography"


class Biography:
    """Recognises questions about somebody's life; `terms` are those that speak of a life."""

    def __init__(self) -> None:
        self._asked = read_words(_FOLDER / "asked.txt")
        self.terms = dict.fromkeys(sorted(read_words(_FOLDER / "life.txt")), 1.0)

    def asks(self, term: Term) -> bool:
        """Whether a word of a question only asks what somebody was and did."""
        return term.word in self._asked


LONGEST = 4096
"""Characters of a question at most: what a Telegram message holds."""

_CLAUSES = 12
"""Clauses of a question that are searched one by one, at most."""

WEIGHTS: Mapping[Kind, float] = {
    Kind.WORD: 1.0,
    Kind.NUMBER: 1.0,
    Kind.BIGRAM: 0.5,
    Kind.CHARACTER: 0.7,
}
"""How much a term of each kind counts: pieces of words less than words."""

_WHOLE = (Kind.WORD, Kind.LATIN, Kind.NUMBER)

_BESIDE = 0.2
"""How much a Chinese term counts that carries no subject."""

_LIGHT = 0.4
"""How much a word counts that goes with anything."""

_ALONE, _AMONG_OTHERS = 1.5, 0.5
"""The weight of a word in letters exactly as it is written, asked for alone or with others."""


@dataclass(frozen=True, slots=True)
class Question:
    """An interpreted question.

    - `language`: None where no word has one ("2035")
    - `frame`, `facts`: what is asked for, and which facts
    - `speakers`, `excluded`: those it names, as the corpus spells them, and those it leaves out
    - `choices`: the speakers that an unclear name may mean
    - `scope`: the forums it is about; `unscoped`: the question if that is part of the subject
    - `subject`: the terms to look for; `parts`: those of each question, where there are several
    - `asking`: the words that only ask, for a question without a subject ("what did she propose")
    - `beside`: the other words, which count a little: the same thing is often said the same way
    - `wanted`: a figure or a date that is asked for
    - `of_forums`: asks what was said at a forum; `of_speakers`: asks what somebody says or is
    - `wants_speakers`: asks who spoke; `is_remark`: may be no question at all
    - `sketch`: the analysed text
    """

    text: str
    sketch: Sketch
    language: str | None
    frame: FrameKind
    facts: tuple[str, ...]
    speakers: tuple[str, ...]
    excluded: tuple[str, ...]
    choices: tuple[str, ...]
    scope: Scope | None
    subject: tuple[TermGroup, ...]
    parts: tuple[tuple[TermGroup, ...], ...]
    asking: tuple[TermGroup, ...]
    beside: tuple[TermGroup, ...]
    wanted: TermGroup | None
    of_forums: bool
    is_remark: bool
    wants_speakers: bool
    of_speakers: bool
    unscoped: "Question | None" = None

    def asked_of(self, speakers: tuple[str, ...]) -> "Question":
        """The same question, asked of these speakers, whomever it names."""
        unscoped = self.unscoped.asked_of(speakers) if self.unscoped else None
        return replace(self, speakers=speakers, unscoped=unscoped)

    def asked_everywhere(self) -> "Question":
        """The same question, asked of all forums, whichever it is about."""
        return replace(self, scope=None)


class Interpreter:
    """Interprets what people type."""

    def __init__(
        self,
        normaliser: Normaliser,
        analyzer: Analyzer,
        stopwords: Stopwords,
        directory: SpeakerDirectory,
        translator: Translator,
        frames: FrameReader,
        weights: Mapping[Kind, float] = WEIGHTS,
    ) -> None:
        self._normaliser = normaliser
        self._analyzer = analyzer
        self._stopwords = stopwords
        self._directory = directory
        self._translator = translator
        self._frames = frames
        self._biography = Biography()
        self._weights = weights

    def interpret(self, text: str) -> Question:
        """Raises QuestionError for a question that is empty or too long."""
        text = _askable(text)
        normal = self._normaliser.normal(text)
        analysed = self._analyzer.terms_of(text, normal)
        reading = ParsedQuestion(text, normal, tuple(analysed), self._analyzer.edges(normal))
        named = self._directory.named_in(reading)
        sketch = Sketch.of(reading, named, self._analyzer, self._stopwords)
        return self._question(self._frames.frame(sketch))

    def is_empty(self, term: Term) -> bool:
        """Whether a term says nothing about the subject of a question or a text."""
        return self._stopwords.is_empty(term)

    def _question(self, frame: Frame) -> Question:
        sketch, reading = frame.sketch, frame.sketch.reading
        meant = [
            tuple(s for s in name.speakers if s not in frame.excluded) for name in sketch.named
        ]
        names = {place for name in sketch.named for place in name.places}
        terms = [t for t in reading.terms if names.isdisjoint(t.places)]
        subject = self._subject(sketch)
        wanted = wanted_figures(sketch.text)
        return Question(
            text=reading.source,
            sketch=sketch,
            language=_language(terms) or _language(list(reading.terms)),
            frame=frame.kind,
            facts=frame.facts,
            speakers=_unique(speakers[0] for speakers in meant if len(speakers) == 1),
            excluded=frame.excluded,
            choices=_unique(s for speakers in meant if len(speakers) > 1 for s in speakers),
            scope=frame.scope,
            subject=subject,
            parts=self._each(sketch, questions(sketch)),
            asking=() if subject else self._asking(terms),
            beside=tuple(self._beside(sketch, subject)) if subject else (),
            wanted=TermGroup(wanted, is_word=False) if wanted else None,
            of_forums=frame.of_forums or bool(frame.excluded),
            is_remark=frame.is_remark,
            wants_speakers=self._stopwords.asks_who(reading.normal.text),
            of_speakers=self._stopwords.asks_what_is_said(reading.normal.text, terms)
            or self._stopwords.asks_who_is(terms),
            unscoped=self._question(frame.unscoped) if frame.unscoped else None,
        )

    def _subject(self, sketch: Sketch, within: Span | None = None) -> tuple[TermGroup, ...]:
        """The terms to look for; for somebody's life, those that speak of a life.

        None where a name stands beside words that go with anything: "what were 刘晖's measures".
        """
        content = sketch.content(within)
        if not sketch.has_names:
            return tuple(self._groups(content))
        plain = [term for term in content if not self._biography.asks(term)]
        subject = list(self._groups(plain)) if self._telling(plain) else []
        if len(plain) < len(content):
            subject.append(TermGroup(self._biography.terms, together=True))
        return tuple(subject)

    def _asking(self, terms: Iterable[Term]) -> tuple[TermGroup, ...]:
        return tuple(self._groups([term for term in terms if self._stopwords.is_asking(term)]))

    def _beside(self, sketch: Sketch, subject: Iterable[TermGroup]) -> Iterable[TermGroup]:
        """A group for each term that is not in the subject already."""
        looked_for = {next(iter(group.variants)) for group in subject}
        kinds = {term.text: term.kind for term in sketch.rest if term.text not in looked_for}
        for text, kind in kinds.items():
            yield TermGroup({text: 1.0}, _BESIDE * self._weights[kind], is_word=False)

    def _each(self, sketch: Sketch, spans: Iterable[Span]) -> tuple[tuple[TermGroup, ...], ...]:
        """The subjects of the first clauses; none where only one has a subject."""
        first = list(islice(spans, _CLAUSES))
        if len(first) < 2:
            return ()
        subjects = tuple(filter(None, (self._subject(sketch, span) for span in first)))
        return subjects if len(subjects) > 1 else ()

    def _groups(self, terms: list[Term]) -> Iterable[TermGroup]:
        """A group for each term with its synonyms or translations, and for their characters."""
        light = self._light(terms)
        synonyms = self._translator.synonyms(terms)
        explained = self._translator.explained(terms)
        groups: dict[str, TermGroup] = {
            name: TermGroup({name: 1.0, **english}, by_sound=True)
            for name, english in explained.names.items()
        }
        for term in terms:
            if term.kind is not Kind.LATIN and term.text not in groups.keys() | explained.within:
                own = {**synonyms.get(term.text, {}), **explained.words.get(term.text, {})}
                variants = {term.text: 1.0, **own}
                if term.kind is Kind.NUMBER and term.text.isdecimal():
                    variants = number_forms(int(term.text))
                is_word = term.kind is Kind.WORD or term.kind is Kind.NUMBER
                weight = self._weights[term.kind] * (_LIGHT if term in light else 1.0)
                groups[term.text] = TermGroup(variants, weight, is_word)
        latin = [term for term in terms if term.kind is Kind.LATIN]
        to_the_letter = _ALONE if len(latin) == 1 else _AMONG_OTHERS
        light_stems = {term.text for term in light}
        for found in self._translator.translate(latin):
            share = _LIGHT if found.text in light_stems else 1.0
            weight = share * found.weight
            variants = {**found.variants, **found.synonyms, **found.variants}
            groups[found.text] = TermGroup(variants, weight, found.weight == 1, found.by_sound)
            if found.letters:
                letters = dict.fromkeys(found.letters, 1.0)
                groups[found.letters[0]] = TermGroup(letters, to_the_letter * weight, is_word=False)
            if found.characters:
                weight = found.weight * self._weights[Kind.CHARACTER]
                groups[f"{found.text} by character"] = TermGroup(
                    found.characters, weight, is_word=False
                )
        return groups.values()

    def _light(self, terms: Sequence[Term]) -> AbstractSet[Term]:
        """The words that say little beside the others, and their pieces; none if all are such."""
        telling = self._telling(terms)
        return {term for term in terms if telling and telling.isdisjoint(term.places)}

    def _telling(self, terms: Iterable[Term]) -> AbstractSet[int]:
        """The positions of the words that do not go with anything, nor consist of such as do."""
        words = [term for term in terms if term.kind in _WHOLE]
        little = {at for term in words if self._stopwords.is_light(term) for at in term.places}
        return {at for term in words if not little.issuperset(term.places) for at in term.places}


def _askable(text: str) -> str:
    """Strips a text, and replaces lone surrogates; raises QuestionError if it cannot be asked."""
    text = text.encode("utf-8", "replace").decode().strip()
    if not text:
        fault = "the question is empty; ask about something in the speeches"
        raise QuestionError(fault, "question-empty")
    if len(text) > LONGEST:
        fault = f"the question has {len(text)} characters; ask in at most {LONGEST}"
        raise QuestionError(fault, "question-long", longest=LONGEST)
    return text


def _language(terms: list[Term]) -> str | None:
    """English if the English words prevail, else Chinese; None without words ("2035")."""
    if all(term.kind in (Kind.NUMBER, Kind.FIGURE) for term in terms):
        return None
    latin = sum(term.kind is Kind.LATIN for term in terms)
    chinese = {at for term in terms if term.kind is Kind.WORD for at in term.places}
    return "en" if latin and latin >= len(chinese) / 2 else "zh"


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
