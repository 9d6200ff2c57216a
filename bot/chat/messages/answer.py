"""An answer as a message: its passages, or why there are none, and what goes on from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import CHOICES
from bot.answering.wording import apology, names
from bot.chat.messages.buttons import (
    EVERYBODY,
    PAGE,
    copy_button,
    numbered,
    short,
    speaker_button,
    speech_button,
    turning_buttons,
    vote_buttons,
)
from bot.chat.messages.cards import citation, passages_message
from bot.chat.messages.markup import Markup, joined, plain
from bot.chat.messages.post import Post, Row, Venue, pressed
from bot.corpus.speech import Passage, Speech
from bot.database.answers import Narrowing
from bot.search.contents import Contents
from bot.texts import Texts

_IN_A_ROW = 3
"""Speeches, or speakers, that a row of buttons offers at most; more would not be legible."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of an answer's passages, out of all that still stand in the corpus.

    `places` are those among all that the answer had, counted from 0; the page shows `quotes`,
    which begin at `places[at]`, and a page has `size`. `narrowing` tells why the answer is of its
    speakers alone, if it is.
    """

    quotes: Sequence[Quote]
    places: Sequence[int]
    at: int
    size: int
    speakers: Sequence[str] = ()
    narrowing: Narrowing = ""


def answer_post(
    answer: Answer, contents: Contents, texts: Texts, venue: Venue, narrowing: Narrowing = ""
) -> Post:
    """The passages of an answer, or why there are none."""
    if answer.quotes:
        places = range(max(len(answer.hits), len(answer.quotes)))
        page = Page(answer.quotes, places, 0, len(answer.quotes), answer.speakers, narrowing)
        return page_post(page, texts, venue)
    offered = answer.choices[:CHOICES]
    choices = [(button,) for button in map(speaker_button, offered, numbered(map(short, offered)))]
    return Post(apology_text(answer, contents, texts), (*choices, _widening(narrowing, texts)))


def page_post(page: Page, texts: Texts, venue: Venue) -> Post:
    """As many of a page's passages as fit, and the buttons that lead on from them."""
    meant = page.narrowing == "meant"
    opening = texts("meant", speakers=names(page.speakers, texts)) if meant else ""
    markup, count = passages_message(page.quotes, texts, opening)
    shown = page.quotes[:count]
    passages = [quote.passage for quote in shown]
    copy = copy_button(texts("button-copy"), citation(shown, texts))
    further = (*_turning(page, count, texts), *_widening(page.narrowing, texts))
    within = _speakers(passages, texts) or _speeches(passages, texts, venue)
    if len(within) < _IN_A_ROW:
        within = (*within, copy)
    else:
        further = (*further, copy)
    return Post(markup, (further, within, vote_buttons(texts)))


def guest_post(answer: Answer, contents: Contents, texts: Texts, venue: Venue) -> Post:
    """An answer whose buttons work where the bot is not: they lead to the whole speeches."""
    if not answer.quotes:
        return Post(apology_text(answer, contents, texts))
    markup, count = passages_message(answer.quotes, texts)
    passages = [quote.passage for quote in answer.quotes[:count]]
    return Post(markup, (_speeches(passages, texts, replace(venue, private=False)),))


def apology_text(answer: Answer, contents: Contents, texts: Texts) -> Markup:
    return joined(map(plain, apology(answer, contents, texts)))


def _widening(narrowing: Narrowing, texts: Texts) -> Row:
    """A button that asks everybody, where the answer is of some speakers alone."""
    return (pressed(texts("button-everybody"), EVERYBODY),) if narrowing else ()


def _turning(page: Page, count: int, texts: Texts) -> Row:
    following = page.at + count
    rest = len(page.places) - following
    before = page.places[max(0, page.at - page.size)] if page.at else None
    after = page.places[following] if rest else None
    return turning_buttons(PAGE, before, after, rest, texts)


def _speeches(passages: Sequence[Passage], texts: Texts, venue: Venue) -> Row:
    """A button for each whole speech, named where there are several."""
    firsts: dict[str, Passage] = {}
    for passage in passages:
        firsts.setdefault(passage.speech.id, passage)
    shown = list(firsts.values())[:_IN_A_ROW]
    labels = [texts("button-speech")]
    if len(shown) > 1:
        names = map(short, _told_apart([first.speech for first in shown]))
        labels = numbered(texts("button-speech-of", speech=name) for name in names)
    return tuple(
        speech_button(first, label, venue) for first, label in zip(shown, labels, strict=True)
    )


def _told_apart(speeches: Sequence[Speech]) -> list[str]:
    """The speakers of some speeches, or the titles where one of them gave several."""
    names = [speech.speaker or speech.title for speech in speeches]
    return names if len(set(names)) == len(names) else [speech.title for speech in speeches]


def _speakers(passages: Sequence[Passage], texts: Texts) -> Row:
    """A button for each speaker, if several are shown; pressed, it gives way to the speech's."""
    speakers = list(dict.fromkeys(filter(None, (p.speech.speaker for p in passages))))[:_IN_A_ROW]
    if len(speakers) < 2:
        return ()
    labels = numbered(texts("button-only", speaker=short(name)) for name in speakers)
    return tuple(map(speaker_button, speakers, labels))
