"""The speakers: a list in pages, and the roles and speeches of each."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.answering.answerer import CHOICES
from bot.answering.phrases import names as listed
from bot.answering.phrases import spoken_name
from bot.chat.messages.buttons import digest, numbered, short, speech_button, turning_buttons
from bot.chat.messages.cards import FIELD, longest_that_fits, who
from bot.chat.messages.post import Markup, Post, Row, Venue, clipped, code, joined, plain, pressed
from bot.corpus.speech import Passage, Person
from bot.texts import Texts

LIST, PERSON = "speakers:", "who:"

_PAGE = 12
_IN_A_ROW = 2
_SPEECHES = 8
"""Speakers on a page of the list, buttons in a row, speeches of a speaker that have a button."""

_NAME = 60
"""Characters of a name at most with which questions are suggested."""


def speakers_post(people: Sequence[Person], at: int, texts: Texts) -> Post:
    """A page of the list, from the speaker at index `at` on."""
    if not people:
        return Post(plain(texts("no-speakers")))
    at = min(max(0, at), len(people) - 1)
    entries = [_entry(person, texts) for person in people[at : at + _PAGE]]
    heading = plain(texts("speakers", count=len(people)))
    markup, count = longest_that_fits(
        lambda most: joined([heading, joined(entries[:most])], "\n\n"), len(entries)
    )
    buttons = _person_buttons([person.name for person in people[at : at + count]], texts)
    rest = len(people) - at - count
    before = max(0, at - _PAGE) if at else None
    turning = turning_buttons(LIST, before, at + count if rest else None, rest, texts)
    return Post(markup, (*_in_rows(buttons), turning))


def person_post(
    person: Person, openings: Sequence[Passage], topics: Sequence[str], texts: Texts, venue: Venue
) -> Post:
    """Somebody's roles and speeches, and questions to ask about them.

    `openings` are the first passages of the speeches, `topics` their subjects.
    """
    shown = openings[:_SPEECHES]
    about = [_entry(person, texts)]
    about += [plain(texts("speech", title=clipped(o.speech.title, FIELD))) for o in shown]
    if len(openings) > len(shown):
        about.append(plain(texts("speeches-more", count=len(openings) - len(shown))))
    markup = joined(about)
    asked = {topic: f"{person.name} {topic}" for topic in topics}
    if len(person.name) > _NAME:
        asked = {}
    if asked:
        asking = [plain(texts("can-ask")), *map(code, asked.values())]
        markup = joined([markup, joined(asking)], "\n\n")
    if len(shown) == 1:
        labels = [texts("button-speech")]
    else:
        titles = (short(opening.speech.title) for opening in shown)
        labels = numbered(texts("button-speech-of", speech=title) for title in titles)
    speeches = [(speech_button(o, label, venue),) for o, label in zip(shown, labels, strict=True)]
    # These write a question into the message field, after the bot's name.
    inline = [
        InlineKeyboardButton(f"🔍 {topic}", switch_inline_query_current_chat=question)
        for topic, question in asked.items()
        if venue.inline
    ]
    listing = (pressed(texts("button-speakers"), f"{LIST}0"),)
    return Post(markup, (*speeches, *_in_rows(inline), listing))


def which_post(names: Sequence[str], texts: Texts) -> Post:
    """Asks back which speaker is meant."""
    sentence = texts("clarify", speakers=listed(names, texts))
    return Post(plain(sentence), _in_rows(_person_buttons(names[:CHOICES], texts)))


def _person_buttons(names: Sequence[str], texts: Texts) -> list[InlineKeyboardButton]:
    labels = numbered(short(spoken_name(name, texts)) for name in names)
    return [
        pressed(label, f"{PERSON}{digest(name)}") for name, label in zip(names, labels, strict=True)
    ]


def _entry(person: Person, texts: Texts) -> Markup:
    return who(person.name, texts("list-separator").join(person.roles), texts)


def _in_rows(buttons: Sequence[InlineKeyboardButton]) -> tuple[Row, ...]:
    return tuple(tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW))
