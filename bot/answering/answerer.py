"""Answers a question from the index: with passages, with a question back, or with a refusal."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from math import log1p
from time import perf_counter

from bot.answering.answer import Answer, Quote
from bot.answering.confidence import OF_SPEAKERS, Evidence, confidence, sureness
from bot.answering.highlights import joined, worth_marking
from bot.answering.question import Interpreter, Question
from bot.answering.topics import Topics
from bot.corpus.speech import Passage, Speech
from bot.errors import QuestionError
from bot.language.contraction import is_said_in_parts
from bot.language.terms import Analyzer
from bot.search.contents import Contents, passage_at
from bot.search.index import Hit, PassageIndex
from bot.search.query import Query, WordsCarried

PASSAGES = 3
"""Passages in an answer at most."""

_MOST = 10
"""Passages in all, of which an answer shows the first."""

CHOICES = 10
"""Speakers that an unclear name may mean, of whom each is shown with a passage, at most."""

_TRIED = 4
"""Words that are tried for each topic that is asked for, at most."""

CLOSE = 0.4
"""A passage joins the best one in an answer if it has at least this share of its score."""


class Answerer:
    """The one object that the terminal and the chat ask."""

    def __init__(
        self,
        interpreter: Interpreter,
        index: PassageIndex,
        analyzer: Analyzer,
        forums: Collection[str] = (),
    ) -> None:
        self._interpreter = interpreter
        self._index = index
        self._analyzer = analyzer
        self._forums = frozenset(forums)
        self._topics = Topics(analyzer, index, interpreter.is_empty)

    def within(self, forums: Collection[str]) -> "Answerer":
        """One that answers from these forums alone, given by their names; from all, if none are.

        Forums that are not there hold nothing.
        """
        if not forums:
            return self
        return type(self)(self._interpreter, self._index, self._analyzer, forums)

    @property
    def contents(self) -> Contents:
        """Everything that can be asked about."""
        everything = self._index.contents
        return everything.within(self._forums) if self._forums else everything

    def interpret(self, text: str) -> Question:
        """The question as it is understood.

        An unclear name means one of those who spoke at the forums that it is answered from.
        """
        question = self._interpreter.interpret(text)
        if not self._forums or not question.choices:
            return question
        there = {person.name for person in self.contents.people}
        choices = tuple(name for name in question.choices if name in there)
        if len(choices) > 1:
            return replace(question, choices=choices)
        meant = choices or question.choices
        return replace(question, choices=(), speakers=question.speakers + meant)

    def answer(self, text: str, passages: int = PASSAGES, speakers: tuple[str, ...] = ()) -> Answer:
        """The answer, with so many passages at most; of these speakers, whomever it names.

        Raises QuestionError for a question that is empty or too long.
        """
        started = perf_counter()
        question = self.interpret(text)
        if speakers:
            question = replace(question, speakers=speakers)
        answer = self._decide(question, passages)
        return replace(answer, elapsed_ms=(perf_counter() - started) * 1000)

    def sureness(self, answer: Answer) -> float:
        """How sure it is that the first passage answers a question even if the bot was not asked.

        The log-odds, as in `confidence`; 0 where no passage does. When somebody speaks is nothing
        that a speech tells.
        """
        if not answer.hits:
            return 0.0
        question, first = self.interpret(answer.question), answer.hits[0]
        if not question.subject:
            return 0.0 if question.wanted or not question.of_speakers else OF_SPEAKERS
        words = self._words_carried(self._index.query(question.subject, question.wanted), first)
        evidence = _evidence(first, words, named=bool(question.speakers))
        return sureness(evidence, words.distinct, of_speakers=question.of_speakers)

    def suggest(self, text: str) -> Answer:
        """As `answer`, where nobody can be asked back.

        An unclear name brings the best passage of each speaker that it may mean.
        """
        answer = self.answer(text)
        if answer.status != "clarify":
            return answer
        question = self.interpret(text)
        found = (self._hits(question, [name])[:1] for name in question.choices[:CHOICES])
        quotes = self._quotes(question, [hit for hits in found for hit in hits])
        return replace(answer, status="answered", quotes=quotes) if quotes else answer

    def rank(self, text: str, limit: int) -> Answer:
        """The `limit` best passages, however little they have to do with the question."""
        started = perf_counter()
        question = self.interpret(text)
        groups = question.subject or question.asking
        query = self._index.query(groups, question.wanted)
        hits = self._index.hits(query, question.speakers, limit, self._forums)
        quotes = tuple(Quote(hit.passage, (), hit.score) for hit in hits)
        elapsed = (perf_counter() - started) * 1000
        return Answer(
            text, question.language, "answered", question.speakers, quotes, elapsed_ms=elapsed
        )

    def quotes(self, references: Sequence[str], text: str | None) -> list[Quote]:
        """The passages that are still there, marked as answers to the question if it is known."""
        marked: Collection[str] = ()
        with suppress(QuestionError):
            question = self._interpreter.interpret(text or "")
            marked = worth_marking(question.subject or question.asking)
        everything = self._index.contents
        found = (passage_at(everything, reference) for reference in references)
        return [self._quote(passage, marked) for passage in found if passage]

    def topics(self, speech_id: str, most: int = 5) -> list[str]:
        """What a speech can be asked about: words of its own, the most characteristic first.

        Asked together with the speaker's name, each is answered with a passage of the speech. None
        where there is no such speech.
        """
        passages = self.contents.passages_of(speech_id)
        found: list[str] = []
        for word in islice(self._topics.of(passages), _TRIED * most):
            apart = not any(word in other or other in word for other in found)
            if len(found) < most and apart and self._leads_to(passages[0].speech, word):
                found.append(word)
        return found

    def _leads_to(self, speech: Speech, word: str) -> bool:
        """Whether a word, which is nobody's name, finds a speech if its speaker is named too."""
        question = self.interpret(word)
        if question.speakers or question.choices:
            return False
        hits = self._hits(question, [speech.speaker] if speech.speaker else [])
        return any(hit.passage.speech.id == speech.id for hit in hits[:PASSAGES])

    def _decide(self, question: Question, passages: int) -> Answer:
        refused = Answer(question.text, question.language, "refused", question.speakers)
        if question.choices and not question.speakers:
            return replace(refused, status="clarify", choices=question.choices)
        if not question.subject and not question.speakers:
            return refused
        hits = self._hits(question, question.speakers)
        if hits:
            quotes = self._quotes(question, hits[:passages])
            return replace(refused, status="answered", quotes=quotes, hits=tuple(hits))
        if not question.speakers or not question.subject:
            return refused
        others = (hit.passage.speech.speaker for hit in self._hits(question, ()))
        return replace(refused, choices=tuple(dict.fromkeys(filter(None, others))))

    def _hits(self, question: Question, speakers: Collection[str]) -> list[Hit]:
        """The passages that are sure enough to be shown."""
        if not question.subject:
            return self._without_subject(question, speakers)
        query = self._index.query(question.subject, question.wanted)
        hits = self._index.hits(query, speakers, _MOST, self._forums)
        named = bool(speakers)
        if not hits or self._confidence(query, hits[0], named=named) <= 0:
            return []
        if question.wants_speakers and not named:
            hits = _one_a_speaker(hits)
        return [hit for hit in hits if hit.score >= CLOSE * hits[0].score]

    def _confidence(self, query: Query, hit: Hit, *, named: bool) -> float:
        return confidence(_evidence(hit, self._words_carried(query, hit), named=named))

    def _words_carried(self, query: Query, hit: Hit) -> WordsCarried:
        """What a hit carries of the words of a query, of some of which it may say the parts."""
        unsaid = query.unsaid
        text = self._analyzer.normal(hit.passage.text) if unsaid else ""
        in_parts = frozenset(word for word in unsaid if is_said_in_parts(word, text))
        return query.words_carried(hit.place, in_parts)

    def _without_subject(self, question: Question, speakers: Collection[str]) -> list[Hit]:
        """For "what did she propose", where she proposes; for "who is she", how she begins."""
        query = self._index.query(question.asking)
        hits = self._index.hits(query, speakers, forums=self._forums)
        in_order = sorted(hits, key=lambda hit: hit.place)
        return in_order or self._index.of(speakers, _MOST, self._forums)

    def _quotes(self, question: Question, hits: Iterable[Hit]) -> tuple[Quote, ...]:
        wanted = worth_marking(question.subject or question.asking)
        return tuple(self._quote(hit.passage, wanted, hit.score) for hit in hits)

    def _quote(self, passage: Passage, wanted: Collection[str], score: float = 0.0) -> Quote:
        return Quote(passage, joined(self._analyzer.places(passage.text, wanted)), score)


def _evidence(hit: Hit, words: WordsCarried, *, named: bool) -> Evidence:
    return Evidence(hit.coverage, words.share, log1p(words.weight), words.unsaid, named)


def _one_a_speaker(hits: Sequence[Hit]) -> list[Hit]:
    """The best passage of each speaker; one that nobody is named for only if it comes first."""
    best: dict[str | None, Hit] = {hits[0].passage.speech.speaker: hits[0]}
    for hit in hits:
        if speaker := hit.passage.speech.speaker:
            best.setdefault(speaker, hit)
    return list(best.values())
