"""Updates as no Telegram sends them: fields are missing, of other types, nested, huge or moved."""

import copy
import random
from collections.abc import Callable
from typing import Any

from tests.bot_api.json_value import JsonObject
from tests.fuzz.strange import anything, deep, huge, number, text

_KINDS = (
    *("message", "edited_message", "callback_query", "inline_query", "guest_message"),
    *("my_chat_member", "channel_post", "edited_channel_post", "business_message", "poll", "x"),
)
_CHATS = ("private", "group", "supergroup", "channel", "sender", "gigagroup")
_DEEP = 100
_RENAMED = {"text": "caption", "entities": "caption_entities", "from": "sender_chat", "id": "date"}


def spoilt(update: JsonObject, chance: random.Random) -> JsonObject:
    """The update after up to three mishaps; nearly half of them have none."""
    spoilt = copy.deepcopy(update)
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        holder, key = _place(spoilt, chance)
        chance.choice(_MISHAPS)(holder, key, chance)
    return spoilt


def _place(update: JsonObject, chance: random.Random) -> tuple[Any, Any]:
    """An object or list somewhere in the update, and a key or place in it."""
    places: list[tuple[Any, Any]] = [(update, key) for key in update]
    for holder, key in places:
        value = holder[key]
        if isinstance(value, dict):
            places += [(value, inner) for inner in value]
        elif isinstance(value, list):
            places += [(value, inner) for inner in range(len(value))]
    return chance.choice(places) if places else (update, "x")


def _drop(holder: Any, key: Any, chance: random.Random) -> None:
    if isinstance(holder, dict):
        holder.pop(key, None)
    else:
        del holder[key]


def _replace(holder: Any, key: Any, chance: random.Random) -> None:
    holder[key] = anything(chance)


def _renumber(holder: Any, key: Any, chance: random.Random) -> None:
    holder[key] = number(chance)


def _reword(holder: Any, key: Any, chance: random.Random) -> None:
    holder[key] = huge(chance) if chance.random() < 0.02 else text(chance)


def _wrap(holder: Any, key: Any, chance: random.Random) -> None:
    value = holder[key] if key in holder or not isinstance(holder, dict) else None
    holder[key] = chance.choice(([value], {"id": value}, {key: value}, deep(_DEEP)))


def _rename(holder: Any, key: Any, chance: random.Random) -> None:
    if isinstance(holder, dict) and key in holder:
        others = _KINDS if key in _KINDS else (_RENAMED.get(key, "title"), text(chance, 5))
        holder[chance.choice(others)] = holder.pop(key)


def _resettle(holder: Any, key: Any, chance: random.Random) -> None:
    """Another kind of chat, another moment, or a field that only other messages have."""
    if isinstance(holder, dict):
        holder |= chance.choice(
            (
                {"type": chance.choice(_CHATS)},
                {"date": chance.choice((0, -1, 2**31, 4_000_000_000, -(2**40), 10**12))},
                {"edit_date": chance.randrange(2**33)},
                {"migrate_to_chat_id": -chance.randrange(2**64)},
                {"migrate_from_chat_id": -chance.randrange(2**40)},
                {"media_group_id": text(chance)},
                {"photo": anything(chance)},
                {"is_automatic_forward": anything(chance)},
                {"reply_to_message": copy.deepcopy(holder)},
                {"via_bot": copy.deepcopy(holder.get("from"))},
                {"quote": anything(chance), "external_reply": anything(chance)},
                {"entities": [{"type": "mention", "offset": number(chance), "length": 5}]},
            )
        )


_MISHAPS: tuple[Callable[[Any, Any, random.Random], None], ...] = (
    *(_drop, _replace, _renumber, _reword, _wrap, _rename, _resettle),
)
