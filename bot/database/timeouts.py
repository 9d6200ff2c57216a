"""A limit to how long anybody waits for the database."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from bot.errors import DatabaseError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_PATIENCE = 6.0
"""Seconds; a little longer than SQLite waits for another process, which has an error of its own."""

_SPELLS = 60
"""Short waits that make up the patience: a busy event loop makes each of them longer, and so is
not taken for a database that hangs."""

_LONGEST = 5
"""Times the patience, while other work ends: a queue that moves does not hang either."""

_left: set[asyncio.Task[Any]] = set()
"""Work that has not ended, waited for or not; the loop itself holds no reference to it."""

_ended = 0
"""How much work has ended so far."""


def with_timeout(
    work: Callable[Parameters, Coroutine[Any, Any, Result]],
) -> Callable[Parameters, Coroutine[Any, Any, Result]]:
    """Has the work raise DatabaseError where it takes too long.

    It is not cancelled, since a driver may wait for the server for that too.
    """

    @wraps(work)
    async def within(*args: Parameters.args, **options: Parameters.kwargs) -> Result:
        task = asyncio.create_task(work(*args, **options))
        _left.add(task)
        task.add_done_callback(_end)
        idle = 0
        for _ in range(_LONGEST * _SPELLS):
            ended = _ended
            done, _ = await asyncio.wait({task}, timeout=_PATIENCE / _SPELLS)
            if done:
                return task.result()
            idle = idle + 1 if _ended == ended else 0
            if idle == _SPELLS:
                break
        raise DatabaseError("the database does not answer")

    return within


async def left_work_done(within: float) -> None:
    """Waits some seconds for work of this event loop that has no waiter, not to cut it off."""
    loop = asyncio.get_running_loop()
    left = [task for task in _left if task.get_loop() is loop]
    if left:
        await asyncio.wait(left, timeout=within)


def _end(task: asyncio.Task[Any]) -> None:
    global _ended
    _left.discard(task)
    _ended += 1
    if not task.cancelled():
        task.exception()  # retrieved, lest asyncio warn of it where nobody waited
