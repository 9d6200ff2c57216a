"""Reading a corpus folder, and what is said about one with faults."""

import os
import time
from pathlib import Path

import pytest

from bot.corpus.files import original_of
from bot.corpus.front_matter import SpeechFields
from bot.corpus.speech import Source
from bot.errors import CorpusError
from tests.conftest import FORUM, WriteCorpus, speech
from tests.documents import read_corpus


def problems(folder: Path) -> list[str]:
    """What is said about a corpus, each line beginning with the file's path in it."""
    with pytest.raises(CorpusError) as error:
        read_corpus(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in error.value.problems]


def test_a_speech_has_its_fields_and_paragraphs(write_corpus: WriteCorpus) -> None:
    text = speech(
        "第一段\n还是第一段\n\n\n  第二段  ", speaker="刘晖", role="书记", aliases="[老刘]"
    )
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": text})
    (found,) = read_corpus(folder).documents
    speaker = found.speech
    assert (speaker.id, speaker.speaker, speaker.role) == ("f/01", "刘晖", "书记")
    assert speaker.aliases == ("老刘",)
    assert found.paragraphs == ("第一段\n还是第一段", "第二段")


def test_a_speech_takes_the_forums_source_where_it_has_none_of_its_own(
    write_corpus: WriteCorpus,
) -> None:
    folder = write_corpus(
        {
            "f/forum.md": "---\ntitle: 会\nsource: 报\ndate: 5月12日\nurl: http://a.example\n---\n",
            "f/01.md": speech("甲", date="2021-05-13"),
            "f/02.md": speech("乙", title="另一篇"),
        }
    )
    first, second = read_corpus(folder).speeches
    assert first.source == Source("会", "报", "2021-05-13", "http://a.example")
    assert second.source == Source("会", "报", "5月12日", "http://a.example")


def test_a_speech_was_given_where_its_forum_was_unless_it_says_otherwise(
    write_corpus: WriteCorpus,
) -> None:
    folder = write_corpus(
        {
            "f/forum.md": "---\ntitle: 会\nplace: 株洲\n---\n\n编者按\n",
            "f/01.md": speech("甲", place="长沙"),
            "f/02.md": speech("乙", title="另一篇", place=""),
            "g/forum.md": FORUM,
            "g/01.md": speech("甲"),
        }
    )
    places = {each.id: each.source.place for each in read_corpus(folder).speeches}
    assert places == {"f/forum": "株洲", "f/01": "长沙", "f/02": "株洲", "g/01": None}


def test_the_note_of_a_forum_is_a_speech_without_a_speaker(write_corpus: WriteCorpus) -> None:
    folder = write_corpus({"f/forum.md": f"{FORUM}\n编者按", "f/01.md": speech("甲")})
    note, _ = read_corpus(folder).speeches
    assert (note.id, note.title, note.speaker) == ("f/forum", "座谈会", None)


def test_speeches_come_in_the_order_of_their_file_names(write_corpus: WriteCorpus) -> None:
    files = {f"f/{n:02}.md": speech(f"第{n}篇", title=str(n)) for n in (3, 1, 2)}
    folder = write_corpus({"f/forum.md": FORUM} | files)
    assert [s.id for s in read_corpus(folder).speeches] == ["f/01", "f/02", "f/03"]


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["windows", "old-mac"])
def test_line_ends_and_byte_order_marks_of_other_editors_are_read(
    write_corpus: WriteCorpus, newline: str
) -> None:
    folder = write_corpus({"f/forum.md": FORUM})
    text = speech("甲\n\n乙", speaker="刘晖").replace("\n", newline)
    (folder / "f/01.md").write_bytes(text.encode("utf-8-sig"))
    (found,) = read_corpus(folder).documents
    assert found.paragraphs == ("甲", "乙")


@pytest.mark.parametrize("name", ["README.md", ".draft.md", "~$01.md", "._01.md", "01.md~"])
def test_readmes_and_hidden_files_are_no_speeches(write_corpus: WriteCorpus, name: str) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": speech("甲"), f"f/{name}": "x"})
    assert len(read_corpus(folder).speeches) == 1


