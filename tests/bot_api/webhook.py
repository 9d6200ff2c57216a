"""Sends updates to the webhook, one after another, and again until it takes them.

Telegram sends several at a time, and waits longer after each failure.
"""

import asyncio

import aiohttp

from .json_value import JsonObject
from .world import World, now

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_AGAIN_SECONDS = 0.1
_TIMEOUT = aiohttp.ClientTimeout(total=10)


class Webhook:
    """Delivers the updates of a world from when a webhook is set."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.statuses: list[int] = []

    async def deliver(self) -> None:
        """Goes on until it is cancelled."""
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            while True:
                update = await self._world.notices.until(self._next, None, str)
                if await self._post(session, update):
                    self._world.updates.discard(update)
                else:
                    await asyncio.sleep(_AGAIN_SECONDS)

    def _next(self) -> JsonObject | None:
        waiting = self._world.updates.unconfirmed
        return waiting[0] if waiting and self._world.webhook_url else None

    async def _post(self, session: aiohttp.ClientSession, update: JsonObject) -> bool:
        headers = {_SECRET_HEADER: self._world.webhook_secret}
        try:
            async with session.post(
                self._world.webhook_url, json=update, headers=headers
            ) as response:
                self.statuses.append(response.status)
                if not response.ok:
                    reason = f"{response.status} {response.reason}"
                    self._note(f"Wrong response from the webhook: {reason}")
                return response.ok
        except (aiohttp.ClientError, TimeoutError):
            self._note("Connection refused")
            return False

    def _note(self, fault: str) -> None:
        self._world.webhook_fault = {"last_error_date": now(), "last_error_message": fault}
        self._world.notices.announce()
