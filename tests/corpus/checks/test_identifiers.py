"""File names that are taken for one and the same."""

import pytest

from bot.corpus.checks.identifiers import alike_names
from bot.corpus.files import list_forums
from tests.conftest import FORUM, WriteCorpus


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("f/08-A.md", "f/08-a.md", "is the same as '08-A.md' on Windows and macOS"),
        ("f/é.md", "f/e\u0301.md", "has the same id as another file"),
        ("f/É.md", "f/e\u0301.md", "is the same as "),
    ],
    ids=["case", "composition", "both"],
)
def test_files_that_fall_together_are_told_of(
    write_corpus: WriteCorpus, first: str, second: str, message: str
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, first: "", second: ""})
    (found,) = alike_names(folder, list_forums(folder))
    assert (found.line, found.path.parent.name) == (1, "f")
    assert message.split("'")[0] in found.message


def test_forums_that_fall_together_are_told_of_once(write_corpus: WriteCorpus) -> None:
    files = {f"{forum}/{name}": "" for forum in ("May", "may") for name in ("forum.md", "1.md")}
    folder = write_corpus(files)
    (found,) = alike_names(folder, list_forums(folder))
    assert found.path == folder / "may"


def test_the_same_name_in_two_forums_is_nothing_to_tell_of(write_corpus: WriteCorpus) -> None:
    files = {f"{forum}/{name}": "" for forum in "fg" for name in ("forum.md", "A.md", "b.md")}
    folder = write_corpus(files)
    assert not list(alike_names(folder, list_forums(folder)))
