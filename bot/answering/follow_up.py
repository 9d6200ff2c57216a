"""Questions that follow an answer: the same of its speaker, what others say, or more of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import PASSAGES, Answerer
from bot.answering.phrases import shown_quotes
from bot.answering.question import Question
from bot.corpus.speech import Passage
from bot.search.contents import Contents, passage_at, reference_to


@dataclass(frozen=True, slots=True)
class Previous:
    """An answer that a question may follow: its passages, what others say, and whom it is about.

    They are references, since few follow-ups need the passages themselves: to all that answered,
    those that were shown first.
    """

    passages: Sequence[str]
    others: Sequence[str] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An answer, and the question as it was interpreted.

    `narrowing` is "meant" where the speakers of the previous answer were meant, and "further" where
    the answer continues the previous one: then `left` are all passages that this had left.
    """

    question: Question
    answer: Answer
    narrowing: Literal["", "meant", "further"] = ""
    left: Sequence[Passage] = ()

    def as_previous(self) -> Previous | None:
        """The answer for the next question to follow; None where it has no passages."""
        passages = tuple(map(reference_to, self.left or passages_of(self.answer)))
        others = tuple(reference_to(hit.passage) for hit in self.answer.others)
        return Previous(passages, others) if passages else None


def follow_up(
    answerer: Answerer, text: str, previous: Previous | None, passages: int = PASSAGES
) -> FollowUp:
    """Answers a question that may follow a previous answer, with so many passages at most.

    Raises QuestionError for a question that is empty or too long.
    """
    question = answerer.interpret(text)
    if previous and question.frame in ("others", "more"):
        return _continued(question, previous, answerer.contents, passages)
    shown = _existing(previous.passages[:1], answerer.contents) if previous else []
    if speakers := speaker_meant(question, shown):
        answer = answerer.reply(question.asked_of(speakers), passages, others=True)
        return FollowUp(question, beginning_with(answer, shown[0].speech.id))
    meant = previous.speakers if previous and not _is_complete(question) else ()
    asked = question.asked_of(meant) if meant else question
    answer = answerer.reply(asked, passages, others=True)
    return FollowUp(question, answer, "meant" if meant else "")


def passages_of(answer: Answer) -> list[Passage]:
    """All passages of an answer, those that are shown first."""
    if answer.frame == "outline":
        return [quote.passage for quote in answer.quotes[:1]]
    return [hit.passage for hit in answer.hits] or [quote.passage for quote in shown_quotes(answer)]


def speaker_meant(question: Question, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Whose speech is wanted of a question that names nobody: that of the first passage."""
    named = question.speakers or question.choices or question.scope or question.excluded
    if question.frame not in ("speech", "outline") or named or not passages:
        return ()
    return tuple(filter(None, [passages[0].speech.speaker]))


def beginning_with(answer: Answer, speech_id: str) -> Answer:
    """The answer with the passages of one speech before the rest."""
    quotes = sorted(answer.quotes, key=lambda quote: quote.passage.speech.id != speech_id)
    hits = sorted(answer.hits, key=lambda hit: hit.passage.speech.id != speech_id)
    return replace(answer, quotes=tuple(quotes), hits=tuple(hits))


def further(
    question: Question, previous: Previous, seen: int, contents: Contents
) -> Sequence[Passage]:
    """The passages that a question for "others" or "more" asks for, after so many were seen.

    Others are passages by other speakers, the best of each first. Where an answer has no more, the
    speech that all of it is from continues.
    """
    passages = _existing(previous.passages, contents)
    if question.frame == "others":
        heard = {passage.speech.speaker for passage in passages[:seen]}
        every = (*passages, *_existing(previous.others, contents))
        left = [passage for passage in every if passage.speech.speaker not in heard]
        firsts = {passage.speech.speaker: passage for passage in reversed(left)}.values()
        return sorted(left, key=lambda passage: passage not in firsts)
    speeches = {passage.speech.id for passage in passages}
    if len(passages) > seen or len(speeches) != 1:
        return passages[seen:]
    last = max(passage.number for passage in passages)
    return [each for each in contents.passages_of(speeches.pop()) if each.number > last]


def _continued(
    question: Question, previous: Previous, contents: Contents, passages: int
) -> FollowUp:
    left = further(question, previous, passages, contents)
    quotes = tuple(Quote(passage, (), 0.0) for passage in left[:passages])
    answer = Answer(
        question.text, question.language, "answered", quotes=quotes, frame=question.frame
    )
    return FollowUp(question, answer, "further", left)


def _existing(references: Sequence[str], contents: Contents) -> list[Passage]:
    found = (passage_at(contents, reference) for reference in references)
    return [passage for passage in found if passage]


def _is_complete(question: Question) -> bool:
    """Whether a question says itself whom it is about, or is about nobody."""
    names = question.speakers or question.choices or question.excluded or question.wants_speakers
    framed = question.frame in ("facts", "help", "settings", "nothing")
    return bool(names) or question.scope is not None or framed
