"""What is told of a refresh fits into a message, whatever has changed."""

import os
from itertools import product
from pathlib import Path

import pytest

from bot.chat.messages.post import Post
from bot.chat.messages.reports import RefreshReport, report_text
from bot.corpus.speech import Source, Speech
from bot.errors import CorpusError, Problem
from bot.search.saved import Changes
from bot.texts import Texts, texts_in
from tests.bot_api import parse_html
from tests.chat.messages.test_answer import assert_valid
from tests.conftest import FORUM, WriteCorpus, speech
from tests.documents import read_corpus
from tests.held import HeldContents

ZH, EN = texts_in("zh"), texts_in("en")
LONG = "很长的<名字>" * 500
NOTHING = HeldContents([])


def speeches(count: int) -> list[Speech]:
    return [Speech(f"会/{n}", f"题{n}", Source("会"), f"人{n}") for n in range(count)]


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
def test_no_report_makes_an_invalid_message(texts: Texts) -> None:
    many = [Speech("会/1", LONG, Source(LONG), LONG, LONG)] * 99
    changes = [Changes(*parts) for parts in product([(), many], repeat=3)]
    problems = [Problem(Path(LONG), 1, LONG)] * 99
    for report in (
        *(RefreshReport(NOTHING, each) for each in changes),
        *(RefreshReport(NOTHING, each, mended=True) for each in changes),
        RefreshReport(NOTHING, problems=problems),
        RefreshReport(NOTHING, reason=LONG),
    ):
        assert_valid(Post(report_text(report, texts)))


def test_the_rest_of_a_long_list_is_counted() -> None:
    html = report_text(RefreshReport(NOTHING, Changes(added=speeches(20))), EN).html
    assert "Added (20):" in html
    assert "• 人14 题14\n… and 5 more" in html
    problems = [Problem(Path(f"{n}.md"), 1, "empty") for n in range(20)]
    assert (
        "14.md:1: empty\n… and 5 more"
        in report_text(RefreshReport(NOTHING, problems=problems), EN).html
    )


def test_the_kinds_of_change_share_the_room() -> None:
    changes = Changes(speeches(9), (), speeches(9))
    html = report_text(RefreshReport(NOTHING, changes), EN).html
    assert html.count("• ") == 14
    assert html.count("… and 2 more") == 2


def test_a_note_is_listed_by_its_title() -> None:
    note = Speech("会/forum", "座谈会", Source("座谈会"))
    assert "• 《座谈会》" in report_text(RefreshReport(NOTHING, Changes(changed=[note])), ZH).html


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("会/1.md", "kein Titel", "缺少文件头"),
        ("会/1.md", "---\ntitle: 题\n---\n", "没有正文"),
        ("会/1.md", "---\nspeaker: 刘晖\n---\n\n话\n", "缺少 title"),
        ("会/1.md", "---\ntitle: 题\nspeeker: 刘晖\n---\n\n话\n", "没有“speeker”这个键"),
        ("会/1.md", "---\ntitle: 题\ntitle: 题\n---\n\n话\n", "“title”重复出现"),
        ("会/1.md", "---\ntitle: {a: {b: c}}\n---\n\n话\n", "“title”的值不能嵌套"),
        ("会/1.md", "---\ntitle: [一, 二]\n---\n\n话\n", "“title”应为一段文字"),
        ("会/1.md", "---\ntitle: 题\naliases: 甲\n---\n\n话\n", "“aliases”应为列表"),
        ("会/1.md", "---\ntitle: 题: 二\n---\n\n话\n", "文件头格式有误"),
        ("会/1.md", "---\n- 题\n---\n\n话\n", "文件头格式有误"),
        ("会/2.md", speech("话", title="甲"), "与 0.md 重复"),
        ("二/1.md", speech("话"), "文件不存在"),
        ("二/forum.md", FORUM, "这个论坛里没有发言"),
    ],
)
def test_faults_are_reported_in_the_language_of_the_reader(
    write_corpus: WriteCorpus, name: str, text: str, told: str
) -> None:
    good = {"会/forum.md": FORUM, "会/0.md": speech("话", title="甲")}
    with pytest.raises(CorpusError) as caught:
        read_corpus(write_corpus(good | {name: text}))
    (problem,) = caught.value.problems
    report = RefreshReport(NOTHING, problems=[problem])
    (_, _, chinese), (_, _, english) = (
        parse_html(report_text(report, texts).html).text.split("\n") for texts in (ZH, EN)
    )
    assert chinese.startswith(f"{problem.path} 第 {problem.line} 行：{told}")
    assert english == str(problem)


@pytest.mark.parametrize(
    ("place", "told"),
    [("nowhere", "文件夹不存在"), ("会", "这是单个论坛"), ("会/empty", "文件夹里没有论坛")],
)
def test_a_folder_that_is_no_corpus_is_reported_too(
    write_corpus: WriteCorpus, place: str, told: str
) -> None:
    corpus = write_corpus({"会/forum.md": FORUM})
    (corpus / "会/empty").mkdir()
    with pytest.raises(CorpusError) as caught:
        read_corpus(corpus / place)
    report = RefreshReport(NOTHING, problems=caught.value.problems)
    assert told in report_text(report, ZH).html


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("1.md", b"---\ntitle: \xff\n---\n\nx\n", "字节 0xff 不是 UTF-8"),
        (b"\xff.md", b"---\ntitle: a\n---\n\nx\n", "文件名或文件夹名不是 UTF-8"),
    ],
    ids=["content", "name"],
)
def test_what_is_not_utf_8_is_reported(
    write_corpus: WriteCorpus, name: str | bytes, content: bytes, told: str
) -> None:
    corpus = write_corpus({"会/forum.md": FORUM})
    (corpus / "会" / os.fsdecode(name)).write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        read_corpus(corpus)
    assert told in report_text(RefreshReport(NOTHING, problems=caught.value.problems), ZH).html
