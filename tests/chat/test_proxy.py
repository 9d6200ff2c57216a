"""Telegram is reached through the proxy that the settings name, if they name one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from telegram.error import NetworkError
from yarl import URL

from bot.chat.bot_api.connecting import proxy_for
from bot.chat.bot_api.transport import Clock, Transport
from bot.errors import SettingsError
from bot.settings import read_settings
from tests.bot_api import BotApiServer
from tests.bots import running_bot

pytestmark = pytest.mark.server

TELEGRAM = URL("https://api.telegram.org/bot")
OWN = URL("http://bots.example:8081/bot")
HOST = "127.0.0.1"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.chat.bot_api.connecting.getproxies", dict)


@pytest.mark.parametrize(
    ("lines", "server", "proxy"),
    [
        ("HTTPS_PROXY=http://127.0.0.1:7890", TELEGRAM, "http://127.0.0.1:7890"),
        ("https_proxy=127.0.0.1:7890", TELEGRAM, "http://127.0.0.1:7890"),
        ("HTTPS_PROXY=http://127.0.0.1:7890", OWN, None),
        ("HTTP_PROXY=http://a:1\nHTTPS_PROXY=http://b:2", OWN, "http://a:1"),
        ("ALL_PROXY=socks5://me:pw@127.0.0.1:1080", TELEGRAM, "socks5://me:pw@127.0.0.1:1080"),
        ("ALL_PROXY=http://a:1\nHTTPS_PROXY=http://b:2", TELEGRAM, "http://b:2"),
        ("HTTPS_PROXY=http://a:1\nNO_PROXY=localhost, .telegram.org", TELEGRAM, None),
        ("HTTPS_PROXY=http://a:1\nNO_PROXY=*", TELEGRAM, None),
        ("HTTPS_PROXY=http://a:1\nNO_PROXY=gram.org,example.org", TELEGRAM, "http://a:1"),
        ("", TELEGRAM, None),
    ],
)
def test_the_settings_name_the_proxy(lines: str, server: URL, proxy: str | None) -> None:
    Path(".env").write_text(lines, encoding="utf-8")
    assert proxy_for(server, read_settings()) == (URL(proxy) if proxy else None)


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("HTTPS_PROXY=http://a:1", encoding="utf-8")
    monkeypatch.setenv("https_proxy", "http://b:2")
    assert proxy_for(TELEGRAM, read_settings()) == URL("http://b:2")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            "ftp://me:secret@a:21",
            "HTTPS_PROXY: ftp is no kind of proxy; write it as http://host:port",
        ),
        ("http://me:secret@a:port", "HTTPS_PROXY is no address of a proxy"),
        ("http://", "HTTPS_PROXY is no address of a proxy"),
    ],
)
def test_an_invalid_proxy_is_reported_without_its_password(value: str, told: str) -> None:
    Path(".env").write_text(f"HTTPS_PROXY={value}", encoding="utf-8")
    with pytest.raises(SettingsError, match=told) as caught:
        proxy_for(TELEGRAM, read_settings())
    assert "secret" not in str(caught.value)


def test_a_socks_proxy_without_the_extra_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.chat.bot_api.connecting.find_spec", lambda name: None)
    Path(".env").write_text("ALL_PROXY=socks5://127.0.0.1:1080", encoding="utf-8")
    with pytest.raises(SettingsError, match="ALL_PROXY: a SOCKS proxy needs the extra socks"):
        proxy_for(TELEGRAM, read_settings())


@dataclass(slots=True)
class Proxy:
    """A proxy of HTTP or SOCKS 5 on this machine, and whereto it was asked to lead."""

    port: int = 0
    asked: list[str] = field(default_factory=list)

    async def http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Refuses, having read all that was asked."""
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async def socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Leads to a port of this machine, whatever the host is called (RFC 1928)."""
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(b"\x05\x00")
        is_name = (await reader.readexactly(4))[3] == 3
        host = await reader.readexactly((await reader.readexactly(1))[0] if is_name else 4)
        port = int.from_bytes(await reader.readexactly(2))
        self.asked.append(host.hex())
        onward, back = await asyncio.open_connection(HOST, port)
        writer.write(b"\x05\x00\x00\x01\0\0\0\0\0\0")
        await asyncio.gather(_carry(reader, back), _carry(onward, writer))


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while part := await source.read(65536):
        target.write(part)
    target.close()


@asynccontextmanager
async def proxy(kind: str) -> AsyncIterator[Proxy]:
    own = Proxy()
    server = await asyncio.start_server(getattr(own, kind), HOST, 0)
    own.port = server.sockets[0].getsockname()[1]
    try:
        yield own
    finally:
        server.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_proxy_is_asked_with_its_password(scheme: str) -> None:
    async with proxy("http") as own:
        address = URL(f"http://me:secret@{HOST}:{own.port}")
        async with Transport(1, Clock(), proxy=address) as transport:
            with pytest.raises(NetworkError) as caught:
                await transport.post(f"{scheme}://telegram.test/bot1:x/getMe")
    (request,) = own.asked
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0\r\n" in request
    assert scheme == "http" or "the proxy refuses: 407 Who are you" in caught.value.message


async def test_the_bot_answers_through_a_socks_proxy(cache: Path) -> None:
    async with BotApiServer() as server, proxy("socks") as own:
        through = f"socks5h://{HOST}:{own.port}"
        async with running_bot(server, cache, ALL_PROXY=through):
            question = server.private(server.user("小王")).say("刘晖谈物业")
            assert await server.reply_to(question)
        assert own.asked


async def test_an_unreachable_socks_proxy_is_reported() -> None:
    async with Transport(1, Clock(), proxy=URL(f"socks5://{HOST}:9")) as transport:
        with pytest.raises(NetworkError, match=f"the proxy: .*{HOST}:9"):
            await transport.post("http://telegram.test/bot1:x/getMe")
