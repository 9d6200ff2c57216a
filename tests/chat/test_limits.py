"""Nobody asks so much that others wait; who tries is told so once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio

from bot.chat.limits import Limits
from bot.database.connection import Database
from bot.database.usage import Usage
from bot.errors import DatabaseError
from bot.texts import texts_in
from tests.bot_api import BotApiServer
from tests.bots import running_bot

pytestmark = pytest.mark.server

ZH = texts_in("zh")


@pytest_asyncio.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = await Database.open(address)
    yield opened
    await opened.close()


@pytest.fixture
def usage(database: Database) -> Usage:
    return Usage(database)


async def test_who_asks_too_much_is_refused_once_and_then_ignored(usage: Usage) -> None:
    limits = Limits(a_person=2, a_chat=0, usage=usage)
    verdicts = [await limits.verdict(-1, 7) for _ in range(5)]
    assert verdicts == ["admitted", "admitted", "refused", "ignored", "ignored"]
    assert await limits.verdict(-1, 8) == "admitted"
    assert await limits.verdict(-2, 7) == "ignored"


async def test_who_keeps_asking_is_refused_once_a_minute(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 1000.0
    monkeypatch.setattr("bot.database.usage.monotonic", lambda: clock)
    monkeypatch.setattr(Database, "is_shared", False)
    limits = Limits(a_person=60, a_chat=0, usage=Usage(database))
    told = []
    for _ in range(4 * 180):
        clock += 0.25
        if await limits.verdict(-1, 7) == "refused":
            told.append(clock)
    assert 2 <= len(told) <= 3
    assert all(later - before >= 60 for before, later in pairwise(told))


async def test_of_many_processes_each_knows_what_was_asked_of_the_others(
    usage: Usage, database: Database
) -> None:
    shared = [usage] * 4 if not database.is_shared else [Usage(database) for _ in range(4)]
    asked = (Limits(5, 12, shared[n % 4]).verdict(-1, 7) for n in range(14))
    verdicts = Counter(await asyncio.gather(*asked))
    assert verdicts == {"admitted": 5, "refused": 1, "ignored": 8}


async def test_a_clock_that_is_set_back_limits_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(a_person=2, a_chat=0, usage=Usage(database))
    monkeypatch.setattr(Database, "now", database.now + 10_000)
    for _ in range(3):
        await limits.verdict(-1, 7)
    monkeypatch.setattr(Database, "now", database.now - 10_000)
    assert not database.is_shared or await limits.verdict(-1, 7) == "admitted"


async def test_while_the_database_does_not_work_limits_go_on(
    usage: Usage, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: object) -> None:
        raise DatabaseError("it does not work")

    monkeypatch.setattr(database, "write", fail)
    limits = Limits(2, 0, usage)
    verdicts = [await limits.verdict(-1, 7) for _ in range(4)]
    assert verdicts == ["admitted", "admitted", "refused", "ignored"]


async def test_a_chat_has_a_limit_of_its_own(usage: Usage) -> None:
    limits = Limits(a_person=2, a_chat=3, usage=usage)
    verdicts = [await limits.verdict(-1, person) for person in range(5)]
    assert verdicts == ["admitted", "admitted", "admitted", "refused", "ignored"]
    assert await limits.verdict(-2, 4) == "admitted"
    assert await limits.verdict(-2, None) == "admitted"


async def test_without_limits_everybody_is_admitted(usage: Usage) -> None:
    limits = Limits(0, 0, usage)
    assert {await limits.verdict(1, 1) for _ in range(1000)} == {"admitted"}


async def test_a_person_who_asks_too_much_is_refused_in_one_polite_line(cache: Path) -> None:
    async with BotApiServer() as server:
        wang = server.user("小王", language_code="zh")
        chat = server.private(wang)
        async with running_bot(server, cache, QUESTIONS_PER_PERSON="3"):
            asked = [chat.say("刘晖谈物业") for _ in range(8)]
            await server.reply_to(asked[0])
            await server.settled()
            replies = [sent.text for sent in server.sent]
            assert len(replies) == 4
            assert replies.count(ZH("too-many-questions")) == 1
            other = server.private(server.user("Ann"))
            assert (await server.reply_to(other.say("刘晖谈物业"))).quotes


async def test_a_mention_in_a_chat_of_others_counts_as_a_question(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache, QUESTIONS_PER_PERSON="2"):
        wang = server.user("小王", language_code="zh")
        foreign = server.supergroup("别人的群", members=[wang], bot="left")
        asked = [foreign.say("@SpeechesBot 刘晖谈物业", sender=wang) for _ in range(5)]
        await server.reply_to(asked[0])
        await server.settled()
        replies = [sent.text for sent in server.sent]
        assert len(replies) == 3
        assert replies.count(ZH("too-many-questions")) == 1


async def test_who_types_too_much_is_refused_in_the_list(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache, QUESTIONS_PER_PERSON="1"):
        wang, ann = server.user("小王", language_code="zh"), server.user("Ann")
        for _ in range(10):
            assert (await server.inline_answer(server.inline(wang, "刘晖 物业"))).results
        too_many = await server.inline_answer(server.inline(wang, "刘晖 物业"))
        assert too_many.results == ()
        assert too_many.button
        assert too_many.button["text"] == ZH("inline-too-many")
        assert (await server.inline_answer(server.inline(ann, "刘晖 物业"))).results