@pytest.mark.parametrize(
    "path",
    [
        "pictures/a.png",
        "pictures/README.md",
        "empty/.keep",
        "2024/g/forum.md",
        "lost+found/1.md",
        "@eaDir/1.md",
        "#recycle/forum.md",
        "__MACOSX/1.md",
        "System Volume Information/1.md",
        ".trash/1.md",
    ],
)
def test_folders_without_markdown_and_those_of_systems_are_no_forums(
    write_corpus: WriteCorpus, path: str
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": speech("甲"), path: "x"})
    assert len(read_corpus(folder).speeches) == 1


@pytest.mark.parametrize("name", ["1.md", "1.MD", "1.markdown"])
def test_a_folder_with_markdown_is_a_forum_whatever_it_lacks(
    write_corpus: WriteCorpus, name: str
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": speech("甲"), f"g/{name}": speech("乙")})
    assert any("no such file; give the forum one" in problem for problem in problems(folder))


def test_six_faults_are_six_lines_each_with_file_and_line(write_corpus: WriteCorpus) -> None:
    folder = write_corpus(
        {
            "f/forum.md": FORUM,
            "f/01.md": speech("甲", colour="red"),
            "f/02.md": "---\nspeaker: 刘晖\n---\n\n乙\n",
            "f/03.md": speech("丙", title="同", speaker="刘晖"),
            "f/04.md": speech("丁", title="同", speaker="刘晖"),
            "f/05.md": speech("", title="空"),
            "f/07.md": "没有抬头\n",
        }
    )
    (folder / "f/06.md").write_bytes(speech("甲", title="坏").encode() + b"\n\xff\xfe\n")
    assert problems(folder) == [
        f"f/01.md:3: unknown key 'colour'; the keys are {', '.join(SpeechFields.model_fields)}",
        "f/02.md:1: no title; add a line 'title: …' to the front matter",
        "f/04.md:1: a duplicate of 03.md; delete one of the two",
        "f/05.md:3: the body is empty; write its paragraphs below the front matter",
        "f/06.md:7: byte 0xff is not UTF-8; save the file in UTF-8",
        "f/07.md:1: no front matter; begin the file with ---, 'title: …' and ---, a line each",
    ]


@pytest.mark.parametrize("name", [b"f/\xff.md", b"\xff/1.md"], ids=["file", "folder"])
def test_a_name_that_is_no_text_is_a_fault(write_corpus: WriteCorpus, name: bytes) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/2.md": speech("乙")})
    path = folder / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(speech("甲", title="标题"), encoding="utf-8")
    (path.parent / "forum.md").write_text(FORUM, encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        read_corpus(folder)
    assert {problem.message for problem in error.value.problems} == {
        "the name of the file or of its folder is not UTF-8; rename it"
    }
    assert str(error.value).encode()


@pytest.mark.parametrize(
    ("front_matter", "line", "message"),
    [
        ("title: 甲\ntitle: 乙", 3, "'title' is repeated (first in line 2)"),
        ("title: 甲: 乙", 2, "mapping values are not allowed"),
        ("title: 甲\nspeaker: {a: b}", 3, "'speaker' holds a nested value"),
        ("title: 甲\naliases: 老刘", 3, "'aliases' is not a list"),
        ("title: 甲\nspeaker: [刘晖]", 3, "'speaker' is not a text of one value"),
        ("title: 甲\nrole: a\x00b", 3, "a control character"),
        ("title:", 2, "no title"),
        ("- 甲", 2, "not a list of 'key: value' lines"),
        ("", 1, "no title"),
        ("title: &a 甲\nrole: *a", 3, "'role' holds a nested value"),
        ("title: 甲\n? [*a, *a]\n: b", 3, "unknown key ''"),
        ("title: 甲\n? |\n  a\n  b\n: c", 3, "unknown key 'a b'"),
        ("title: 甲\n...\n--- {a: b}", 4, "ends and begins again"),
        ("title: 甲\u2028 \x85 乙\nrole: {a: b}", 3, "'role' holds"),
        ("title: 甲\u2028 \x85 乙\nrole: a: b", 3, "mapping values"),
        ("title: 甲\nrole: " + "[" * 99_999, 3, "values within values"),
    ],
    ids=[
        *("twice", "colon", "nested", "no-list", "list", "control", "empty", "sequence", "nothing"),
        *("alias", "key-of-aliases", "key-of-two-lines", "two-documents"),
        *("yaml-breaks", "breaks", "deep"),
    ],
)
def test_a_fault_in_the_front_matter_names_its_line(
    write_corpus: WriteCorpus, front_matter: str, line: int, message: str
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": f"---\n{front_matter}\n---\n\n文\n"})
    (found,) = problems(folder)
    assert found.startswith(f"f/01.md:{line}: ")
    assert message in found


@pytest.mark.parametrize(
    ("front_matter", "found"),
    [
        ("title: 甲\nspeaker：刘晖", {3: "speaker"}),
        ("title: 甲\nspeaker ： 刘晖\nrole: 书记", {3: "speaker"}),
        ("title：甲", {2: "title"}),
        ("title：甲\ndate: 5月\nrole：书记", {2: "title", 4: "role"}),
        ("title: 甲\nspeaker：刘: 晖", {3: "speaker"}),
    ],
    ids=["last", "between", "alone", "two", "another-colon"],
)
def test_a_full_width_colon_behind_a_key_is_named_in_each_line(
    write_corpus: WriteCorpus, front_matter: str, found: dict[int, str]
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": f"---\n{front_matter}\n---\n\n文\n"})
    assert problems(folder) == [
        f"f/01.md:{line}: '{key}：' has a full-width colon; write '{key}: …', with a space after it"
        for line, key in found.items()
    ]


def test_a_full_width_colon_in_a_value_is_read(write_corpus: WriteCorpus) -> None:
    text = speech("文", title="甲：乙", role='"丙\n\n丁：戊"')
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": text})
    (found,) = read_corpus(folder).speeches
    assert (found.title, found.role) == ("甲：乙", "丙\n丁：戊")


OURS_AND_THEIRS = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> feature"


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"f/1.md": speech(f"甲\n\n{OURS_AND_THEIRS.format('乙', '丙')}\n\n丁")}, ["f/1.md:7"]),
        ({"f/1.md": speech("<<<<<<< HEAD\n乙\n||||||| 1f2e3d\n=======\n>>>>>>> x")}, ["f/1.md:5"]),
        ({"f/1.md": speech("\n\n".join([OURS_AND_THEIRS] * 2))}, ["f/1.md:5", "f/1.md:11"]),
        ({"f/1.md": speech("甲\n>>>>>>> feature")}, ["f/1.md:6"]),
        (
            {"f/1.md": f"---\n{OURS_AND_THEIRS.format('title: 甲', 'title: 乙')}\n---\n文"},
            ["f/1.md:2"],
        ),
        ({"f/1.md": OURS_AND_THEIRS.format(speech("甲"), speech("乙"))}, ["f/1.md:1"]),
        (
            {"f/forum.md": f"---\n{OURS_AND_THEIRS.format('title: 甲', 'title: 乙')}\n---"},
            ["f/forum.md:2"],
        ),
        ({"f/forum.md": f"{FORUM}\n{OURS_AND_THEIRS}"}, ["f/forum.md:5"]),
    ],
    ids=["body", "base", "two", "left", "front-matter", "file", "title-of-forum", "note"],
)
def test_a_merge_conflict_is_a_fault_at_the_line_it_begins_in(
    write_corpus: WriteCorpus, files: dict[str, str], places: list[str]
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech("甲")} | files)
    advice = "keep one of the versions, and delete the lines of <<<<<<<, ======= and >>>>>>>"
    fault = f"an unresolved merge conflict; {advice}"
    assert problems(folder) == [f"{place}: {fault}" for place in places]


