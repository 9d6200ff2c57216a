"""What the bot tells over HTTP, and what comes in by the webhook."""

import asyncio
import io
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.chat.web import _SECONDS, webhook_secret
from bot.errors import SettingsError
from bot.texts import texts_in
from tests.bot_api import BotApiServer
from tests.bot_api.watch import LIMIT
from tests.bots import Figures, bot_process, database_in, running_bot
from tests.chat.seen import pressed
from tests.ports import free_port

PROOF = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(slots=True)
class Scene:
    server: BotApiServer
    address: str
    session: aiohttp.ClientSession

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(self.address + path) as response:
            return response.status, await response.text()

    async def post(self, path: str, proof: str | None, **body: Any) -> tuple[int, str]:
        headers = {} if proof is None else {PROOF: proof}
        async with self.session.post(self.address + path, headers=headers, **body) as response:
            return response.status, await response.text()


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=["webhook", "polling"])
async def scene(request: pytest.FixtureRequest, cache: Path) -> AsyncIterator[Scene]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with (
        BotApiServer() as server,
        running_bot(
            server,
            cache,
            webhook=request.param == "webhook",
            WEBHOOK_URL=address,
            HOST="127.0.0.1",
            PORT=str(port),
        ),
        aiohttp.ClientSession() as session,
    ):
        yield Scene(server, address, session)


pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="module")]


async def test_questions_are_answered_and_counted(scene: Scene) -> None:
    chat = scene.server.private(scene.server.user("小王", language_code="zh"))
    assert (await scene.server.reply_to(chat.say("刘晖谈租房"))).quotes
    await scene.server.reply_to(chat.say("红烧肉怎么做"))
    await scene.server.inline_answer(scene.server.inline(scene.server.user("Ann"), "租房"))
    status, text = await scene.get("/metrics")
    assert status == 200
    for line in (
        'forum_bot_questions_total{outcome="answered"} 1.0',
        'forum_bot_questions_total{outcome="refused"} 1.0',
        "forum_bot_answer_seconds_count 2.0",
        "forum_bot_inline_queries_total 1.0",
        "forum_bot_rows_lost 0.0",
        "forum_bot_index_passages 54.0",
        "forum_bot_inbox_failures 0.0",
    ):
        assert line in text.splitlines()
    assert "forum_bot_index_age_seconds" in text
    for private in ("红烧肉", "小王", str(chat.id), scene.server.token.partition(":")[2]):
        assert private not in text


async def test_votes_are_counted_by_passage_once_in_a_while(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, ann = scene.server, scene.server.user("Ann")
    group = server.supergroup("Group", members=[ann])
    answer = await server.reply_to(group.say("/ask 刘晖谈物业", sender=ann))

    async def votes(label: str) -> list[str]:
        """How the passages are voted on after a press."""
        await pressed(server, group, answer, texts_in("zh")(label), ann)
        _, text = await scene.get("/metrics")
        for private in ("物业", "Ann", f"{ann.id}", f"{group.id}"):
            assert private not in text
        return [line for line in text.splitlines() if line.startswith("forum_bot_passage_votes{")]

    (place,) = re.findall("第 (.) 段", answer.text)[:1]
    place = f'passage="{place}",speech="zhuzhou-grassroots/08-刘晖"'
    with monkeypatch.context() as context:
        context.setattr("bot.chat.metrics._VOTES_SECONDS", 0)
        told = await votes("button-unhelpful")
    assert told == [
        f'forum_bot_passage_votes{{helped="{helped}",{place}}} {count}'
        for helped, count in (("yes", 0.0), ("no", 1.0))
    ]
    assert 'forum_bot_votes{helped="no"} 1.0' in (await scene.get("/metrics"))[1]
    assert await votes("button-helped") == told


async def test_figures_are_served_when_votes_cannot_be_counted(cache: Path, tmp_path: Path) -> None:
    figures = Figures(port := free_port())
    async with (
        BotApiServer() as server,
        running_bot(server, cache, data=tmp_path, PORT=str(port)),
    ):
        async with database_in(tmp_path) as database:
            await database.write(lambda session: session.execute(text("DROP TABLE votes")))
        read = await figures.read()
    assert read["index_passages"] == 54
    assert "votes" not in read


async def test_it_reports_that_it_is_alive_and_ready(scene: Scene) -> None:
    assert await scene.get("/healthz") == (200, '{"alive":true}')
    assert await scene.get("/readyz") == (
        200,
        '{"database":true,"telegram":true,"receiving":true,"search":true}',
    )


@pytest.mark.parametrize("path", ["/", "/telegram/x", "/bot", "/.env", "//telegram", "/metrics/x"])
async def test_there_are_no_other_endpoints(scene: Scene, path: str) -> None:
    status, text = await scene.get(path)
    assert (status, text) == (404, "Not Found")


@pytest.mark.parametrize("proof", [None, "", "x", "é", "0" * 64], ids=str)
async def test_an_update_without_the_secret_is_turned_away(scene: Scene, proof: str | None) -> None:
    expected = (403, "") if scene.server.world.webhook_url else (404, "Not Found")
    assert await scene.post("/telegram", proof, json={"update_id": 1}) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b"\xff",
        b" " * (1 << 20) + b"{}",
    ],
    ids=["nothing", "half", "list", "text", "true", "bytes", "too-large"],
)
async def test_what_is_no_update_is_refused(scene: Scene, body: bytes) -> None:
    if scene.server.world.webhook_url:
        proof = webhook_secret(scene.server.token)
        assert await scene.post("/telegram", proof, data=io.BytesIO(body)) == (400, "")


