"""Lays out replies without an answer: a refusal, the closest passage, or a question back."""

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import CHOICES
from bot.answering.phrases import apology, is_refusal, spoken_name
from bot.chat.messages.buttons import (
    EVERYBODY,
    EVERYWHERE,
    numbered,
    short,
    speaker_button,
    speech_button,
)
from bot.chat.messages.cards import passages_message
from bot.chat.messages.post import Post, Row, Venue, joined, plain, pressed
from bot.chat.messages.speakers import LIST
from bot.database.answers import Narrowing
from bot.search.contents import Contents
from bot.texts import Texts


def refusal_post(answer: Answer, contents: Contents, texts: Texts, narrowing: Narrowing) -> Post:
    """Says why there are no passages, and offers other speakers or all forums."""
    offered = answer.choices[:CHOICES]
    labels = numbered(short(spoken_name(name, texts)) for name in offered)
    choices = [(speaker_button(name, label),) for name, label in zip(offered, labels, strict=True)]
    wider = widening("scoped" if answer.beyond else narrowing, texts)
    listing = is_refusal(answer) or len(offered) < len(answer.choices)
    last = (*wider, *(who_spoke(texts) if listing else ()))
    return Post(joined(map(plain, apology(answer, contents, texts))), (*choices, last))


def closest_post(closest: Quote, before: str, texts: Texts, venue: Venue) -> Post:
    """Shows the passage that comes closest."""
    markup, _ = passages_message([closest], texts, before)
    whole = speech_button(closest.passage, texts("button-speech"), venue)
    return Post(markup, ((whole,), who_spoke(texts)))


def widening(narrowing: Narrowing, texts: Texts) -> Row:
    """A button for all speakers, or all forums, where an answer is of some alone."""
    match narrowing:
        case "scoped":
            return (pressed(texts("button-everywhere"), EVERYWHERE),)
        case "meant" | "chosen":
            return (pressed(texts("button-everybody"), EVERYBODY),)
        case _:
            return ()


def who_spoke(texts: Texts) -> Row:
    """A button that lists the speakers instead."""
    return (pressed(texts("button-who-spoke"), f"{LIST}0"),)
