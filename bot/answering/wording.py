"""What is said around the passages of an answer, or in their place."""

from collections.abc import Sequence
from itertools import islice

from bot.answering.answer import Answer
from bot.corpus.speech import Passage, Source, Speech
from bot.errors import QuestionError
from bot.texts import Texts

_NAMES = 10
"""Names in one sentence at most."""


def names(speakers: Sequence[str], texts: Texts) -> str:
    """Speakers as a list to read, cut short where there are very many."""
    shown = texts("list-separator").join(islice(speakers, _NAMES))
    return f"{shown}……" if len(speakers) > _NAMES else shown


def apology(answer: Answer, speakers: Sequence[str], texts: Texts) -> list[str]:
    """The sentences of an answer without passages; `speakers` are all that could be asked."""
    if answer.status == "clarify":
        return [texts("clarify", speakers=names(answer.choices, texts))]
    if not answer.speakers:
        offer = [texts("offer", speakers=names(speakers, texts))] if speakers else []
        return [texts("refused"), *offer]
    sentences = [texts("refused-speakers", speakers=names(answer.speakers, texts))]
    if answer.choices:
        sentences.append(texts("others", speakers=names(answer.choices, texts)))
    return sentences


def objection(error: QuestionError, speeches: Sequence[Speech], texts: Texts) -> str:
    """Why a question cannot be asked, with one that can."""
    return texts(error.key, example=example(speeches, texts), **error.values)


def example(speeches: Sequence[Speech], texts: Texts) -> str:
    """A question that these speeches answer."""
    speaker = next((speech.speaker for speech in speeches if speech.speaker), None)
    if speaker:
        return texts("example", speaker=speaker)
    return texts("example-title", title=speeches[0].title if speeches else "")


def place(passage: Passage, texts: Texts) -> str:
    """Which speech a passage is from, and where in it the passage stands."""
    title = texts("speech", title=passage.speech.title)
    spot = texts("place", number=passage.number, total=passage.total)
    return texts("source-separator").join((title, spot))


def credit(source: Source, texts: Texts) -> str:
    """Where a speech was published."""
    parts = (source.forum, source.publisher, source.date)
    return texts("source", source=texts("source-separator").join(filter(None, parts)))
