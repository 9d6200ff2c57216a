"""The buttons of answers and speeches, and what they send.

That is at most 64 bytes and holds by itself: names and speeches stand in it as their hashes, which
are looked up again when somebody presses, also after a restart or another reading of the corpus.
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
"""A whole speech as a message of its own, and another page of it in its place."""

_LABEL = 24
"""UTF-16 units of a name on a button; apps show about as many."""


def turning_buttons(
    data: str, before: str | int | None, after: str | int | None, rest: int, texts: Texts
) -> Row:
    """To what comes before and after, each behind `data`; `rest` counts what comes after."""
    buttons = []
    if before is not None:
        buttons.append(pressed(texts("button-previous"), f"{data}{before}"))
    if after is not None:
        buttons.append(pressed(texts("button-next", count=rest), f"{data}{after}"))
    return tuple(buttons)


def speech_button(passage: Passage, label: str, venue: Venue) -> InlineKeyboardButton:
    """Leads to the whole speech, where the passage stands in it; from a group to the private chat.

    A group is not filled with speeches that one of its members wants to read.
    """
    spot = f"{short_id(passage.speech)}:{passage.number}"
    if venue.private:
        return pressed(label, f"{SPEECH}{spot}")
    payload = f"{SPEECH}{spot}".replace(":", "-")
    return InlineKeyboardButton(label, url=f"https://t.me/{venue.bot}?start={payload}")


def speech_buttons(
    passages: Iterable[Passage], most: int, texts: Texts, venue: Venue
) -> list[InlineKeyboardButton]:
    """A button for each whole speech that the passages are from, named where there are several."""
    firsts: dict[str, Passage] = {}
    for passage in passages:
        firsts.setdefault(passage.speech.id, passage)
    shown = list(firsts.values())[:most]
    labels = [texts("button-speech")][: len(shown)]
    if len(shown) > 1:
        told = _told_apart([first.speech for first in shown], texts)
        labels = numbered(texts("button-speech-of", speech=short(each)) for each in told)
    return [speech_button(first, label, venue) for first, label in zip(shown, labels, strict=True)]


def _told_apart(speeches: Sequence[Speech], texts: Texts) -> list[str]:
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
    """The labels of buttons that are seen together, with numbers where they are the same.

    >>> numbered(["刘晖", "陈妮", "刘晖"])
    ['刘晖', '陈妮', '刘晖 (2)']
    """
    times = Counter[str]()
    told: list[str] = []
    for label in labels:
        times[label] += 1
        told.append(f"{label} ({times[label]})" if times[label] > 1 else label)
    return told


def digest(name: str) -> str:
    """What stands for a name in what a button sends; the name may be longer than that can be."""
    return xxh3_64_hexdigest(name.encode())


def named_by(hashed: str, names: Iterable[str]) -> str | None:
    """The name that a digest stands for; None where it is none of these."""
    return next((name for name in names if digest(name) == hashed), None)
