"""What Telegram keeps of one chat: who is in it and what was said."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from .json_value import JsonObject
from .membership import Member
from .message import Message
from .person import Bot, User

Kind: TypeAlias = Literal["private", "group", "supergroup"]


@dataclass(slots=True, eq=False, kw_only=True)
class Room:
    """One chat; `next_message_id` counts across chats or within this one, by its kind."""

    id: int
    kind: Kind
    bot: Bot
    next_message_id: Callable[[], int]
    user: User | None = None
    """The person on the other side of a private chat."""
    title: str = ""
    username: str = ""
    is_forum: bool = False
    allows_reactions: bool = True
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    topics: set[int] = field(default_factory=set, repr=False)
    reactions: dict[int, list[str]] = field(default_factory=dict, repr=False)
    migrated_to: int | None = None

    @property
    def bot_member(self) -> Member:
        return self.members.get(self.bot.id) or Member(self.bot.user, "left")

    @property
    def admins(self) -> list[Member]:
        """Owner and administrators, without bots other than the one under test."""
        return [
            member
            for member in self.members.values()
            if member.is_admin and (not member.user.is_bot or member.user.id == self.bot.id)
        ]

    def json(self) -> JsonObject:
        """The Chat of the Bot API."""
        if self.user is not None:
            names = {"last_name": self.user.last_name, "username": self.user.username}
            return {
                "id": self.id,
                "type": self.kind,
                "first_name": self.user.first_name,
                **{name: value for name, value in names.items() if value},
            }
        chat: JsonObject = {"id": self.id, "type": self.kind, "title": self.title}
        if self.username:
            chat["username"] = self.username
        if self.is_forum:
            chat["is_forum"] = True
        return chat

    def full_json(self) -> JsonObject:
        """The ChatFullInfo that getChat answers."""
        return self.json() | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                (
                    "unlimited_gifts",
                    "limited_gifts",
                    "unique_gifts",
                    "premium_subscription",
                    "gifts_from_channels",
                ),
                False,
            ),
        }
