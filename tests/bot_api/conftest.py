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


@pytest_asyncio.fixture
async def upload(server: BotApiServer) -> AsyncIterator[CallMethod]:
    """Calls a method with a form, in which files are given by name and content."""
    async with aiohttp.ClientSession() as session:

        async def call_method(method: str, **parameters: Any) -> dict[str, Any]:
            form = aiohttp.FormData({"form": "multipart"})
            for name, value in parameters.items():
                if isinstance(value, str):
                    form.add_field(name, value)
                else:
                    form.add_field(name, value[1], filename=value[0])
            address = f"{server.base_url}{server.token}/{method}"
            async with session.post(address, data=form) as response:
                answer: dict[str, Any] = await response.json()
                return answer

        yield call_method
