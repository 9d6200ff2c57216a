"""Files and folders of a corpus that are not read."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.corpus.checks.ignored import ignored_files
from bot.corpus.files import ForumFiles, list_forums
from tests.conftest import FORUM, SHIPPED, WriteCorpus, speech

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
        ("questions.jsonl", "questions stand in the folder of their forum"),
        (".draft.md", "its name begins with a dot; rename it to draft.md"),
        ("f/.08.md", "its name begins with a dot; rename it to 08.md"),
        ("f/08.MD", "speeches end in '.md'; rename it to 08.md"),
        ("f/08.markdown", "speeches end in '.md'; rename it to 08.md"),
        ("f/08.txt", "'forum-bot import'"),
        ("f/photo.jpg", "move it out of the corpus"),
        ("f/Questions.jsonl", "rename it to questions.jsonl"),
    ],
)
def test_a_file_that_is_not_read_is_told_of_with_the_reason(
    write_corpus: WriteCorpus, path: str, reason: str
) -> None:
    ((found, message),) = ignored(write_corpus(FILES | {path: ""})).items()
    assert found == path
    assert message.startswith("ignored: ")
    assert reason in message


def test_folders_within_a_forum_and_hidden_forums_are_told_of(write_corpus: WriteCorpus) -> None:
    folder = write_corpus(FILES | {"f/drafts/1.md": "", ".g/forum.md": FORUM})
    found = ignored(folder)
    assert set(found) == {"f/drafts", ".g"}
    assert "a forum has no folders in it" in found["f/drafts"]


def test_folders_without_markdown_beside_the_forums_are_told_of_once(
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


def test_links_to_nowhere_and_to_themselves_are_told_of(write_corpus: WriteCorpus) -> None:
    folder = write_corpus(FILES)
    for path in ("away", "f/away"):
        (folder / path).symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    assert {
        path: "a link to nowhere" in why for path, why in ignored(folder).items()
    } == dict.fromkeys(["away", "f/away", "loop"], True)


def test_links_that_lead_out_of_the_corpus_are_told_of(write_corpus: WriteCorpus) -> None:
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


def test_what_belongs_to_a_corpus_or_to_tools_is_not_told_of(write_corpus: WriteCorpus) -> None:
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
