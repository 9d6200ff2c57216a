"""What is said around the passages of an answer, or in their place."""

from collections.abc import Iterator, Sequence

from bot.answering.answer import Answer
from bot.corpus.speech import Passage, Source, Speech
from bot.errors import QuestionError
from bot.search.contents import Contents
from bot.texts import Texts

_NAMES = 10
_TITLES = 3
"""Names, and titles, in one sentence at most."""


def names(listed: Sequence[str], texts: Texts, most: int = _NAMES) -> str:
    """Names as a list to read, cut short where there are very many."""
    shown = texts("list-separator").join(listed[:most])
    return texts("list-more", names=shown) if len(listed) > most else shown


def apology(answer: Answer, contents: Contents, texts: Texts) -> list[str]:
    """The sentences of an answer without passages; `contents` are what could be asked about."""
    if answer.status == "clarify":
        return [texts("clarify", speakers=names(answer.choices, texts))]
    if not answer.speakers:
        return [texts("refused"), *_offers(contents, texts)]
    sentences = [texts("refused-speakers", speakers=names(answer.speakers, texts))]
    if answer.choices:
        sentences.append(texts("others", speakers=names(answer.choices, texts)))
    return sentences


def _offers(contents: Contents, texts: Texts) -> Iterator[str]:
    """What can be asked about instead: the speakers, and some of the titles."""
    speakers = [person.name for person in contents.people]
    if speakers:
        yield texts("offer", speakers=names(speakers, texts))
    speeches = contents.spoken or contents.speeches
    titles = [texts("speech", title=speech.title) for speech in speeches[: _TITLES + 1]]
    if titles:
        yield texts("offer-titles", titles=names(titles, texts, _TITLES))


def objection(error: QuestionError, contents: Contents, texts: Texts) -> str:
    """Why a question cannot be asked, with one that can."""
    return texts(error.key, example=example(contents, texts), **error.values)


def example(contents: Contents, texts: Texts) -> str:
    """A question that the contents answer."""
    if contents.people:
        return texts("example", speaker=contents.people[0].name)
    return texts("example-title", title=contents.speeches[0].title if contents.speeches else "")


def headline(speech: Speech, texts: Texts) -> str:
    """Who gave a speech, in which role; its title where nobody is named."""
    if not speech.speaker:
        return texts("speech", title=speech.title)
    return texts("source-separator").join(filter(None, (speech.speaker, speech.role)))


def place(passage: Passage, texts: Texts) -> str:
    """Which speech a passage is from, and where in it the passage stands."""
    title = texts("speech", title=passage.speech.title)
    spot = texts("place", number=passage.number, total=passage.total)
    return texts("source-separator").join((title, spot))


def credit(source: Source, texts: Texts) -> str:
    """Where a speech was published."""
    parts = (source.forum, source.publisher, source.date)
    return texts("source", source=texts("source-separator").join(filter(None, parts)))
