"""What differs between two indices of one corpus."""

import shutil
from pathlib import Path

import pytest

from bot.search.changes import Changes, changes_between, inventory_of
from bot.search.saved import open_saved
from tests.conftest import FORUM, WriteCorpus, speech

pytestmark = pytest.mark.server

FILES = {
    "a/forum.md": FORUM,
    "a/1.md": speech("要种树。", title="甲", speaker="张三"),
    "a/2.md": speech("要修路。", title="乙", speaker="李四"),
    "b/forum.md": FORUM + "\n编者的话。\n",
    "b/1.md": speech("要读书。", title="丙"),
}


def told(changes: Changes) -> dict[str, list[str]]:
    parts = {"+": changes.added, "~": changes.changed, "-": changes.removed}
    return {key: [each.id for each in speeches] for key, speeches in parts.items() if speeches}


@pytest.mark.parametrize(
    ("written", "deleted", "expected"),
    [
        ({}, [], {}),
        ({"a/3.md": speech("要养鱼。")}, [], {"+": ["a/3"]}),
        ({"a/2.md": speech("要修桥。", title="乙", speaker="李四")}, [], {"~": ["a/2"]}),
        ({"a/2.md": speech("要修路。", title="乙", speaker="李肆")}, [], {"~": ["a/2"]}),
        ({"b/forum.md": FORUM + "\n编者又说。\n"}, [], {"~": ["b/forum"]}),
        ({"b/forum.md": FORUM}, [], {"-": ["b/forum"]}),
        ({"a/forum.md": "---\ntitle: 大会\n---\n"}, [], {"~": ["a/1", "a/2"]}),
        ({"a/9.md": FILES["a/1.md"]}, ["a/1.md"], {"+": ["a/9"], "-": ["a/1"]}),
        (
            {"a/0.md": speech("要养鱼。"), "a/1.md": speech("要种花。", title="甲")},
            ["b/1.md", "b/forum.md"],
            {"+": ["a/0"], "~": ["a/1"], "-": ["b/forum", "b/1"]},
        ),
    ],
    ids=[
        "nothing",
        "a-file-more",
        "other-words",
        "another-speaker",
        "another-note",
        "no-note",
        "another-title-of-the-forum",
        "another-name-of-the-file",
        "all-at-once",
    ],
)
def test_speeches_are_added_changed_and_removed(
    write_corpus: WriteCorpus,
    cache: Path,
    tmp_path: Path,
    written: dict[str, str],
    deleted: list[str],
    expected: dict[str, list[str]],
) -> None:
    folder = write_corpus(FILES)
    before = inventory_of(open_saved(folder, cache))
    write_corpus(written)
    for name in deleted:
        (folder / name).unlink()
    if "b/1.md" in deleted:
        shutil.rmtree(folder / "b")
    assert told(changes_between(before, inventory_of(open_saved(folder, cache)))) == expected


def test_they_are_told_when_the_former_index_is_gone(
    write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    folder = write_corpus(FILES)
    bundle = open_saved(folder, tmp_path / "kept")
    before = inventory_of(bundle)
    (folder / "a/2.md").unlink()
    after = inventory_of(open_saved(folder, tmp_path / "kept"))
    shutil.rmtree(bundle.folder)
    assert [each.title for each in changes_between(before, after).removed] == ["乙"]
