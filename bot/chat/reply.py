"""Answers and lists as messages, never more than Telegram takes."""

from bisect import bisect
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import Answerer
from bot.answering.wording import apology, credit, objection, place
from bot.chat.markup import ENTITIES, Markup, bold, clipped, joined, link, plain, quotation
from bot.corpus.speech import Passage, Source, Speech
from bot.errors import QuestionError
from bot.search.contents import Contents
from bot.texts import Texts, texts_in

_FIELD = 300
"""UTF-16 units of a name, role, title or source at most; a longer one is cut short."""

_CITATION = 256
"""UTF-16 units that a button may copy."""

_FIXED_ENTITIES = 3
"""Formatted parts of a passage besides its marked words: name, quotation, link."""


def response(answerer: Answerer, question: str, texts: Texts) -> Markup:
    """The answer to a question in its own language, or in `texts` why it cannot be asked."""
    try:
        answer = answerer.answer(question)
    except QuestionError as error:
        return plain(objection(error, answerer.contents, texts))
    return answer_message(answer, answerer.contents, texts_in(answer.language))


def answer_message(answer: Answer, contents: Contents, texts: Texts) -> Markup:
    """The passages of an answer, or what is said in their place; the last ones go if they must."""
    if answer.quotes:
        return passages_message(answer.quotes, texts)[0]
    return joined(plain(sentence) for sentence in apology(answer, contents, texts))


def passages_message(
    quotes: Sequence[Quote], texts: Texts, opening: str = ""
) -> tuple[Markup, int]:
    """The first passages below an opening sentence, as many as fit; and how many those are."""
    before = [plain(opening)] if opening else []
    cards = [card(quote, texts, len(quotes)) for quote in quotes]
    return _longest_that_fits(lambda count: joined([*before, *cards[:count]], "\n\n"), len(cards))


def citation(passage: Passage, texts: Texts) -> str:
    """Who said a passage, in which speech and where in it, and the source, in a line."""
    speaker = passage.speech.speaker or ""
    parts = (speaker, place(passage, texts), credit(passage.speech.source, texts))
    return clipped(texts("source-separator").join(filter(None, parts)), _CITATION)


def card(quote: Quote, texts: Texts, among: int = 1) -> Markup:
    """One passage: who said it, in which speech and where in it, the words, the source.

    `among` is how many of them share a message's formatted parts; a card alone always fits.
    """
    marks = ENTITIES // among - _FIXED_ENTITIES
    passage = quote.passage
    lines = [_who(passage.speech, texts)] if passage.speech.speaker else []
    lines.append(plain(clipped(place(passage, texts), _FIELD)))
    lines.append(quotation(_marked(passage.text, quote.highlights, marks)))
    lines.append(_source(passage.speech.source, texts))
    return joined(lines)


def speakers_message(contents: Contents, texts: Texts) -> Markup:
    """Who spoke, with role and title."""
    if not contents.spoken:
        return plain(texts("no-speakers"))
    entries = [_entry(speech, texts) for speech in contents.spoken[:ENTITIES]]

    def showing(count: int) -> Markup:
        rest = len(contents.spoken) - count
        more = [plain(texts("speakers-more", count=rest))] if rest else []
        return joined([plain(texts("speakers")), *entries[:count], *more], "\n\n")

    return _longest_that_fits(showing, len(entries))[0]


def _longest_that_fits(showing: Callable[[int], Markup], most: int) -> tuple[Markup, int]:
    """The message that shows as many of `most` things as fit, one at least; and how many."""
    whole = showing(most)
    if whole.fits:
        return whole, most
    fitting = max(1, bisect(range(1, most), False, key=lambda count: not showing(count).fits))
    return showing(fitting), fitting


def _who(speech: Speech, texts: Texts) -> Markup:
    name = bold(clipped(speech.speaker or "", _FIELD))
    if not speech.role:
        return name
    return name + plain(texts("source-separator") + clipped(speech.role, _FIELD))


def _entry(speech: Speech, texts: Texts) -> Markup:
    title = plain(texts("speech", title=clipped(speech.title, _FIELD)))
    return joined([_who(speech, texts), title])


def _source(source: Source, texts: Texts) -> Markup:
    words = clipped(credit(source, texts), _FIELD)
    if source.url and urlsplit(source.url).scheme in ("http", "https"):
        return link(words, source.url)
    return plain(words)


def _marked(text: str, highlights: Sequence[tuple[int, int]], marks: int) -> Markup:
    """A passage's text with at most `marks` of its matching words in bold, the longest first."""
    longest = sorted(highlights, key=lambda span: span[0] - span[1])[:marks]
    marked, at = Markup(), 0
    for start, end in sorted(longest):
        marked += plain(text[at:start]) + bold(text[start:end])
        at = end
    return marked + plain(text[at:])
