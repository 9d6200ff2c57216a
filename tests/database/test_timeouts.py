"""Work that hangs is not waited for, and reported as a fault of the database."""

import asyncio
import time

import pytest

from bot.database import timeouts
from bot.database.timeouts import with_timeout
from bot.errors import DatabaseError


@with_timeout
async def work(seconds: float, result: int) -> int:
    await asyncio.sleep(seconds)
    return 6 // result


async def test_what_is_done_in_time_gives_its_result_or_its_fault() -> None:
    assert await work(0, 2) == 3
    with pytest.raises(ZeroDivisionError):
        await work(0, 0)


async def test_what_hangs_is_left_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeouts, "_PATIENCE", 0.05)
    with pytest.raises(DatabaseError, match="does not answer"):
        await work(3600, 1)
    (left,) = timeouts._left
    left.cancel()
    await asyncio.wait({left})
    await asyncio.sleep(0)
    assert not timeouts._left


async def test_what_waits_for_a_busy_loop_alone_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def others() -> None:
        while True:
            time.sleep(0.02)  # as the work of others keeps a loop busy
            await asyncio.sleep(0)

    @with_timeout
    async def in_steps() -> int:
        for _ in range(20):
            await asyncio.sleep(0)
        return 3

    monkeypatch.setattr(timeouts, "_PATIENCE", 0.05)
    busy = asyncio.create_task(others())
    assert await in_steps() == 3
    busy.cancel()


async def test_what_waits_its_turn_in_a_queue_that_moves_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turn = asyncio.Lock()

    @with_timeout
    async def in_turn() -> int:
        async with turn:
            await asyncio.sleep(0.05)
        return 3

    monkeypatch.setattr(timeouts, "_PATIENCE", 0.2)
    monkeypatch.setattr(timeouts, "_LONGEST", 1000)
    assert await asyncio.gather(*(in_turn() for _ in range(20))) == [3] * 20
