"""Ends what hangs, and tells what takes up memory, so that either is a failed test."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class HangError(AssertionError):
    """Something takes longer than anything may; a TimeoutError might be caught on its way."""


@contextmanager
def hang_guard(seconds: int, what: str) -> Iterator[None]:
    """Raises HangError within the body after so many seconds, many times what it needs."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise HangError(f"{what} takes longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def memory_guard(megabytes: int, what: str) -> Iterator[None]:
    """Sees that the most memory which the process has ever had grows by no more than that."""
    before = _most()
    yield
    grown = _most() - before
    print(f"{what}: {grown} MB more at the most")
    assert grown < megabytes


def _most() -> int:
    """Megabytes; Linux tells kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
