"""The page that is photographed: a chat with its title, and what is around the messages in it."""

from collections.abc import Sequence
from pathlib import Path

from tests.bot_api import InlineAnswer
from tests.bot_api.json_value import JsonObject
from tests.pictures.element import Html, block, inline, words
from tests.pictures.names import initial_of

WIDTH = 420
"""CSS pixels, about those of a phone."""

_STYLE = Path(__file__).with_name("style.css")

_SCRIPT = """
for (const quote of document.querySelectorAll("blockquote.expandable"))
  if (quote.scrollHeight > quote.clientHeight + 1) quote.classList.add("cut");
document.documentElement.dataset.height = Math.ceil(
  document.body.getBoundingClientRect().height);
"""
"""Marks the quotations that are cut, and tells the camera how high the page is."""

_BACK = '<svg class="back" viewBox="0 0 12 20"><path d="M10 2 2 10l8 8"/></svg>'
_CLIP = (
    '<svg class="clip" viewBox="0 0 24 24"><path d="M17 8v8a5 5 0 0 1-10 0V7a3.3 3.3 0 0 1 '
    '6.6 0v8.5a1.6 1.6 0 0 1-3.2 0V8"/></svg>'
)
_SEND = '<svg viewBox="0 0 24 24"><path d="M12 18V7M7 11.5l5-5 5 5"/></svg>'


def page(language: str, header: Html, pieces: Sequence[Html]) -> Html:
    """The whole page: a chat's header, and what is seen of the chat from top to bottom."""
    style = _STYLE.read_text(encoding="utf-8")
    head = f'<meta charset="utf-8"><style>:root {{ --width: {WIDTH}px; }}\n{style}</style>'
    body = f"{header}{block('chat', *pieces)}<script>{_SCRIPT}</script>"
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def header(title: str, told: str, colour: int) -> Html:
    """A chat's title, what is told below it, and its portrait, which has a colour."""
    portrait = block(f"portrait colour-{colour}", words(initial_of(title)))
    named = block("title", words(title)) + block("subtitle", words(told))
    return block("header", _BACK, block("", named), portrait)


def service(text: str) -> Html:
    """A line that Telegram itself writes into a chat."""
    return block("service", inline("", words(text)))


def tap(label: str) -> Html:
    """That somebody presses a button, between how a message was and how it is then."""
    return block("tap", inline("finger", words("👆")), inline("", words(label)))


def notice(text: str) -> Html:
    """What the bot tells whoever has pressed a button, for a moment."""
    return block("notice", inline("", words(text)))


def offers(answer: InlineAnswer, field: str) -> Html:
    """What can be chosen above a message field in which the bot's name and a question stand."""
    button = [block("offer-button", words(answer.button["text"]))] if answer.button else []
    rows = [_offer(result) for result in answer.results]
    written = block("field", _CLIP, block("written", words(field)), block("send", _SEND))
    return block("offers", *button, *rows) + written


def _offer(result: JsonObject) -> Html:
    title, description = result["title"], result.get("description", "")
    return block(
        "offer",
        block("thumb", words(initial_of(title))),
        block(
            "", block("offer-title", words(title)), block("offer-description", words(description))
        ),
    )
