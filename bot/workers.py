"""Spreads work over the machine's cores if there is enough of it.

The processes are plain ones that get their work through a pipe. Those of multiprocessing would
import the program's main module again, whatever it is, or be forks of a process with threads.
"""

import asyncio
import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from queue import SimpleQueue
from typing import Any, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_SERVER = (sys.executable, "-c", f"from {__name__} import serve; serve()")

_NICE = 10
"""The niceness of a process whose result nobody waits for: it gets a tenth of a core that another
wants."""


def run_in_process(work: Callable[[Task], Result], task: Task) -> Result:
    """Does work in a process of its own and returns its result.

    For what takes much memory once, which this process would not give back.
    """
    with closing(_Worker()) as worker:
        return worker.do(work, task)


async def run_in_background(work: Callable[[Task], Result], task: Task) -> Result:
    """Does work in a process of low priority; cancelling it ends the process.

    Raises ChildProcessError if something else ends it.
    """
    process = await asyncio.create_subprocess_exec(
        *_SERVER, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        done, _ = await process.communicate(pickle.dumps((_yielding, (work, task))))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if not done:
        raise ChildProcessError(f"a process of the bot ended with status {process.returncode}")
    result: Result = _unpacked(pickle.loads(done))  # noqa: S301 - from a process of ours
    return result


class Workers:
    """A process for each core, or this one alone if there is not `much` to do."""

    def __init__(self, *, much: bool) -> None:
        count = _cores() if much else 0
        self._threads = ThreadPoolExecutor(count) if count else None
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all = [_Worker() for _ in range(count)]
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._all:
            worker.close()
        if self._threads:
            self._threads.shutdown(cancel_futures=True)

    def each(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yields the results in the order of the tasks, each as soon as it is ready."""
        if not self._threads:
            return map(work, tasks)

        def done(task: Task) -> Result:
            worker = self._idle.get()
            try:
                return worker.do(work, task)
            finally:
                self._idle.put(worker)

        return self._threads.map(done, tasks)


def prefetch(work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
    """Yields the results in the order of the tasks; threads work a little ahead.

    For work on arrays, during which numpy lets other threads run.
    """
    with ThreadPoolExecutor(_cores()) as threads:
        waiting: deque[Future[Result]] = deque()
        for task in tasks:
            waiting.append(threads.submit(work, task))
            if len(waiting) > _cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Worker:
    """A process that does one thing at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            _SERVER, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def do(self, work: Callable[[Task], Result], task: Task) -> Result:
        """Returns the result of the work, or raises its exception."""
        assert self._process.stdin
        assert self._process.stdout
        pickle.dump((work, task), self._process.stdin)
        self._process.stdin.flush()
        done: Result = _unpacked(pickle.load(self._process.stdout))  # noqa: S301 - from one of ours
        return done

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def serve() -> None:
    """Does what comes on standard input until it is closed; runs in a worker's process."""
    gc.disable()  # the process is short-lived, and what it does makes no cycles
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops it
    results, sys.stdout = sys.stdout.buffer, sys.stderr
    outcome: tuple[Any, Exception | None]
    with suppress(EOFError):
        while True:
            work, task = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the parent
            try:
                outcome = work(task), None
            except Exception as error:
                outcome = None, error
            try:
                pickle.dump(outcome, results)
                results.flush()
            except BrokenPipeError:  # the parent has ended
                os._exit(1)


def _unpacked(outcome: tuple[Any, Exception | None]) -> Any:
    """Returns the result of work that a process has done, or raises its exception."""
    result, error = outcome
    if error:
        raise error
    return result


def _yielding(order: tuple[Callable[[Task], Result], Task]) -> Result:
    """Does work at low priority, on all cores but one; so do the processes that it starts."""
    if hasattr(os, "sched_setaffinity"):  # on Linux
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, cores[1:] or cores)
    if hasattr(os, "nice"):  # on other systems than Windows
        os.nice(_NICE)
    work, task = order
    return work(task)


def _environment() -> dict[str, str]:
    """Returns the environment of a process that imports what this one does."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _cores() -> int:
    """Returns how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1
