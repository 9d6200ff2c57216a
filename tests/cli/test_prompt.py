"""The interactive prompt, in a real terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.bot_api.watch import LIMIT
from tests.conftest import ROOT, SHIPPED

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal"),
]

UP = "\x1b[A"


@pytest.fixture(scope="module")
def terminal(cache: Path) -> Iterator["pexpect.spawn[str]"]:
    with prompt(cache) as child:
        yield child


@contextmanager
def prompt(cache: Path) -> Iterator["pexpect.spawn[str]"]:
    """A terminal in which the prompt waits for a question."""
    environment = os.environ | {
        "CACHE_FOLDER": str(cache),
        "CORPUS": str(SHIPPED),
        "TERM": "xterm-256color",
    }
    environment.pop("NO_COLOR", None)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "ask"],
        cwd=str(ROOT),
        env=environment,
        encoding="utf-8",
        timeout=LIMIT,
        dimensions=(40, 100),
    )
    child.expect("❯")
    yield child
    child.close(force=True)


def in_full(terminal: "pexpect.spawn[str]", expected: str) -> None:
    """Waits for an answer, and for the prompt after it."""
    terminal.expect(expected)
    terminal.expect("❯")


def has_ended(terminal: "pexpect.spawn[str]") -> None:
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_a_question_is_answered_with_its_words_marked(terminal: "pexpect.spawn[str]") -> None:
    terminal.send("隆兴坳村有多少家民宿\r")
    in_full(terminal, "\x1b\\[1;33m[^\x1b]*民宿")


def test_the_arrow_key_brings_the_last_question_back(terminal: "pexpect.spawn[str]") -> None:
    terminal.send("火锅\r")
    in_full(terminal, "没有找到")
    terminal.send(UP)
    terminal.expect("火锅")
    terminal.send("\r")
    in_full(terminal, "没有找到")


def test_control_c_gives_up_the_line_only(terminal: "pexpect.spawn[str]") -> None:
    terminal.send("什么")
    terminal.sendintr()
    terminal.expect("❯")
    terminal.send("火锅\r")
    in_full(terminal, "没有找到")


def test_a_question_goes_on_from_the_last_answer(terminal: "pexpect.spawn[str]") -> None:
    terminal.send("刘晖对房屋出租有什么建议\r")
    in_full(terminal, "第 3 段")
    terminal.send("还说了什么\r")
    in_full(terminal, "第 5 段")
    terminal.send("总结一下\r")
    in_full(terminal, "5. 理顺乡镇街道综合执法机制")


@pytest.mark.parametrize("word", ["help", " HELP ", "?", "？", "帮助"])
def test_a_word_for_help_says_how_to_ask(terminal: "pexpect.spawn[str]", word: str) -> None:
    terminal.send(f"{word}\r")
    in_full(terminal, "Ask in your own words")


def test_a_question_with_a_word_for_leaving_in_it_is_asked(terminal: "pexpect.spawn[str]") -> None:
    terminal.send("exit 火锅\r")
    in_full(terminal, "I found nothing|没有找到")


def test_control_d_leaves(terminal: "pexpect.spawn[str]") -> None:
    terminal.sendeof()
    has_ended(terminal)


@pytest.mark.parametrize("word", ["quit", "Exit ", ":q", "：q", "退出"])
def test_a_word_alone_leaves(cache: Path, word: str) -> None:
    with prompt(cache) as terminal:
        terminal.send(f"{word}\r")
        has_ended(terminal)
