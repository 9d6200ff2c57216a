"""Lays out an answer as a message: passages, and the buttons that lead on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.answer import Answer, Quote
from bot.answering.phrases import (
    is_refusal,
    is_scoped,
    names,
    opening,
    scope_line,
    short_name,
    shown_quotes,
)
from bot.chat.messages.buttons import (
    PAGE,
    copy_button,
    numbered,
    short,
    speaker_button,
    speech_buttons,
    turning_buttons,
    vote_buttons,
)
from bot.chat.messages.cards import citation, passages_message
from bot.chat.messages.post import Post, Row, Venue
from bot.chat.messages.refusal import closest_post, refusal_post, widening
from bot.chat.messages.speech import asked_speech_post, outline_post
from bot.corpus.speech import Passage
from bot.database.answers import Narrowing
from bot.search.contents import Contents
from bot.texts import Texts

_IN_A_ROW = 3
"""Speeches, or speakers, that a row of buttons offers at most; more would not be legible."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer's passages.

    `places` are the positions, from 0, of the passages that still exist among all that the answer
    had; the page shows `quotes` from `places[at]` on, at most `size`. `narrowing` says why the
    answer is of its speakers, or of some forums, alone.
    """

    quotes: Sequence[Quote]
    places: Sequence[int]
    at: int
    size: int
    speakers: Sequence[str] = ()
    narrowing: Narrowing = ""


def answer_post(
    answer: Answer,
    contents: Contents,
    texts: Texts,
    venue: Venue,
    narrowing: Narrowing = "",
    passages: int = 0,
) -> Post:
    """The message for an answer, which has so many `passages` in all."""
    quotes, before = shown_quotes(answer), "\n".join(opening(answer, texts))
    if answer.facts:
        return _passages_post(Page(quotes, [0], 0, 1), before, texts, venue)
    if not quotes:
        return refusal_post(answer, contents, texts, narrowing)
    if is_refusal(answer):
        return closest_post(quotes[0], before, texts, venue)
    if answer.frame in ("speech", "outline"):
        post = outline_post if answer.frame == "outline" else asked_speech_post
        return post(quotes, contents, texts, venue, narrowing)
    places = range(max(passages, len(quotes)))
    page = Page(quotes, places, 0, len(quotes), answer.speakers, narrowing)
    return page_post(page, texts, venue)


def page_post(page: Page, texts: Texts, venue: Venue) -> Post:
    """As many of a page's passages as fit, and the buttons that lead on from them."""
    match page.narrowing:
        case "meant":
            before = texts("meant", speakers=names(page.speakers, texts))
        case "scoped":
            before = scope_line(page.quotes, texts)
        case _:
            before = ""
    return _passages_post(page, before, texts, venue)


def guest_post(answer: Answer, contents: Contents, texts: Texts, venue: Venue) -> Post:
    """An answer for chats without the bot: its buttons are links to the whole speeches."""
    elsewhere = replace(venue, private=False)
    narrowing: Narrowing = "scoped" if is_scoped(answer) else ""
    post = answer_post(answer, contents, texts, elsewhere, narrowing)
    links = tuple(button for row in post.rows for button in row if button.url)
    quoted = [quote.passage for quote in shown_quotes(answer)]
    whole = links or tuple(speech_buttons(quoted, _IN_A_ROW, texts, elsewhere))
    return replace(post, rows=(whole,))


def _passages_post(page: Page, before: str, texts: Texts, venue: Venue) -> Post:
    markup, count = passages_message(page.quotes, texts, before)
    quotes = page.quotes[:count]
    if not quotes:
        return Post(markup)
    passages = [quote.passage for quote in quotes]
    copy = copy_button(texts("button-copy"), citation(quotes, texts))
    further = (*_turning(page, count, texts), *widening(page.narrowing, texts))
    # The question of an answer that continues another one cannot be asked of one speaker.
    within = _speakers(passages, texts) if page.narrowing != "further" else ()
    within = within or tuple(speech_buttons(passages, _IN_A_ROW, texts, venue))
    if len(within) < _IN_A_ROW:
        within = (*within, copy)
    else:
        further = (*further, copy)
    return Post(markup, (further, within, vote_buttons(texts)))


def _turning(page: Page, count: int, texts: Texts) -> Row:
    following = page.at + count
    rest = len(page.places) - following
    before = page.places[max(0, page.at - page.size)] if page.at else None
    after = page.places[following] if rest else None
    return turning_buttons(PAGE, before, after, rest, texts)


def _speakers(passages: Sequence[Passage], texts: Texts) -> Row:
    """A button for each speaker, if several are shown."""
    speakers = list(dict.fromkeys(filter(None, (p.speech.speaker for p in passages))))[:_IN_A_ROW]
    if len(speakers) < 2:
        return ()
    called = (short(short_name(name, texts)) for name in speakers)
    labels = numbered(texts("button-only", speaker=name) for name in called)
    return tuple(map(speaker_button, speakers, labels))
