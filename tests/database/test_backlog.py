"""What is put is written together soon, survives a failure, and gives way when it is too much."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.database import backlog
from bot.database.address import sqlite_address
from bot.database.answers import Answers
from bot.database.backlog import Backlog, Result, Rows
from bot.database.connection import Database
from bot.database.feedback import Gaps
from bot.database.tables import AnswerRow, GapRow
from bot.errors import DatabaseError
from tests.database.test_answers import ANSWER, CHAT, NOW


class Paper:
    """What is written, where it can be: a batch is a list of the tables' values."""

    def __init__(self) -> None:
        self.torn = False
        self.tries = 0
        self.batches: list[list[object]] = []

    async def write(self, rows: Rows, work: Callable[[Session], Result]) -> Result:
        self.tries += 1
        await asyncio.sleep(0)
        if self.torn:
            raise DatabaseError("the paper is torn")
        self.batches.append([values["n"] for listed in rows.values() for values in listed])
        return work(Session())

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                await asyncio.sleep(0.001)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "_PAUSE", 0.01)
    monkeypatch.setattr(backlog, "_PATIENCE", 0.02)
    monkeypatch.setattr(backlog, "_MOST", 3)


async def test_what_is_put_within_a_moment_is_written_together_without_being_asked_for() -> None:
    paper = Paper()
    waiting = Backlog(paper.write)
    waiting.put(AnswerRow, 1, {"n": 1})
    await asyncio.sleep(0)
    waiting.put(GapRow, 1, {"n": 2})
    waiting.put(AnswerRow, 1, {"n": 3})
    await paper.until(lambda: paper.batches)
    assert paper.batches == [[3, 2]]
    waiting.put(AnswerRow, 1, {"n": 4})
    await paper.until(lambda: len(paper.batches) > 1)
    assert paper.batches == [[3, 2], [4]]


async def test_what_is_put_while_others_are_written_is_written_after_them() -> None:
    paper = Paper()
    waiting = Backlog(paper.write)
    waiting.put(AnswerRow, 1, {"n": 1})
    flushing = asyncio.create_task(waiting.flush())
    await asyncio.sleep(0)
    waiting.put(AnswerRow, 1, {"n": 2})
    await flushing
    await waiting.flush()
    assert paper.batches == [[1], [2]]


async def test_what_is_put_together_is_written_together() -> None:
    paper = Paper()
    waiting = Backlog(paper.write)
    with waiting.together():
        waiting.put(AnswerRow, 1, {"n": 1})
        await waiting.flush()
        waiting.put(AnswerRow, 2, {"n": 2})
    await waiting.flush()
    assert paper.batches == [[1, 2]]


async def test_work_is_done_with_what_waits_and_without() -> None:
    paper = Paper()
    waiting = Backlog(paper.write)
    waiting.put(AnswerRow, 1, {"n": 1})
    assert [await waiting.flush_with(lambda _: 7) for _ in range(2)] == [7, 7]
    assert paper.batches == [[1], []]


async def test_a_failure_is_logged_once_and_written_when_it_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    paper = Paper()
    waiting = Backlog(paper.write)
    paper.torn = True
    waiting.put(AnswerRow, 1, {"n": 1})
    await paper.until(lambda: caplog.messages)
    waiting.put(AnswerRow, 2, {"n": 2})
    with pytest.raises(DatabaseError, match="torn"):
        await waiting.flush()
    paper.torn = False
    await paper.until(lambda: len(caplog.messages) > 1)
    assert paper.batches == [[1, 2]]
    reported, over = caplog.messages
    assert reported == "the paper is torn; unsaved rows wait until it works"
    assert over.startswith("the database works again")


async def test_many_who_wait_for_a_database_that_fails_wait_for_one_try() -> None:
    paper = Paper()
    waiting = Backlog(paper.write)
    paper.torn = True
    waiting.put(AnswerRow, 1, {"n": 1})
    found = await asyncio.gather(*(waiting.flush() for _ in range(9)), return_exceptions=True)
    assert [str(error) for error in found] == ["the paper is torn"] * 9
    assert paper.tries == 1


async def test_the_oldest_are_given_up_when_too_many_wait(
    caplog: pytest.LogCaptureFixture,
) -> None:
    paper = Paper()
    waiting = Backlog(paper.write)
    for n in range(5):
        waiting.put(AnswerRow, n, {"n": n})
    paper.torn = True
    await waiting.close()
    assert caplog.messages[-1] == "rows that could not be written: 5"
    paper.torn = False
    await waiting.flush()
    assert paper.batches == [[2, 3, 4]]


async def test_what_was_put_last_is_there_when_it_is_opened_again(address: str) -> None:
    database = await Database.open(address)
    Answers(database).keep(ANSWER)
    await database.close()
    database = await Database.open(address)
    assert await Answers(database).shown_in(CHAT, ANSWER.message_id) == ANSWER
    await database.close()


async def test_what_is_put_while_another_process_writes_for_long_is_written_afterwards(
    tmp_path: Path,
) -> None:
    database = await Database.open(sqlite_address(tmp_path))
    answers, later = Answers(database), replace(ANSWER, language="en")
    await database.write(lambda session: session.execute(text("PRAGMA busy_timeout=1")))
    with connect(tmp_path / "forum-bot.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        answers.keep(ANSWER)
        with pytest.raises(DatabaseError, match="locked"):
            await answers.shown_in(CHAT, ANSWER.message_id)
        answers.keep(later)
        other.execute("COMMIT")
    assert await answers.shown_in(CHAT, ANSWER.message_id) == later
    await database.close()


async def test_a_row_that_no_table_takes_does_not_take_others_along(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    gaps, values = Gaps(database), {"asked_at": NOW}
    for question in ("甲", None, "乙"):
        database.backlog.put(GapRow, object(), values | {"question": question})
    assert {gap.question for gap in await gaps.listed()} == {"甲", "乙"}
    assert sum("given up" in message for message in caplog.messages) == 1


async def test_rows_that_no_table_takes_are_given_up(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    gaps, values = Gaps(database), {"asked_at": NOW}
    database.backlog.put(GapRow, 1, values | {"question": None})
    assert await gaps.listed() == []
    assert any(message.endswith("a row is given up") for message in caplog.messages)
    gaps.keep("甲\0\ud800", NOW)
    assert [gap.question for gap in await gaps.listed()] == ["甲 ?"]
