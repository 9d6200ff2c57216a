"""Several processes of one bot, behind a balancer, behave as one does."""

import asyncio
import shutil
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, SentMessage, User
from tests.bot_api.watch import LIMIT
from tests.chat.seen import label_of, pressed
from tests.conftest import SHIPPED, speech
from tests.database.server import PostgresServer
from tests.reliability.balancer import Processes, process_at, processes
from tests.reliability.test_kills import UNLIMITED, waits

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "刘晖谈物业"
ZH, EN = texts_in("zh"), texts_in("en")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared(
    server: BotApiServer, cache: Path, postgresql: PostgresServer
) -> AsyncIterator[Processes]:
    """Two processes for the tests that need no settings of their own."""
    async with processes(server, cache, postgresql.new_database()) as running:
        yield running


@pytest.fixture
def two(shared: Processes) -> Processes:
    shared.all()
    return shared


@pytest.fixture
def ann(server: BotApiServer) -> User:
    return server.user("Ann", language_code="en")


@pytest.fixture
def group(server: BotApiServer, ann: User) -> Chat:
    return server.supergroup("Group", admins=[ann], bot="administrator")


def replies(server: BotApiServer, chat: Chat) -> list[SentMessage]:
    return [sent for sent in server.sent if sent.chat is chat]


async def test_what_waits_in_a_killed_process_is_answered_by_another(
    server: BotApiServer, cache: Path, postgresql: PostgresServer
) -> None:
    async with processes(server, cache, postgresql.new_database()) as two:
        chats = [server.private(server.user(f"Ann {number}")) for number in range(20)]
        for chat in chats:
            server.fail("sendMessage", status=429, retry_after=4, chat=chat)
        asked = [chat.say(QUESTION) for chat in chats]
        await server.received("sendMessage", len(server.sent) + 20)
        two.bots[0].process.kill()
        for message in asked:
            assert (await server.reply_to(message)).quotes
        await two.bots[0].stop(signal.SIGKILL)
        two.only(1)
        assert {len(replies(server, chat)) for chat in chats} == {1}


async def test_an_update_that_both_get_is_answered_once(
    server: BotApiServer, two: Processes, ann: User
) -> None:
    two.balancer.sends_to_all = True
    group = server.supergroup("New", members=[ann], bot="left")
    group.put_bot("member", ann)
    for _ in range(3):
        await server.reply_to(group.say("/ask 刘晖谈物业", sender=ann))
    await server.settled()
    two.balancer.sends_to_all = False
    assert len(replies(server, group)) == 4, "a greeting and three answers"


async def test_a_setting_that_one_has_changed_holds_for_the_other_at_once(
    server: BotApiServer, two: Processes, ann: User, group: Chat
) -> None:
    for number in (0, 1):
        two.only(number)
        await server.reply_to(group.say("/ask 刘晖谈物业", sender=ann))
    for language, number in (("english", 0), ("chinese", 1), ("english", 1)):
        two.only(number)
        await server.reply_to(group.say(f"/language {language}", sender=ann))
        two.only(1 - number)
        answer = await server.reply_to(group.say("/ask 刘晖谈物业", sender=ann))
        assert answer.button(EN("button-speech") if language == "english" else ZH("button-speech"))


async def test_settings_that_both_change_are_kept(
    server: BotApiServer, two: Processes, ann: User, group: Chat
) -> None:
    two.only(1)
    panel = await server.reply_to(group.say("/settings", sender=ann))
    two.only(0)
    await server.reply_to(group.say("/language english", sender=ann))
    two.only(1)
    await pressed(server, group, panel, label_of(panel, EN("set-passages")), ann)
    await pressed(server, group, panel, "1", ann)
    two.only(0)
    answer = await server.reply_to(group.say("/ask 谁谈到养老", sender=ann))
    assert len(answer.quotes) == 1
    assert answer.button(EN("button-speech"))


