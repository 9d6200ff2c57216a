"""What is told of a refresh fits into a message, whatever has changed."""

from itertools import product
from pathlib import Path

import pytest

from bot.chat.messages.post import Post
from bot.chat.messages.refresh import Report, report_text
from bot.corpus.speech import Source, Speech
from bot.errors import Problem
from bot.search.changes import Changes
from bot.texts import Texts, texts_in
from tests.chat.messages.test_answer import assert_valid
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
        *(Report(NOTHING, each) for each in changes),
        *(Report(NOTHING, each, mended=True) for each in changes),
        Report(NOTHING, problems=problems),
        Report(NOTHING, reason=LONG),
    ):
        assert_valid(Post(report_text(report, texts)))


def test_how_many_more_there_are_is_told() -> None:
    html = report_text(Report(NOTHING, Changes(added=speeches(20))), EN).html
    assert "Added (20):" in html
    assert "• 人14 题14\n… and 5 more" in html
    problems = [Problem(Path(f"{n}.md"), 1, "empty") for n in range(20)]
    assert (
        "14.md:1: empty\n… and 5 more" in report_text(Report(NOTHING, problems=problems), EN).html
    )


def test_the_kinds_of_change_share_the_room() -> None:
    changes = Changes(speeches(9), (), speeches(9))
    html = report_text(Report(NOTHING, changes), EN).html
    assert html.count("• ") == 14
    assert html.count("… and 2 more") == 2


def test_a_note_is_told_by_its_title() -> None:
    note = Speech("会/forum", "座谈会", Source("座谈会"))
    assert "• 《座谈会》" in report_text(Report(NOTHING, Changes(changed=[note])), ZH).html
