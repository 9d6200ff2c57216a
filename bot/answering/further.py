"""What goes on from an answer: what others say about it, more of it, the speech that it is from."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answer import Answer
from bot.answering.framing.frame import Kind as FrameKind
from bot.answering.phrases import shown_quotes
from bot.answering.question import Question
from bot.corpus.speech import Passage
from bot.search.contents import Contents


def passages_of(answer: Answer) -> list[Passage]:
    """The passages to go on from, those that are shown first."""
    if answer.frame == "outline":
        return [quote.passage for quote in answer.quotes[:1]]
    return [hit.passage for hit in answer.hits] or [quote.passage for quote in shown_quotes(answer)]


def further(
    frame: FrameKind, passages: Sequence[Passage], seen: int, contents: Contents
) -> list[Passage]:
    """What is left of an answer, of whose passages so many are seen, for "others" or for "more"."""
    return _others(passages, seen) if frame == "others" else _more(passages, seen, contents)


def _others(passages: Sequence[Passage], seen: int) -> list[Passage]:
    """Those by other speakers, the best of each first."""
    heard = {passage.speech.speaker for passage in passages[:seen]}
    left = [passage for passage in passages if passage.speech.speaker not in heard]
    firsts = {passage.speech.speaker: passage for passage in reversed(left)}.values()
    return sorted(left, key=lambda passage: passage not in firsts)


def _more(passages: Sequence[Passage], seen: int, contents: Contents) -> list[Passage]:
    """Those that are not seen; where there are none, how the one speech that it is from goes on."""
    speeches = {passage.speech.id for passage in passages}
    if len(passages) > seen or len(speeches) != 1:
        return list(passages[seen:])
    last = max(passage.number for passage in passages)
    return [each for each in contents.passages_of(speeches.pop()) if each.number > last]


def speaker_meant(question: Question, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Whose speech is wanted of a question that names nobody: that of the first passage."""
    named = question.speakers or question.choices or question.scope or question.excluded
    if question.frame not in ("speech", "outline") or named or not passages:
        return ()
    return tuple(filter(None, [passages[0].speech.speaker]))


def beginning_with(answer: Answer, speech_id: str) -> Answer:
    """The answer with what is of one speech before the rest."""
    quotes = sorted(answer.quotes, key=lambda quote: quote.passage.speech.id != speech_id)
    hits = sorted(answer.hits, key=lambda hit: hit.passage.speech.id != speech_id)
    return replace(answer, quotes=tuple(quotes), hits=tuple(hits))
