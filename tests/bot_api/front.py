"""Answers HTTP requests: looks at the token, lets faults happen, calls the method."""

import asyncio
import contextlib
import re
import time

from aiohttp import web

from . import parameters
from .call import Call
from .json_value import JsonObject
from .methods import result_of
from .refusal import RefusalError
from .world import World

_PATH = re.compile(r"/bot(?P<token>\d+:[\w-]+)/(?P<method>\w+)", re.ASCII)
_MAX_BODY_BYTES = 50 * 2**20


class Front:
    """The HTTP side of the server: /bot<token>/<method>."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._closing = asyncio.Event()

    def application(self) -> web.Application:
        application = web.Application(client_max_size=_MAX_BODY_BYTES)
        application.router.add_route("*", "/{path:.*}", self._handle)
        return application

    def close(self) -> None:
        """Ends waiting polls and hanging answers."""
        self._closing.set()
        self._world.updates.close()

    async def _handle(self, request: web.Request) -> web.Response:
        path = _PATH.fullmatch(request.path)
        if path is None:
            return _response(RefusalError(404, "Not Found").json())
        if path["token"] != self._token:
            return _response(RefusalError(401, "Unauthorized").json())
        try:
            call = Call(path["method"], await parameters.received(request))
        except RefusalError as refusal:
            return _response(refusal.json())
        self._world.calls.append(call)
        self._world.answering += not call.is_poll
        self._world.notices.announce()
        try:
            answer = await self._answer(call)
            call.status = None if answer is None else answer.get("error_code", 200)
            call.error = "" if answer is None else answer.get("description", "")
        finally:
            call.ended = time.monotonic()
            self._world.answering -= not call.is_poll
            self._world.notices.announce()
        if answer is None:
            _cut(request)
        return _response(answer or {})

    async def _answer(self, call: Call) -> JsonObject | None:
        """The answer to a call, None for silence."""
        fault = self._world.faults.take(call)
        if fault is None:
            return await self._result(call)
        answer = await self._result(call) if fault.deliver else None
        await self._hang(fault.hang)
        if fault.is_silent:
            return None
        refusal = fault.refusal()
        return refusal.json() if refusal is not None else answer

    async def _result(self, call: Call) -> JsonObject:
        try:
            result = await result_of(self._world, call.method, call.parameters)
        except RefusalError as refusal:
            return refusal.json()
        return {"ok": True, "result": result}

    async def _hang(self, seconds: float) -> None:
        if seconds:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), seconds)


def _response(answer: JsonObject) -> web.Response:
    return web.json_response(answer, status=answer.get("error_code", 200))


def _cut(request: web.Request) -> None:
    """Closes the connection; whatever is answered afterwards goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
