"""What is logged is a line an event, or an object a line, and never the token."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from telegram.error import NetworkError

from bot.chat.logs import Errors, configure_logging

TOKEN = "1234567:" + "AbC-dEf_" * 4
SECRET = TOKEN.partition(":")[2]


@contextmanager
def logging_as(*, as_json: bool) -> Iterator[Errors]:
    """The root logger is as it was before, afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    try:
        yield configure_logging("DEBUG", TOKEN, as_json=as_json)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_the_token_is_taken_out_of_whatever_holds_it(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    with logging_as(as_json=as_json) as errors:
        log = logging.getLogger("somebody")
        log.error("https://api.telegram.org/bot%s/getMe failed", TOKEN)
        try:
            raise ValueError(f"no host in bot{TOKEN}")
        except ValueError:
            log.exception("a crash")
    told = capsys.readouterr().err
    assert told.count("[secret]") >= 2
    assert SECRET not in told
    assert not [line for line in errors.last if SECRET in line]
    assert errors.kinds == {"somebody": 1, "ValueError": 1}


def test_an_event_is_one_object_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as(as_json=True):
        logging.getLogger("somebody").warning("两行\nof text")
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert told.pop("time")
    assert told == {"level": "WARNING", "logger": "somebody", "message": "两行\nof text"}


def test_a_network_fault_is_logged_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logging_as(as_json=False):
        logging.getLogger("somebody").error("no answer", exc_info=NetworkError("Bad Gateway"))
    told = capsys.readouterr().err
    assert "NetworkError: Bad Gateway" in told
    assert "Traceback" not in told
