"""Updates are handled once, in the order of their chats, by whichever process lives."""

import asyncio
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.database import updates as module
from bot.database.address import sqlite_address
from bot.database.answers import Answers
from bot.database.connection import Database
from bot.database.tables import UpdateRow
from bot.database.updates import StoredUpdate, Updates
from bot.errors import DatabaseError
from tests.database.test_answers import ANSWER, CHAT

BOT = 123456789


def message(update_id: int, chat_id: int = 1) -> StoredUpdate:
    return StoredUpdate(update_id, chat_id, False, json.dumps({"update_id": update_id}))


def press(update_id: int, chat_id: int = 1) -> StoredUpdate:
    return replace(message(update_id, chat_id), is_quick=True)


def numbers(taken: Sequence[StoredUpdate]) -> list[int]:
    return sorted(each.update_id for each in taken)


async def finish(updates: Updates, *handled: StoredUpdate) -> None:
    for each in handled:
        with updates.finishing(each):
            pass


async def take(updates: Updates, *new: StoredUpdate, most: int = 100) -> list[int]:
    return numbers(await updates.exchange(new, most))


@contextmanager
def unanswered(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is written meanwhile is committed, but nobody hears of it."""
    write = database.write

    async def write_unanswered(*args: object, **options: object) -> object:
        await write(*args, **options)  # type: ignore[arg-type]
        raise DatabaseError("the database does not answer")

    with monkeypatch.context() as patch:
        patch.setattr(database, "write", write_unanswered)
        yield


async def test_an_update_is_stored_and_taken_once_whoever_brings_it(database: Database) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT)
    assert await take(one, message(1)) == [1]
    assert await take(other, message(1)) == []
    await finish(one, message(1))
    assert await take(other, message(1)) == []
    assert await other.count() == 0


async def test_what_arrives_again_is_told_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    updates = Updates(database, BOT)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            await updates.exchange([message(1), message(2)], 0)
    told = [each.message for each in caplog.records if "arrived before" in each.message]
    assert len(told) == 1
    assert told[0].startswith("update 1 is left out")


async def test_many_processes_share_a_queue(database: Database) -> None:
    processes = [Updates(database, BOT) for _ in range(4)]
    new = [message(number, chat_id=number % 50) for number in range(200)]
    handled: list[StoredUpdate] = []

    async def work(updates: Updates) -> None:
        await updates.exchange(new, 0)  # all of them bring all
        while await updates.count():
            for each in await updates.exchange([], 5):
                await asyncio.sleep(0)
                handled.append(each)
                await finish(updates, each)

    await asyncio.gather(*map(work, processes))
    assert numbers(handled) == list(range(200))
    for chat_id in range(50):
        of_chat = [each.update_id for each in handled if each.chat_id == chat_id]
        assert of_chat == sorted(of_chat)


async def test_of_a_chat_the_oldest_is_handled_alone(database: Database) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT)
    assert await take(one, message(1), message(2), message(3, chat_id=2)) == [1, 3]
    assert await take(other) == []
    await finish(one, message(1))
    await database.backlog.flush()
    assert await take(other) == [2]


async def test_a_press_comes_before_the_messages_of_its_chat(database: Database) -> None:
    updates = Updates(database, BOT)
    new = (message(1), message(2), press(3), press(4))
    assert await take(updates, *new) == [3]
    await finish(updates, press(3))
    assert await take(updates) == [4]
    await finish(updates, press(4))
    assert await take(updates) == [1]


async def test_a_press_waits_while_an_answer_is_sent_and_not_while_it_rests(
    database: Database,
) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT)
    assert await take(one, message(1), message(2)) == [1]
    assert await take(other, press(3)) == []
    await one.rest(message(1), rests=True)
    assert await take(other) == [3]
    await finish(other, press(3))
    assert await take(other) == [], "the second message is still behind the first"
    await one.rest(message(1), rests=False)
    assert await take(other, press(4)) == []


async def test_where_there_is_room_for_presses_only_they_are_taken(database: Database) -> None:
    updates = Updates(database, BOT)
    new = [message(1), press(2, chat_id=2), press(3, chat_id=3)]
    assert numbers(await updates.exchange(new, 1, quick=True)) == [2]
    assert numbers(await updates.exchange([], 5, quick=True)) == [3]
    assert await take(updates) == [1]


async def test_bots_with_one_database_have_their_own_updates(database: Database) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT + 1)
    assert await take(one, message(1)) == [1]
    assert await take(other, message(1)) == [1]


async def test_the_answer_is_kept_together_with_the_end_of_its_update(database: Database) -> None:
    updates, answers = Updates(database, BOT), Answers(database)
    await take(updates, message(1))
    with updates.finishing(message(1)):
        answers.keep(ANSWER)
        assert database.backlog.waiting == 0, "nobody writes it by itself"
    assert database.backlog.waiting == 2
    await database.backlog.flush()
    assert await answers.shown_in(CHAT, ANSWER.message_id) == ANSWER
    assert await updates.count() == 0


async def test_what_fails_is_done_with_and_what_is_cancelled_is_not(database: Database) -> None:
    updates = Updates(database, BOT)
    await take(updates, message(1), message(2, chat_id=2))
    with pytest.raises(ZeroDivisionError), updates.finishing(message(1)):
        raise ZeroDivisionError
    with pytest.raises(asyncio.CancelledError), updates.finishing(message(2)):
        raise asyncio.CancelledError
    await database.backlog.flush()
    assert await updates.count() == 1


async def test_what_a_dead_process_held_is_taken_over(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HELD_SECONDS", -1.0)
    one, other = Updates(database, BOT), Updates(database, BOT)
    assert await take(one, message(1), message(2)) == [1]
    assert await take(one) == [], "it knows that it handles it"
    assert await take(other) == [], "after an outage others may still renew"
    assert await take(other) == [1]
    assert await one.renew() == set()
    assert await other.renew() == {1}


async def test_what_is_renewed_is_not_taken_over(database: Database) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT)
    other._works_since = -1e9
    await take(one, message(1))
    await database.write(overdue)
    assert await one.renew() == {1}
    assert await take(other) == []
    await database.write(overdue)
    assert await take(other) == [1]


async def test_a_clock_that_is_set_back_leaves_nothing_to_a_dead_process(
    database: Database,
) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT)
    other._works_since = -1e9
    await take(one, message(1))
    later = text("UPDATE updates SET held_until = held_until + 10000")
    await database.write(lambda session: session.execute(later))
    assert await take(other) == [1]


def overdue(session: Session) -> None:
    session.execute(text("UPDATE updates SET held_until = 1"))


async def test_what_is_handed_back_others_take_at_once(database: Database) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT)
    await take(one, message(1), message(2, chat_id=2))
    await one.hand_back([1])
    assert await take(other) == [1]
    assert await one.renew() == {2}


async def test_what_was_taken_without_an_answer_of_the_database_is_handed_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Updates(database, BOT), Updates(database, BOT)
    await other.exchange([message(1)], 0)
    with unanswered(database, monkeypatch), pytest.raises(DatabaseError):
        await take(one, message(2, chat_id=2))
    assert await take(other) == []
    assert await take(one, message(3, chat_id=3), most=1) == [1]
    assert await take(other) == [3], "2 is in hand where it arrived"
    await finish(one, message(1))
    await one.exchange([], 0)
    assert await one.renew() == {2}


async def test_an_update_that_processes_die_of_is_given_up(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await Updates(database, BOT).exchange([message(1)], 0)
    for _ in range(5):
        assert await take(Updates(database, BOT)) == [1]
        await database.write(
            lambda session: session.execute(text("UPDATE updates SET owner = NULL"))
        )
    updates = Updates(database, BOT)
    assert await take(updates) == []
    assert "update 1 is given up" in caplog.text
    await database.backlog.flush()
    assert await updates.count() == 0


async def test_one_that_was_handed_back_often_is_not_given_up(database: Database) -> None:
    updates = Updates(database, BOT)
    await updates.exchange([message(1)], 0)
    for _ in range(9):
        assert await take(updates) == [1]
        await updates.hand_back([1])


async def test_handled_ones_are_forgotten_after_a_while_and_others_never(
    database: Database,
) -> None:
    updates = Updates(database, BOT)
    await take(updates, message(1), message(2))
    await finish(updates, message(1))
    await database.backlog.flush()
    later = datetime.now(UTC) + timedelta(days=1)
    await updates.drop(later - timedelta(days=2))
    assert await take(updates, message(1)) == [2]
    await updates.drop(later)
    left = select(UpdateRow.update_id)
    assert await database.read(lambda session: session.scalars(left).all()) == [2]


async def test_nothing_of_what_was_handled_stays_in_the_file(tmp_path: Path) -> None:
    database = await Database.open(sqlite_address(tmp_path))
    updates = Updates(database, BOT)
    asked = StoredUpdate(1, 1, False, '{"text": "a question of mine"}')
    assert await updates.exchange([asked], 1) == [asked]
    await finish(updates, asked)
    await database.close()
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"answers" in kept
    assert b"question of mine" not in kept


async def test_two_processes_do_not_share_a_file(tmp_path: Path) -> None:
    opened = [await Database.open(sqlite_address(tmp_path)) for _ in range(2)]
    await Updates(opened[0], BOT).open()
    with pytest.raises(DatabaseError, match="another process runs this bot"):
        await Updates(opened[1], BOT).open()
    await Updates(opened[1], BOT + 1).open()
    await opened[0].close()
    await Updates(opened[1], BOT).open()
    await opened[1].close()


async def test_what_the_last_process_held_of_a_file_is_taken_at_once(tmp_path: Path) -> None:
    for _ in range(2):
        database = await Database.open(sqlite_address(tmp_path))
        updates = Updates(database, BOT)
        await updates.open()
        assert await take(updates, message(1)) == [1]
        await database.close()


async def test_what_was_handled_before_costs_nothing(tmp_path: Path) -> None:
    database = await Database.open(sqlite_address(tmp_path))
    updates = Updates(database, BOT)
    fresh = await steps_of_hundred(database, updates, 0)
    for first in range(1000, 51_000, 5000):
        await updates.exchange([message(n, chat_id=n % 9) for n in range(first, first + 5000)], 0)
    done = text("UPDATE updates SET content = NULL WHERE update_id >= 1000")
    await database.write(lambda session: session.execute(done))
    assert await steps_of_hundred(database, updates, 100_000) < 1.3 * fresh
    await database.close()


async def steps_of_hundred(database: Database, updates: Updates, first: int) -> int:
    """The steps of SQLite's machine while a hundred updates come and are handled."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def watch(session: Session) -> None:
        driver = session.connection().connection.driver_connection
        assert driver
        driver.set_progress_handler(step, 1)

    await database.write(watch)  # the only connection that writes
    for number in range(first, first + 100):
        assert await take(updates, message(number, chat_id=number % 9)) == [number]
        await finish(updates, message(number))
        await database.backlog.flush()
    return steps
