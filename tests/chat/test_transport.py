"""The transport of requests: answers, uploads, and what goes wrong on the way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import InvalidToken, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.chat.bot_api.transport import Clock, Transport
from tests.bot_api import BotApiServer
from tests.bot_api.server import HOST, TOKEN
from tests.bot_api.watch import LIMIT

pytestmark = pytest.mark.server

SILENCE = 0.05


@asynccontextmanager
async def answering(handle: object) -> AsyncIterator[str]:
    """The address, with a token in it, of a server that handles every request so."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handle)  # type: ignore[arg-type]
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    try:
        yield f"http://{HOST}:{runner.addresses[0][1]}/bot{TOKEN}/sendMessage"
    finally:
        await runner.cleanup()


@pytest_asyncio.fixture
async def transport() -> AsyncIterator[Transport]:
    async with Transport(1, Clock()) as initialised:
        yield initialised


def data(**parameters: object) -> RequestData:
    return RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])


def loggable(error: BaseException) -> str:
    """All that a log could print of an error."""
    told = f"{error} {error!r}"
    return told if error.__cause__ is None else f"{told} {loggable(error.__cause__)}"


async def test_a_bot_is_answered_in_any_script(transport: Transport) -> None:
    async with BotApiServer() as server:
        chat = server.private(server.user("小王"))
        async with Bot(server.token, server.base_url, request=transport) as bot:
            sent = await bot.send_message(chat.id, "荷塘区 & <b>株洲</b> 😀", parse_mode="HTML")
        assert sent.text == "荷塘区 & 株洲 😀"
        assert server.sent[0].bold == ["株洲"]


async def test_a_refusal_is_the_error_that_telegram_means(transport: Transport) -> None:
    async with BotApiServer() as server:
        bot = Bot("1234567:" + "x" * 35, server.base_url, request=transport)
        with pytest.raises(InvalidToken):
            await bot.initialize()


async def test_requests_name_their_agent_and_share_a_connection(transport: Transport) -> None:
    seen = []

    async def handle(request: web.Request) -> web.Response:
        assert request.transport is not None
        seen.append((request.headers["User-Agent"], request.transport.get_extra_info("peername")))
        return web.Response(body=b"{}")

    async with answering(handle) as url:
        for _ in range(3):
            assert await transport.do_request(url, "POST", data(chat_id=7)) == (200, b"{}")
    assert {agent for agent, _ in seen} == {BaseRequest.USER_AGENT}
    assert len(set(seen)) == 1


