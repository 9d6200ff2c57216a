"""A forum's own questions must hold."""

from pathlib import Path

import pytest

from bot.answering.checking import check_corpus
from bot.errors import CorpusError
from tests.conftest import FORUM, SHIPPED, WriteCorpus, speech

SPEECH = {"f/forum.md": FORUM, "f/1.md": speech("要建图书馆。", speaker="刘晖")}


def test_the_questions_of_the_shipped_forum_hold(cache: Path) -> None:
    assert len(check_corpus(SHIPPED, cache).speeches) == 10


def test_a_question_that_does_not_hold_is_named_with_its_line(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    questions = [
        '{"question": "图书馆", "expect": {"speaker": "刘晖"}}',
        '{"question": "图书馆", "expect": null}',
        '{"question": "火锅", "expect": {"contains": "火锅"}}',
    ]
    folder = write_corpus(SPEECH | {"f/questions.jsonl": "\n".join(questions)})
    with pytest.raises(CorpusError) as error:
        check_corpus(folder, cache)
    assert [str(problem).removeprefix(f"{folder}/") for problem in error.value.problems] == [
        "f/questions.jsonl:2: answered, but nothing should answer it: 图书馆; first comes f/1#1",
        "f/questions.jsonl:3: no right passage is shown: 火锅; it is refused",
    ]


def test_a_question_file_with_faults_is_a_problem_of_the_corpus(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus(SPEECH | {"f/questions.jsonl": "{"})
    with pytest.raises(CorpusError, match=r"questions\.jsonl:1: not JSON"):
        check_corpus(folder, cache)