async def test_a_group_that_becomes_a_supergroup_keeps_its_settings_everywhere(
    server: BotApiServer, two: Processes, ann: User
) -> None:
    group = server.group("Group", admins=[ann], bot="administrator")
    await server.reply_to(group.say("/language english", sender=ann))
    two.only(0)
    supergroup = group.migrate(announced=True)
    await server.settled()
    two.only(1)
    answer = await server.reply_to(supergroup.say("/ask 刘晖谈物业", sender=ann))
    assert answer.button(EN("button-speech"))


async def test_what_follows_an_answer_at_once_works_at_the_other(
    server: BotApiServer, two: Processes, ann: User, group: Chat
) -> None:
    for number in (0, 1, 0, 1):
        two.only(number)
        asked = group.say("/ask 刘晖谈物业", sender=ann)
        answer = await server.reply_to(asked)
        two.only(1 - number)
        press = group.press(answer, label_of(answer, "👍"), ann)
        follow_up = group.say("还有呢", sender=ann, reply_to=answer)
        assert (await server.answer_to(press)).text == ZH("voted-helped")
        assert (await server.reply_to(follow_up)).text
        group.edit(asked, "/ask 陈妮谈网格")
        assert "陈妮" in (await server.edit_of(answer)).text


async def test_an_edit_at_the_other_waits_for_the_answer_that_is_being_sent(
    server: BotApiServer, two: Processes, ann: User, group: Chat
) -> None:
    two.only(0)
    before = len(server.calls_of("sendMessage"))
    server.fail("sendMessage", hang=1, deliver=True, chat=group)
    asked = group.say("/ask 刘晖谈物业", sender=ann)
    await server.received("sendMessage", before + 1)
    two.only(1)
    group.edit(asked, "/ask 陈妮谈网格")
    answer = await server.reply_to(asked)
    assert "陈妮" in (await server.edit_of(answer)).text
    assert len(replies(server, group)) == 1


async def test_questions_of_a_chat_are_answered_in_their_order(
    server: BotApiServer, two: Processes, ann: User, group: Chat
) -> None:
    server.fail("sendMessage", status=502, chat=group)
    asked = [group.say(f"/ask 刘晖谈物业 {number}", sender=ann) for number in range(8)]
    for message in asked:
        await server.reply_to(message)
    order = [sent.reply_to_message_id for sent in replies(server, group)]
    assert order == [message.message_id for message in asked]


async def test_a_person_who_votes_at_both_has_one_vote_and_no_error(
    server: BotApiServer, two: Processes, ann: User, group: Chat
) -> None:
    answer = await server.reply_to(group.say("/ask 刘晖谈物业", sender=ann))
    presses = [group.press(answer, label_of(answer, mark), ann) for mark in "👍👎👍👎"]
    told = [(await server.answer_to(press)).text for press in presses]
    assert told == [ZH(key) for key in ("voted-helped", "voted-unhelpful") * 2]


async def test_limits_are_of_all_processes_and_told_once(
    server: BotApiServer, cache: Path, postgresql: PostgresServer, ann: User, group: Chat
) -> None:
    address = postgresql.new_database()
    async with processes(server, cache, address, QUESTIONS_PER_PERSON="5"):
        for _ in range(14):
            group.say("/ask 刘晖谈物业", sender=ann)
        await server.settled()
    texts = Counter(bool(sent.quotes) for sent in replies(server, group))
    assert texts == {True: 5, False: 1}


async def test_news_of_the_corpus_are_told_once_and_a_request_reaches_all(
    server: BotApiServer, cache: Path, postgresql: PostgresServer, tmp_path: Path, ann: User
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SHIPPED, corpus)
    bob = server.user("Bob")
    variables: dict[str, Any] = {"CORPUS": str(corpus), "ADMINS": f"{ann.id} {bob.id}"}
    chats = [server.private(each) for each in (ann, bob)]
    for chat in chats:
        chat.say("/start")
    address = postgresql.new_database()
    async with processes(server, cache, address, **variables) as two:
        for chat in chats:
            await server.next_message(chat)
        await has_read(server, two, corpus, chats[0], "要种油茶。")
        await server.next_message(chats[1])
        await server.settled()
        assert [told_of(server, chat, "欧阳春") for chat in chats] == [1 + 2, 1]
    async with processes(server, cache, address, WATCH="false", **variables) as two:
        (corpus / "zhuzhou-grassroots/99-乙.md").write_text(
            speech("要养蜜蜂。", speaker="欧阳夏"), encoding="utf-8"
        )
        two.only(0)
        await server.reply_to(chats[0].say("/reload"))
        for number in (0, 1):
            two.only(number)
            async with asyncio.timeout(LIMIT):
                while not (await server.reply_to(chats[0].say("欧阳夏谈蜜蜂"))).quotes:
                    await asyncio.sleep(0.2)
        await server.settled()
        assert [told_of(server, chat, "欧阳夏") for chat in chats] == [1 + 2, 1]


