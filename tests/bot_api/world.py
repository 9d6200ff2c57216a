"""All that Telegram knows: the bot, people, chats, updates, queries."""

import itertools
import time
from dataclasses import dataclass, field

from .call import Call
from .fault import Faults
from .json_value import JsonObject
from .message import Message, SentMessage
from .message_json import message_json
from .notice import Noticeboard
from .person import ANONYMOUS_ADMIN, TELEGRAM, Bot, User
from .privacy import reaches_bot
from .profile import Profile
from .query import GuestQuery, InlineQuery, Press
from .room import Room
from .updates import UpdateQueue

_FIRST_CHAT_NUMBER = 4_000_000_001


@dataclass(slots=True, eq=False)
class World:
    """The state behind the methods of the Bot API and behind the tests' own doings."""

    bot: Bot
    notices: Noticeboard = field(default_factory=Noticeboard)
    faults: Faults = field(default_factory=Faults)
    profile: Profile = field(default_factory=Profile)
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Room] = field(default_factory=dict)
    sent: list[SentMessage] = field(default_factory=list)
    presses: dict[str, Press] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    guest_queries: dict[str, GuestQuery] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    answering: int = 0
    """How many calls, other than those that wait for updates, are being answered."""
    webhook_url: str = ""
    webhook_secret: str = ""
    webhook_fault: JsonObject = field(default_factory=dict)
    """What getWebhookInfo tells of the last update that the webhook did not take."""
    updates: UpdateQueue = field(init=False)
    _chat_numbers: "itertools.count[int]" = field(init=False)
    _message_ids: "itertools.count[int]" = field(init=False)
    _query_ids: "itertools.count[int]" = field(init=False)

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.notices.announce)
        self._chat_numbers = itertools.count(_FIRST_CHAT_NUMBER)
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(7_000_000_000_000_001)
        self.know(self.bot.user, ANONYMOUS_ADMIN, TELEGRAM)

    def know(self, *people: User) -> None:
        """From now on Telegram knows these people."""
        self.people |= {person.id: person for person in people}

    def new_chat_number(self) -> int:
        return next(self._chat_numbers)

    def next_message_id(self) -> int:
        """The next id in private chats and basic groups, which share their numbers."""
        return next(self._message_ids)

    def next_query_id(self) -> str:
        return str(next(self._query_ids))

    def add_chat(self, room: Room) -> None:
        self.chats[room.id] = room
        self.know(*(member.user for member in room.members.values()))

    def deliver(self, kind: str, message: Message) -> None:
        """Sends an update about a message to the bot, if Telegram would."""
        if reaches_bot(message, self.bot):
            self.updates.post(kind, message_json(message, self.people))


def now() -> int:
    """The time in whole seconds, as messages carry it."""
    return int(time.time())
