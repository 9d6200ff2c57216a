"""A corpus is checked as a whole: errors, warnings, and its own questions."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checking.corpus import check_corpus
from bot.errors import Severity
from tests.conftest import DATED, EXAMPLES, SHIPPED, WriteCorpus, speech

SPEECH = {"f/forum.md": DATED, "f/1.md": speech("要建图书馆。", speaker="刘晖")}


def reported(folder: Path, cache: Path) -> list[str]:
    """What is said about a corpus, each line beginning with the file's path in it."""
    problems = check_corpus(folder, cache).problems
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


def test_of_the_shipped_forum_only_the_year_is_unknown(cache: Path) -> None:
    """Its article gives the day without the year."""
    report = check_corpus(SHIPPED, cache)
    (problem,) = report.problems
    assert problem.severity is Severity.WARNING
    assert "the date '5月12日' has no year" in problem.message
    assert (report.forums, report.speeches, report.passages) == (1, 10, 54)


def test_a_question_that_does_not_hold_is_named_with_its_line(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    questions = [
        '{"question": "图书馆", "expect": {"speaker": "刘晖"}}',
        '{"question": "图书馆", "expect": null}',
        '{"question": "火锅", "expect": {"contains": "火锅"}}',
    ]
    folder = write_corpus(SPEECH | {"f/questions.jsonl": "\n".join(questions)})
    assert reported(folder, cache) == [
        "f/questions.jsonl:2: answered, but nothing should answer it: 图书馆; first comes f/1#1",
        "f/questions.jsonl:3: no right passage is shown: 火锅; it is refused",
    ]


def test_a_question_file_with_faults_is_a_problem_of_the_corpus(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    (found,) = reported(write_corpus(SPEECH | {"f/questions.jsonl": "{"}), cache)
    assert found.startswith("f/questions.jsonl:1: not JSON")


def test_warnings_do_not_keep_questions_from_being_asked(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    question = '{"question": "火锅", "expect": {"contains": "火锅"}}'
    folder = write_corpus(SPEECH | {"f/2.txt": "", "f/questions.jsonl": question})
    ignored, unanswered = reported(folder, cache)
    assert ignored.startswith("f/2.txt:1: warning: ignored: ")
    assert unanswered.startswith("f/questions.jsonl:1: no right passage")


def test_errors_and_warnings_of_all_files_come_in_one_run_in_the_order_of_lines(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus(
        {
            "f/forum.md": DATED,
            "f/1.md": speech("甲\u200b\n\n***", url="nowhere"),
            "f/2.md": speech("乙&nbsp;", colour="red"),
            "f/3.md": "没有抬头",
            "g/1.md": speech("丙", speaker="刘Hui"),
            "stray.txt": "",
        }
    )
    found = [line.split(": ")[:2] for line in reported(folder, cache)]
    assert [(place, kind == "warning") for place, kind in found] == [
        ("f/1.md:3", True),
        ("f/1.md:6", True),
        ("f/1.md:8", True),
        ("f/2.md:3", False),
        ("f/2.md:6", True),
        ("f/3.md:1", False),
        ("g/1.md:3", True),
        ("g/forum.md:1", False),
        ("stray.txt:1", True),
    ]


def test_a_speech_that_repeats_the_note_of_its_forum_is_reported(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    text = "我们社区有三千多户居民,老人占了四成,最缺的是能吃上热饭的地方,去年试办了一个食堂。" * 2
    folder = write_corpus({"f/forum.md": f"{DATED}\n{text}\n", "f/1.md": speech(text)})
    (found,) = reported(folder, cache)
    assert found.startswith("f/1.md:5: warning: nearly the same as f/forum.md:6;")


def test_a_conflicted_copy_is_reported_and_its_original_is_not(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    text = "我们社区有三千多户居民,老人占了四成,最缺的是能吃上热饭的地方,去年试办了一个食堂。" * 2
    copy = speech(f"{text}\n\n改过一句。")
    name = "f/1 (conflicted copy 2024-06-12).md"
    folder = write_corpus({"f/forum.md": DATED, "f/1.md": speech(text), name: copy})
    error, warning = reported(folder, cache)
    assert error == f"{name}:1: a copy of 1.md; compare the two, and delete this one"
    assert warning.startswith(f"{name}:5: warning: nearly the same as f/1.md:5;")


def test_what_is_ignored_tells_why_a_folder_is_no_corpus(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    error, warning = reported(write_corpus({"08.md": speech("甲")}), cache)
    assert "no forum in this folder" in error
    assert warning.startswith("08.md:1: warning: ignored: only folders are forums")


def test_a_link_to_itself_and_a_pipe_are_reported_and_nothing_waits_for_them(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus(SPEECH)
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "f/2.md")
    pipe, loop = reported(folder, cache)
    assert pipe == "f/2.md:1: warning: ignored: no file that can be read; delete it"
    assert loop == "loop:1: warning: ignored: a link to nowhere; fix it, or delete it"


def test_questions_behind_a_link_out_of_the_corpus_are_not_asked(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus(SPEECH)
    others = folder.with_name("others.jsonl")
    others.write_text('{"question": "火锅", "expect": {"contains": "火锅"}}', encoding="utf-8")
    (folder / "f/questions.jsonl").symlink_to(others)
    (found,) = reported(folder, cache)
    assert found.startswith("f/questions.jsonl:1: warning: ignored: a link that leads out")


contents = st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode())
parts = st.sampled_from(
    [
        "---",
        "title: 甲",
        "speaker: 刘 Hui",
        "aliases: [刘晖, \\u200b]",
        "url: http://[",
        "[](",
        "&lt;",
        *[
            "**",
            "\u200d",
            "\ufffd",
            "\x85",
            "\u2028",
            "a" * 90,
            "\r",
            "",
            "<p",
            "https:/",
            "要" * 3000,
        ],
    ]
)
pages = st.lists(parts, max_size=12).map(lambda lines: "\n".join(["---", *lines]).encode())
names = st.sampled_from(["f/forum.md", "f/1.md", "f/2.md", "f/É.md", "f/x.txt", "g/1.md", "h.md"])


@settings(
    max_examples=3 * EXAMPLES // 5, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.dictionaries(names, contents | pages))
def test_whatever_the_files_hold_the_check_comes_to_an_end(
    cache: Path, tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    report = check_corpus(folder, cache)
    assert all(problem.line >= 1 and problem.message for problem in report.problems)
    assert all(problem.severity in Severity for problem in report.problems)