def told_of(server: BotApiServer, chat: Chat, name: str) -> int:
    """How many messages in a chat name something."""
    return sum(name in sent.text for sent in replies(server, chat))


async def has_read(
    server: BotApiServer, two: Processes, corpus: Path, chat: Chat, words: str
) -> None:
    """Adds a speech, and waits until both processes answer from it."""
    path = corpus / "zhuzhou-grassroots/98-甲.md"
    path.write_text(speech(words, speaker="欧阳春"), encoding="utf-8")
    for bot in two.bots:
        await bot.figures.wait_for("index_speeches", lambda speeches: speeches == 11)
    for number in (0, 1):
        two.only(number)
        assert (await server.reply_to(chat.say("欧阳春谈油茶"))).quotes == [words]
    two.all()


async def test_a_process_that_stops_is_not_ready_and_hands_over_what_waits(
    server: BotApiServer, cache: Path, postgresql: PostgresServer
) -> None:
    chats = [server.private(server.user(f"Bob {number}")) for number in range(6)]
    async with processes(server, cache, postgresql.new_database()) as two:
        two.only(0)
        before = len(server.calls_of("sendMessage"))
        for chat in chats:
            server.fail("sendMessage", status=429, retry_after=60, chat=chat)
        asked = [chat.say(QUESTION) for chat in chats]
        await server.received("sendMessage", before + len(chats))
        two.all()
        two.bots[0].process.send_signal(signal.SIGTERM)
        for message in asked:
            assert (await server.reply_to(message)).quotes
        assert await two.bots[0].ended() == 0
        assert {len(replies(server, chat)) for chat in chats} == {1}


async def test_a_stranger_is_told_once_that_a_chat_is_not_allowed(
    server: BotApiServer, cache: Path, postgresql: PostgresServer
) -> None:
    stranger = server.user("生", language_code="zh")
    chat = server.private(stranger)
    async with processes(server, cache, postgresql.new_database(), ALLOWED_CHATS="-1"):
        for _ in range(6):
            chat.say(QUESTION)
        await server.settled()
    assert [sent.text for sent in replies(server, chat)] == [ZH("not-allowed", chat=str(chat.id))]


async def test_a_rolling_restart_loses_no_question_and_answers_none_twice(
    server: BotApiServer, cache: Path, postgresql: PostgresServer
) -> None:
    address = postgresql.new_database()
    chats = [server.private(server.user(f"Eve {number}")) for number in range(10)]
    asked = []

    async def ask() -> None:
        for turn in range(10_000):
            asked.append(chats[turn % len(chats)].say(QUESTION))
            await asyncio.sleep(0.1)

    async with processes(server, cache, address, count=3, **UNLIMITED) as three:
        asking = asyncio.create_task(ask())
        async with AsyncExitStack() as running:
            for number, port in enumerate(three.ports):
                await asyncio.sleep(1)
                assert await three.bots[number].stop() == 0
                await running.enter_async_context(
                    process_at(server, cache, address, three.balancer, port, **UNLIMITED)
                )
            asking.cancel()
            for message in asked:
                await server.reply_to(message)
            await server.settled()
    answers = Counter(
        (sent.chat.id, sent.reply_to_message_id) for sent in server.sent if sent.chat in chats
    )
    latest = max(waits(server, asked))
    print(f"a rolling restart of three: {len(asked)} questions, the latest after {latest} s")
    assert len(answers) == len(asked)
    assert set(answers.values()) == {1}