@pytest.mark.parametrize(
    "text", ["标题\n=======\n\n文", "<<<<<<<<<< 甲", "> > > 乙", "甲 <<<<<<< 乙", "<<丙>>"]
)
def test_what_only_looks_like_a_conflict_is_read(write_corpus: WriteCorpus, text: str) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech(text)})
    assert read_corpus(folder).documents


def test_a_copy_under_another_title_is_a_duplicate(write_corpus: WriteCorpus) -> None:
    folder = write_corpus(
        {"f/forum.md": FORUM, "f/1.md": speech("同"), "f/2.md": speech("同", title="别的")}
    )
    assert problems(folder) == ["f/2.md:1: a duplicate of 1.md; delete one of the two"]


def test_links_that_lead_out_of_the_corpus_are_not_followed(
    write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech("甲")})
    others = tmp_path / "others"
    others.mkdir()
    (others / "forum.md").write_text(FORUM, encoding="utf-8")
    (others / "1.md").write_text(speech("乙"), encoding="utf-8")
    (folder / "g").symlink_to(others)
    (folder / "f/2.md").symlink_to("../../others/1.md")
    (folder / "f/3.md").symlink_to("../../nowhere.md")
    (folder / "f/4.md").symlink_to("5.md")
    (folder / "f/5.md").symlink_to(others / "1.md")
    assert [found.id for found in read_corpus(folder).speeches] == ["f/1"]


