"""The buttons of answers and speeches, and the data that they send.

Telegram allows 64 bytes. Names and speeches are sent as hashes, which are looked up at each press,
so that buttons work after a restart and after the corpus changed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from telegram import CopyTextButton, InlineKeyboardButton
from xxhash import xxh3_64_hexdigest

from bot.answering.phrases import short_name
from bot.chat.messages.post import Row, Venue, clipped, pressed
from bot.corpus.speech import Passage, Speech
from bot.search.contents import short_id
from bot.texts import Texts

PAGE, SPEAKER, EVERYBODY, EVERYWHERE = "page:", "speaker:", "everybody", "everywhere"
HELPED, UNHELPFUL = "vote:yes", "vote:no"
SPEECH, LEAF = "speech:", "leaf:"
"""A whole speech as a new message, and another page of it in the same message."""

_LABEL = 24
"""UTF-16 units of a name on a button; apps show about that many."""


def turning_buttons(
    data: str, before: str | int | None, after: str | int | None, rest: int, texts: Texts
) -> Row:
    """Buttons to the previous and the next page; `rest` counts the passages still to come."""
    buttons = []
    if before is not None:
        buttons.append(pressed(texts("button-previous"), f"{data}{before}"))
    if after is not None:
        buttons.append(pressed(texts("button-next", count=rest), f"{data}{after}"))
    return tuple(buttons)


def speech_button(passage: Passage, label: str, venue: Venue) -> InlineKeyboardButton:
    """Opens the whole speech at the passage, from a group in the private chat.

    Groups are not filled with speeches that one member wants to read.
    """
    spot = f"{short_id(passage.speech)}:{passage.number}"
    if venue.private:
        return pressed(label, f"{SPEECH}{spot}")
    payload = f"{SPEECH}{spot}".replace(":", "-")
    return InlineKeyboardButton(label, url=f"https://t.me/{venue.bot}?start={payload}")


def speech_buttons(
    passages: Iterable[Passage], most: int, texts: Texts, venue: Venue
) -> list[InlineKeyboardButton]:
    """A button for the whole speech of each passage, labelled with names if there are several."""
    firsts: dict[str, Passage] = {}
    for passage in passages:
        firsts.setdefault(passage.speech.id, passage)
    shown = list(firsts.values())[:most]
    labels = [texts("button-speech")][: len(shown)]
    if len(shown) > 1:
        names = _distinguished([first.speech for first in shown], texts)
        labels = numbered(texts("button-speech-of", speech=short(each)) for each in names)
    return [speech_button(first, label, venue) for first, label in zip(shown, labels, strict=True)]


def _distinguished(speeches: Sequence[Speech], texts: Texts) -> list[str]:
    """The speakers of some speeches, or the titles where one of them gave several."""
    names = [s.speaker or s.title for s in speeches]
    if len(set(names)) < len(names):
        return [speech.title for speech in speeches]
    return [short_name(name, texts) for name in names]


def speaker_button(name: str, label: str) -> InlineKeyboardButton:
    """Asks the same question of one speaker."""
    return pressed(label, f"{SPEAKER}{digest(name)}")


def copy_button(label: str, text: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, copy_text=CopyTextButton(text))


def vote_buttons(texts: Texts) -> Row:
    helped = pressed(texts("button-helped"), HELPED)
    return helped, pressed(texts("button-unhelpful"), UNHELPFUL)


def short(name: str) -> str:
    """A name as it fits on a button."""
    return clipped(name, _LABEL)


def numbered(labels: Iterable[str]) -> list[str]:
    """Numbers the labels of a message's buttons that are the same.

    >>> numbered(["刘晖", "陈妮", "刘晖"])
    ['刘晖', '陈妮', '刘晖 (2)']
    """
    times = Counter[str]()
    distinct: list[str] = []
    for label in labels:
        times[label] += 1
        distinct.append(f"{label} ({times[label]})" if times[label] > 1 else label)
    return distinct


def digest(name: str) -> str:
    """The hash of a name that buttons send; the name itself may be too long."""
    return xxh3_64_hexdigest(name.encode())


def named_by(hashed: str, names: Iterable[str]) -> str | None:
    """The name with this digest, if it is among these."""
    return next((name for name in names if digest(name) == hashed), None)
