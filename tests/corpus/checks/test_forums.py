"""Forums that stand in a corpus twice."""

from collections.abc import Mapping

import pytest

from bot.corpus.checks.forums import Forums
from bot.corpus.checks.sheet import sheet_of
from bot.corpus.files import list_forums
from bot.corpus.reader import page_of
from tests.conftest import WriteCorpus, speech

URL = "https://example.com/1"


def told(write_corpus: WriteCorpus, *notes: Mapping[str, str]) -> list[str]:
    """What is said about forums whose notes have these fields, with their places."""
    files = {}
    for number, fields in enumerate(notes):
        files[f"{number}/forum.md"] = speech("", **fields)
        files[f"{number}/1.md"] = speech("甲", title="座谈会", url=URL)
    folder = write_corpus(files)
    forums = Forums()
    for state in (state for forum in list_forums(folder) for state in forum.all()):
        sheet = sheet_of(page_of(folder, state))
        assert sheet is not None
        forums.add(sheet)
    return [str(problem).removeprefix(f"{folder}/") for problem in forums.problems()]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, "title, date and source"),
        ({"date": "5月", "source": "日报"}, {"date": "5月", "source": "日报"}, "date and source"),
        ({"url": URL}, {"url": URL}, "title and url"),
        ({"url": URL, "date": "5月"}, {"url": URL, "source": "日报"}, "title and url"),
    ],
    ids=["title", "date", "url", "url-dated"],
)
def test_a_forum_that_nothing_tells_from_another_is_told_of(
    write_corpus: WriteCorpus, one: Mapping[str, str], other: Mapping[str, str], same: str
) -> None:
    (found,) = told(write_corpus, one, other)
    assert found.startswith("1/forum.md:2: warning: '发言' has the ")
    assert f"{same} of 0/forum.md:2; delete one of the two" in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "第一届"}, {"title": "第二届"}),
        ({"date": "5月"}, {"date": "6月"}),
        ({"source": "日报"}, {"source": "晚报"}),
        ({"place": "荷塘区"}, {"place": "石峰区"}),
        ({"url": URL}, {"url": f"{URL}2"}),
        ({"title": "上午", "url": URL}, {"title": "下午", "url": URL}),
        ({"url": URL}, {"date": URL}),
    ],
    ids=["title", "date", "source", "place", "url", "sessions", "keys"],
)
def test_forums_that_something_tells_apart_are_left_alone(
    write_corpus: WriteCorpus, one: Mapping[str, str], other: Mapping[str, str]
) -> None:
    assert told(write_corpus, one, other) == []
