"""Checks the text of a message and parses its formatting, as sendMessage does.

Stricter than Telegram in one point: more than 100 entities are refused, where Telegram
silently forgets those beyond. Unlike Telegram it does not clean control characters, split
overlapping formatting, or look for links and mentions in what the bot sends. Markdown is
not supported.
"""

from dataclasses import replace
from typing import Any

from . import utf16
from .entity import Entity, FormattedText, in_order
from .html_markup import ParseError, parse_html
from .refusal import bad_request

MAX_BYTES = 32_768
MAX_UNITS = 4_096
MAX_ENTITIES = 100

_TRIMMED = " \n"
_FOUND_BY_TELEGRAM = "mention hashtag cashtag bot_command url email phone_number bank_card_number"
_FIELDS = ("url", "language", "custom_emoji_id", "unix_time", "date_time_format")


def message_text(text: str, parse_mode: str, entities: Any) -> FormattedText:
    """The text of a message as Telegram shows it, trimmed; raises RefusalError.

    `entities` is decoded JSON, used where there is no parse mode.
    """
    if not text:
        raise bad_request("Message text is empty")
    formatted = trimmed(parsed(text, parse_mode, entities))
    if not formatted.text:
        raise bad_request("Text must be non-empty")
    if utf16.units(formatted.text) > MAX_UNITS:
        raise bad_request("Message is too long")
    count = len(formatted.entities)
    if count > MAX_ENTITIES:
        raise bad_request(
            f"message has {count} entities, Telegram would silently drop all but {MAX_ENTITIES}"
        )
    return formatted


def parsed(text: str, parse_mode: str, entities: Any) -> FormattedText:
    """The text with its entities, from HTML or from a list; raises RefusalError."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise bad_request("Strings must be encoded in UTF-8") from error
    if size > MAX_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if mode in ("markdown", "markdownv2"):
        raise bad_request("this test server does not parse Markdown")
    if mode == "html":
        try:
            return parse_html(text)
        except ParseError as error:
            raise bad_request(f"Can't parse entities: {error}") from error
    if mode not in ("", "none"):
        raise bad_request("Unsupported parse_mode")
    return FormattedText(text, in_order(_from_json(entities)))


def trimmed(formatted: FormattedText) -> FormattedText:
    """Without space and line ends at the end, and at the beginning before any formatting."""
    text = formatted.text.rstrip(_TRIMMED)
    if not text:
        return FormattedText("")
    end = utf16.units(text)
    blanks = len(text) - len(text.lstrip(_TRIMMED))
    start = min([blanks, *(entity.offset for entity in formatted.entities)])
    entities = [
        replace(e, length=min(e.end, end) - e.offset).moved(-start)
        for e in formatted.entities
        if e.offset < end
    ]
    return FormattedText(text[start:], in_order(entities))


def _from_json(entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    return [_entity(e) for e in entities if _type(e) not in _FOUND_BY_TELEGRAM.split()]


def _type(entity: Any) -> str:
    if not isinstance(entity, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    for name in ("offset", "length", "type"):
        if name not in entity:
            raise bad_request(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    return str(entity["type"])


def _entity(entity: dict[str, Any]) -> Entity:
    details = {name: entity[name] for name in _FIELDS if name in entity}
    user = entity.get("user")
    return Entity(
        entity["type"],
        int(entity["offset"]),
        int(entity["length"]),
        user_id=user["id"] if user else None,
        **details,
    )
