"""The saved index: opened if it is up to date, rebuilt if damaged, and updated in part."""

import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import CorpusError
from bot.language.english import Stemmer
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.segmentation import Segmenter
from bot.language.terms import Analyzer
from bot.search import build_tasks, builder, catalogue, saved, segments
from bot.search.catalogue import read_lexicon
from bot.search.index import PostingsIndex
from bot.search.opening import postings_index
from bot.search.query import TermGroup
from bot.search.saved import Changes, changes_between, open_saved
from bot.search.saved_contents import SavedContents
from bot.storage import Bundle, discard
from tests.conftest import FORUM, ROOT, SHIPPED, WriteCorpus, speech
from tests.documents import read_corpus
from tests.held import held_index

FILES = {
    "a/forum.md": FORUM + "\n编者的话，讲房屋出租。\n",
    "a/01.md": speech(
        "出租房要登记。\n\n老人要有食堂。", title="甲", speaker="刘晖", role="网岭镇书记"
    ),
    "a/02.md": speech("能人强乡兴村，出租房也要管。", title="乙", speaker="聂岚艳"),
    "b/forum.md": "---\ntitle: 第二届\nsource: 日报\n---\n",
    "b/01.md": speech("小区物业不能人强乡弱。" * 90, title="丙", speaker="刘晖", aliases="[老刘]"),
    "b/02.md": speech("没有名字的一篇。Rentals of 2022.", title="丁"),
    "b/03\n4.md": speech("文件名里有换行。", title="戊"),
}


def opened(folder: Path, kept: Path) -> Bundle:
    return open_saved(folder, kept)


def contents_of(bundle: Bundle) -> dict[str, bytes]:
    """The files of an index that do not tell when it was made."""
    changing = ("manifest.json", "records")
    files = bundle.folder.iterdir()
    return {path.name: path.read_bytes() for path in files if path.name not in changing}


def settle(folder: Path) -> None:
    """Waits until a change of a file cannot be missed any more."""
    for path in folder.rglob("*.md"):
        assert path.stat().st_ctime_ns < time.time_ns()
    time.sleep(catalogue._UNSURE / 1e9 + 0.02)


