"""What is wrong in one file: dates without a year, values and paragraphs that are too long."""

import pytest

from bot.checking.checked_file import CheckedFile
from bot.checking.file import long_values, undated_forums, unreadable_paragraphs
from bot.corpus.files import list_forums
from bot.corpus.reader import read_file
from tests.checking.sheets import reported
from tests.conftest import WriteCorpus, speech


def of_note(note: str, write_corpus: WriteCorpus) -> list[str]:
    """What is said about a forum with this note, and a speech without a date."""
    folder = write_corpus({"f/forum.md": note, "f/1.md": speech("甲")})
    (forum,) = list_forums(folder)
    sheets = filter(
        None, (CheckedFile(folder / state.path, read_file(folder, state)) for state in forum.all())
    )
    problems = [problem for checked in sheets for problem in undated_forums(checked)]
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


@pytest.mark.parametrize(
    "date", ["5月12日", "12 June", "去年夏天", "recently", "农历五月初五", "2024-13-01"]
)
def test_a_date_of_a_forum_without_a_year_is_reported_in_its_line(
    date: str, write_corpus: WriteCorpus
) -> None:
    (found,) = of_note(speech("按", source="日报", date=date), write_corpus)
    assert found == (
        f"f/forum.md:4: warning: the date '{date}' has no year; questions such as 'in 2024' "
        "cannot find it; write it as 2024-06-12"
    )


def test_a_forum_without_a_date_is_reported(write_corpus: WriteCorpus) -> None:
    (found,) = of_note(speech("按", date=""), write_corpus)
    assert found == (
        "f/forum.md:1: warning: no date; questions such as 'in 2024' cannot find this forum; "
        "add a line such as 'date: 2024-06-12'"
    )


@pytest.mark.parametrize("date", ["2024-06-12", "2024年", "二〇二四年六月", "spring 2024"])
def test_a_date_that_tells_the_year_is_left_alone(date: str, write_corpus: WriteCorpus) -> None:
    assert of_note(speech("按", date=date), write_corpus) == []


@pytest.mark.parametrize("note", ["没有抬头", "---\ndate: 5月\n---\n"], ids=["none", "no-title"])
def test_nothing_is_said_of_a_note_that_cannot_be_read(
    note: str, write_corpus: WriteCorpus
) -> None:
    assert of_note(note, write_corpus) == []


@pytest.mark.parametrize(
    ("key", "size"), [("speaker", 31), ("role", 151), ("title", 151), ("source", 151)]
)
def test_a_value_that_is_too_long_is_reported_and_one_shorter_is_not(
    write_corpus: WriteCorpus, key: str, size: int
) -> None:
    fields = {"title": "甲"} | {key: "刘" * size}
    (found,) = reported(long_values, speech("甲", **fields), write_corpus)
    line = 2 if key == "title" else 3
    assert found.startswith(f"{line}: '{key}' has {size} characters ('{'刘' * 20}…'); shorten it")
    assert not reported(
        long_values, speech("甲", **fields | {key: "刘" * (size - 1)}), write_corpus
    )


def test_addresses_may_be_long(write_corpus: WriteCorpus) -> None:
    assert not reported(
        long_values, speech("甲", url=f"https://a.example/{'a' * 999}"), write_corpus
    )


@pytest.mark.parametrize("text", ["***", "——", "……", "\u200b", "。\n。"])
def test_a_paragraph_without_a_word_is_reported(write_corpus: WriteCorpus, text: str) -> None:
    (found,) = reported(unreadable_paragraphs, speech(f"甲\n\n\n{text}\n\n乙"), write_corpus)
    assert found == f"8: the paragraph '{text}' has nothing to read; delete it"


def test_a_very_long_paragraph_is_reported_with_its_pieces(write_corpus: WriteCorpus) -> None:
    long = "要建一座图书馆。" * 300
    (found,) = reported(unreadable_paragraphs, speech(f"甲\n乙\n \n{long}"), write_corpus)
    assert found.startswith("8: a paragraph of 2,400 characters is shown in 5 pieces; ")


@pytest.mark.parametrize(
    "text",
    ["好!", "1.", "“……”他说", "要建一座图书馆。" * 240, "We need a library. " * 200],
    ids=["short", "number", "quotation", "long", "long-latin"],
)
def test_a_paragraph_that_can_be_read_is_left_alone(write_corpus: WriteCorpus, text: str) -> None:
    assert not reported(unreadable_paragraphs, speech(text), write_corpus)
