"""The buttons under an answer: other passages, a citation to copy, votes; or whom to go on with.

What a button sends is at most 64 bytes and holds by itself: the bot finds the rest by the message.
"""

from collections.abc import Iterable, Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from xxhash import xxh3_64_hexdigest

from bot.answering.answerer import CHOICES
from bot.texts import Texts

PAGE, SPEAKER, EVERYBODY = "page:", "speaker:", "everybody"
HELPED, UNHELPFUL = "vote:yes", "vote:no"


def answer_buttons(
    first: int, shown: int, total: int, page: int, citation: str, texts: Texts
) -> InlineKeyboardMarkup:
    """The buttons under a message that shows some of an answer's passages.

    Of `total` passages it shows `shown` from `first` on, counted from 0; a page has `page`.
    """
    rows = [_turning(first, shown, total, page, texts)] if shown < total else []
    copy = InlineKeyboardButton(texts("button-copy"), copy_text=CopyTextButton(citation))
    votes = [
        InlineKeyboardButton(texts("button-helped"), callback_data=HELPED),
        InlineKeyboardButton(texts("button-unhelpful"), callback_data=UNHELPFUL),
    ]
    return InlineKeyboardMarkup([*rows, [copy], votes])


def choice_buttons(speakers: Sequence[str]) -> InlineKeyboardMarkup | None:
    """A button for each speaker whom a question may go on with; None where there are none."""
    choices = [
        InlineKeyboardButton(speaker, callback_data=f"{SPEAKER}{_digest(speaker)}")
        for speaker in speakers[:CHOICES]
    ]
    return InlineKeyboardMarkup.from_column(choices) if choices else None


def widened(buttons: InlineKeyboardMarkup | None, texts: Texts) -> InlineKeyboardMarkup:
    """The buttons, and one that asks everybody, not only whom a question was taken to be about."""
    rows = buttons.inline_keyboard if buttons else ()
    everybody = InlineKeyboardButton(texts("button-everybody"), callback_data=EVERYBODY)
    return InlineKeyboardMarkup([*rows, [everybody]])


def chosen(data: str, speakers: Iterable[str]) -> str | None:
    """The speaker of the button that sent this; None where it is none of these."""
    return next((name for name in speakers if data == f"{SPEAKER}{_digest(name)}"), None)


def _digest(speaker: str) -> str:
    """A name may be longer than what a button can send."""
    return xxh3_64_hexdigest(speaker.encode())


def _turning(
    first: int, shown: int, total: int, page: int, texts: Texts
) -> Sequence[InlineKeyboardButton]:
    before, after = max(0, first - page), first + shown
    turning = []
    if first:
        label = texts("button-previous")
        turning.append(InlineKeyboardButton(label, callback_data=f"{PAGE}{before}"))
    if after < total:
        label = texts("button-next", count=total - after)
        turning.append(InlineKeyboardButton(label, callback_data=f"{PAGE}{after}"))
    return turning
