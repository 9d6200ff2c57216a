"""What is said around the passages of an answer, or in their place."""

from collections.abc import Iterator, Sequence

from bot.answering.answer import Answer
from bot.corpus.speech import Passage, Source, Speech
from bot.errors import QuestionError
from bot.texts import Texts

_NAMES = 10
_TITLES = 3
"""Names, and titles, in one sentence at most."""


def names(listed: Sequence[str], texts: Texts, most: int = _NAMES) -> str:
    """Names as a list to read, cut short where there are very many."""
    shown = texts("list-separator").join(listed[:most])
    return texts("list-more", names=shown) if len(listed) > most else shown


def apology(answer: Answer, speeches: Sequence[Speech], texts: Texts) -> list[str]:
    """The sentences of an answer without passages; `speeches` are all that could be asked about."""
    if answer.status == "clarify":
        return [texts("clarify", speakers=names(answer.choices, texts))]
    if not answer.speakers:
        return [texts("refused"), *_offers(speeches, texts)]
    sentences = [texts("refused-speakers", speakers=names(answer.speakers, texts))]
    if answer.choices:
        sentences.append(texts("others", speakers=names(answer.choices, texts)))
    return sentences


def _offers(speeches: Sequence[Speech], texts: Texts) -> Iterator[str]:
    """What can be asked about instead: the speakers, and some of the titles."""
    speakers = list(dict.fromkeys(s.speaker for s in speeches if s.speaker))
    if speakers:
        yield texts("offer", speakers=names(speakers, texts))
    titles = [texts("speech", title=s.title) for s in speeches if s.speaker or not speakers]
    if titles:
        yield texts("offer-titles", titles=names(titles, texts, _TITLES))


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