@pytest.fixture
def kept(cache: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Folders of indices, in which the dictionary is there already."""

    def folder(name: str) -> Path:
        made = tmp_path / name
        made.mkdir()
        Segmenter(cache)  # writes the dictionary
        for words in cache.glob("words-*"):
            (made / words.name).symlink_to(words)
        return made

    return folder


@pytest.fixture
def tokenised(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are tokenised, as they are."""
    found: list[str] = []
    real = build_tasks.tokenise

    def noting(folder, language, task):  # type: ignore[no-untyped-def]
        found.extend(record.state.path for record, _ in task[0])
        return real(folder, language, task)

    monkeypatch.setattr(builder, "tokenise", noting)
    return found


def test_an_index_that_is_opened_again_is_not_made_again(
    write_corpus: WriteCorpus, cache: Path, kept: Callable[[str], Path], tokenised: list[str]
) -> None:
    own = kept("kept")
    folder = write_corpus(FILES)
    settle(folder)
    first = opened(folder, own)
    assert len(tokenised) == 6, "the second forum's note says nothing"
    assert opened(folder, own).folder == first.folder
    assert len(tokenised) == 6


@pytest.mark.parametrize("corpus", ["small", "shipped"])
def test_a_saved_index_holds_what_one_in_memory_does(
    corpus: str, write_corpus: WriteCorpus, kept: Callable[[str], Path]
) -> None:
    own = kept("kept")
    folder = SHIPPED if corpus == "shipped" else write_corpus(FILES)
    bundle = opened(folder, own)
    mapped = postings_index(bundle)
    analyzer = Analyzer(Normaliser(simplifier()), Segmenter(own, read_lexicon(bundle)), Stemmer())
    held = held_index(read_corpus(folder), analyzer)
    assert list(mapped.contents.passages) == list(held.contents.passages)
    assert list(mapped.contents.speeches) == list(held.contents.speeches)
    assert list(mapped.contents.spoken) == list(held.contents.spoken)
    assert mapped.contents.people == held.contents.people
    for person in held.contents.people:
        places = mapped.contents.places_of([person.name])
        assert places.tolist() == held.contents.places_of([person.name]).tolist()
    for query in ("出租房登记", "物业 小区", "能人强乡兴村", "rental 2022"):
        groups = [TermGroup({term.text: 1.0}) for term in analyzer.terms(query)]
        assert found(mapped, groups) == found(held, groups)


def found(index: PostingsIndex, groups: list[TermGroup]) -> list[tuple[int, float]]:
    hits = index.hits(index.query(groups))
    return [(hit.place, round(hit.score, 9)) for hit in hits]


def longer(files: dict[str, str]) -> dict[str, str]:
    return {**files, "a/01.md": files["a/01.md"] + "\n又一段。\n\n再一段。\n"}


def coining(files: dict[str, str]) -> dict[str, str]:
    """Puts a term in quotation marks, by which another file is cut into other words."""
    return {**files, "b/02.md": files["b/02.md"] + "\n所谓“能人强乡”，有人。\n"}


CHANGES: dict[str, tuple[Callable[[dict[str, str]], dict[str, str]], list[str]]] = {
    "nothing": (lambda files: files, []),
    "longer": (longer, ["a/01.md"]),
    "a-new-word-of-the-corpus": (coining, ["a/02.md", "b/01.md", "b/02.md"]),
    "one-more": (lambda f: {**f, "a/00.md": speech("更早的一篇。", title="零")}, ["a/00.md"]),
    "one-less": (lambda f: {k: v for k, v in f.items() if k != "a/02.md"}, []),
    "a-forum-more": (
        lambda f: {**f, "aa/forum.md": FORUM, "aa/01.md": speech("中间。")},
        ["aa/01.md"],
    ),
    "a-forum-less": (lambda f: {k: v for k, v in f.items() if not k.startswith("a/")}, []),
    "a-forums-title": (
        lambda f: {**f, "b/forum.md": "---\ntitle: 改名\n---\n"},
        [],
    ),
    "a-forums-place": (
        lambda f: {**f, "b/forum.md": "---\ntitle: 第二届\nsource: 日报\nplace: 株洲\n---\n"},
        [],
    ),
    "a-speechs-place": (
        lambda f: {**f, "a/01.md": f["a/01.md"].replace("speaker:", "place: 株洲\nspeaker:")},
        ["a/01.md"],
    ),
    "another-speaker": (
        lambda f: {**f, "a/02.md": f["a/02.md"].replace("聂岚艳", "付铁琪")},
        ["a/02.md"],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_tokenises_what_has_changed_and_gives_the_same_index(
    change: str, write_corpus: WriteCorpus, kept: Callable[[str], Path], tokenised: list[str]
) -> None:
    own = kept("kept")
    another = kept("others")
    alter, expected = CHANGES[change]
    folder = write_corpus(FILES)
    opened(folder, own)
    tokenised.clear()
    after = alter(FILES)
    for name in FILES.keys() - after.keys():
        (folder / name).unlink()
    for gone in [path for path in folder.iterdir() if not any(path.iterdir())]:
        gone.rmdir()
    settle(write_corpus({k: v for k, v in after.items() if FILES.get(k) != v}))
    refreshed = opened(folder, own)
    assert sorted(tokenised) == expected
    scratch = opened(folder, another)
    assert contents_of(refreshed) == contents_of(scratch)


def test_a_changed_place_is_noticed(write_corpus: WriteCorpus, kept: Callable[[str], Path]) -> None:
    own = kept("kept")
    folder = write_corpus(FILES)
    before = opened(folder, own)
    note = "---\ntitle: 第二届\nsource: 日报\nplace: 株洲\n---\n"
    write_corpus({"b/forum.md": note, "b/01.md": speech("修路。", title="丙", place="长沙")})
    after = opened(folder, own)
    contents = postings_index(after).contents
    assert [forum.place for forum in contents.forums] == [None, "株洲"]
    places = {each.id: each.source.place for each in contents.speeches if each.folder == "b"}
    assert places == {"b/01": "长沙", "b/02": "株洲", "b/03\n4": "株洲"}
    changed = changes_between(SavedContents(before), SavedContents(after)).changed
    assert [each.id for each in changed] == ["b/01", "b/02", "b/03\n4"]


@pytest.mark.parametrize("portion", [1, 1 << 20], ids=["a-file-each", "all-at-once"])
@pytest.mark.parametrize("at_once", [1, 1 << 22], ids=["a-term-each", "all-terms"])
def test_how_the_work_is_parted_makes_no_difference(
    portion: int,
    at_once: int,
    write_corpus: WriteCorpus,
    kept: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parted_folder = kept("parted")
    plain_folder = kept("plain")
    folder = write_corpus(FILES)
    plain = contents_of(opened(folder, plain_folder))
    monkeypatch.setattr(builder, "_PORTION", portion)
    monkeypatch.setattr(segments, "_LEAST", at_once)
    monkeypatch.setattr(segments, "_MOST", at_once)
    assert contents_of(opened(folder, parted_folder)) == plain


@pytest.mark.server
def test_several_processes_make_the_same_index(
    write_corpus: WriteCorpus, kept: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    parted_folder = kept("parted")
    plain_folder = kept("plain")
    folder = write_corpus(FILES)
    plain = contents_of(opened(folder, plain_folder))
    monkeypatch.setattr(builder, "_PORTION", 1)
    monkeypatch.setattr(builder, "_MUCH", 0)
    steps: list[tuple[int, int]] = []
    bundle = open_saved(folder, parted_folder, lambda *step: steps.append(step))
    assert contents_of(bundle) == plain
    assert (
        steps[-1][0]
        == steps[-1][1]
        == sum(len(t.encode()) for n, t in FILES.items() if n != "b/forum.md")
    )


def test_a_damaged_index_is_built_again_with_one_line_in_the_log(
    write_corpus: WriteCorpus, kept: Callable[[str], Path], caplog: pytest.LogCaptureFixture
) -> None:
    own = kept("kept")
    folder = write_corpus(FILES)
    settle(folder)
    bundle = opened(folder, own)
    before = contents_of(bundle)
    path = bundle.folder / "impacts.npy"
    content = bytearray(path.read_bytes())
    content[-5] ^= 8
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        mended = opened(folder, own)
    assert len(caplog.records) == 1
    assert contents_of(mended) == before


def test_a_change_right_after_the_index_was_made_is_not_missed(
    write_corpus: WriteCorpus, kept: Callable[[str], Path]
) -> None:
    """A file of the same size, changed within one tick of the file system's clock."""
    own = kept("kept")
    folder = write_corpus(FILES)
    opened(folder, own)
    path = folder / "a/02.md"
    state = path.stat()
    path.write_text(FILES["a/02.md"].replace("出租房", "招待所"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert postings_index(opened(folder, own)).vocabulary.find(["招待所"]) != [-1]


def test_faults_of_a_changed_corpus_are_raised_and_the_previous_index_is_kept(
    write_corpus: WriteCorpus, kept: Callable[[str], Path]
) -> None:
    own = kept("kept")
    folder = write_corpus(FILES)
    settle(folder)
    bundle = opened(folder, own)
    write_corpus({"a/03.md": "没有抬头\n", "a/04.md": FILES["a/02.md"]})
    with pytest.raises(CorpusError) as error:
        opened(folder, own)
    assert [problem.path.name for problem in error.value.problems] == ["03.md", "04.md"]
    assert bundle.folder.exists()


def test_a_file_that_changes_while_it_is_read_is_read_again(
    write_corpus: WriteCorpus, kept: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = kept("kept")
    folder = write_corpus(FILES)
    real = build_tasks.tokenise

    def meddling(*arguments):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(builder, "tokenise", real)
        (folder / "a/02.md").write_text(FILES["a/02.md"].replace("出租房", "招待所"), "utf-8")
        return real(*arguments)

    monkeypatch.setattr(builder, "tokenise", meddling)
    assert postings_index(opened(folder, own)).vocabulary.find(["招待所"]) != [-1]


def test_an_open_index_works_on_when_its_files_are_deleted(
    write_corpus: WriteCorpus, kept: Callable[[str], Path]
) -> None:
    bundle = opened(write_corpus(FILES), kept("kept"))
    index = postings_index(bundle)
    discard(bundle.folder)
    (hit,) = index.hits(index.query([TermGroup({"食堂": 1.0})]), ["刘晖"])
    assert hit.passage.speech.title == "甲"
    assert [person.name for person in index.contents.people] == ["刘晖", "聂岚艳"]
    assert len(index.contents.spoken) == 3


def test_indices_of_earlier_states_do_not_pile_up(
    write_corpus: WriteCorpus, kept: Callable[[str], Path]
) -> None:
    own = kept("kept")
    for number in range(saved._KEPT + 3):
        opened(write_corpus({**FILES, "a/09.md": speech(f"第{number}次。")}), own)
    names = [path.name for path in own.iterdir()]
    assert sum(name.startswith("index-") for name in names) == saved._KEPT
    assert not any(name.startswith(".") for name in names), "nothing unfinished is left"


@pytest.mark.server
def test_a_program_without_a_guarded_main_module_may_open_a_large_corpus(
    write_corpus: WriteCorpus, kept: Callable[[str], Path]
) -> None:
    own = kept("kept")
    folder = write_corpus(FILES)
    code = f"""
from pathlib import Path
from bot.search import builder
from bot.search.saved import open_saved
builder._MUCH = 0
print(open_saved(Path({str(folder)!r}), Path({str(own)!r}), lambda *step: None).info)
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-"],
        input=code.encode(),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert b"made" in run.stdout
    assert run.stderr == b""


pytestmark = pytest.mark.server

FORUM_FILES = {
    "a/forum.md": FORUM,
    "a/1.md": speech("要种树。", title="甲", speaker="张三"),
    "a/2.md": speech("要修路。", title="乙", speaker="李四"),
    "b/forum.md": FORUM + "\n编者的话。\n",
    "b/1.md": speech("要读书。", title="丙"),
}


def as_marks(changes: Changes) -> dict[str, list[str]]:
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
        ({"a/9.md": FORUM_FILES["a/1.md"]}, ["a/1.md"], {"+": ["a/9"], "-": ["a/1"]}),
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
    folder = write_corpus(FORUM_FILES)
    before = SavedContents(open_saved(folder, cache))
    write_corpus(written)
    for name in deleted:
        (folder / name).unlink()
    if "b/1.md" in deleted:
        shutil.rmtree(folder / "b")
    assert as_marks(changes_between(before, SavedContents(open_saved(folder, cache)))) == expected


def test_they_are_found_when_the_previous_index_is_gone(
    write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    folder = write_corpus(FORUM_FILES)
    bundle = open_saved(folder, tmp_path / "kept")
    before = SavedContents(bundle)
    (folder / "a/2.md").unlink()
    after = SavedContents(open_saved(folder, tmp_path / "kept"))
    shutil.rmtree(bundle.folder)
    assert [each.title for each in changes_between(before, after).removed] == ["乙"]
