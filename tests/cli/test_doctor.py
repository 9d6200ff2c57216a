"""`forum-bot doctor` finds what keeps the bot from running, beside a Bot API server."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
import pytest_asyncio
from yarl import URL

from bot.chat.bot_api.connecting import Route, look_up
from bot.database.address import sqlite_address
from bot.database.connection import Database
from bot.errors import UnreachableError
from tests.bot_api import BotApiServer
from tests.bot_api.watch import LIMIT
from tests.bots import bot_process
from tests.cli.conftest import Done, Run
from tests.conftest import DATED, WriteCorpus, speech
from tests.ports import free_port

pytestmark = pytest.mark.server

Examine = Callable[..., Awaitable[Done]]

NAMES = [
    "settings",
    "token",
    "cache folder",
    "data folder",
    "database",
    "search index",
    "semantic",
    "corpus",
    "proxy",
    "telegram",
    "privacy mode",
    "webhook",
    "inline mode",
]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def doctor(run: Run, server: BotApiServer, data: Path, monkeypatch: pytest.MonkeyPatch) -> Examine:
    """Runs the command in a thread, beside the server, with a valid token."""
    monkeypatch.setattr("bot.chat.bot_api.connecting.getproxies", dict)

    async def doctor(*arguments: str, **variables: str | Path) -> Done:
        usual = {
            "TELEGRAM_TOKEN": server.token,
            "TELEGRAM_BASE_URL": server.base_url,
            "DATA_FOLDER": str(data),
        }
        given = usual | {name: str(value) for name, value in variables.items()}
        return await asyncio.to_thread(lambda: run("doctor", *arguments, **given))

    return doctor


def findings_of(done: Done) -> dict[str, dict[str, str]]:
    """Returns the findings that `--json` printed, by name."""
    findings = json.loads(done.stdout)["findings"]
    return {found["name"]: found for found in findings}


def finding(done: Done, name: str) -> tuple[str, str]:
    found = findings_of(done)[name]
    return found["state"], found["message"]


async def test_a_bot_that_can_run_has_a_line_for_each_thing(
    doctor: Examine, server: BotApiServer, write_corpus: WriteCorpus
) -> None:
    server.bot.can_read_all_group_messages = True
    done = await doctor(CORPUS=write_corpus({"f/forum.md": DATED, "f/1.md": speech("甲")}))
    assert (done.status, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line[9:22].strip() for line in lines] == NAMES
    assert {line[:9].strip() for line in lines} == {"ok"}
    assert f"127.0.0.1:{server.port}: knows the bot as @SpeechesBot" in done.stdout
    assert "no problems in 1 forum(s)" in done.stdout
    assert server.token not in done.stdout


async def test_json_has_the_same(doctor: Examine) -> None:
    lines = (await doctor()).stdout.splitlines()
    done = await doctor("--json")
    report = json.loads(done.stdout)
    assert report["works"] is True
    assert [
        f"{found['state']:<8} {found['name']:<13} {found['message']}"
        for found in report["findings"]
        if "folder" not in found["name"]  # the space that is free changes
    ] == [line for line in lines if "folder" not in line]


async def test_all_faults_are_found_at_once(doctor: Examine, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_TOKN=1\nKEEP_DAYS=soon", encoding="utf-8")
    done = await doctor(
        "--corpus",
        "nowhere",
        TELEGRAM_TOKEN="not-a-token",
        DATABASE_URL="mysql://me:secret@host/name",
        HTTP_PROXY="http://me:secret@",
    )
    assert (done.status, done.stderr) == (1, "")
    assert "secret" not in done.stdout
    assert "not-a-token" not in done.stdout
    errors = [line[9:22].strip() for line in done.stdout.splitlines() if line.startswith("error")]
    assert errors == ["settings", "token", "database", "corpus", "proxy"]
    assert "note     settings      TELEGRAM_TOKN in .env is no setting; is it" in done.stdout


async def test_without_a_token_it_says_whether_telegram_can_be_reached(
    doctor: Examine, server: BotApiServer
) -> None:
    done = await doctor("--json", TELEGRAM_TOKEN="")
    assert done.status == 1
    assert finding(done, "token")[0] == "error"
    state, message = finding(done, "telegram")
    assert state == "ok"
    assert message.startswith(f"127.0.0.1:{server.port}: answers")
    assert finding(done, "webhook")[0] == "unknown"


async def test_a_token_that_telegram_does_not_know_is_an_error(
    doctor: Examine, server: BotApiServer
) -> None:
    wrong = f"{server.token[:-1]}x"
    done = await doctor("--json", TELEGRAM_TOKEN=wrong)
    assert done.status == 1
    assert finding(done, "token")[0] == "ok"
    state, message = finding(done, "telegram")
    assert (state, "Telegram does not know this token" in message) == ("error", True)
    assert wrong not in done.stdout + done.stderr


async def test_a_server_that_is_not_there_is_an_error_with_advice(doctor: Examine) -> None:
    done = await doctor("--json", TELEGRAM_BASE_URL=f"http://127.0.0.1:{free_port()}")
    assert done.status == 1
    state, message = finding(done, "telegram")
    assert state == "error"
    assert message.endswith("see whether TELEGRAM_BASE_URL is right, and the server runs")
    assert finding(done, "inline mode") == ("unknown", "only Telegram knows")


async def test_a_proxy_is_named_without_its_login(doctor: Examine) -> None:
    port = free_port()
    done = await doctor("--json", HTTP_PROXY=f"http://me:secret@127.0.0.1:{port}")
    assert done.status == 1
    assert finding(done, "proxy") == ("ok", f"http://127.0.0.1:{port}")
    assert f"through the proxy 127.0.0.1:{port}" in finding(done, "telegram")[1]
    assert "secret" not in done.stdout


async def test_a_silent_server_is_not_waited_for_longer_than_it_may_take(
    server: BotApiServer,
) -> None:
    server.fail("getWebhookInfo", hang=LIMIT)
    start = time.monotonic()
    with pytest.raises(UnreachableError, match=r"no answer within 0\.5 s"):
        await look_up(Route(URL(server.base_url), None), server.token, 0.5)
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    ("hears_everything", "state", "part"),
    [(True, "ok", "off: "), (False, "note", "/setprivacy")],
    ids=["off", "on"],
)
async def test_privacy_mode_is_reported_with_what_it_means(
    doctor: Examine, server: BotApiServer, hears_everything: bool, state: str, part: str
) -> None:
    server.bot.can_read_all_group_messages = hears_everything
    done = await doctor("--json")
    assert done.status == 0
    found = finding(done, "privacy mode")
    assert found[0] == state
    assert part in found[1]
    assert "/settings" in found[1]


@pytest.mark.parametrize(
    ("is_on", "state", "part"),
    [(True, "ok", "on"), (False, "note", "/setinline")],
    ids=["on", "off"],
)
async def test_inline_mode_is_reported(
    doctor: Examine, server: BotApiServer, is_on: bool, state: str, part: str
) -> None:
    server.bot.supports_inline_queries = is_on
    found = finding(await doctor("--json"), "inline mode")
    assert found[0] == state
    assert part in found[1]


async def test_a_webhook_is_reported_with_its_host_and_what_went_wrong(
    doctor: Examine, server: BotApiServer
) -> None:
    address = f"http://127.0.0.1:{free_port()}/secret-path"
    server.world.webhook_url = address
    server.post({"message": {}})
    await server.world.notices.until(lambda: server.world.webhook_fault or None, LIMIT, str)
    state, message = finding(await doctor("--json"), "webhook")
    assert state == "note"
    assert message.startswith("Telegram sends updates to 127.0.0.1; 1 update(s) waiting; the last")
    assert "Connection refused" in message
    assert "forum-bot run removes this webhook" in message
    assert "secret-path" not in message
    own = finding(await doctor("--json", WEBHOOK_URL=address), "webhook")[1]
    assert "removes" not in own


async def test_the_own_webhook_is_fine(doctor: Examine, server: BotApiServer) -> None:
    server.world.webhook_url = "https://bot.example.com/updates"
    found = finding(await doctor("--json", WEBHOOK_URL="https://bot.example.com"), "webhook")
    assert found == ("ok", "Telegram sends updates to bot.example.com; 0 update(s) waiting")


async def test_a_webhook_that_telegram_would_not_take_is_an_error(doctor: Examine) -> None:
    done = await doctor("--json", WEBHOOK_URL="http://bot.example.com")
    assert done.status == 1
    state, message = finding(done, "settings")
    assert (state, "WEBHOOK_URL does not begin with https://" in message) == ("error", True)


async def test_a_folder_that_cannot_be_written_is_reported(doctor: Examine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = await doctor("--json", DATA_FOLDER=tmp_path / "file/data")
    state, message = finding(done, "data folder")
    assert state == "note"
    assert message.endswith("cannot be written, and what goes there is lost; set DATA_FOLDER")


async def test_a_disk_that_is_nearly_full_is_reported(
    doctor: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.doctor._LOW_DISK_MB", 10**12)
    assert finding(await doctor("--json"), "cache folder")[0] == "note"


async def test_the_problems_of_a_corpus_are_counted(
    doctor: Examine, write_corpus: WriteCorpus
) -> None:
    slip = {"f/forum.md": DATED, "f/1.md": speech("甲&nbsp;")}
    done = await doctor("--json", CORPUS=write_corpus(slip))
    assert done.status == 0
    state, message = finding(done, "corpus")
    assert state == "note"
    assert "1 warning(s) in 1 forum(s)" in message
    done = await doctor("--json", CORPUS=write_corpus(slip | {"f/2.md": "乙"}))
    assert done.status == 1
    state, message = finding(done, "corpus")
    assert state == "error"
    assert "1 error(s), 1 warning(s) in 1 forum(s)" in message
    assert "2.md:1: " in message


async def test_a_database_that_is_no_database_is_an_error(doctor: Examine, data: Path) -> None:
    data.mkdir()
    (data / "forum-bot.sqlite3").write_bytes(b"no database" * 100)
    done = await doctor("--json")
    assert done.status == 1
    state, message = finding(done, "database")
    assert (state, message.endswith("sqlite3: file is not a database")) == ("error", True)


async def test_nothing_is_made_or_written_in_the_data_folder(doctor: Examine, data: Path) -> None:
    assert finding(await doctor("--json"), "database")[1].endswith("is made at the first start")
    assert [*data.iterdir()] == []
    await (await Database.open(sqlite_address(data))).close()
    before = (data / "forum-bot.sqlite3").read_bytes()
    assert finding(await doctor("--json"), "database")[1].endswith("sqlite3: opens")
    assert (data / "forum-bot.sqlite3").read_bytes() == before


async def test_a_database_in_which_somebody_writes_is_not_waited_for(
    doctor: Examine, data: Path
) -> None:
    data.mkdir()
    await (await Database.open(sqlite_address(data))).close()
    with closing(connect(data / "forum-bot.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert finding(await doctor("--json"), "database")[1].endswith("sqlite3: opens")


async def test_a_running_bot_is_not_disturbed(
    doctor: Examine, server: BotApiServer, cache: Path, data: Path
) -> None:
    async with bot_process(server, cache, data=data):
        polls = len(server.calls_of("getUpdates"))
        before = len(server.calls)
        assert (await doctor()).status == 0
        asked: list[Any] = [call.method for call in server.calls[before:] if not call.is_poll]
        assert asked == ["getMe", "getWebhookInfo"]
        question = server.private(server.user("Ann")).say("刘晖 租赁")
        assert (await server.reply_to(question)).text
        assert all(call.status == 200 for call in server.calls_of("getUpdates")[polls:-1])


@pytest.mark.parametrize(
    ("semantic", "model", "expected"),
    [
        ("off", "USE 1.0", ("ok", "off: passages are found by their words alone")),
        ("auto", None, ("ok", "the extra is not installed: passages are found by their words")),
        ("auto", "USE 1.0", ("ok", "auto: USE 1.0, for 5,000 passages at most")),
        ("on", "USE 1.0", ("ok", "on: USE 1.0")),
        ("on", None, ("error", "install it with pip install 'forum-bot[semantic]'")),
    ],
    ids=["off", "not-installed", "auto", "on", "missing"],
)
async def test_it_says_whether_passages_are_found_by_what_they_mean(
    semantic: str,
    model: str | None,
    expected: tuple[str, str],
    doctor: Examine,
    write_corpus: WriteCorpus,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = write_corpus({"f/forum.md": DATED, "f/1.md": speech("甲")})
    monkeypatch.setattr("bot.language.encoder.installed_model", lambda: model)
    done = await doctor("--json", SEMANTIC=semantic, CORPUS=corpus)
    state, message = finding(done, "semantic")
    assert state == expected[0]
    assert expected[1] in message
    assert finding(done, "corpus")[0] == "ok", "the missing extra is reported once"
