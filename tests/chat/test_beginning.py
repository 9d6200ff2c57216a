"""A start explains itself: what it waits for, what is wrong, and what helps."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.chat.bot_api import connecting
from bot.chat.bot_api.connecting import Route
from bot.errors import DatabaseError, SettingsError
from bot.settings import Settings
from tests.bot_api import BotApiServer
from tests.bot_api.watch import LIMIT
from tests.bots import running_bot
from tests.ports import free_port

pytestmark = pytest.mark.server

TELEGRAM = URL("https://api.telegram.org/bot")


async def test_an_unreachable_telegram_is_logged_repeatedly(
    cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert connecting._FIRST_WARNING_SECONDS < 5
    monkeypatch.setattr(connecting, "_FIRST_WARNING_SECONDS", 0.05)
    port, line = free_port(), "Telegram cannot be reached at 127.0.0.1:"
    async with BotApiServer() as server, aiohttp.ClientSession() as session:
        server.fail("getMe", drop=True, times=3)
        bot = running_bot(server, cache, PORT=str(port))
        start = asyncio.create_task(bot.__aenter__())
        async with asyncio.timeout(LIMIT):
            while sum(message.startswith(line) for message in caplog.messages) < 2:
                await asyncio.sleep(0.01)
        assert not start.done()
        statuses = []
        for path in ("healthz", "readyz"):
            async with session.get(f"http://127.0.0.1:{port}/{path}") as response:
                statuses.append(response.status)
        assert statuses == [200, 503]
        await start
        question = server.private(server.user("Ann")).say("刘晖谈物业")
        assert await server.reply_to(question)
        await bot.__aexit__(None, None, None)
    told = [message for message in caplog.messages if message.startswith(line)]
    assert told[0].endswith("; see whether TELEGRAM_BASE_URL is right, and the server runs")
    assert any("Server disconnected" in message for message in told)


@pytest.mark.parametrize(
    ("route", "text", "advice"),
    [
        (Route(TELEGRAM, None), "api.telegram.org", "name a proxy in HTTPS_PROXY"),
        (
            Route(TELEGRAM, URL("http://me:secret@127.0.0.1:7890")),
            "api.telegram.org through the proxy 127.0.0.1:7890",
            "whether the proxy runs",
        ),
        (
            Route(URL("http://bots.example:8081/bot"), None),
            "bots.example:8081",
            "TELEGRAM_BASE_URL",
        ),
    ],
    ids=["blocked", "proxy", "own-server"],
)
def test_a_line_says_what_is_tried_and_what_helps(route: Route, text: str, advice: str) -> None:
    assert str(route) == text
    assert advice in route.advice


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://bot@127.0.0.1:1/name"),
        ("HTTP_PROXY", "ftp://127.0.0.1:21"),
        ("HOST", "no such host"),
    ],
)
async def test_what_is_at_hand_is_checked_before_telegram(
    cache: Path, name: str, value: str
) -> None:
    async with BotApiServer() as server:
        variables = {"PORT": str(free_port()), name: value}
        with pytest.raises((DatabaseError, SettingsError)):
            await running_bot(server, cache, data=None, webhook=False, **variables).__aenter__()
        assert not server.calls


@pytest.mark.parametrize("host", ["no such host", "..", "256.256.256.256", "x" * 300])
async def test_an_invalid_host_is_reported_in_a_line(cache: Path, host: str) -> None:
    async with BotApiServer() as server:
        with pytest.raises(SettingsError, match=r"^HOST: .* is no address of this machine$"):
            await running_bot(server, cache, HOST=host, PORT=str(free_port())).__aenter__()


async def test_a_refused_webhook_is_reported_with_its_reason(cache: Path) -> None:
    reason = "Bad Request: bad webhook: failed to resolve host: Name or service not known"
    async with BotApiServer() as server:
        server.fail("setWebhook", status=400, description=reason)
        address = "https://nowhere.example"
        with pytest.raises(SettingsError, match="does not take WEBHOOK_URL: Bad webhook"):
            await running_bot(
                server, cache, webhook=True, WEBHOOK_URL=address, PORT=str(free_port())
            ).__aenter__()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "no WEBHOOK_URL"),
        ("http://bot.example.com", "does not begin with https://"),
        ("bot.example.com", "WEBHOOK_URL"),
        ("https://bot.example.com:8080", "to the ports 443, 80, 88, 8443, not to 8080"),
        ("https://bot.example.com/?a=b", "neither a query nor blanks"),
        ("https://bot.example.com/a b", "neither a query nor blanks"),
        ("https://bot.example.com:port", "is no address"),
        ("http://127.0.0.1:8080", "does not begin with https://"),
    ],
)
def test_a_webhook_that_telegram_would_refuse_is_not_sent(address: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        Settings(webhook_url=address or None).webhook()


@pytest.mark.parametrize(
    "address", ["https://bot.example.com", "https://bot.example.com:8443/x", "https://a.example:88"]
)
def test_a_webhook_that_telegram_takes(address: str) -> None:
    assert Settings(webhook_url=address).webhook() == address


def test_a_server_of_ones_own_sends_to_its_own_network() -> None:
    own = "http://127.0.0.1:8081/bot"
    near = Settings(webhook_url="http://10.0.0.5:8080", telegram_base_url=own)
    assert near.webhook() == "http://10.0.0.5:8080"
    with pytest.raises(SettingsError, match="https"):
        Settings(webhook_url="http://bot.example.com", telegram_base_url=own).webhook()
