"""Ports for servers of the tests."""

import itertools
import os
import socket
from functools import cache

_FIRST, _LAST = 10_000, 32_000
"""Below those that systems give to outgoing connections, which could take one meanwhile."""

_EACH = 100


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at, and another one at each call.

    Processes that run tests at the same time begin at different ports.
    """
    return next(port for port in _candidates() if _is_free(port))


@cache
def _candidates() -> "itertools.cycle[int]":
    first = _FIRST + os.getpid() * _EACH % (_LAST - _FIRST)
    return itertools.cycle([*range(first, _LAST), *range(_FIRST, first)])


def _is_free(port: int) -> bool:
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
