"""Forums and files that stand in a corpus twice, or are not read."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.checking.checked_file import CheckedFile
from bot.checking.folders import Forums, alike_names, ignored_files
from bot.corpus.files import ForumFiles, list_forums
from bot.corpus.reader import read_file
from bot.errors import Problem
from tests.conftest import FORUM, SHIPPED, WriteCorpus, speech

URL = "https://example.com/1"


def reported(write_corpus: WriteCorpus, *notes: Mapping[str, str]) -> list[str]:
    """What is said about forums whose notes have these fields, with their places."""
    files = {}
    for number, fields in enumerate(notes):
        files[f"{number}/forum.md"] = speech("", **fields)
        files[f"{number}/1.md"] = speech("甲", title="座谈会", url=URL)
    folder = write_corpus(files)
    forums, problems = Forums(), list[Problem]()
    for state in (state for forum in list_forums(folder) for state in forum.all()):
        checked = CheckedFile(folder / state.path, read_file(folder, state))
        problems += forums.problems(checked)
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


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
def test_a_forum_that_nothing_tells_from_another_is_reported(
    write_corpus: WriteCorpus, one: Mapping[str, str], other: Mapping[str, str], same: str
) -> None:
    (found,) = reported(write_corpus, one, other)
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
    assert reported(write_corpus, one, other) == []


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("f/08-A.md", "f/08-a.md", "is the same as '08-A.md' on Windows and macOS"),
        ("f/é.md", "f/e\u0301.md", "has the same id as"),
        ("f/É.md", "f/e\u0301.md", "is the same as "),
    ],
    ids=["case", "composition", "both"],
)
def test_files_that_fall_together_are_reported(
    write_corpus: WriteCorpus, first: str, second: str, message: str
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, first: "", second: ""})
    (found,) = alike_names(folder, list_forums(folder))
    assert (found.line, found.path.parent.name) == (1, "f")
    assert message.split("'")[0] in found.message


def test_forums_that_fall_together_are_reported_once(write_corpus: WriteCorpus) -> None:
    files = {f"{forum}/{name}": "" for forum in ("May", "may") for name in ("forum.md", "1.md")}
    folder = write_corpus(files)
    (found,) = alike_names(folder, list_forums(folder))
    assert found.path == folder / "may"


def test_the_same_name_in_two_forums_is_nothing_to_tell_of(write_corpus: WriteCorpus) -> None:
    files = {f"{forum}/{name}": "" for forum in "fg" for name in ("forum.md", "A.md", "b.md")}
    folder = write_corpus(files)
    assert not list(alike_names(folder, list_forums(folder)))


NOBODY = 65_534
FILES = {"f/forum.md": FORUM, "f/1.md": speech("甲")}


def ignored(folder: Path) -> dict[str, str]:
    """Why each file is ignored, by its path in the corpus."""
    return reasons(folder, list_forums(folder))


def reasons(folder: Path, forums: Sequence[ForumFiles]) -> dict[str, str]:
    problems = list(ignored_files(folder, forums))
    assert {problem.line for problem in problems} <= {1}
    return {str(p.path.relative_to(folder)): p.message for p in problems}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("notes.txt", "only folders are forums; move it into one"),
        ("08.md", "only folders are forums; move it into one"),
        ("questions.jsonl", "questions belong in the folder of their forum"),
        (".draft.md", "its name begins with a dot; rename it to draft.md"),
        ("f/.08.md", "its name begins with a dot; rename it to 08.md"),
        ("f/08.MD", "speeches end in '.md'; rename it to 08.md"),
        ("f/08.markdown", "speeches end in '.md'; rename it to 08.md"),
        ("f/08.txt", "'forum-bot import'"),
        ("f/photo.jpg", "move it out of the corpus"),
        ("f/Questions.jsonl", "rename it to questions.jsonl"),
    ],
)
def test_a_file_that_is_not_read_is_reported_with_the_reason(
    write_corpus: WriteCorpus, path: str, reason: str
) -> None:
    ((found, message),) = ignored(write_corpus(FILES | {path: ""})).items()
    assert found == path
    assert message.startswith("ignored: ")
    assert reason in message


def test_folders_within_a_forum_and_hidden_forums_are_reported(write_corpus: WriteCorpus) -> None:
    folder = write_corpus(FILES | {"f/drafts/1.md": "", ".g/forum.md": FORUM})
    found = ignored(folder)
    assert set(found) == {"f/drafts", ".g"}
    assert "a forum has no folders in it" in found["f/drafts"]


def test_folders_without_markdown_beside_the_forums_are_reported_once(
    write_corpus: WriteCorpus,
) -> None:
    others = ["pictures/a.png", "pictures/b.png", "pictures/README.md", "notes/1.txt"]
    folder = write_corpus(FILES | dict.fromkeys(others, "") | {"2024/g/forum.md": FORUM})
    found = ignored(folder)
    assert {path: "no Markdown in it, so it is no forum" in why for path, why in found.items()} == {
        "pictures": True,
        "notes": True,
        "2024": False,
    }
    assert "it holds forums" in found["2024"]


def test_links_to_nowhere_and_to_themselves_are_reported(write_corpus: WriteCorpus) -> None:
    folder = write_corpus(FILES)
    for path in ("away", "f/away"):
        (folder / path).symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    assert {
        path: "a link to nowhere" in why for path, why in ignored(folder).items()
    } == dict.fromkeys(["away", "f/away", "loop"], True)


def test_links_that_lead_out_of_the_corpus_are_reported(write_corpus: WriteCorpus) -> None:
    folder = write_corpus(FILES)
    for path in ("g", "a.txt", "f/2.md", "f/questions.jsonl", "f/photo.jpg"):
        (folder / path).symlink_to(folder.parent)
    (folder / "f/3.md").symlink_to("1.md")
    (folder / "README.md").symlink_to(folder.parent / "README.md")
    reason = "ignored: a link that leads out of the corpus; put what it leads to in its place"
    found = ignored(folder)
    assert found == dict.fromkeys(
        ["g", "a.txt", "f/2.md", "f/questions.jsonl", "f/photo.jpg"], reason
    )


def test_what_belongs_to_a_corpus_or_to_tools_is_not_reported(write_corpus: WriteCorpus) -> None:
    known = ["README.md", "f/README.md", "f/questions.jsonl", ".gitignore", ".git/HEAD"]
    others = ["f/.DS_Store", "f/.gitkeep", "f/.git/HEAD", ".github/workflows/check.yml"]
    others += ["f/.1.md.swp", "f/1.md~", "f/#1.md#", "f/.#1.md", "f/._1.md", "f/~$1.docx"]
    others += ["f/Thumbs.db", "desktop.ini", "README.md~", "._README.md", "f/.hidden"]
    others += ["f/~$1.md", "~$f.md", "f/1.md.swp", "f/.~lock.1.md#", "f/~syncthing~1.md.tmp"]
    folders = ["lost+found", "@eaDir", "#recycle", "__MACOSX", "System Volume Information"]
    others += [f"{folder}/1.md" for folder in (*folders, *(f"f/{name}" for name in folders))]
    assert not ignored(write_corpus(FILES | dict.fromkeys(known + others, "")))
    assert not ignored(SHIPPED)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="has no users as Unix has them")
def test_a_folder_that_cannot_be_looked_into_is_passed_over() -> None:
    with tempfile.TemporaryDirectory() as place:  # pytest's own is closed to other users
        closed = Path(place, "f")
        closed.mkdir()
        (closed / "notes.txt").touch()
        Path(place).chmod(0o755)
        forums = [ForumFiles("f", None, ())]
        assert reasons(Path(place), forums) != {}
        closed.chmod(0)
        with plain_user():
            assert not reasons(Path(place), forums)


@contextmanager
def plain_user() -> Iterator[None]:
    """Not root, who may read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
