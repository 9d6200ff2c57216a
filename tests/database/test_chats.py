"""What a chat has set stays, moves with it, and goes some time after the bot."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.database.answers import Answers, KeptAnswer
from bot.database.chats import DEFAULTS, NEWS, Chats, ChatSettings, Maintainers
from bot.database.connection import Database
from bot.database.tables import ChatRow
from bot.errors import DatabaseError

GROUP, SUPERGROUP = -4_000_000_001, -1_004_000_000_001
NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
CHANGED = ChatSettings("sure", "zh", passages=1, forums=("zhuzhou-grassroots",), quiet=True)


async def test_a_chat_that_has_set_nothing_has_the_defaults(database: Database) -> None:
    assert await Chats(database).settings(GROUP) == DEFAULTS


async def test_what_is_set_is_there_after_a_restart(database: Database) -> None:
    chats = Chats(database)
    await chats.change(GROUP, DEFAULTS, replace(DEFAULTS, quiet=True))
    await chats.change(GROUP, DEFAULTS, CHANGED)
    assert await chats.settings(GROUP) == CHANGED
    assert await Chats(database).settings(GROUP) == CHANGED
    assert await Chats(database).settings(SUPERGROUP) == DEFAULTS


async def test_two_processes_change_different_settings_of_a_chat_and_both_stay(
    database: Database,
) -> None:
    one, other = Chats(database), Chats(database)
    for chats in (one, other):
        assert await chats.settings(GROUP) == DEFAULTS
    await one.change(GROUP, DEFAULTS, replace(DEFAULTS, language="zh"))
    both = await other.change(GROUP, DEFAULTS, replace(DEFAULTS, passages=1))
    assert both == replace(DEFAULTS, language="zh", passages=1)
    assert await Chats(database).settings(GROUP) == both


async def test_the_first_settings_of_a_chat_may_be_set_at_once(database: Database) -> None:
    several = [
        replace(DEFAULTS, language="en"),
        replace(DEFAULTS, passages=5),
        replace(DEFAULTS, quiet=True),
    ]
    await asyncio.gather(*(Chats(database).change(GROUP, DEFAULTS, each) for each in several))
    expected = replace(DEFAULTS, language="en", passages=5, quiet=True)
    assert await Chats(database).settings(GROUP) == expected


async def test_a_group_that_becomes_a_supergroup_keeps_its_settings(database: Database) -> None:
    chats = Chats(database)
    await chats.change(GROUP, DEFAULTS, CHANGED)
    assert await chats.settings(SUPERGROUP) == DEFAULTS
    for _ in range(2):  # each of the two chats tells it
        await chats.moved(GROUP, SUPERGROUP)
        assert await chats.settings(SUPERGROUP) == CHANGED
        assert await chats.settings(GROUP) == DEFAULTS


async def test_settings_that_are_read_while_a_group_moves_do_not_stay(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = Chats(database)
    await chats.change(GROUP, DEFAULTS, CHANGED)
    was_read, may_go_on = asyncio.Event(), asyncio.Event()
    read = database.read

    async def read_slowly(work: Callable[[Session], ChatRow]) -> ChatRow:
        row = await read(work)
        was_read.set()
        await may_go_on.wait()
        return row

    monkeypatch.setattr(database, "read", read_slowly)
    reading = asyncio.create_task(chats.settings(SUPERGROUP))
    await was_read.wait()
    await chats.moved(GROUP, SUPERGROUP)
    may_go_on.set()
    assert await reading == DEFAULTS  # it was read before
    assert await chats.settings(SUPERGROUP) == CHANGED


async def test_a_chat_without_the_bot_is_forgotten_after_a_while(database: Database) -> None:
    chats = Chats(database)
    for chat_id in (GROUP, SUPERGROUP):
        await chats.change(chat_id, DEFAULTS, CHANGED)
    await chats.left(GROUP, NOW)
    await chats.left(SUPERGROUP, NOW)
    await chats.left(SUPERGROUP, None)
    await chats.drop(NOW)
    assert await chats.settings(GROUP) == CHANGED
    await chats.drop(NOW + timedelta(seconds=1))
    assert await chats.settings(GROUP) == DEFAULTS
    assert await chats.settings(SUPERGROUP) == CHANGED


async def test_a_supergroup_knows_which_group_it_was_and_the_group_what_it_became(
    database: Database,
) -> None:
    chats = Chats(database)
    assert await chats.previous(SUPERGROUP) is None
    await chats.moved(GROUP, SUPERGROUP)
    assert await chats.previous(SUPERGROUP) == GROUP
    assert await chats.successors([GROUP, 7]) == [SUPERGROUP]
    assert await chats.successors([SUPERGROUP]) == []
    await chats.change(SUPERGROUP, DEFAULTS, CHANGED)
    assert await chats.previous(SUPERGROUP) == GROUP


async def test_it_is_told_whether_a_chat_had_removed_the_bot(database: Database) -> None:
    chats = Chats(database)
    await chats.change(GROUP, DEFAULTS, CHANGED)
    assert not await chats.left(GROUP, None)
    assert not await chats.left(GROUP, NOW)
    assert await chats.left(GROUP, None)
    assert not await chats.left(SUPERGROUP, None)


async def test_many_who_ask_at_once_wait_for_each_other(database: Database) -> None:
    chats, answers = Chats(database), Answers(database)

    async def ask(chat_id: int) -> ChatSettings:
        answers.keep(KeptAnswer(chat_id, 1, 2, "zh", (), (), NOW))
        if chat_id % 10 == 0:
            await chats.change(chat_id, DEFAULTS, CHANGED)
        await answers.shown_in(chat_id, 1)
        return await chats.settings(chat_id)

    found = await asyncio.gather(*map(ask, range(300)))
    assert found == [CHANGED if chat_id % 10 == 0 else DEFAULTS for chat_id in range(300)]


async def test_what_was_read_holds_while_the_database_does_not_work(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = Chats(database)
    monkeypatch.setattr(chats, "_life", -1.0)
    await chats.change(GROUP, DEFAULTS, CHANGED)
    monkeypatch.setattr(database, "read", broken)
    assert await chats.settings(GROUP) == CHANGED
    with pytest.raises(DatabaseError):
        await chats.settings(SUPERGROUP)


async def broken(_: object) -> None:
    raise DatabaseError("it does not work")


async def test_what_another_process_changes_is_read_when_it_is_told(database: Database) -> None:
    one, other = Chats(database), Chats(database)
    assert await other.settings(GROUP) == DEFAULTS
    await one.change(GROUP, DEFAULTS, CHANGED)
    assert await other.settings(GROUP) == DEFAULTS
    other.hear(f"{NEWS}{SUPERGROUP}")
    assert await other.settings(GROUP) == DEFAULTS
    other.hear(f"{NEWS}{GROUP}")
    assert await other.settings(GROUP) == CHANGED
    await one.change(GROUP, CHANGED, DEFAULTS)
    other.hear("")  # something may have been missed
    assert await other.settings(GROUP) == DEFAULTS


async def test_both_chats_tell_at_once_that_a_group_has_moved(database: Database) -> None:
    await Chats(database).change(GROUP, DEFAULTS, CHANGED)
    await asyncio.gather(*(Chats(database).moved(GROUP, SUPERGROUP) for _ in range(4)))
    assert await Chats(database).settings(SUPERGROUP) == CHANGED
    assert await Chats(database).previous(SUPERGROUP) == GROUP


async def test_those_who_are_not_named_any_more_are_told_until_they_are_dismissed(
    database: Database,
) -> None:
    maintainers = Maintainers(database)
    assert await maintainers.appoint([7, 1 << 40]) == []
    assert await maintainers.appoint([8, 7]) == [1 << 40]
    assert await maintainers.appoint([]) == [7, 8, 1 << 40]
    await maintainers.dismiss(8)
    await maintainers.dismiss(8)
    assert await maintainers.appoint([7]) == [1 << 40]
