"""A hostile text costs hardly more than an ordinary one: all is linear in a text's length."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from statistics import median

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.errors import ImportingError, QuestionError
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines
from tests.conftest import FORUM, SOAK, WriteCorpus, speech
from tests.fuzz.costly import UNITS, questions

LONGEST = 4_096
"""Characters of a question, and of a Telegram message."""

HEADS = ("", "答")
MORE_HEADS = ("王芳", "王芳（书记）：", "记者", "问", "（", "[", "说", "x", "The ")
"""What a pattern may have to begin with before the repeated part."""

ORDINARY = "我们谈谈租房和小区物业, and the roads to the village (as of 2024); 要修路。"
WORST, WORST_ARTICLE = 5, 15
"""How many times as much a text may cost as an ordinary one of its length.

Where time grows with the square of a text's length it is hundreds.
"""

QUESTIONS = [
    pytest.param(50, id="few"),
    pytest.param(400, id="many", marks=pytest.mark.long),
    pytest.param(2_000, id="all", marks=SOAK),
]


@pytest.mark.parametrize("count", QUESTIONS)
def test_questions(count: int, forum: Answerer) -> None:
    assert_questions_cost_no_more(forum, count)


def test_questions_where_very_many_have_a_name(write_corpus: WriteCorpus, cache: Path) -> None:
    names = [f"{a}{b}{c}" for a, b, c in product("王李张刘", "建国志文", "华平强明")]
    speeches = {
        f"forum/{number}.md": speech(f"要修路{name}。", speaker=name, role="云田镇副书记")
        for number, name in enumerate(names)
    }
    folder = write_corpus({"forum/forum.md": FORUM} | speeches)
    assert_questions_cost_no_more(open_corpus(folder, cache), 40)


@pytest.mark.parametrize("kind", ["txt", "md"])
@pytest.mark.parametrize(
    ("heads", "part"),
    [
        pytest.param(HEADS[:1], 8, id="short"),
        pytest.param(HEADS, 1, id="full", marks=pytest.mark.long),
        pytest.param(MORE_HEADS, 1, id="more", marks=SOAK),
    ],
)
def test_articles(heads: Sequence[str], part: int, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"article.{kind}"
    length = 16_000 // part
    texts = (_text(head, unit, length) for head, unit in product(heads, UNITS))
    ordinary = [_text("", ORDINARY, length)] * 3
    assert_costs_no_more(texts, ordinary, WORST_ARTICLE, lambda text: _imported(path, text))


@pytest.mark.parametrize(
    "attributes",
    [
        "a{}='>' ",
        *(pytest.param(each, marks=pytest.mark.long) for each in ("a{}=b ", "={} ", "a{} / ")),
    ],
)
def test_web_pages(attributes: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    many = "".join(attributes.format(number) for number in range(40_000))
    ordinary = _text("<p>王芳：", f"<p>{ORDINARY * 10}</p>", len(many))
    page = f"<p>王芳：要修路。</p><p {many}>李强：要通车。</p>"
    assert_costs_no_more([page], [ordinary], WORST, lambda text: _imported_page(path, text))


def test_interviews_without_names(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    note = "The ward pays for the lamps, and Harbour Office staff look after the cable, " * 20
    answer = "Who pays for lamp {0}?\n\nThe ward pays for lamp {0} at the end of the year.\n\n"

    def interview(count: int) -> str:
        answers = "".join(answer.format(number) for number in range(count))
        return "# Notes of a workshop\n\n" + f"{note}which is all.\n\n" * count + answers

    def read(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        understand(path, read_lines(path))

    assert_costs_no_more([interview(60)], [interview(15)] * 3, 8, read)


def assert_questions_cost_no_more(answerer: Answerer, count: int) -> None:
    said = "".join(passage.text for passage in answerer.contents.passages)
    starts = range(0, len(said), len(said) // 10)
    ordinary = [_text("", part, LONGEST) for part in (ORDINARY, *(said[at:] for at in starts))]
    hostile = questions(answerer.contents.people, count, LONGEST)
    assert_costs_no_more(hostile, ordinary, WORST, lambda text: _asked(answerer, text))


def assert_costs_no_more(
    hostile: Iterable[str], ordinary: Sequence[str], worst: int, work: Callable[[str], None]
) -> None:
    for text in ordinary:
        work(text)  # what is loaded once is loaded
    usual = median(_seconds(work, text) for text in ordinary)
    for text in hostile:
        ratio = _seconds(work, text) / usual
        if ratio >= worst:  # by chance, perhaps
            ratio = min(_seconds(work, text) for _ in range(2)) / usual
        assert ratio < worst, f"{text[:30]!r}…: {ratio:.0f} times"


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


def _imported_page(path: Path, page: str) -> None:
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    understand(path, read_lines(path))
