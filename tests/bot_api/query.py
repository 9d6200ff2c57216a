"""Button presses, inline and guest queries, and the bot's answers to them."""

from dataclasses import dataclass, field

from .json_value import JsonObject
from .message import Message
from .person import User


@dataclass(frozen=True, slots=True)
class ButtonAnswer:
    """What the presser sees: a notice, an alert, or with no text just the end of waiting."""

    text: str
    show_alert: bool
    url: str
    cache_time: int


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the asker can choose from."""

    results: tuple[JsonObject, ...]
    is_personal: bool
    cache_time: int
    next_offset: str
    button: JsonObject | None = None

    @property
    def titles(self) -> list[str]:
        return [result.get("title", "") for result in self.results]


@dataclass(slots=True, eq=False)
class Press:
    """A press of a button; an expired one can no longer be answered."""

    id: str
    sender: User
    data: str
    expired: bool = False
    answer: ButtonAnswer | None = None


@dataclass(slots=True, eq=False)
class InlineQuery:
    """A query typed after the bot's name; an expired one can no longer be answered."""

    id: str
    sender: User
    text: str
    expired: bool = False
    answer: InlineAnswer | None = field(default=None)


@dataclass(slots=True, eq=False)
class GuestQuery:
    """A message that summons the bot as a guest, for one answer."""

    id: str
    message: Message
    answered: bool = False
