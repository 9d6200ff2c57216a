"""The buttons under an answer: other passages, a citation to copy, and whether it helped.

What a button sends is at most 64 bytes and holds by itself: the bot finds the rest by the message.
"""

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Texts

PAGE, HELPED, UNHELPFUL = "page:", "vote:yes", "vote:no"


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
