"""The rows of buttons under a message."""

from collections.abc import Sequence

from tests.bot_api import Button
from tests.pictures.element import Html, block, inline, words

_LINK = '<path d="M4 12 12 4M6 4h6v6"/>'
_COPY = '<path d="M5.5 5.5h7v7h-7zM3.5 10.5v-7h7"/>'
_SWITCH = '<path d="M3 11c0-3 2-5 5-5h4M9 3l3 3-3 3"/>'


def keyboard(rows: Sequence[Sequence[Button]]) -> Html:
    """All rows, each as wide as the message; nothing where there are none."""
    drawn = [block("row", *map(_button, row)) for row in rows]
    return block("keyboard", *drawn) if drawn else ""


def _button(button: Button) -> Html:
    return block("button", inline("label", words(button.text)), _corner(button))


def _corner(button: Button) -> Html:
    """The sign by which apps tell that a button does more than to tell the bot something."""
    if button.url is not None:
        return _sign(_LINK)
    if button.copy_text is not None:
        return _sign(_COPY)
    if button.switch_inline_query_current_chat is not None or button.switch_inline_query:
        return _sign(_SWITCH)
    return ""


def _sign(path: Html) -> Html:
    return f'<svg class="corner" viewBox="0 0 16 16">{path}</svg>'
