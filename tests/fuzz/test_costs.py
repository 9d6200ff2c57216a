"""A hostile text costs no more than an ordinary one: no regular expression goes astray in it."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.corpus.importing.assembling import understand
from bot.corpus.importing.reading.formats import read_lines
from bot.errors import ImportingError, QuestionError
from tests.conftest import SOAK

UNITS = (
    *" \t\u3000-—.·…,，、。:：;；?？#*_`>|/\\\"“”'‘’()（）[]【】《》{}<>&@%$0一王aA\u0301\u202e🌱",
    *("- ", ". ", "1.", "1,", "（ ", "( ", "a ", "A ", "a-", "a.", "王 ", "一、", "答：", "说 "),
    *("？ ", "the ", "多少", "谁说", "not ", "&#", "![", "](", "**", "--", "::", "http://"),
)
"""What patterns begin, go on and end with; it is repeated."""

HEADS = ("", "答")
MORE_HEADS = ("王芳", "王芳（书记）：", "记者", "问", "（", "[", "说", "x", "The ")
"""What a pattern may have to begin with before the repeated part."""

ORDINARY = "我们谈谈租房和小区物业, and the roads to the village (as of 2024); 要修路。"
WORST = 15
"""How many times as much a text may cost as an ordinary one of its length.

With a pattern whose time is quadratic it is hundreds.
"""

extent = pytest.mark.parametrize(
    ("heads", "part"),
    [
        pytest.param(HEADS[:1], 8, id="short"),
        pytest.param(HEADS, 1, id="full", marks=pytest.mark.long),
        pytest.param(MORE_HEADS, 1, id="more", marks=SOAK),
    ],
)
"""Before which heads the texts are repeated, and by how much they are shorter than may be."""


@extent
def test_questions(heads: Sequence[str], part: int, forum: Answerer) -> None:
    assert_costs_no_more(heads, 4_096 // part, lambda text: _asked(forum, text))


@extent
@pytest.mark.parametrize("kind", ["txt", "md"])
def test_articles(heads: Sequence[str], part: int, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"article.{kind}"
    assert_costs_no_more(heads, 16_000 // part, lambda text: _imported(path, text))


def assert_costs_no_more(heads: Sequence[str], length: int, work: Callable[[str], None]) -> None:
    ordinary = min(_seconds(work, _text("", ORDINARY, length)) for _ in range(3))
    for head, unit in product(heads, UNITS):
        text = _text(head, unit, length)
        ratio = min(_seconds(work, text) for _ in range(2)) / ordinary
        assert ratio < WORST, f"{text[:30]!r}…: {ratio:.0f} times"


def _text(head: str, unit: str, length: int) -> str:
    return (head + unit * length)[: length - 1] + "x"


def _seconds(work: Callable[[str], None], text: str) -> float:
    """The processor's, which other processes lengthen less than the clock's."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def _asked(forum: Answerer, question: str) -> None:
    with suppress(QuestionError):
        forum.answer(question)


def _imported(path: Path, line: str) -> None:
    path.write_text(f"# 会\n\n王芳（书记）：要修路。\n\n{line}\n\n完。\n", encoding="utf-8")
    with suppress(ImportingError):
        understand(path, read_lines(path))
