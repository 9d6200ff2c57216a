"""What the bot tells over HTTP: whether it lives and works, its figures; and Telegram's webhook."""

import json
from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.chat.metrics import Metrics
from bot.chat.shape import is_numbered
from bot.database.inbox import Raw

WEBHOOK_PATH = "/telegram"

_PROOF = "X-Telegram-Bot-Api-Secret-Token"
_LONGEST = 1 << 20
"""Bytes of an update at most; Telegram's are far smaller."""

Checks = Mapping[str, Callable[[], Awaitable[bool]]]
"""What has to work, by its name, and whether it does."""

Receive = Callable[[Raw], bool]
"""Takes an update; False where there is no room for it now."""


class Site:
    """The endpoints; with a `secret`, updates are received for whoever knows it."""

    def __init__(
        self, checks: Checks, metrics: Metrics, receive: Receive, secret: str | None = None
    ) -> None:
        self._checks = checks
        self._metrics = metrics
        self._receive = receive
        self._secret = secret

    def application(self) -> Starlette:
        routes = [
            Route("/healthz", self.health),
            Route("/readyz", self.readiness),
            Route("/metrics", self.metrics),
        ]
        if self._secret:
            routes.append(Route(WEBHOOK_PATH, self.update, methods=["POST"]))
        return Starlette(routes=routes)

    async def health(self, request: Request) -> Response:
        """That this is answered is all that it tells."""
        return JSONResponse({"alive": True})

    async def readiness(self, request: Request) -> Response:
        """Whether questions can be answered, and if not, what does not work."""
        found = {name: await check() for name, check in self._checks.items()}
        return JSONResponse(found, 200 if all(found.values()) else 503)

    async def metrics(self, request: Request) -> Response:
        return Response(await self._metrics.text(), media_type="text/plain; version=0.0.4")

    async def update(self, request: Request) -> Response:
        """An update from Telegram, which sends it again where it is not told that it arrived."""
        given = request.headers.get(_PROOF, "").encode()
        if not compare_digest(given, (self._secret or "").encode()):
            return Response(status_code=403)
        raw = await _update_in(request)
        if raw is None:
            return Response(status_code=400)
        return Response(status_code=200 if self._receive(raw) else 503)


async def _update_in(request: Request) -> Raw | None:
    """The update that a request brings; None where it is none."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST:
                return None
    except ClientDisconnect:  # nobody is left to be told
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if is_numbered(found) else None
