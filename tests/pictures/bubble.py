"""A message as it is seen: its bubble, with what it replies to, and the buttons below."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bot_api import Message, SentMessage, User
from tests.bot_api.detection import entities_in
from tests.bot_api.message import Document
from tests.pictures.element import Html, block, inline, words
from tests.pictures.formatting import formatted
from tests.pictures.keyboard import keyboard
from tests.pictures.names import colour_of, full_name, initial_of

_TIME = "9:41"
"""Of every message, so that a picture changes only with what is said in it."""

_TICKS = (
    '<svg class="ticks" viewBox="0 0 20 12"><path d="m2 6.5 3.5 3.5L13 2.5"/>'
    '<path d="m9 9 1 1L17.5 2.5"/></svg>'
)
_FILE = '<svg viewBox="0 0 24 24"><path d="M12 5v12M7 12.5l5 5 5-5"/></svg>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message in the eyes of somebody; `quoted` is the message that it replies to."""

    message: Message
    by: User
    quoted: Message | None = None
    reactions: Sequence[str] = field(default=())
    named: bool = False
    """Whether it tells who has written it, as in groups."""
    edited: str = ""
    """The word for a message that was edited, if this one was."""


def bubble(seen: Seen) -> Html:
    """The message on the side of whoever sees it if that one has written it."""
    message = seen.message
    own = message.sender.id == seen.by.id
    side = "own" if own else "other"
    named = seen.named and not own
    body = block(
        "bubble",
        _name(message.sender) if named else "",
        _quoted(seen.quoted) if seen.quoted else "",
        _content(seen, _time(seen, own)),
    )
    rows = message.button_rows if isinstance(message, SentMessage) else []
    if not named:
        return block(f"message {side}", body, keyboard(rows))
    return block(f"message {side} named", portrait(message.sender), body, keyboard(rows))


def portrait(person: User) -> Html:
    """The round picture of somebody who has none: the first letter, on a colour."""
    return block(f"portrait colour-{colour_of(person.id)}", words(initial_of(person.first_name)))


def document_of(message: Message) -> Document | None:
    """The file that a message is."""
    return message.document if isinstance(message, SentMessage) else None


def _name(person: User) -> Html:
    return block(f"name text-{colour_of(person.id)}", words(full_name(person)))


def _quoted(message: Message) -> Html:
    colour = colour_of(message.sender.id)
    line = " ".join(message.text.split())
    return block(
        f"quoted text-{colour}",
        block("quoted-name", words(full_name(message.sender))),
        block("quoted-text", words(line)),
    )


def _content(seen: Seen, time: Html) -> Html:
    """The file, the words, and the time: behind the last word, or beside the reactions."""
    message, document = seen.message, document_of(seen.message)
    text = formatted(message.text, entities_in(message.text, message.entities))
    drawn = _document(document) if document else ""
    if not seen.reactions:
        return drawn + block("text", text, time)
    reactions = [inline("reaction", words(emoji)) for emoji in seen.reactions]
    return drawn + block("text", text) + block("foot", *reactions, time)


def _document(document: Document) -> Html:
    size = f"{len(document.content):,} B"
    about = block("file-name", words(document.name)) + block("file-size", words(size))
    return block("document", block("file-icon", _FILE), block("", about))


def _time(seen: Seen, own: bool) -> Html:
    """A person's message tells that it was edited, a bot's does not."""
    time = f"{seen.edited} {_TIME}" if seen.edited else _TIME
    return inline("time", words(time), _TICKS if own else "")
