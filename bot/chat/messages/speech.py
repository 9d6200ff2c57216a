"""A whole speech, in pages, and its outline."""

from bisect import bisect_left
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
    """The page of a speech on which passage `number` stands, of all its passages."""
    firsts = _firsts(passages)
    at = bisect_left(firsts, max(1, number)) - 1
    ends = [*firsts[1:], len(passages)]
    speech = passages[0].speech
    data = f"{LEAF}{short_id(speech)}:"
    before = firsts[at - 1] + 1 if at else None
    after = ends[at] + 1 if ends[at] < len(passages) else None
    rest = len(passages) - ends[at]
    page = _page(passages[firsts[at] : ends[at]], texts)
    return Post(page, (turning_buttons(data, before, after, rest, texts),))


def first_page(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages of a speech that its first page shows."""
    return passages[: [*_firsts(passages), len(passages)][1]]


def asked_speech_post(
    quotes: Sequence[Quote], contents: Contents, texts: Texts, venue: Venue, narrowing: Narrowing
) -> Post:
    """The first of the speeches that passages are from; buttons lead on in it, and to the others.

    In a group it is no more than a page.
    """
    passages = contents.passages_of(quotes[0].passage.speech.id)
    post = speech_post(passages, 1, texts)
    beginning = passages[0]
    more = (speech_button(beginning, texts("button-speech"), venue),)
    turning = post.rows[0] if venue.private or not post.rows[0] else more
    scoped = [plain(scope_line(quotes[:1], texts))] if narrowing == "scoped" else []
    markup = joined([*scoped, post.markup], "\n\n")
    return Post(markup, (turning, *_others(quotes, texts, venue), widening(narrowing, texts)))


def outline_post(
    quotes: Sequence[Quote], contents: Contents, texts: Texts, venue: Venue, narrowing: Narrowing
) -> Post:
    """The sentences with which the passages of a speech begin, as many as fit."""
    passages = contents.passages_of(quotes[0].passage.speech.id)
    speech = passages[0].speech
    scoped = [plain(scope_line(quotes[:1], texts))] if narrowing == "scoped" else []
    head = joined([_head(speech, texts), plain(texts("outline"))])
    lines = [plain(line) for line in topic_lines(passages)]
    last = source_line(speech.source, texts)
    markup, _ = longest_that_fits(
        lambda count: joined([*scoped, head, joined(lines[:count]), last], "\n\n"), len(lines)
    )
    whole = (speech_button(passages[0], texts("button-speech"), venue),)
    return Post(markup, (whole, *_others(quotes, texts, venue), widening(narrowing, texts)))


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


def _firsts(passages: Sequence[Passage]) -> list[int]:
    """The places of the passages, counted from 0, that pages begin with."""
    firsts, taken = [0], 0
    for at, passage in enumerate(passages):
        size = units(passage.text)
        if taken and taken + size > _PAGE:
            firsts.append(at)
            taken = 0
        taken += size
    return firsts
