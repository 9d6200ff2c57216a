"""What the bot does when Telegram, the network or its owner interrupts it."""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.texts import Texts
from tests.bot_api import BotApiServer
from tests.chat.conftest import bot_process

ZH = Texts("zh")


@pytest.fixture
def fresh_server(unused_tcp_port: int) -> BotApiServer:
    return BotApiServer(port=unused_tcp_port)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_the_bot_with_the_answer_in_hand_sent(
    cache: Path, sent: signal.Signals
) -> None:
    async with BotApiServer() as server, bot_process(server, cache) as bot:
        chat = server.private(server.user("小王", language_code="zh"))
        server.fail("sendMessage", status=429, retry_after=1)
        question = chat.say("刘晖谈物业")
        await server.call_of("sendMessage")
        assert await bot.stop(sent) == 0
        answer = await server.reply_to(question, timeout=0.1)
        assert "准入和退出机制" in answer.text
        assert server.calls_of("getUpdates")[-1].parameters["offset"]


async def test_questions_asked_while_the_bot_was_away_are_answered(cache: Path) -> None:
    async with BotApiServer() as server:
        question = server.private(server.user("小王", language_code="zh")).say("刘晖谈物业")
        async with bot_process(server, cache):
            assert "准入和退出机制" in (await server.reply_to(question)).text


async def test_flood_limits_and_faults_are_waited_out_and_nothing_is_sent_twice(
    cache: Path,
) -> None:
    async with BotApiServer() as server, bot_process(server, cache):
        chat = server.private(server.user("小王", language_code="zh"))
        for fault in ({"status": 429, "retry_after": 1}, {"status": 500}, {"drop": True}):
            server.fail("sendMessage", **fault)
            question = chat.say("刘晖谈物业")
            await server.reply_to(question)
        await server.settled()
        assert len(server.sent) == 3


async def test_a_message_that_may_have_arrived_is_not_sent_again(cache: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache):
        chat = server.private(server.user("小王", language_code="zh"))
        server.fail("sendMessage", hang=6, deliver=True)
        await server.reply_to(chat.say("刘晖谈物业"))
        await asyncio.sleep(6.5)  # longer than the bot waits for an answer
        assert len(server.calls_of("sendMessage")) == 1
        answer = await server.reply_to(chat.say("陈妮谈网格"))
        assert "全科网格" in answer.text


async def test_a_bot_that_was_thrown_out_says_nothing_more_and_goes_on(cache: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache):
        wang = server.user("小王", language_code="zh")
        server.fail("sendMessage", status=403, description="Forbidden: bot was kicked")
        server.supergroup("群", members=[wang]).say("/ask 刘晖谈物业", sender=wang)
        await server.settled()
        answer = await server.reply_to(server.private(wang).say("陈妮谈网格"))
        assert "全科网格" in answer.text


async def test_a_group_that_becomes_a_supergroup_meanwhile_gets_its_answer_there(
    cache: Path,
) -> None:
    async with BotApiServer() as server, bot_process(server, cache):
        wang = server.user("小王", language_code="zh")
        group = server.group("群", members=[wang])
        server.fail("sendMessage", status=429, retry_after=1)
        group.say("/ask 刘晖谈物业", sender=wang)
        await server.call_of("sendMessage")
        moved = group.migrate()
        answer = await server.next_message(moved)
        assert "准入和退出机制" in answer.text


async def test_a_token_that_telegram_does_not_know_is_one_plain_line(cache: Path) -> None:
    async with BotApiServer() as server:
        unknown = "1234567:" + "x" * 35
        async with bot_process(server, cache, polls=False, TELEGRAM_TOKEN=unknown) as bot:
            assert await bot.process.wait() == 1
            await bot.stop()
        (line,) = bot.log.splitlines()
        assert line == (
            "forum-bot: Telegram does not know this token; "
            "copy it again from @BotFather into TELEGRAM_TOKEN"
        )


async def test_a_second_poller_is_told_in_one_plain_line(cache: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache) as bot:
        server.fail("getUpdates", status=409, description="Conflict: terminated", times=3)
        await asyncio.sleep(1.5)
        question = server.private(server.user("小王", language_code="zh")).say("刘晖谈物业")
        await server.reply_to(question, timeout=20)
        await bot.stop()
        told = [line for line in bot.log.splitlines() if "another process polls" in line]
        assert len(told) == 1


async def test_a_server_that_is_not_there_yet_is_waited_for(
    fresh_server: BotApiServer, cache: Path
) -> None:
    async with bot_process(fresh_server, cache, polls=False) as bot:
        await asyncio.sleep(2.5)
        assert bot.process.returncode is None
        async with fresh_server:
            chat = fresh_server.private(fresh_server.user("小王", language_code="zh"))
            answer = await fresh_server.reply_to(chat.say("刘晖谈物业"), timeout=20)
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
    async with BotApiServer() as server, bot_process(server, cache) as bot:
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
        await bot.stop()
        assert "is passed over" in bot.log
        assert "秘密" not in bot.log


async def test_a_chat_that_must_wait_keeps_no_other_from_its_answers(cache: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache):
        wang = server.user("小王", language_code="zh")
        group, chat = server.supergroup("群", members=[wang]), server.private(wang)
        server.fail("sendMessage", retry_after=5, chat=group)
        for _ in range(80):
            group.say("/ask 刘晖谈物业", sender=wang)
        await server.reply_to(chat.say("刘晖谈物业"), timeout=3)
        assert not [sent for sent in server.sent if sent.chat is group]


async def test_chats_that_must_wait_keep_no_other_from_its_answers_however_many(
    cache: Path,
) -> None:
    async with BotApiServer() as server, bot_process(server, cache):
        for number in range(80):
            waiting = server.private(server.user(f"Ann {number}"))
            server.fail("sendMessage", retry_after=5, chat=waiting)
            waiting.say("刘晖谈物业")
        other = server.private(server.user("Bob"))
        await server.reply_to(other.say("刘晖谈物业"), timeout=4)
        assert {sent.chat for sent in server.sent} == {other}
