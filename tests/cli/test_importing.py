"""`forum-bot import` as a person or a program meets it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT, SHIPPED

ARTICLE = ROOT / "tests/data/zhuzhou-grassroots.txt"
LAYOUTS = ROOT / "tests/importing/articles"


@pytest.fixture
def corpus() -> Path:
    return Path("corpus")


def test_the_shipped_forum_is_imported_byte_for_byte(run: Run, tmp_path: Path) -> None:
    done = run("import", ARTICLE, "--yes")
    assert (done.status, done.stderr) == (0, "")
    written = tmp_path / "corpus/zhuzhou-grassroots"
    shipped = SHIPPED / "zhuzhou-grassroots"
    assert {path.name for path in written.iterdir()} == {p.name for p in shipped.glob("*.md")}
    for path in written.iterdir():
        assert path.read_bytes() == (shipped / path.name).read_bytes()
    assert done.stdout.splitlines()[-2:] == [
        "written: corpus/zhuzhou-grassroots, 10 files",
        "next: look them through, then run: forum-bot check",
    ]


def test_an_article_becomes_a_draft_and_the_draft_the_forum(run: Run, tmp_path: Path) -> None:
    done = run("import", ARTICLE)
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == [
        "written: zhuzhou-grassroots.draft.md, a draft with 2 doubt(s)",
        "next: change what is wrong in it, then run: forum-bot import zhuzhou-grassroots.draft.md",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["zhuzhou-grassroots.draft.md"]
    done = run("import", "zhuzhou-grassroots.draft.md")
    assert (done.status, done.stderr) == (0, "")
    written = tmp_path / "corpus/zhuzhou-grassroots"
    assert len(list(written.iterdir())) == 10
    for path in written.iterdir():
        assert path.read_bytes() == (SHIPPED / "zhuzhou-grassroots" / path.name).read_bytes()


def test_what_is_changed_in_a_draft_is_in_the_forum_and_no_doubt_is(
    run: Run, tmp_path: Path
) -> None:
    run("import", LAYOUTS / "headings.md", "--name", "young")
    draft = tmp_path / "headings.draft.md"
    text = draft.read_text(encoding="utf-8")
    assert "?? line 29: no speaker found for this speech\n@@ speaker 发言人:\n" in text
    draft.write_text(text.replace("发言人:\n", "发言人: 高峰\n"), encoding="utf-8")
    done = run("import", draft.rename(tmp_path / "done.md"))
    assert f"{tmp_path}/done.md:" in done.stdout
    assert "no speaker found for this speech" in done.stdout
    written = (tmp_path / "corpus/young/03-高峰.md").read_text(encoding="utf-8")
    assert written == "---\ntitle: 谁来管宠物\nspeaker: 高峰\n---\n\n遛狗不拴绳的情况越来越多。\n"


def test_several_files_become_a_draft_each_or_a_forum(run: Run, tmp_path: Path) -> None:
    run("import", LAYOUTS / "headings.md")
    done = run("import", "headings.draft.md", LAYOUTS / "signed.txt", LAYOUTS / "turns.txt")
    assert done.status == 0
    drafts = "signed.draft.md turns.draft.md"
    assert done.stdout.endswith(f"then run: forum-bot import {drafts}\n")
    assert {path.name for path in tmp_path.iterdir()} == {
        *("corpus", "headings.draft.md", "signed.draft.md", "turns.draft.md")
    }


def test_an_existing_draft_is_replaced_only_with_force(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "headings.draft.md"
    draft.write_text("mine", encoding="utf-8")
    done = run("import", LAYOUTS / "signed.txt", LAYOUTS / "headings.md")
    assert (done.status, done.stdout) == (1, "")
    assert "headings.draft.md: already exists; import that if it is your draft" in done.stderr
    assert draft.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "signed.draft.md").exists()
    assert run("import", LAYOUTS / "headings.md", "--force").status == 0
    assert draft.read_text(encoding="utf-8").startswith("@@ forum-bot draft 草稿\n")


def test_the_next_command_names_the_corpus_that_is_not_the_usual_one(run: Run) -> None:
    done = run("import", LAYOUTS / "headings.md", "--corpus", "my forums")
    assert done.stdout.endswith('forum-bot import headings.draft.md --corpus "my forums"\n')


def test_every_slip_in_a_draft_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    run("import", LAYOUTS / "headings.md")
    draft = tmp_path / "headings.draft.md"
    text = draft.read_text(encoding="utf-8").replace("@@ role 职务", "@@ job")
    draft.write_text(text, encoding="utf-8")
    done = run("import", draft.name)
    assert (done.status, done.stdout) == (1, "")
    places = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("@@ job")]
    marks = "@@ speech, @@ note, @@ speaker: …, @@ role: …, @@ title: …, @@ aliases: …"
    reports = [line.split("; ") for line in done.stderr.splitlines()]
    assert [place.rpartition(": '")[0] for place, _ in reports] == [
        f"forum-bot: headings.draft.md:{line}" for line in places
    ]
    assert {advice for _, advice in reports} == {f"write one of {marks}"}
    assert not (tmp_path / "corpus").exists()


def test_a_forum_that_cannot_be_is_refused_at_the_line_of_the_draft(
    run: Run, tmp_path: Path
) -> None:
    run("import", LAYOUTS / "headings.md")
    draft = tmp_path / "headings.draft.md"
    text = draft.read_text(encoding="utf-8")
    again = "\n@@ speech\n@@ title: 又一次\n遛狗不拴绳的情况越来越多。\n"
    draft.write_text(text + again, encoding="utf-8")
    done = run("import", draft.name)
    line = text.count("\n") + 2
    assert (
        f"headings.draft.md:{line}: what was found is no forum (04-又一次.md: a dup" in done.stderr
    )
    assert list((tmp_path / "corpus").iterdir()) == []


def test_what_is_imported_passes_the_check(run: Run, tmp_path: Path) -> None:
    articles = sorted(path for path in LAYOUTS.iterdir() if path.suffix != ".html")
    assert run("import", *articles, "--yes").status == 0
    done = run("check", "corpus")
    assert (done.status, done.stderr) == (0, "")
    assert f"in {len(articles)} forum(s)" in done.stdout
    assert "error" not in done.stdout


def test_a_dry_run_shows_a_table_and_what_was_unsure_and_writes_nothing(
    run: Run, tmp_path: Path
) -> None:
    done = run("import", LAYOUTS / "headings.md", "--dry-run")
    assert done.status == 0
    assert "马晓燕" in done.stdout
    assert f"{LAYOUTS}/headings.md:29: no speaker found for this speech" in done.stdout
    assert done.stdout.endswith("nothing is written\n")
    assert not (tmp_path / "corpus").exists()


def test_an_existing_forum_is_replaced_only_with_force(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "corpus/zhuzhou-grassroots"
    shutil.copytree(SHIPPED / "zhuzhou-grassroots", folder)
    note = folder / "forum.md"
    note.write_text("mine", encoding="utf-8")
    (folder / "99-old.md").write_text("old", encoding="utf-8")
    done = run("import", ARTICLE, "--yes")
    assert done.status == 1
    assert "already exists; --force replaces its Markdown files" in done.stderr
    assert note.read_text(encoding="utf-8") == "mine"
    assert run("import", ARTICLE, "--yes", "--force").status == 0
    assert {path.name for path in folder.iterdir()} == {
        path.name for path in (SHIPPED / "zhuzhou-grassroots").iterdir()
    }
    assert (folder / "questions.jsonl").read_bytes() == (
        SHIPPED / "zhuzhou-grassroots/questions.jsonl"
    ).read_bytes()
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["zhuzhou-grassroots"]


def test_the_folder_and_the_corpus_can_be_named(run: Run, tmp_path: Path) -> None:
    done = run("import", ARTICLE, "--yes", "--corpus", "elsewhere", "--name", "may")
    assert done.status == 0
    assert (tmp_path / "elsewhere/may/forum.md").is_file()


def test_programs_get_one_object(run: Run, tmp_path: Path) -> None:
    done = run("import", LAYOUTS / "headings.md", "--json", "--yes")
    assert (done.status, done.stderr) == (0, "")
    (forum,) = json.loads(done.stdout)["forums"]
    assert (forum["title"], forum["written"]) == ("青年说：我们需要怎样的城市", True)
    assert [speech["speaker"] for speech in forum["speeches"]] == ["黄一鸣", "马晓燕", None]
    assert {"line": 29, "message": "no speaker found for this speech"} in forum["remarks"]
    assert (tmp_path / "corpus/headings" / forum["speeches"][0]["file"]).is_file()


def test_programs_get_the_same_of_an_article_and_of_its_draft(run: Run, tmp_path: Path) -> None:
    done = run("import", LAYOUTS / "headings.md", "--json")
    (article,) = json.loads(done.stdout)["forums"]
    assert (article["draft"], article["written"]) == ("headings.draft.md", False)
    done = run("import", "headings.draft.md", "--json", "--dry-run")
    (draft,) = json.loads(done.stdout)["forums"]
    assert (draft["draft"], draft["written"]) == (None, False)
    lines = (tmp_path / "headings.draft.md").read_text(encoding="utf-8").splitlines()
    for remark in draft["remarks"]:
        assert lines[remark["line"] - 1].endswith(f": {remark['message']}")
    for forum in (article, draft):
        for found in (*forum["speeches"], *forum["remarks"]):
            del found["line"]
        del forum["article"], forum["draft"]
    assert sorted(map(str, draft.pop("remarks"))) == sorted(map(str, article.pop("remarks")))
    assert draft == article


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("import",), 2, "Missing argument 'FILE…'"),
        (("import", "nowhere.txt", "--yes"), 1, "nowhere.txt: no such file"),
        (
            ("import", ARTICLE, "--yes", "--name", "../up"),
            1,
            "'../up' cannot name a forum's folder",
        ),
        (("import", ARTICLE, "--yes", "--name", ".x"), 1, "'.x' cannot name a forum's folder"),
        (("import", ARTICLE, "--yes", "--name", ".."), 1, "'..' cannot name a forum's folder"),
        (("import", ARTICLE, "--yes", "--name", "CON"), 1, "'CON' cannot name a forum's folder"),
        (("import", ROOT, "--yes"), 1, "is not a file"),
        (("import", ARTICLE, ARTICLE, "--name", "x"), 1, "--name names one forum"),
        (
            ("import", ARTICLE, ARTICLE, "--yes"),
            1,
            "makes corpus/zhuzhou-grassroots too; import one",
        ),
        (("import", ARTICLE, ARTICLE), 1, "another file makes zhuzhou-grassroots.draft.md too"),
        (("import", "lost.draft.md"), 1, "is named like a draft, but has lost its first line"),
    ],
    ids=[
        *("no-file", "nowhere", "above", "hidden", "dots", "device", "folder", "one-name"),
        *("twins", "twin-drafts", "lost-line"),
    ],
)
def test_an_error_of_import_is_one_plain_line(
    run: Run, tmp_path: Path, arguments: tuple[str | Path, ...], status: int, message: str
) -> None:
    (tmp_path / "lost.draft.md").write_text("刘晖：路要修。\n", encoding="utf-8")
    done = run(*arguments)
    assert (done.status, done.stdout) == (status, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("forum-bot: ")
    assert message in line
    assert not (tmp_path / "corpus").exists()


@pytest.mark.server
def test_text_needs_no_more_packages(tmp_path: Path) -> None:
    """Plain text and Markdown are imported where the extra is not installed."""
    code = (
        "import sys; sys.modules |= dict.fromkeys(['pypdf', 'lxml']);"
        "from bot.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "import", "--yes", "--corpus", str(tmp_path / "c")]
    files = [str(ARTICLE), str(LAYOUTS / "headings.md")]
    subprocess.run([*command, *files], cwd=ROOT, check=True, capture_output=True)
    page = subprocess.run(
        [*command, str(LAYOUTS / "page.html")], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert page.returncode == 1
    (line,) = page.stderr.splitlines()
    assert line.endswith("install them with: pip install '.[import]'")
