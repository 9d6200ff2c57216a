"""The parts of an update that this bot reads, and their types.

python-telegram-bot takes any value for a number or a text. An update with a wrong one would fail
deep inside, or be sent back; so it is validated before anything reads it.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

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


def fault_in(update: object) -> str:
    """Where an update is not what Telegram sends, and why; empty if it is. Repeats no value."""
    try:
        _Update.model_validate(update)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return ""


def is_numbered(update: Any) -> bool:
    """Whether it is an update at all, whatever its content."""
    return isinstance(update, dict) and type(update.get("update_id")) is int
