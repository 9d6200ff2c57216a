"""A message's text with its formatting, as HTML."""

from collections.abc import Sequence
from html import escape

from tests.bot_api import Entity, utf16
from tests.bot_api.entity import in_order
from tests.pictures.element import Html, words

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
}
_LINKS = {
    "text_mention",
    "mention",
    "bot_command",
    "hashtag",
    "cashtag",
    "url",
    "email",
    "phone_number",
}
_BLOCKS = {"pre", "blockquote", "expandable_blockquote"}
"""They begin and end a line, so that a line end behind them is not shown."""


def formatted(text: str, entities: Sequence[Entity]) -> Html:
    """The text with each entity as an element; entities may nest, but not overlap.

    >>> formatted("😀 a&b", [Entity("bold", 3, 1)])
    '😀 <b>a</b>&amp;b'
    """
    return _between(text, 0, utf16.units(text), in_order(list(entities)))


def _between(text: str, start: int, end: int, entities: Sequence[Entity]) -> Html:
    """The part between two offsets, in UTF-16 units, with the entities that lie in it."""
    html, at = "", start
    while entities:
        outer, *rest = entities
        inside = [entity for entity in rest if entity.offset < outer.end]
        opening, closing = _tags(outer)
        html += words(utf16.cut(text, at, outer.offset - at))
        html += opening + _between(text, outer.offset, outer.end, inside) + closing
        at, entities = _behind(text, outer), rest[len(inside) :]
    return html + words(utf16.cut(text, at, end - at))


def _tags(entity: Entity) -> tuple[Html, Html]:
    if entity.url is not None:
        return f'<a href="{escape(entity.url)}">', "</a>"
    return ("<a>", "</a>") if entity.type in _LINKS else _TAGS.get(entity.type, ("", ""))


def _behind(text: str, entity: Entity) -> int:
    """Where the text goes on behind an entity."""
    is_line_end = utf16.cut(text, entity.end, 1) == "\n"
    return entity.end + (is_line_end and entity.type in _BLOCKS)
