"""Finds the commands and mentions in what people write, as Telegram's apps do.

Web addresses, hashtags and the like are not looked for.
"""

import re
from collections.abc import Iterable

from . import utf16
from .entity import Entity, in_order

_COMMAND = re.compile(r"(?<![\w/<>])/([a-zA-Z0-9_]++)(?:@(?P<bot>[a-zA-Z0-9_]*+))?+(?![\w/<>])")
_MENTION = re.compile(r"(?<!\w)@([a-zA-Z0-9_]++)(?!\w)")
_COMMAND_LENGTHS = range(1, 65)
_BOT_NAME_LENGTHS = range(3, 33)
_MENTION_LENGTHS = range(4, 33)
_NOTHING_INSIDE = ("code", "pre", "text_link", "text_mention", "custom_emoji")


def entities_in(text: str, given: Iterable[Entity] = ()) -> tuple[Entity, ...]:
    """The given entities together with the bot_command and mention entities of the text."""
    entities = list(given)
    closed = [entity for entity in entities if entity.type in _NOTHING_INSIDE]
    found = [*_commands(text), *_mentions(text)]
    entities += [e for e in found if not any(e.overlaps(other) for other in closed)]
    return in_order(entities)


def _commands(text: str) -> list[Entity]:
    return [
        _entity("bot_command", text, match)
        for match in _COMMAND.finditer(text)
        if len(match[1]) in _COMMAND_LENGTHS
        and (match["bot"] is None or len(match["bot"]) in _BOT_NAME_LENGTHS)
    ]


def _mentions(text: str) -> list[Entity]:
    return [
        _entity("mention", text, match)
        for match in _MENTION.finditer(text)
        if len(match[1]) in _MENTION_LENGTHS
    ]


def _entity(kind: str, text: str, match: re.Match[str]) -> Entity:
    return Entity(kind, utf16.units(text[: match.start()]), utf16.units(match[0]))
