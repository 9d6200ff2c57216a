"""A whole speech, in pages, and its outline."""

from bisect import bisect
from collections.abc import Sequence

from bot.answering.answer import Quote
from bot.answering.phrases import scope_line, topic_lines
from bot.chat.messages.buttons import LEAF, speech_button, speech_buttons, turning_buttons
from bot.chat.messages.cards import FIELD, longest_that_fits, source_line, who
from bot.chat.messages.post import Markup, Post, Row, Venue, bold, clipped, joined, plain, units
from bot.chat.messages.refusal import widening
from bot.corpus.speech import Passage, Speech
from bot.database.answers import Narrowing
from bot.search.contents import Contents, short_id
from bot.texts import Texts

_PAGE = 2400
"""UTF-16 units of a page's passages, if there is more than one: two screens of a phone."""

_SPEECHES = 8
"""Speeches that have a button at most."""


def speech_post(passages: Sequence[Passage], number: int, texts: Texts) -> Post:
    """The page of a speech with the passage `number`; `passages` are all of the speech."""
    pages = _pages(passages)
    at = max(0, bisect([page[0].number for page in pages], number) - 1)
    later = pages[at + 1 :]
    before = pages[at - 1][0].number if at else None
    after = later[0][0].number if later else None
    data = f"{LEAF}{short_id(passages[0].speech)}:"
    turning = turning_buttons(data, before, after, sum(map(len, later)), texts)
    return Post(_page(pages[at], texts), (turning,))


def first_page(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages of a speech that its first page shows."""
    return _pages(passages)[0]


def asked_speech_post(
    quotes: Sequence[Quote], contents: Contents, texts: Texts, venue: Venue, narrowing: Narrowing
) -> Post:
    """The first of the speeches of some passages, with buttons to its pages and to the others.

    In a group it is one page only.
    """
    passages = contents.passages_of(quotes[0].passage.speech.id)
    post = speech_post(passages, 1, texts)
    (turning,) = post.rows
    if turning and not venue.private:
        turning = (speech_button(passages[0], texts("button-speech"), venue),)
    markup = joined([*_scope(quotes, narrowing, texts), post.markup], "\n\n")
    return Post(markup, (turning, *_others(quotes, texts, venue), widening(narrowing, texts)))


def outline_post(
    quotes: Sequence[Quote], contents: Contents, texts: Texts, venue: Venue, narrowing: Narrowing
) -> Post:
    """The first sentences of the passages of a speech, as many as fit."""
    passages = contents.passages_of(quotes[0].passage.speech.id)
    speech = passages[0].speech
    head = joined([_head(speech, texts), plain(texts("outline"))])
    before = [*_scope(quotes, narrowing, texts), head]
    lines = [plain(line) for line in topic_lines(passages)]
    last = source_line(speech.source, texts)
    markup, _ = longest_that_fits(
        lambda count: joined([*before, joined(lines[:count]), last], "\n\n"), len(lines)
    )
    whole = (speech_button(passages[0], texts("button-speech"), venue),)
    return Post(markup, (whole, *_others(quotes, texts, venue), widening(narrowing, texts)))


def _scope(quotes: Sequence[Quote], narrowing: Narrowing, texts: Texts) -> list[Markup]:
    return [plain(scope_line(quotes[:1], texts))] if narrowing == "scoped" else []


def _others(quotes: Sequence[Quote], texts: Texts, venue: Venue) -> list[Row]:
    """A button for each speech but the first."""
    passages = (quote.passage for quote in quotes)
    return [(button,) for button in speech_buttons(passages, _SPEECHES, texts, venue)[1:]]


def _page(shown: Sequence[Passage], texts: Texts) -> Markup:
    first, last = shown[0], shown[-1]
    head = [_head(first.speech, texts)]
    if first.number > 1 or last.number < last.total:
        spot = {"first": first.number, "last": last.number, "total": last.total}
        head.append(plain(texts("parts", **spot)))
    words = [plain(passage.text) for passage in shown]
    return joined([joined(head), *words, source_line(first.speech.source, texts)], "\n\n")


def _head(speech: Speech, texts: Texts) -> Markup:
    spoken = [who(speech.speaker, speech.role, texts)] if speech.speaker else []
    return joined([*spoken, bold(texts("speech", title=clipped(speech.title, FIELD)))])


def _pages(passages: Sequence[Passage]) -> list[list[Passage]]:
    pages: list[list[Passage]] = []
    taken = 0
    for passage in passages:
        size = units(passage.text)
        if not pages or (taken and taken + size > _PAGE):
            pages.append([])
            taken = 0
        pages[-1].append(passage)
        taken += size
    return pages
