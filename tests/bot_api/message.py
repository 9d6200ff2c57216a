"""A message in a chat, and the richer kind that the bot has sent."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .entity import Entity
from .json_value import JsonObject
from .person import User

if TYPE_CHECKING:
    from .room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it stood when this value was made; an edit makes a new value."""

    chat: "Room" = field(repr=False)
    message_id: int
    date: int
    sender: User
    text: str = ""
    entities: tuple[Entity, ...] = ()
    reply_to_message_id: int | None = None
    thread_id: int | None = None
    edit_date: int | None = None
    sender_chat: JsonObject | None = field(default=None, repr=False)
    # Fields of the Bot API that only some messages have, as for service messages.
    extra: JsonObject = field(default_factory=dict, repr=False)

    @property
    def is_service(self) -> bool:
        return not self.text

    def texts_of(self, *types: str) -> list[str]:
        """What the entities of these types cover: texts_of("bold")."""
        return [e.text_in(self.text) for e in self.entities if e.type in types]

    @property
    def bold(self) -> list[str]:
        return self.texts_of("bold")

    @property
    def italic(self) -> list[str]:
        return self.texts_of("italic")

    @property
    def code(self) -> list[str]:
        return self.texts_of("code", "pre")

    @property
    def quotes(self) -> list[str]:
        """The block quotes, expandable or not."""
        return self.texts_of("blockquote", "expandable_blockquote")

    @property
    def expandable_quotes(self) -> list[str]:
        return self.texts_of("expandable_blockquote")

    @property
    def links(self) -> dict[str, str]:
        """Linked text to address."""
        return {e.text_in(self.text): e.url for e in self.entities if e.url is not None}


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; what it does not have is None."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that the bot sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMessage(Message):
    """A message that the bot sent."""

    html: str
    """The text as the bot sent it, before parsing."""
    reply_markup: JsonObject | None = None
    link_preview_options: JsonObject | None = None
    quote: str | None = None
    """The words of the answered message that this one quotes."""
    edits: int = 0
    document: Document | None = None
    """The file that it is; its text, if any, is the caption then."""

    @property
    def button_rows(self) -> list[list[Button]]:
        rows = (self.reply_markup or {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.button_rows for button in row]

    def button(self, label: str) -> Button:
        """The button with this label; LookupError names those that there are."""
        for button in self.buttons:
            if button.text == label:
                return button
        raise LookupError(f"no button {label!r}, only {[b.text for b in self.buttons]}")


def _button(button: JsonObject) -> Button:
    return Button(
        text=button["text"],
        callback_data=button.get("callback_data"),
        url=button.get("url"),
        copy_text=button.get("copy_text", {}).get("text"),
        switch_inline_query=button.get("switch_inline_query"),
        switch_inline_query_current_chat=button.get("switch_inline_query_current_chat"),
    )
