"""Updates are handled as far as there is room, and what is left is not forgotten."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.chat.bot_api import dispatching
from bot.chat.bot_api.dispatching import Dispatcher, stepping_aside
from bot.database.address import sqlite_address
from bot.database.connection import Database
from bot.database.updates import StoredUpdate, Updates
from bot.errors import DatabaseError
from tests.bot_api.watch import LIMIT
from tests.database.server import PostgresServer
from tests.database.test_updates import BOT, message, overdue, press, unanswered


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_address(tmp_path))
    yield opened
    await opened.close()


class Desk:
    """Handles updates, as long as a test lets each of them last."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self._open = asyncio.Event()

    async def handle(self, update: StoredUpdate) -> None:
        self.begun.append(update.update_id)
        await self._open.wait()
        self.ended.append(update.update_id)

    async def wait_aside(self, update: StoredUpdate) -> None:
        self.begun.append(update.update_id)
        if not update.is_quick:
            async with stepping_aside():
                await self._open.wait()
        self.ended.append(update.update_id)

    def open(self) -> None:
        self._open.set()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(LIMIT):
        while not condition():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(dispatcher: Dispatcher) -> AsyncIterator[Dispatcher]:
    dispatcher.start()
    yield dispatcher
    await dispatcher.stop(LIMIT)


async def test_what_was_left_is_handled_without_anything_new(database: Database) -> None:
    await Updates(database, BOT).exchange([message(1)], 0)
    desk = Desk()
    desk.open()
    async with running(Dispatcher(Updates(database, BOT), 2, desk.handle)):
        await until(lambda: desk.ended)


async def test_so_many_are_handled_at_once(database: Database) -> None:
    desk = Desk()
    async with running(Dispatcher(Updates(database, BOT), 2, desk.handle)) as dispatcher:
        await dispatcher.put([message(n, chat_id=n) for n in range(1, 6)])
        assert desk.begun == [1, 2]
        assert dispatcher.in_hand == 2
        await dispatcher.put([press(6, chat_id=6)])
        assert desk.begun == [1, 2, 6], "presses have places of their own"
        desk.open()
        await until(lambda: len(desk.ended) == 6)
        assert dispatcher.in_hand == 0


async def test_who_waits_for_telegram_gives_its_place_away(database: Database) -> None:
    desk = Desk()
    async with running(Dispatcher(Updates(database, BOT), 1, desk.wait_aside)) as dispatcher:
        await dispatcher.put([message(1), message(2), message(3, chat_id=3), press(4)])
        await until(lambda: {1, 3, 4} <= {*desk.begun})
        assert desk.ended == [4]
        desk.open()
        await until(lambda: len(desk.ended) == 4)


async def test_what_fails_is_over_and_the_next_one_comes(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    handled: list[int] = []

    async def handle(update: StoredUpdate) -> None:
        handled.append(update.update_id)
        raise ZeroDivisionError

    async with running(Dispatcher(Updates(database, BOT), 1, handle)) as dispatcher:
        await dispatcher.put([message(1), message(2)])
        await until(lambda: handled == [1, 2])
    assert "update 1 could not be handled" in caplog.text
    assert await Updates(database, BOT).count() == 0


async def test_while_the_queue_fails_updates_are_handled_without_it_and_once(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dispatching, "_LOOK_AGAIN_SECONDS", 0.05)
    updates, desk = Updates(database, BOT), Desk()
    desk.open()
    works, write = False, database.write

    async def write_or_fail(*args: object, **options: object) -> object:
        if works:
            return await write(*args, **options)  # type: ignore[arg-type]
        raise DatabaseError("it does not work")

    monkeypatch.setattr(database, "write", write_or_fail)
    async with running(Dispatcher(updates, 2, desk.handle)) as dispatcher:
        for _ in range(2):
            await dispatcher.put([message(1), message(2, chat_id=2)])
        await until(lambda: sorted(desk.ended) == [1, 2])
        assert dispatcher.failures == 2
        works = True
        await until(lambda: database.backlog.waiting == 0)
        await dispatcher.put([message(1), message(3)])
        await until(lambda: sorted(desk.ended) == [1, 2, 3])
        assert dispatcher.failures == 2
    assert await updates.exchange([message(2, chat_id=2)], 9) == []
    told = [each.message for each in caplog.records if "without being stored" in each.message]
    assert len(told) == 1


async def test_what_was_stored_unheard_is_not_begun_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = {number: asyncio.Event() for number in (1, 2, 3)}
    begun = []

    async def handle(update: StoredUpdate) -> None:
        begun.append(update.update_id)
        await may_end[update.update_id].wait()

    async with running(Dispatcher(Updates(database, BOT), 9, handle)) as dispatcher:
        await dispatcher.put([message(1)])
        with unanswered(database, monkeypatch):
            await dispatcher.put([message(2)])
        may_end[1].set()
        await until(lambda: dispatcher.in_hand == 1)
        await dispatcher.put([message(3, chat_id=3)])
        await until(lambda: begun == [1, 2, 3])
        for each in may_end.values():
            each.set()
    assert begun == [1, 2, 3]


async def test_what_takes_too_long_at_the_end_is_left_to_the_next(database: Database) -> None:
    desk = Desk()
    dispatcher = Dispatcher(Updates(database, BOT), 9, desk.handle)
    dispatcher.start()
    await dispatcher.put([message(1), message(2)])
    await dispatcher.stop(0.01)
    assert (desk.begun, desk.ended, dispatcher.in_hand) == ([1], [], 0)
    assert [each.update_id for each in await Updates(database, BOT).exchange([], 9)] == [1]


@pytest.mark.server
async def test_who_hears_nothing_looks_for_what_others_have_stored(
    postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As behind a pooler that gives each transaction a connection of its own."""
    monkeypatch.setattr(dispatching, "_LOOK_AGAIN_SECONDS", 0.05)
    database, desk = await Database.open(postgresql.new_database()), Desk()
    desk.open()
    async with running(Dispatcher(Updates(database, BOT), 2, desk.handle)):
        await Updates(database, BOT).exchange([message(1)], 0)
        await until(lambda: desk.ended == [1])
    await database.close()


@pytest.mark.server
async def test_nothing_is_sent_for_an_update_that_another_process_has_taken_over(
    postgresql: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    database = await Database.open(postgresql.new_database())
    begun, stalled = asyncio.Event(), asyncio.Event()
    sent: list[int] = []

    async def handle(update: StoredUpdate) -> None:
        begun.set()
        await stalled.wait()
        await dispatcher.assure()
        sent.append(update.update_id)

    dispatcher = Dispatcher(Updates(database, BOT), 2, handle)
    async with running(dispatcher):
        await dispatcher.put([message(1)])
        await begun.wait()
        other = Updates(database, BOT)
        other._works_since = -1e9
        await database.write(overdue)
        assert [each.update_id for each in await other.exchange([], 1)] == [1]
        dispatcher._renewed_at = -1e9  # as after a process was frozen
        stalled.set()
        await until(lambda: dispatcher.in_hand == 0)
    assert sent == []
    assert "update 1 has been taken over" in caplog.text
    assert await other.renew() == {1}
    await database.close()
