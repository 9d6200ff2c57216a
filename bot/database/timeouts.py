"""Nobody waits for a database that hangs."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from bot.errors import DatabaseError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_PATIENCE = 6.0
"""Seconds; a little more than SQLite waits for another process, which is told as such."""

_SPELLS = 60
"""A busy event loop makes each of so many short waits longer: what waits for it is no fault."""

_LONGEST = 5
"""Times that patience, while other work ends: a queue that moves is no fault either."""

_left: set[asyncio.Task[Any]] = set()
"""Work that has not ended, waited for or not; the loop itself holds no reference to it."""

_ends = [0]
"""How much work has ended."""


def with_timeout(
    work: Callable[Parameters, Coroutine[Any, Any, Result]],
) -> Callable[Parameters, Coroutine[Any, Any, Result]]:
    """The work, which raises DatabaseError where it takes too long.

    It is not cancelled, since a driver may wait for the server for that too.
    """

    @wraps(work)
    async def within(*args: Parameters.args, **options: Parameters.kwargs) -> Result:
        task = asyncio.create_task(work(*args, **options))
        _left.add(task)
        task.add_done_callback(_end)
        ends, idle = _ends[0], 0
        for _ in range(_LONGEST * _SPELLS):
            done, _ = await asyncio.wait({task}, timeout=_PATIENCE / _SPELLS)
            if done:
                return task.result()
            idle = idle + 1 if _ends[0] == ends else 0
            ends = _ends[0]
            if idle == _SPELLS:
                break
        raise DatabaseError("the database does not answer")

    return within


async def left_work_done(within: float) -> None:
    """Waits for the work of this event loop that nobody waits for any more, for some seconds.

    To end before it would cut off what the database does.
    """
    loop = asyncio.get_running_loop()
    left = [task for task in _left if task.get_loop() is loop]
    if left:
        await asyncio.wait(left, timeout=within)


def _end(task: asyncio.Task[Any]) -> None:
    _left.discard(task)
    _ends[0] += 1
    if not task.cancelled():
        task.exception()  # whoever still waited has it; else nobody wants it
