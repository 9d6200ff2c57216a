"""Turns Telegram's HTML into plain text and entities, as the Bot API does today.

Stricter than Telegram in one point: formatting that Telegram would drop without a word
(see `nesting`) is refused, so that a test notices.
"""

from dataclasses import dataclass, replace

from . import link, utf16
from .character_reference import reference_at
from .entity import Entity, FormattedText, in_order
from .html_tag import ParseError, Tag, TagReader
from .nesting import refuse_what_telegram_drops

__all__ = ["ParseError", "parse_html"]

_PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_LANGUAGE = "language-"
_TIME_FORMAT_LETTERS = set("tTdDwW")
_LARGEST_EMOJI_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _OpenTag:
    """A tag that waits for its end; offset in UTF-16 units of the plain text."""

    tag: Tag
    offset: int


def parse_html(text: str) -> FormattedText:
    """The plain text with its entities; raises ParseError with Telegram's words.

    >>> parse_html("<b>a</b> &lt; c").text
    'a < c'
    """
    return _Parser(text).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._plain: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def run(self) -> FormattedText:
        position = 0
        while position < len(self._source):
            if self._source[position] == "<":
                position = self._read_tag(position)
            else:
                position = self._read_character(position)
        if self._open:
            name = self._open[-1].tag.name
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{name}"')
        # Only a language inside <pre> counts; on a lone <code> it is forgotten.
        self._entities = [
            replace(e, language=None) if e.type == "code" else e for e in self._entities
        ]
        return FormattedText("".join(self._plain), in_order(self._entities))

    def _read_character(self, position: int) -> int:
        reference = reference_at(self._source, position)
        if reference is None:
            self._append(self._source[position])
            return position + 1
        if "\ud800" <= reference.character <= "\udfff":
            raise ParseError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        self._append(reference.character)
        return reference.end

    def _append(self, character: str) -> None:
        self._plain.append(character)
        self._offset += 2 if character > "\uffff" else 1

    def _read_tag(self, position: int) -> int:
        reader = TagReader(self._source, position)
        if reader.is_end_tag:
            self._close(reader)
        else:
            tag = reader.start_tag()
            if tag.name == "span" and tag.attributes.get("class") != "tg-spoiler":
                raise ParseError(f'Tag "span" must have class "tg-spoiler" {reader.place}')
            refuse_what_telegram_drops(tag.name, [o.tag.name for o in self._open], reader.place)
            self._open.append(_OpenTag(tag, self._offset))
        return reader.position

    def _close(self, reader: TagReader) -> None:
        if not self._open:
            raise ParseError(f"Unexpected end tag {reader.place}")
        found = reader.end_tag()
        expected = self._open[-1].tag.name
        if found and found != expected:
            raise ParseError(
                f'Unmatched end tag {reader.place}, expected "</{expected}>", found "</{found}>"'
            )
        opened = self._open.pop()
        if self._offset > opened.offset:
            self._add_entity(opened)

    def _add_entity(self, opened: _OpenTag) -> None:
        tag, offset, length = opened.tag, opened.offset, self._offset - opened.offset
        if tag.name in _PLAIN:
            self._entities.append(Entity(_PLAIN[tag.name], offset, length))
        elif tag.name == "blockquote":
            kind = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
            self._entities.append(Entity(kind, offset, length))
        elif tag.name in ("pre", "code"):
            self._add_code(Entity(tag.name, offset, length, language=_language(tag)))
        elif tag.name == "a":
            self._add_link(tag, offset, length)
        elif tag.name == "tg-emoji":
            self._entities.append(
                Entity("custom_emoji", offset, length, custom_emoji_id=_emoji_id(tag))
            )
        else:
            self._add_time(tag, offset, length)

    def _add_code(self, entity: Entity) -> None:
        """<pre><code class="language-x"> around the same text is one entity, either way round."""
        inner = self._entities[-1] if self._entities else None
        if inner is None or inner.offset < entity.offset:
            self._entities.append(entity)
        elif inner.length < entity.length:
            raise ParseError('"pre" and "code" around different text: Telegram would drop one')
        else:
            self._entities[-1] = replace(
                entity, type="pre", language=entity.language or inner.language
            )

    def _add_link(self, tag: Tag, offset: int, length: int) -> None:
        address = tag.attributes.get("href") or utf16.cut("".join(self._plain), offset, length)
        user_id = link.user_id_of(address)
        if user_id is not None:
            self._entities.append(Entity("text_mention", offset, length, user_id=user_id))
            return
        try:
            url = link.checked(address)
        except link.LinkError:
            return  # Telegram shows the text and forgets the link
        self._entities.append(Entity("text_link", offset, length, url=url))

    def _add_time(self, tag: Tag, offset: int, length: int) -> None:
        unix_time = tag.attributes.get("unix", "")
        form = tag.attributes.get("format", "")
        if not unix_time.isdecimal() or int(unix_time) == 0:
            raise ParseError("Invalid date specified")
        if form not in ("r", "R") and not _TIME_FORMAT_LETTERS.issuperset(form):
            raise ParseError("Invalid date-time format specified")
        self._entities.append(
            Entity("date_time", offset, length, unix_time=int(unix_time), date_time_format=form)
        )


def _language(tag: Tag) -> str | None:
    css_class = tag.attributes.get("class", "")
    if tag.name == "code" and css_class.startswith(_LANGUAGE):
        return css_class.removeprefix(_LANGUAGE) or None
    return None


def _emoji_id(tag: Tag) -> str:
    emoji_id = tag.attributes.get("emoji-id", "")
    if not emoji_id.isdecimal() or not 0 < int(emoji_id) <= _LARGEST_EMOJI_ID:
        raise ParseError("Invalid custom emoji identifier specified")
    return emoji_id
