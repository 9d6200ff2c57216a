"""Answers questions from the index: with passages, a question back, or a refusal."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from time import perf_counter

from bot.answering.answer import Answer, Fact, Quote, joined, worth_marking
from bot.answering.facts import facts_about
from bot.answering.finding import Finder
from bot.answering.question import Interpreter, Question
from bot.answering.topics import Topics
from bot.corpus.speech import Passage, Speech
from bot.errors import QuestionError
from bot.language.terms import Analyzer
from bot.search.contents import Contents, passage_at
from bot.search.index import Hit, PassageIndex

PASSAGES = 3
"""Passages in an answer at most."""

CHOICES = 10
"""Speakers at most that an unclear name is shown to fit, each with a passage."""

_TRIED = 4
"""Words tried at most for each topic wanted."""


class Answerer:
    """Interprets and answers questions, for the terminal and the chat alike."""

    finder: type[Finder] = Finder

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
        self._finder = self.finder(index, analyzer)
        self._topics = Topics(analyzer, index, interpreter.is_empty)

    def within(self, forums: Collection[str]) -> "Answerer":
        """An answerer for these forums alone, given by name; for all if none are given.

        Forums that do not exist are empty.
        """
        if not forums:
            return self
        return type(self)(self._interpreter, self._index, self._analyzer, forums)

    @property
    def contents(self) -> Contents:
        """Everything it answers from."""
        everything = self._index.contents
        return everything.within(self._forums) if self._forums else everything

    def interpret(self, text: str) -> Question:
        """Interprets a question for the forums it answers from.

        An unclear name means one of those who spoke at them. Raises QuestionError for a question
        that is empty or too long.
        """
        question = self._interpreter.interpret(text)
        return self._here(question) if self._forums else question

    def _here(self, question: Question) -> Question:
        scope = question.scope
        if scope:
            scope = replace(scope, forums=tuple(f for f in scope.forums if f in self._forums))
        unscoped = self._here(question.unscoped) if question.unscoped else None
        question = replace(question, scope=scope, unscoped=unscoped)
        if not question.choices:
            return question
        choices = _there(question, self.contents)
        if len(choices) > 1:
            return replace(question, choices=choices)
        meant = choices or question.choices
        return replace(question, choices=(), speakers=question.speakers + meant)

    def answer(self, text: str, passages: int = PASSAGES) -> Answer:
        """Answers with so many passages at most; raises as `interpret`."""
        started = perf_counter()
        answer = self.reply(self.interpret(text), passages)
        return replace(answer, elapsed_ms=(perf_counter() - started) * 1000)

    def reply(
        self, question: Question, passages: int = PASSAGES, *, others: bool = False
    ) -> Answer:
        """Answers an interpreted question, with what `others` say if it is about somebody."""
        answer = self._decide(question, passages)
        return replace(answer, others=self._others(question, answer)) if others else answer

    def unprompted_confidence(self, question: Question, answer: Answer) -> float:
        """The log-odds that the first passage answers a question that nobody put to the bot.

        0 if there is no passage. See `confidence.unprompted_confidence`.
        """
        return self._finder.unprompted_confidence(question, answer.hits[0]) if answer.hits else 0.0

    def suggest(self, text: str) -> Answer:
        """Answers without asking back: an unclear name gets each speaker's best passage."""
        question = self.interpret(text)
        answer = self.reply(question)
        if answer.status != "clarify":
            return answer
        found = (self._hits(question, [name])[:1] for name in question.choices[:CHOICES])
        quotes = self._quotes(question, [hit for hits in found for hit in hits])
        return replace(answer, status="answered", quotes=quotes) if quotes else answer

    def rank(self, text: str, limit: int) -> Answer:
        """Ranks without refusing: the `limit` best passages, however weak."""
        started = perf_counter()
        question = self.interpret(text)
        hits = self._finder.ranked(question, limit, self._within(question))
        quotes = tuple(Quote(hit.passage, (), hit.score) for hit in hits)
        elapsed = (perf_counter() - started) * 1000
        return Answer(
            text, question.language, "answered", question.speakers, quotes, elapsed_ms=elapsed
        )

    def quotes(self, references: Sequence[str], text: str | None) -> list[Quote]:
        """The passages that still exist, with the words of the question marked if it is known."""
        marked: Collection[str] = ()
        with suppress(QuestionError):
            question = self._interpreter.interpret(text or "")
            marked = worth_marking(question.subject or question.asking)
        everything = self._index.contents
        found = (passage_at(everything, reference) for reference in references)
        return [self._quote(passage, marked) for passage in found if passage]

    def topics(self, speech_id: str, most: int = 5) -> list[str]:
        """The topics of a speech: its most characteristic words, the best first.

        Each, asked with the speaker's name, is answered with a passage of the speech.
        """
        passages = self.contents.passages_of(speech_id)
        found: list[str] = []
        for word in islice(self._topics.of(passages), _TRIED * most):
            apart = not any(word in other or other in word for other in found)
            if len(found) < most and apart and self._leads_to(passages[0].speech, word):
                found.append(word)
        return found

    def _leads_to(self, speech: Speech, word: str) -> bool:
        """Whether a word that is no name finds the speech when its speaker is named too."""
        question = self.interpret(word)
        if question.speakers or question.choices:
            return False
        hits = self._hits(question, [speech.speaker] if speech.speaker else [])
        return any(hit.passage.speech.id == speech.id for hit in hits[:PASSAGES])

    def _decide(self, question: Question, passages: int) -> Answer:
        match question.frame:
            case "facts" if not question.scope or question.scope.forums:
                return self._facts(question)
            case "passage" | "said" | "speech" | "outline":
                return self._of_somebody(question, passages)
            case _:
                return _refusal(question)

    def _of_somebody(self, question: Question, passages: int) -> Answer:
        """Answers a question on a subject or about somebody; asks back if a name is unclear."""
        if question.scope and not question.scope.forums:
            return self._beyond(question)
        question = self._settled(question)
        if question.choices and not question.speakers:
            return replace(_refusal(question), status="clarify", choices=question.choices)
        if question.frame == "passage":
            return self._passages(question, passages)
        return self._speech(question, passages)

    def _settled(self, question: Question) -> Question:
        """Resolves an unclear name if only one of its speakers talks about the subject."""
        if question.scope and question.choices:
            choices = _there(question, self.contents.within(question.scope.forums))
            question = replace(question, choices=choices or question.choices)
            if len(choices) == 1 and not question.speakers:
                return replace(question, choices=(), speakers=choices)
        if question.speakers or not question.subject or question.frame != "passage":
            return question
        speaking = tuple(name for name in question.choices if self._hits(question, [name]))
        return replace(question, speakers=speaking) if len(speaking) == 1 else question

    def _passages(self, question: Question, passages: int) -> Answer:
        if not (question.subject or question.speakers or question.excluded):
            return _refusal(question)
        found = self._finder.answering(question, question.speakers, self._within(question))
        if found.hits:
            return replace(
                _refusal(question),
                status="answered",
                quotes=self._quotes(question, found.hits[:passages]),
                hits=tuple(found.hits),
            )
        if question.scope:
            if question.unscoped and self._says(question.unscoped, question.scope.signs):
                return self._decide(question.unscoped, passages)
            return self._beyond(question)
        return self._almost(question, found.closest)

    def _others(self, question: Question, answer: Answer) -> tuple[Hit, ...]:
        """What other speakers say on the same subject, the best first."""
        if answer.frame != "passage" or not (answer.speakers and answer.hits and question.subject):
            return ()
        hits = self._hits(replace(question, wants_speakers=True), ())
        return tuple(hit for hit in hits if hit.passage.speech.speaker not in answer.speakers)

    def _says(self, question: Question, signs: Sequence[str]) -> bool:
        """Whether the best answer has one of these words, which are no scope then."""
        best = self._hits(question, question.speakers)[:1]
        texts = [self._analyzer.normal(hit.passage.text) for hit in best]
        return any(sign in text for sign in signs for text in texts)

    def _almost(self, question: Question, closest: Hit | None) -> Answer:
        """A refusal, with the closest passage and who else talks about the subject.

        What may be a mere remark is taken for one.
        """
        if question.is_remark:
            return replace(_refusal(question), frame="nothing")
        shown = self._quotes(question, [closest])[0] if closest else None
        others = self._hits(question, ()) if question.speakers and question.subject else []
        speakers = _unique(hit.passage.speech.speaker for hit in others)
        return replace(_refusal(question), closest=shown, choices=speakers)

    def _beyond(self, question: Question) -> Answer:
        """A refusal that names the other forums at which the subject came up."""
        hits = self._hits(replace(question, scope=None), question.speakers)
        forums = _unique(hit.passage.speech.folder for hit in hits)
        return replace(_refusal(question), beyond=forums)

    def _facts(self, question: Question) -> Answer:
        """Answers with facts about the forums."""
        refused = _refusal(question)
        forums = question.scope.forums if question.scope else ()
        contents = self.contents.within(forums) if forums else self.contents
        facts, quotes = facts_about(contents, question.facts, question.excluded)
        if not facts:
            return replace(refused, facts=(Fact("fact-unknown"),))
        return replace(refused, status="answered", facts=tuple(facts), quotes=tuple(quotes))

    def _speech(self, question: Question, passages: int) -> Answer:
        """Answers with whole speeches, the latest first."""
        refused = _refusal(question)
        if not question.speakers:
            people = (person.name for person in self.contents.people)
            choices = tuple(name for name in people if name not in question.excluded)
            return replace(refused, status="clarify", choices=choices)
        hits = self._finder.speeches(question.speakers, self._within(question))
        if not hits:
            return self._beyond(question)
        shown = hits[:passages] if question.frame == "said" else hits
        quotes = tuple(self._quote(hit.passage, ()) for hit in shown)
        return replace(refused, status="answered", quotes=quotes, hits=tuple(hits))

    def _within(self, question: Question) -> Collection[str]:
        """The forums to search; empty means all."""
        return question.scope.forums if question.scope else self._forums

    def _hits(self, question: Question, speakers: Collection[str]) -> list[Hit]:
        return self._finder.answering(question, speakers, self._within(question)).hits

    def _quotes(self, question: Question, hits: Iterable[Hit]) -> tuple[Quote, ...]:
        wanted = worth_marking(question.subject or question.asking)
        return tuple(self._quote(hit.passage, wanted, hit.score) for hit in hits)

    def _quote(self, passage: Passage, wanted: Collection[str], score: float = 0.0) -> Quote:
        return Quote(passage, joined(self._analyzer.places(passage.text, wanted)), score)


def _there(question: Question, contents: Contents) -> tuple[str, ...]:
    """The speakers an unclear name may mean, if they spoke there."""
    people = {person.name for person in contents.people}
    return tuple(name for name in question.choices if name in people)


def _refusal(question: Question) -> Answer:
    return Answer(
        question.text,
        question.language,
        "refused",
        question.speakers,
        frame=question.frame,
        scope=question.scope,
        excluded=question.excluded,
    )


def _unique(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))
