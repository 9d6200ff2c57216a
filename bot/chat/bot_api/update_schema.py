"""The parts of an update that this bot reads, and their types.

python-telegram-bot takes any value for a number or a text. An update with a wrong one would fail
deep inside, or be sent back; so it is validated before anything reads it.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.database.updates import StoredUpdate

Raw = Mapping[str, Any]
"""An update as Telegram sends it."""

Id = Annotated[int, Field(ge=-(2**63), lt=2**63)]


def _encodable(text: str) -> str:
    text.encode()
    return text


Text = Annotated[str, AfterValidator(_encodable)]
"""Without lone surrogates, which JSON may hold and nothing takes."""

Moment = Annotated[int, Field(ge=0, lt=253_402_300_800)]
"""Seconds since 1970, up to the year 9999."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True)


class _User(_Part):
    id: Id
    is_bot: bool
    first_name: Text
    username: Text | None = None
    language_code: Text | None = None


class _Chat(_Part):
    id: Id
    type: Text
    username: Text | None = None


class _Entity(_Part):
    type: Text
    offset: Id
    length: Id
    user: _User | None = None


class _Message(_Part):
    """A message; also an inaccessible one, whose date is 0."""

    message_id: Id
    date: Moment
    chat: _Chat
    edit_date: Moment | None = None
    message_thread_id: Id | None = None
    is_topic_message: bool | None = None
    from_user: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    via_bot: _User | None = None
    text: Text | None = None
    caption: Text | None = None
    entities: list[_Entity] = []
    caption_entities: list[_Entity] = []
    media_group_id: Text | None = None
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None
    guest_query_id: Text | None = None
    reply_to_message: "_Message | None" = None


class _CallbackQuery(_Part):
    id: Text
    from_user: _User = Field(alias="from")
    message: _Message | None = None
    data: Text | None = None


class _InlineQuery(_Part):
    id: Text
    from_user: _User = Field(alias="from")
    query: Text
    offset: Text


class _Member(_Part):
    status: Text
    user: _User
    is_member: bool | None = None


class _ChatMemberUpdated(_Part):
    chat: _Chat
    from_user: _User = Field(alias="from")
    date: Moment
    old_chat_member: _Member
    new_chat_member: _Member


class _Update(_Part):
    """An update of the kinds that the bot asks Telegram for, and of no other."""

    model_config = ConfigDict(extra="forbid")

    update_id: Id
    message: _Message | None = None
    edited_message: _Message | None = None
    guest_message: _Message | None = None
    callback_query: _CallbackQuery | None = None
    inline_query: _InlineQuery | None = None
    my_chat_member: _ChatMemberUpdated | None = None

    @property
    def place(self) -> tuple[int, bool]:
        """The chat that it is about, or whose private chat, and whether it comes first there."""
        if about := self.message or self.edited_message or self.guest_message:
            return about.chat.id, False
        if self.my_chat_member:
            return self.my_chat_member.chat.id, False
        if (press := self.callback_query) and press.message:
            return press.message.chat.id, True
        by = self.callback_query or self.inline_query
        return by.from_user.id if by else 0, True


def stored_update(update: Raw) -> StoredUpdate:
    """An update as it is kept.

    Raises ValueError for one that is not as Telegram sends it: where, and why, but no value.
    """
    try:
        chat_id, is_quick = _Update.model_validate(update).place
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    return StoredUpdate(update["update_id"], chat_id, is_quick, json.dumps(update))


def is_numbered(update: Any) -> bool:
    """Whether it is an update at all, whatever its content."""
    return isinstance(update, dict) and type(update.get("update_id")) is int
