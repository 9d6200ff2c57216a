"""Forums of which nobody can tell when they were held."""

import pytest

from bot.corpus.checks.dates import undated_forums
from bot.corpus.checks.sheet import sheet_of
from bot.corpus.files import list_forums
from bot.corpus.reader import page_of
from tests.conftest import WriteCorpus, speech


def told(note: str, write_corpus: WriteCorpus) -> list[str]:
    """What is said about a forum with this note, and a speech without a date."""
    folder = write_corpus({"f/forum.md": note, "f/1.md": speech("甲")})
    (forum,) = list_forums(folder)
    sheets = filter(None, (sheet_of(page_of(folder, state)) for state in forum.all()))
    problems = [problem for sheet in sheets for problem in undated_forums(sheet)]
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


@pytest.mark.parametrize(
    "date", ["5月12日", "12 June", "去年夏天", "recently", "农历五月初五", "2024-13-01"]
)
def test_a_date_of_a_forum_without_a_year_is_told_of_in_its_line(
    date: str, write_corpus: WriteCorpus
) -> None:
    (found,) = told(speech("按", source="日报", date=date), write_corpus)
    assert found == (
        f"f/forum.md:4: warning: the date '{date}' tells no year; questions such as 'in 2024' "
        "cannot find it; write it as 2024-06-12"
    )


def test_a_forum_without_a_date_is_told_of(write_corpus: WriteCorpus) -> None:
    (found,) = told(speech("按", date=""), write_corpus)
    assert found == (
        "f/forum.md:1: warning: no date; questions such as 'in 2024' cannot find this forum; "
        "add a line such as 'date: 2024-06-12'"
    )


@pytest.mark.parametrize("date", ["2024-06-12", "2024年", "二〇二四年六月", "spring 2024"])
def test_a_date_that_tells_the_year_is_left_alone(date: str, write_corpus: WriteCorpus) -> None:
    assert told(speech("按", date=date), write_corpus) == []


@pytest.mark.parametrize("note", ["没有抬头", "---\ndate: 5月\n---\n"], ids=["none", "no-title"])
def test_nothing_is_said_of_a_note_that_cannot_be_read(
    note: str, write_corpus: WriteCorpus
) -> None:
    assert told(note, write_corpus) == []
