"""Limits the questions of a person and of a chat in a minute, so that nobody holds up others."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Literal

from bot.database.usage import Usage, Use, Uses

Verdict = Literal["admitted", "refused", "ignored"]
"""What happens to a question; over the limit, one a minute gets a refusal, the others nothing."""

_MINUTE = 60.0
_SUGGESTIONS = 10
"""Inline queries that Telegram sends while somebody types one question, about."""


class Limits:
    """Allows so many questions `a_person` and `a_chat` a minute, in any rhythm; 0 is no limit.

    Inline queries have a limit of their own, several times as high.
    """

    def __init__(self, a_person: int, a_chat: int, usage: Usage) -> None:
        self._a_person = a_person
        self._a_chat = a_chat
        self._usage = usage

    async def verdict(self, chat_id: int, person_id: int | None) -> Verdict:
        """Counts a question, unless it is one too many."""
        limits = {f"chat {chat_id}": self._a_chat}
        if person_id is not None:
            limits[f"person {person_id}"] = self._a_person
        return await self._verdict(limits)

    async def admits_typing(self, person_id: int) -> bool:
        """Counts an inline query, unless it is one too many."""
        limits = {f"typing {person_id}": self._a_person * _SUGGESTIONS}
        return await self._verdict(limits) == "admitted"

    async def _verdict(self, limits: Mapping[str, int]) -> Verdict:
        limits = {name: limit for name, limit in limits.items() if limit}
        if not limits:
            return "admitted"
        return await self._usage.exchange(list(limits), partial(_judged, limits))


def _judged(limits: Mapping[str, int], uses: Uses, now: float) -> tuple[Verdict, Uses]:
    """Decides by the generic cell rate algorithm (ITU-T I.371), which is a leaky bucket.

    Each question counts for its share of a minute, one after another. A use that is further ahead
    than this is from before the clock was set back, and counts no more.
    """
    uses = {
        name: Use() if use.used_until > now + 2 * _MINUTE else use for name, use in uses.items()
    }
    after = {
        name: replace(use, used_until=max(use.used_until, now) + _MINUTE / limits[name])
        for name, use in uses.items()
    }
    full = {
        name: uses[name] for name, use in after.items() if use.used_until > now + _MINUTE + 1e-6
    }
    if not full:
        return "admitted", after
    if any(now - use.refused_at < _MINUTE for use in full.values()):
        return "ignored", {}
    return "refused", {name: Use(use.used_until, now) for name, use in full.items()}
