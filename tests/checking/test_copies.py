"""Passages that say nearly the same."""

from pathlib import Path

import pytest

from bot.checking.checked_file import CheckedFile
from bot.checking.copies import Copies
from bot.corpus.files import list_forums
from bot.corpus.reader import read_file
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from tests.conftest import FORUM, WriteCorpus, speech

TEXT = (
    "立法探索“以房管人”,提高基层流动人口的服务和管理水平。建议通过行使地方立法权,"
    "研究制定房屋出租管理条例,建立房屋租赁信息登记、报备制度,主动参与社会治理。"
)
TRADITIONAL = (
    "立法探索“以房管人”,提高基層流動人口的服務和管理水平。建議通過行使地方立法權,"
    "研究制定房屋出租管理條例,建立房屋租賃信息登記、報備制度,主動參與社會治理。"
)
ENGLISH = (
    "We propose that the city council register every rented flat in the district, so that "
    "streets and neighbourhoods know who has moved in and can offer their help in good time."
)
LIBRARY = (
    "We propose that the city council build a library in every village school, so that "
    "children and their parents can read together in the evenings and at weekends."
)
CLOSING = "以上是我的发言,不妥之处请批评指正,谢谢大家!"


def copies(folder: Path) -> list[str]:
    """What is said about the passages of a corpus, with their places in it."""
    normaliser = Normaliser(simplifier())
    found = Copies(lambda text: normaliser.normal(text).text)
    for state in (state for forum in list_forums(folder) for state in forum.all()):
        checked = CheckedFile(folder / state.path, read_file(folder, state))
        found.add(checked)
    return [str(problem).removeprefix(f"{folder}/") for problem in found.problems()]


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (TEXT, TEXT),
        (
            TEXT,
            TEXT.replace(",", "，").replace("“", "『").replace("”", "』").replace("。", " 。\n"),
        ),
        (TEXT, TEXT.replace("条例", "办法").replace("主动", "积极")),
        (TEXT, TRADITIONAL),
        (ENGLISH, ENGLISH.upper().replace("FLAT", "HOME")),
    ],
    ids=["the-same", "punctuation", "a-few-characters", "traditional", "english"],
)
def test_passages_of_two_forums_that_are_nearly_the_same_are_reported(
    write_corpus: WriteCorpus, text: str, copy: str
) -> None:
    folder = write_corpus(
        {
            "a/forum.md": FORUM,
            "a/1.md": speech(f"大家好!\n\n{text}"),
            "b/forum.md": FORUM,
            "b/1.md": speech(f"各位好!\n\n\n{copy}\n\n谢谢。"),
        }
    )
    assert copies(folder) == [
        "b/1.md:8: warning: nearly the same as a/1.md:7; delete one of the two"
    ]


def test_a_passage_that_stands_twice_in_a_speech_is_reported(write_corpus: WriteCorpus) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech(f"{TEXT}\n\n中间。\n\n{TEXT}")})
    (found,) = copies(folder)
    assert found.startswith("f/1.md:9: warning: nearly the same as line 5;")


def test_a_copied_speech_is_one_warning(write_corpus: WriteCorpus) -> None:
    body = f"{TEXT}\n\n{ENGLISH}"
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech(body), "f/2.md": speech(body)})
    (found,) = copies(folder)
    assert found.startswith("f/2.md:5: warning: nearly the same as f/1.md:5;")
    assert found.endswith("(also in line 7)")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("谢谢大家!", "谢谢大家!"),
        (CLOSING, CLOSING),
        (TEXT[:60] + "这是我们最缺的,希望市里给予支持,每年安排专项资金。", TEXT[60:] + TEXT[:30]),
        (
            "我叫刘晖,来自月塘街道,在街道工作了二十年,今天我想谈谈流动人口的管理和服务这个题目。",
            "我叫陈妮,来自合泰社区,在社区工作了十二年,今天我想谈谈老旧小区的改造和电梯这个题目。",
        ),
        (ENGLISH, LIBRARY),
        ("。" * 200, "。" * 200),
    ],
    ids=["thanks", "closing", "quotation", "pattern", "english", "nothing"],
)
def test_passages_that_only_have_something_in_common_are_left_alone(
    write_corpus: WriteCorpus, one: str, other: str
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech(one), "f/2.md": speech(other)})
    assert copies(folder) == []


def test_a_very_long_line_is_compared_too(write_corpus: WriteCorpus) -> None:
    long = "".join(f"第{n}条,建设图书馆{n * n}座。" for n in range(50_000))
    folder = write_corpus(
        {"f/forum.md": FORUM, "f/1.md": speech(long), "f/2.md": speech(long + "x")}
    )
    assert len(copies(folder)) == 1