def test_links_within_a_corpus_are_followed_and_loops_do_no_harm(
    write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    folder = write_corpus(
        {"f/forum.md": FORUM, "f/1.md": speech("甲"), ".kept/2": speech("乙", title="二")}
    )
    (folder / "f/2.md").symlink_to("../.kept/2")
    (folder / "g").symlink_to("f")
    (folder / "all").symlink_to(".")
    (folder / "f/up").symlink_to("..")
    (folder / "self").symlink_to("self")
    (folder / "there").symlink_to("back")
    (folder / "back").symlink_to("there")
    link = tmp_path / "link"
    link.symlink_to(folder)
    for corpus in (folder, link):
        found = [speech.id for speech in read_corpus(corpus).speeches]
        assert found == ["f/1", "f/2", "g/1", "g/2"]


COPIES = [
    "08 (conflicted copy 2024-06-12).md",
    "08 (Ada's conflicted copy 2024-06-12).md",
    "08 (刘晖 的冲突副本 2024-06-12).md",
    "08 (SFConflict ada@example.com 2024-06-12-10-00-00).md",
    "08.sync-conflict-20240612-100000-ABCDEFG.md",
    "08_conflict-20240612-101010.md",
    "08 (1).md",
    "08(1).md",
    "08（1）.md",
    "08 copy.md",
    "08 copy 2.md",
    "08 - Copy (2).md",
    "08 - 副本.md",
    "08 副本.md",
    "08的副本.md",
    "Copy of 08.md",
]


@pytest.mark.parametrize("name", COPIES)
def test_the_copy_that_a_program_made_is_to_be_deleted_not_its_original(
    write_corpus: WriteCorpus, name: str
) -> None:
    files = {"f/forum.md": FORUM, "f/08.md": speech("甲"), f"f/{name}": speech("乙")}
    folder = write_corpus(files)
    assert problems(folder) == [
        f"f/{name}:1: a copy of 08.md; compare the two, and delete this one"
    ]


@pytest.mark.parametrize("part", ["_conflict-a", " copy 1", " (1)", "(conflict"])
def test_a_name_is_told_from_a_copys_at_once(part: str) -> None:
    began = time.process_time()
    name = part * 60 + "!.md"
    assert original_of(name) == name
    assert time.process_time() - began < 1


def test_a_copy_of_the_forums_note_is_no_speech(write_corpus: WriteCorpus) -> None:
    note = f"{FORUM}\n编者按"
    folder = write_corpus({"f/forum.md": note, "f/forum (1).md": note, "f/1.md": speech("甲")})
    assert problems(folder) == [
        "f/forum (1).md:1: a copy of forum.md; compare the two, and delete this one"
    ]


def test_speeches_with_numbers_in_brackets_are_read_in_their_order(
    write_corpus: WriteCorpus,
) -> None:
    names = ["7", "8", "8 (1)", "8 (2)", "80", "copy", "刘晖(书记)"]
    files = {f"f/{name}.md": speech(name, title=name) for name in names}
    folder = write_corpus({"f/forum.md": FORUM} | files)
    assert [found.id for found in read_corpus(folder).speeches] == [f"f/{name}" for name in names]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no forum in this folder"),
        ({"f/01.md": speech("甲")}, "no such file; give the forum one"),
        ({"f/forum.md": FORUM}, "no speech in this forum"),
        ({"forum.md": FORUM, "01.md": speech("甲")}, "this is a single forum"),
    ],
    ids=["empty", "no-forum-file", "no-speech", "one-level-too-deep"],
)
def test_a_folder_that_is_no_corpus_says_what_is_missing(
    write_corpus: WriteCorpus, files: dict[str, str], message: str
) -> None:
    (found,) = problems(write_corpus(files))
    assert message in found


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    (found,) = problems(tmp_path / "nowhere")
    assert "no such folder" in found