async def test_an_update_that_comes_twice_is_answered_once(scene: Scene) -> None:
    if not scene.server.world.webhook_url:
        return  # Telegram sends nothing by itself to who polls
    chat = scene.server.private(scene.server.user("Ann"))
    said = chat.say("刘晖谈租房")
    await scene.server.reply_to(said)
    update = {
        "update_id": 5,
        "message": {
            "message_id": 77,
            "date": said.date,
            "chat": {"id": chat.id, "type": "private", "first_name": "Ann"},
            "from": {"id": chat.id, "is_bot": False, "first_name": "Ann"},
            "text": "刘晖谈物业",
        },
    }
    proof = webhook_secret(scene.server.token)
    before = len(scene.server.sent)
    for _ in range(3):
        assert (await scene.post("/telegram", proof, json=update))[0] == 200
    await scene.server.settled()
    assert len(scene.server.sent) == before + 1


async def test_without_telegram_it_is_alive_but_not_ready(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    async with BotApiServer() as server, aiohttp.ClientSession() as session:
        server.fail("getMe", drop=True)
        async with running_bot(
            server,
            cache,
            webhook=True,
            WEBHOOK_URL="https://a.example",
            PORT=str(port),
        ):
            assert server.calls_of("setWebhook")  # after it has tried again
            async with session.get(f"http://127.0.0.1:{port}/healthz") as response:
                assert response.status == 200


async def test_a_port_in_use_is_reported_in_a_line(cache: Path) -> None:
    async with BotApiServer() as server:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            bot = bot_process(server, cache, polls=False, PORT=str(port))
            async with bot as process:
                assert await process.ended() == 1
            expected = f"PORT: 127.0.0.1:{port} is not available: Address already in use"
            assert process.log.endswith(f"forum-bot: {expected}\n")


async def test_a_webhook_without_an_address_is_reported_in_a_line(cache: Path) -> None:
    async with BotApiServer() as server:
        with pytest.raises(SettingsError, match="no WEBHOOK_URL; set it to the https address"):
            await running_bot(server, cache, webhook=True).__aenter__()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests have little time."""
    monkeypatch.setattr("bot.chat.web._SECONDS", dict.fromkeys(_SECONDS, 0.05))


@contextmanager
def connections(scene: Scene, count: int, source: str = "") -> Iterator[list[socket.socket]]:
    """So many connections from an address of this machine."""
    port = int(scene.address.rpartition(":")[2])
    with ExitStack() as opened:
        yield [
            opened.enter_context(
                socket.create_connection(
                    ("127.0.0.1", port), LIMIT, (source, 0) if source else None
                )
            )
            for _ in range(count)
        ]


async def ended(connection: socket.socket) -> bool:
    """Waits until the other side has closed a connection."""
    return not await asyncio.to_thread(connection.recv, 1)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /telegram HTTP/1.1\r\nHost: x\r\n",
        b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    ],
    ids=["nothing", "headers", "body"],
)
@pytest.mark.usefixtures("quick")
async def test_a_request_that_does_not_come_whole_is_not_waited_for(
    scene: Scene, sent: bytes
) -> None:
    proof = f"{PROOF}: {webhook_secret(scene.server.token)}\r\nHost".encode()
    with connections(scene, 1) as (connection,):
        connection.sendall(sent.replace(b"Host", proof, 1))
        with suppress(ConnectionResetError):
            while not await ended(connection):
                pass


async def test_an_address_has_so_many_connections(scene: Scene) -> None:
    with connections(scene, 200, "127.0.0.2"):
        assert (await scene.get("/healthz"))[0] == 200
    with connections(scene, 200) as opened:
        opened[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert not await ended(opened[0])
        with suppress(ConnectionResetError):
            assert await ended(opened[-1])


async def test_who_says_nothing_makes_room(scene: Scene) -> None:
    with ExitStack() as opened:
        for number in range(2, 5):
            opened.enter_context(connections(scene, 100, f"127.0.0.{number}"))
        for _ in range(3):
            assert (await scene.get("/healthz"))[0] == 200
