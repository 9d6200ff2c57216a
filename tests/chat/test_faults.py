"""What the bot does when Telegram, the network or its owner interrupts it."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.chat.bot_api.transport import Transport
from bot.texts import texts_in
from tests.bot_api import BotApiServer
from tests.bot_api.server import HOST
from tests.bot_api.watch import LIMIT
from tests.bots import bot_process, running_bot
from tests.ports import free_port
from tests.waits import Waits

pytestmark = pytest.mark.server

ZH = texts_in("zh")


async def test_a_failing_last_fetch_is_logged_in_a_line(cache: Path) -> None:
    async with BotApiServer() as server:
        chat = server.private(server.user("小王", language_code="zh"))
        async with running_bot(server, cache) as bot:
            await server.reply_to(chat.say("刘晖谈物业"))
            await server.settled()
            server.fail("getUpdates", status=500)
        assert "Telegram could not be told what was fetched: Internal Server Error" in bot.log


async def test_questions_asked_while_the_bot_was_away_are_answered(cache: Path) -> None:
    async with BotApiServer() as server:
        question = server.private(server.user("小王", language_code="zh")).say("刘晖谈物业")
        async with running_bot(server, cache):
            assert "准入和退出机制" in (await server.reply_to(question)).text


async def test_flood_limits_and_faults_are_waited_out_and_nothing_is_sent_twice(
    cache: Path, waits: Waits
) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        chat = server.private(server.user("小王", language_code="zh"))
        for fault in ({"status": 429, "retry_after": 1}, {"status": 500}, {"drop": True}):
            server.fail("sendMessage", **fault)
            question = chat.say("刘晖谈物业")
            await server.reply_to(question)
        await server.settled()
        assert len(server.sent) == 3
        assert waits.seconds[0] == 1
        assert len(waits.seconds) == 3


async def test_a_message_that_may_have_arrived_is_not_sent_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Transport, "read_timeout", 0.5)
    async with BotApiServer() as server, running_bot(server, cache) as bot:
        chat = server.private(server.user("小王", language_code="zh"))
        server.fail("sendMessage", hang=LIMIT, deliver=True)
        await server.reply_to(chat.say("刘晖谈物业"))
        await bot.nothing_in_hand()
        assert "no answer in time" in bot.log
        assert len(server.calls_of("sendMessage")) == 1
        answer = await server.reply_to(chat.say("陈妮谈网格"))
        assert "全科网格" in answer.text


async def test_a_removed_bot_says_nothing_there_and_keeps_running(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        wang = server.user("小王", language_code="zh")
        server.fail("sendMessage", status=403, description="Forbidden: bot was kicked")
        server.supergroup("群", members=[wang]).say("/ask 刘晖谈物业", sender=wang)
        await server.settled()
        answer = await server.reply_to(server.private(wang).say("陈妮谈网格"))
        assert "全科网格" in answer.text


async def test_a_group_that_becomes_a_supergroup_meanwhile_gets_its_answer_there(
    cache: Path, waits: Waits
) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        wang = server.user("小王", language_code="zh")
        group = server.group("群", members=[wang])
        server.fail("sendMessage", status=429, retry_after=1)
        with waits.held():
            group.say("/ask 刘晖谈物业", sender=wang)
            await waits.begun()
            moved = group.migrate()
        answer = await server.next_message(moved)
        assert "准入和退出机制" in answer.text


async def test_a_token_that_telegram_does_not_know_is_one_plain_line(cache: Path) -> None:
    async with BotApiServer() as server:
        unknown = "1234567:" + "x" * 35
        async with bot_process(server, cache, polls=False, TELEGRAM_TOKEN=unknown) as bot:
            assert await bot.ended() == 1
        (line,) = bot.log.splitlines()
        assert line == (
            "forum-bot: Telegram does not know this token; "
            "copy it again from @BotFather into TELEGRAM_TOKEN"
        )


async def test_a_second_poller_is_logged_in_one_plain_line(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache) as bot:
        server.fail("getUpdates", status=409, description="Conflict: terminated", times=2)
        question = server.private(server.user("小王", language_code="zh")).say("刘晖谈物业")
        await server.reply_to(question)
        assert [call.status for call in server.calls_of("getUpdates")].count(409) == 2
        told = [line for line in bot.log.splitlines() if "another process polls" in line]
        assert len(told) == 1


async def test_a_server_that_is_not_there_yet_is_waited_for(cache: Path) -> None:
    server = BotApiServer(port=free_port())
    tries: asyncio.Queue[None] = asyncio.Queue()

    def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        tries.put_nowait(None)

    async with AsyncExitStack() as stack:
        listening = await asyncio.start_server(hang_up, HOST, server.port)
        bot = await stack.enter_async_context(bot_process(server, cache, polls=False))
        for _ in range(2):
            await tries.get()
        assert bot.process.returncode is None
        listening.close()
        await stack.enter_async_context(server)
        chat = server.private(server.user("小王", language_code="zh"))
        answer = await server.reply_to(chat.say("刘晖谈物业"))
        assert "准入和退出机制" in answer.text
        await bot.stop()


async def test_the_token_is_in_no_log_however_much_is_logged(cache: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache, LOG_LEVEL="DEBUG") as bot:
        server.fail("sendMessage", status=500)
        await server.reply_to(server.private(server.user("小王")).say("刘晖谈物业"))
        await bot.stop()
        assert "DEBUG" in bot.log
        assert "刘晖谈物业" not in bot.log
        assert server.token not in bot.log
        assert server.token.partition(":")[2] not in bot.log


async def test_an_update_that_cannot_be_read_is_passed_over(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache) as bot:
        chat = server.private(server.user("小王", language_code="zh"))
        before = chat.say("刘晖谈物业")
        for strange in (
            {"message": {"chat": "秘密"}},
            {"my_chat_member": {"chat": 1}},
            {"message": None},
        ):
            server.post(strange)
        after = chat.say("刘晖谈物业")
        for question in (before, after):
            await server.reply_to(question)
        assert "is skipped" in bot.log
        assert "秘密" not in bot.log


async def test_a_chat_that_must_wait_keeps_no_other_from_its_answers(
    cache: Path, waits: Waits
) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        wang = server.user("小王", language_code="zh")
        group, chat = server.supergroup("群", members=[wang]), server.private(wang)
        server.fail("sendMessage", retry_after=60, chat=group)
        with waits.held():
            for _ in range(80):
                group.say("/ask 刘晖谈物业", sender=wang)
            await waits.begun()
            await server.reply_to(chat.say("刘晖谈物业"))
            assert not [sent for sent in server.sent if sent.chat is group]


async def test_chats_that_must_wait_keep_no_other_from_its_answers_however_many(
    cache: Path, waits: Waits
) -> None:
    async with BotApiServer() as server, running_bot(server, cache):
        with waits.held():
            for number in range(80):
                waiting = server.private(server.user(f"Ann {number}"))
                server.fail("sendMessage", retry_after=60, chat=waiting)
                waiting.say("刘晖谈物业")
            other = server.private(server.user("Bob"))
            await server.reply_to(other.say("刘晖谈物业"))
            assert {sent.chat for sent in server.sent} == {other}


@pytest.mark.parametrize(
    "told",
    [
        "TOPIC_CLOSED",
        "CHAT_RESTRICTED",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_SEND_PLAIN_FORBIDDEN",
        "CHAT_GUEST_SEND_FORBIDDEN",
        "not enough rights to send text messages to the chat",
        "have no rights to send a message",
    ],
)
async def test_where_nothing_may_be_written_nothing_more_is_tried(cache: Path, told: str) -> None:
    async with BotApiServer() as server, running_bot(server, cache) as bot:
        wang = server.user("小王", language_code="zh")
        group = server.supergroup("群", members=[wang])
        for text in ("/ask 刘晖谈物业", "/about"):
            server.fail("sendMessage", status=400, description=f"Bad Request: {told}")
            group.say(text, sender=wang)
            await server.settled()
        assert len(server.calls_of("sendMessage")) == 2
        assert "ERROR" not in bot.log
