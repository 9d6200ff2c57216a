"""Ends what hangs, so that a file that is never done with is a failed test."""

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
