"""Renders messages and entities as the Bot API sends them."""

from collections.abc import Mapping

from .entity import Entity
from .json_value import JsonObject
from .message import Document, Message, SentMessage
from .person import User


def message_json(message: Message, people: Mapping[int, User]) -> JsonObject:
    """The Message of the Bot API, with the message that it answers.

    A message in a topic that answers nothing is given as an answer to the topic's first
    message, as Telegram does.
    """
    rendered = _alone(message, people)
    answered_id = message.reply_to_message_id or message.thread_id
    answered = message.chat.messages.get(answered_id) if answered_id else None
    if answered is not None and answered.message_id != message.message_id:
        rendered["reply_to_message"] = _alone(answered, people)
    return rendered


def _alone(message: Message, people: Mapping[int, User]) -> JsonObject:
    rendered: JsonObject = {
        "message_id": message.message_id,
        "from": message.sender.json(),
        "chat": message.chat.json(),
        "date": message.date,
    }
    if message.sender_chat is not None:
        rendered["sender_chat"] = message.sender_chat
    if message.edit_date is not None:
        rendered["edit_date"] = message.edit_date
    if message.thread_id is not None:
        rendered |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    is_caption = isinstance(message, SentMessage) and message.document is not None
    if message.text:
        rendered["caption" if is_caption else "text"] = message.text
    entities = [json for e in message.entities if (json := entity_json(e, people)) is not None]
    if entities:
        rendered["caption_entities" if is_caption else "entities"] = entities
    if isinstance(message, SentMessage):
        rendered |= _sent(message)
    return rendered | message.extra


def _sent(message: SentMessage) -> JsonObject:
    rendered: JsonObject = {}
    if message.document is not None:
        rendered |= _document(message.document)
    if "inline_keyboard" in (message.reply_markup or {}):
        rendered["reply_markup"] = message.reply_markup
    if message.link_preview_options is not None:
        rendered["link_preview_options"] = message.link_preview_options
    if message.quote is not None:
        rendered["quote"] = {"text": message.quote, "position": 0, "is_manual": True}
    return rendered


def _document(document: Document) -> JsonObject:
    identifier = f"{document.name}-{len(document.content)}"
    return {
        "document": {
            "file_id": identifier,
            "file_unique_id": identifier,
            "file_name": document.name,
            "file_size": len(document.content),
        }
    }


def entity_json(entity: Entity, people: Mapping[int, User]) -> JsonObject | None:
    """The MessageEntity of the Bot API; None for a mention of somebody unknown."""
    rendered: JsonObject = {
        "type": entity.type,
        "offset": entity.offset,
        "length": entity.length,
    }
    for name in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format"):
        value = getattr(entity, name)
        if value is not None:
            rendered[name] = value
    if entity.user_id is not None:
        if entity.user_id not in people:
            return None
        rendered["user"] = people[entity.user_id].json()
    return rendered