async def test_a_file_is_uploaded_with_its_name_and_the_other_values(transport: Transport) -> None:
    async def handle(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        assert (form["chat_id"], form["reply_parameters"]) == ("7", '{"message_id": 1}')
        assert file.filename == "没有答案.csv"
        return web.Response(body=file.file.read(), status=201)

    document = InputFile("{问题,次数}".encode(), "没有答案.csv")
    request = RequestData(
        [
            RequestParameter("chat_id", 7, None),
            RequestParameter("reply_parameters", {"message_id": 1}, None),
            RequestParameter("document", None, [document]),
        ]
    )
    async with answering(handle) as url:
        assert await transport.do_request(url, "POST", request) == (201, "{问题,次数}".encode())


async def test_a_file_is_downloaded(transport: Transport) -> None:
    async def handle(request: web.Request) -> web.Response:
        assert request.method == "GET"
        return web.Response(body=b"\0" * 100_000)

    async with answering(handle) as url:
        file = url.replace("sendMessage", "documents/file_1")
        assert await transport.retrieve(file) == b"\0" * 100_000


async def hang(request: web.Request) -> web.Response:
    await asyncio.sleep(1)
    return web.Response()


async def drop(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def break_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b"{")
    assert request.transport is not None
    request.transport.abort()
    return response


@pytest.mark.parametrize(
    ("handle", "expected", "cause"),
    [
        (hang, TimedOut, TimeoutError),
        (drop, NetworkError, aiohttp.ServerDisconnectedError),
        (break_off, NetworkError, aiohttp.ClientError),
    ],
    ids=["hangs", "drops", "breaks-off"],
)
async def test_a_failing_server_is_reported_without_the_token(
    transport: Transport, handle: object, expected: type[NetworkError], cause: type[Exception]
) -> None:
    async with answering(handle) as url:
        with pytest.raises(NetworkError) as caught:
            await transport.post(url, data(chat_id=7), read_timeout=SILENCE)
    assert type(caught.value) is expected
    assert isinstance(caught.value.__cause__, cause)
    assert TOKEN not in loggable(caught.value)


async def test_a_time_out_for_all_of_a_request_is_no_proof_that_nothing_was_sent(
    transport: Transport,
) -> None:
    async with answering(hang) as url:
        with pytest.raises(TimedOut, match="no answer in time") as caught:
            await transport.post(url, data(chat_id=7), SILENCE, SILENCE, SILENCE, SILENCE)
    assert not isinstance(caught.value.__cause__, aiohttp.ConnectionTimeoutError)


async def test_a_refused_connection_names_the_host_and_not_the_token(
    transport: Transport, unused_tcp_port: int
) -> None:
    with pytest.raises(NetworkError, match=f"{HOST}:{unused_tcp_port}") as caught:
        await transport.post(f"http://{HOST}:{unused_tcp_port}/bot{TOKEN}/getMe", data())
    assert isinstance(caught.value.__cause__, aiohttp.ClientConnectorError)
    assert TOKEN not in loggable(caught.value)


async def test_waiting_in_vain_for_a_free_connection_sends_nothing(transport: Transport) -> None:
    arrived = asyncio.Event()

    async def hold(request: web.Request) -> web.Response:
        arrived.set()
        await asyncio.sleep(LIMIT)
        return web.Response()

    async with answering(hold) as url:
        # so long that the second has given up before, however busy the machine
        first = asyncio.create_task(transport.post(url, data(chat_id=7), read_timeout=5))
        await arrived.wait()
        with pytest.raises(TimedOut, match="nothing was sent") as caught:
            await transport.post(url, data(), connect_timeout=SILENCE, pool_timeout=SILENCE)
        with pytest.raises(TimedOut):
            await first
    assert isinstance(caught.value.__cause__, aiohttp.ConnectionTimeoutError)
    assert TOKEN not in loggable(caught.value)


async def test_an_invalid_address_is_reported_without_the_token(transport: Transport) -> None:
    with pytest.raises(NetworkError) as caught:
        await transport.post(f"telegram:///bot{TOKEN}/getMe", data())
    assert TOKEN not in loggable(caught.value)


async def test_no_time_out_is_none(transport: Transport) -> None:
    async def handle(request: web.Request) -> web.Response:
        await asyncio.sleep(SILENCE)
        return web.Response(body=b"{}")

    async with answering(handle) as url:
        answer = await transport.do_request(url, "POST", data(), None, None, None, None)
        assert answer == (200, b"{}")


@pytest.mark.parametrize("status", [200, 302, 404])
async def test_a_server_of_another_kind_is_reported(transport: Transport, status: int) -> None:
    async def handle(request: web.Request) -> web.Response:
        return web.Response(text="<html>Welcome</html>", status=status, content_type="text/html")

    async with answering(handle) as url:
        with pytest.raises(NetworkError, match=f"status {status}. is no Bot API server"):
            await transport.post(url)


async def test_shutdown_closes_the_connections_and_the_transport_can_start_again() -> None:
    async def handle(request: web.Request) -> web.Response:
        return web.Response(body=b"{}")

    async with answering(handle) as url:
        transport = Transport(1, Clock())
        for _ in range(2):
            await transport.initialize()
            session = transport._session
            await transport.do_request(url, "POST")
            await transport.shutdown()
            await transport.shutdown()
            assert session is not None
            assert session.closed
        with pytest.raises(NetworkError, match="not initialised"):
            await transport.post(url)
