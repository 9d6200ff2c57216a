"""Speakers that may be one person spelt in two ways, and aliases that two people share."""

from pathlib import Path

import pytest

from bot.answering.checking.people import People
from bot.corpus.checks.sheet import sheet_of
from bot.corpus.files import list_forums
from bot.corpus.reader import page_of
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from tests.conftest import FORUM, WriteCorpus, speech

Fields = dict[str, str]


def told(folder: Path) -> list[str]:
    """What is said about the speakers of a corpus, with their places in it."""
    normaliser = Normaliser(simplifier())
    people = People(lambda text: normaliser.normal(text).text)
    for state in (state for forum in list_forums(folder) for state in forum.all()):
        sheet = sheet_of(page_of(folder, state))
        assert sheet is not None
        people.add(sheet)
    return [str(problem).removeprefix(f"{folder}/") for problem in people.problems()]


def corpus(write_corpus: WriteCorpus, *speakers: Fields) -> Path:
    """A forum for each speaker whose fields name none."""
    files = {}
    for number, fields in enumerate(speakers):
        forum = fields.pop("forum", f"f{number}")
        files[f"{forum}/forum.md"] = FORUM
        files[f"{forum}/{number}.md"] = speech(f"{number}", **fields)
    return write_corpus(files)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("陈妮", "陈 妮"),
        ("陈妮", "陈　妮"),
        ("陈妮", "陳妮"),
        ("Liu Hui", "LIU HUI"),
        ("Liu Hui", "Ｌｉｕ Ｈｕｉ"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("J. Doe", "J Doe"),
        ("José Núñez", "Jose Nunez"),
    ],
    ids=["space", "wide-space", "traditional", "case", "width", "dot", "full-stop", "accent"],
)
def test_one_name_in_two_spellings_is_told_of_whatever_the_roles(
    write_corpus: WriteCorpus, one: str, other: str
) -> None:
    fields = {"speaker": other, "role": "主任"}
    (found,) = told(corpus(write_corpus, {"speaker": one, "role": "书记"}, fields))
    message = f"'{other}' is '{one}' (f0/0.md:3), written in another way; write the name in one way"
    assert found == f"f1/1.md:3: warning: {message}"


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ({"speaker": "刘晖", "role": "书记"}, {"speaker": "刘辉", "role": "书记"}, "the same role"),
        (
            {"speaker": "刘晖", "role": "书记"},
            {"speaker": "Liu Hui", "role": "书记"},
            "the same role",
        ),
        ({"speaker": "刘晖", "forum": "f"}, {"speaker": "刘辉", "forum": "f"}, "in the same forum"),
        (
            {"speaker": "John Hanson", "role": "mayor"},
            {"speaker": "John Hansen", "role": "Mayor"},
            "is but for a letter 'John Hanson'",
        ),
        (
            {"speaker": "John Hanson", "role": "mayor"},
            {"speaker": "Jonh Hanson", "role": "mayor"},
            "is but for a letter 'John Hanson'",
        ),
    ],
    ids=["role", "pinyin", "forum", "letter", "swapped"],
)
def test_names_that_are_nearly_the_same_are_told_of_where_more_speaks_for_it(
    write_corpus: WriteCorpus, one: Fields, other: Fields, message: str
) -> None:
    (found,) = told(corpus(write_corpus, dict(one), dict(other)))
    assert message in found
    assert "if they are two, tell them apart by their roles" in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"speaker": "刘晖", "role": "书记"}, {"speaker": "刘晖", "role": "主任"}),
        ({"speaker": "刘晖", "role": "书记"}, {"speaker": "刘辉", "role": "主任"}),
        ({"speaker": "刘晖"}, {"speaker": "刘辉"}),
        (
            {"speaker": "刘晖", "role": "书记", "forum": "f"},
            {"speaker": "刘辉", "role": "主任", "forum": "f"},
        ),
        ({"speaker": "付铁梯", "role": "书记"}, {"speaker": "付铁琪", "role": "书记"}),
        ({"speaker": "John Hanson", "role": "mayor"}, {"speaker": "John Hansen", "role": "driver"}),
        ({"speaker": "John Hanson"}, {"speaker": "John Hansen"}),
        ({"speaker": "Li Na", "role": "mayor"}, {"speaker": "Li Ma", "role": "mayor"}),
    ],
    ids=["same", "roles", "forums", "told-apart", "brothers", "letters", "no-roles", "short"],
)
def test_people_who_may_well_be_two_are_left_alone(
    write_corpus: WriteCorpus, one: Fields, other: Fields
) -> None:
    assert told(corpus(write_corpus, dict(one), dict(other))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"speaker": "刘晖"}, {"speaker": "陈妮", "aliases": "[小陈, 刘晖]"}),
        ({"speaker": "刘晖", "aliases": "[书记]"}, {"speaker": "陈妮", "aliases": "[小陈, 书记]"}),
    ],
    ids=["name", "alias"],
)
def test_an_alias_that_means_somebody_else_too_is_told_of(
    write_corpus: WriteCorpus, one: Fields, other: Fields
) -> None:
    (found,) = told(corpus(write_corpus, dict(one), dict(other)))
    assert found.startswith("f1/1.md:4: warning: ")
    assert "means somebody else too" in found


def test_the_aliases_of_a_speaker_may_stand_in_every_speech(write_corpus: WriteCorpus) -> None:
    fields = {"speaker": "刘晖", "aliases": "[老刘, Liu Hui]"}
    assert told(corpus(write_corpus, dict(fields), dict(fields))) == []
