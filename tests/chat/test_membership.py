"""The bot comes and goes: greetings, settings that move or are dropped, forbidden chats."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.database.chats import Chats
from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, User
from tests.bots import database_in, running_bot
from tests.chat.seen import label_of, pressed

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="module")]
shared = pytest.mark.usefixtures("bot")

ZH, EN = texts_in("zh"), texts_in("en")


def said_in(server: BotApiServer, chat: Chat) -> list[str]:
    return [sent.text for sent in server.sent if sent.chat is chat]


@shared
@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_that_adds_the_bot_is_greeted_once(
    server: BotApiServer, wang: User, kind: str
) -> None:
    add = server.group if kind == "group" else server.supergroup
    group = add("新群", admins=[wang], bot="left")
    group.put_bot("member", wang)
    greeting = await server.next_message(group)
    assert "/ask" in greeting.text
    assert "@BotFather 关闭隐私模式" in greeting.text
    group.put_bot("administrator", wang)
    group.put_bot("restricted", wang)
    await server.settled()
    assert len(said_in(server, group)) == 1


@shared
async def test_the_greeting_of_an_administrator_does_not_mention_privacy(
    server: BotApiServer, ann: User
) -> None:
    group = server.supergroup("New", admins=[ann], bot="left")
    group.put_bot("administrator", ann)
    greeting = await server.next_message(group)
    assert "Mentioning @SpeechesBot works too" in greeting.text
    assert "BotFather" not in greeting.text


@shared
@pytest.mark.parametrize("announced", [False, True])
async def test_a_group_that_becomes_a_supergroup_keeps_its_settings_and_is_not_greeted(
    server: BotApiServer, ann: User, announced: bool
) -> None:
    group = server.group("Group", admins=[ann])
    panel = await server.reply_to(group.say("/settings", sender=ann))
    await pressed(server, group, panel, label_of(panel, EN("set-passages")), ann)
    await pressed(server, group, panel, "1", ann)
    supergroup = group.migrate(announced=announced)
    answer = await server.reply_to(supergroup.say("/ask 刘晖是谁", sender=ann))
    assert len(answer.quotes) == 1
    await server.settled()
    assert len(said_in(server, supergroup)) == 1


async def test_settings_are_kept_for_thirty_days_after_the_bot_was_removed(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server:
        ann = server.user("Ann")
        group = server.supergroup("Group", admins=[ann])
        async with running_bot(server, cache, data=tmp_path):
            await server.reply_to(group.say("/language zh", sender=ann))
            group.put_bot("kicked", ann)
            await server.settled()
        for days, language in ((29, "zh"), (31, None)):
            async with database_in(tmp_path) as database:
                await Chats(database).left(group.id, datetime.now(UTC) - timedelta(days=days))
            async with running_bot(server, cache, data=tmp_path):
                await server.reply_to(server.private(ann).say("刘晖谈物业"))
            async with database_in(tmp_path) as database:
                assert (await Chats(database).settings(group.id)).language == language


async def test_a_group_that_adds_the_bot_again_in_time_has_its_settings(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server, running_bot(server, cache, data=tmp_path):
        ann = server.user("Ann")
        group = server.group("Group", admins=[ann])
        await server.reply_to(group.say("/language zh", sender=ann))
        group.put_bot("kicked", ann)
        group.put_bot("member", ann)
        greeting = await server.next_message(group)
        while "/settings" not in greeting.text:
            greeting = await server.next_message(group)
        assert greeting.text.startswith("大家好")


async def test_a_chat_that_is_not_allowed_is_refused_once_and_left(cache: Path) -> None:
    async with BotApiServer() as server:
        wang, ann, stranger = (server.user(name, language_code="zh") for name in "王安生")
        allowed = server.supergroup("本单位", members=[wang])
        other = server.supergroup("别处", members=[stranger], bot="left")
        old = server.supergroup("以前的群", members=[stranger])
        ids = f"{allowed.id}, -1"
        async with running_bot(server, cache, ALLOWED_CHATS=ids, ADMINS=str(ann.id)) as bot:
            await server.reply_to(allowed.say("/ask 刘晖谈物业", sender=wang))
            other.put_bot("member", stranger)
            told = await server.next_message(other)
            assert told.text == ZH("not-allowed", chat=str(other.id))
            old.say("/ask 刘晖谈物业", sender=stranger)
            old.say("/ask 刘晖谈物业", sender=stranger)
            await server.next_message(old)
            await server.settled()
            for chat in (other, old):
                assert said_in(server, chat) == [ZH("not-allowed", chat=str(chat.id))]
                assert chat.bot_member.standing == "left"
            for person in (wang, ann):  # a member of the group, and who looks after the bot
                await server.reply_to(server.private(person).say("刘晖谈物业"))
            private = server.private(stranger)
            for _ in range(3):
                private.say("刘晖谈物业")
            await server.settled()
            assert said_in(server, private) == [ZH("not-allowed", chat=str(private.id))]
            assert (await server.inline_answer(server.inline(stranger, "刘晖 物业"))).results == ()
            assert (await server.inline_answer(server.inline(wang, "刘晖 物业"))).results
            assert f"{other.id} is not among ALLOWED_CHATS" in bot.log


async def test_an_allowed_group_stays_so_when_it_becomes_a_supergroup(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server:
        ann = server.user("Ann")
        group = server.group("Group", admins=[ann])
        async with running_bot(server, cache, data=tmp_path, ALLOWED_CHATS=str(group.id)):
            supergroup = group.migrate(announced=True)
            await server.reply_to(supergroup.say("/ask 刘晖谈物业", sender=ann))
        async with running_bot(server, cache, data=tmp_path, ALLOWED_CHATS=str(group.id)):
            await server.reply_to(supergroup.say("/ask 刘晖谈物业", sender=ann))
            assert supergroup.bot_member.is_present


async def test_a_forbidden_chat_gets_nothing_though_telegram_fails(cache: Path) -> None:
    async with BotApiServer() as server:
        stranger = server.user("生", language_code="zh")
        group = server.supergroup("别处", members=[stranger])
        async with running_bot(server, cache, ALLOWED_CHATS="-1"):
            server.fail("leaveChat", status=500)
            for _ in range(2):
                group.say("/ask 刘晖谈物业", sender=stranger)
                await server.settled()
            assert said_in(server, group) == [ZH("not-allowed", chat=str(group.id))]
            assert group.bot_member.standing == "left"
            private = server.private(stranger)
            server.fail("getChatMember", status=502)
            private.say("刘晖谈物业")
            await server.settled()
            assert said_in(server, private) == []


async def test_who_joins_an_allowed_group_after_it_has_moved_may_ask_in_private(
    cache: Path,
) -> None:
    async with BotApiServer() as server:
        ann, new = server.user("Ann"), server.user("Neu")
        group = server.group("Group", admins=[ann])
        async with running_bot(server, cache, ALLOWED_CHATS=str(group.id)):
            supergroup = group.migrate()
            supergroup.put(new, "member")
            await server.settled()
            assert (await server.reply_to(server.private(new).say("刘晖谈物业"))).quotes


@shared
async def test_a_supergroup_that_has_moved_once_is_greeted_when_it_adds_the_bot_again(
    server: BotApiServer, ann: User
) -> None:
    supergroup = server.group("Group", admins=[ann]).migrate()
    await server.settled()
    supergroup.put_bot("kicked", ann)
    await server.settled()
    supergroup.put_bot("member", ann)
    assert "/ask" in (await server.next_message(supergroup)).text


@shared
async def test_privacy_mode_that_was_switched_off_is_noticed(
    server: BotApiServer, ann: User
) -> None:
    group = server.group("Group", admins=[ann], bot="left")
    server.bot.can_read_all_group_messages = True
    try:
        group.put_bot("member", ann)
        assert "BotFather" not in (await server.next_message(group)).text
    finally:
        server.bot.can_read_all_group_messages = False


async def test_questions_that_waited_too_long_are_left_and_others_answered(cache: Path) -> None:
    async with BotApiServer() as server:
        chat = server.private(server.user("小王", language_code="zh"))
        late = chat.say("刘晖谈物业", date=int(time.time()) - 3 * 60)
        recent = chat.say("刘晖谈物业", date=int(time.time()) - 60)
        async with running_bot(server, cache, LONGEST_WAIT="2"):
            await server.reply_to(recent)
            await server.settled()
        assert late.message_id not in {sent.reply_to_message_id for sent in server.sent}
