"""A running server and a plain HTTP client to call it with."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, TypeAlias

import aiohttp
import pytest_asyncio

from . import BotApiServer

CallMethod: TypeAlias = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest_asyncio.fixture
async def call(server: BotApiServer) -> AsyncIterator[CallMethod]:
    """Calls a method with JSON: await call("sendMessage", chat_id=1, text="x")."""
    async with aiohttp.ClientSession() as session:

        async def call_method(method: str, **parameters: Any) -> dict[str, Any]:
            url = f"{server.base_url}{server.token}/{method}"
            async with session.post(url, json=parameters) as response:
                answer: dict[str, Any] = await response.json()
                assert response.status == answer.get("error_code", 200)
                return answer

        yield call_method
