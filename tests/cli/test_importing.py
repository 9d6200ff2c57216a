"""`forum-bot import` as a person or a program meets it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.bot_api.watch import LIMIT
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
    assert "written: corpus/zhuzhou-grassroots, 10 files; look them through" in done.stdout


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


def test_without_a_terminal_nothing_is_written_without_yes(run: Run, tmp_path: Path) -> None:
    done = run("import", ARTICLE)
    assert done.status == 1
    assert (
        done.stderr == "forum-bot: nobody to ask; add --yes to write, or --dry-run to look only\n"
    )
    assert not (tmp_path / "corpus").exists()


def test_an_existing_forum_is_replaced_only_with_force(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "corpus/zhuzhou-grassroots"
    shutil.copytree(SHIPPED / "zhuzhou-grassroots", folder)
    note = folder / "forum.md"
    note.write_text("mine", encoding="utf-8")
    (folder / "99-old.md").write_text("old", encoding="utf-8")
    done = run("import", ARTICLE, "--yes")
    assert done.status == 1
    assert "is there already; --force replaces its Markdown files" in done.stderr
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
        (("import", ARTICLE, ARTICLE, "--yes"), 1, "another file makes the folder"),
    ],
    ids=["no-file", "nowhere", "above", "hidden", "dots", "device", "folder", "one-name", "twins"],
)
def test_an_error_of_import_is_one_plain_line(
    run: Run, tmp_path: Path, arguments: tuple[str | Path, ...], status: int, message: str
) -> None:
    done = run(*arguments)
    assert (done.status, done.stdout) == (status, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("forum-bot: ")
    assert message in line
    assert not (tmp_path / "corpus").exists()


def _hear_interrupts() -> None:
    """As at a terminal; the jobs of a script ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.server
@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
@pytest.mark.parametrize(
    ("typed", "status"),
    [("y\r", 0), ("n\r", 1), ("\r", 1), ("\x04", 1), ("\x03", 1)],
    ids=["yes", "no", "nothing", "control-d", "control-c"],
)
def test_it_asks_before_it_writes(tmp_path: Path, cache: Path, typed: str, status: int) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "import", str(ARTICLE)],
        cwd=str(tmp_path),
        env={**os.environ, "PYTHONPATH": str(ROOT), "CORPUS": "corpus", "CACHE_FOLDER": str(cache)},
        encoding="utf-8",
        timeout=LIMIT,
        dimensions=(60, 120),
        preexec_fn=_hear_interrupts,
    )
    child.expect_exact("Write corpus/zhuzhou-grassroots? [y/N] ")
    child.send(typed)
    child.expect_exact("written: " if status == 0 else "nothing is written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == status
    assert (tmp_path / "corpus").exists() == (status == 0)


@pytest.mark.server
def test_text_needs_no_more_packages(tmp_path: Path) -> None:
    """Plain text and Markdown are imported where the extra is not installed."""
    code = (
        "import sys; sys.modules |= dict.fromkeys(['docx', 'pypdf', 'trafilatura', 'lxml']);"
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
