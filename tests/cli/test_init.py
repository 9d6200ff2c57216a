"""`forum-bot init` makes an example that can be asked at once, and a `.env`."""

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli.corpus import env_example
from tests.cli.conftest import Run
from tests.conftest import ROOT


def test_it_makes_an_example_forum_without_problems(run: Run, tmp_path: Path) -> None:
    done = run("init")
    assert (done.status, done.stderr) == (0, "")
    assert "made corpus: an example forum\nmade .env: " in done.stdout
    checked = run("check", "--strict", "corpus")
    assert (checked.status, checked.stderr) == (0, "")
    assert checked.stdout.startswith("corpus: no problems in 1 forum(s)")
    for text in (path.read_text(encoding="utf-8") for path in tmp_path.glob("corpus/*/*.md")):
        assert "示例" in text or "Example" in text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("图书馆晚上开门", "开放到晚上九点"),
        ("what did Jane Doe say about benches", "a bench and a roof"),
    ],
    ids=["chinese", "english"],
)
def test_the_questions_that_it_suggests_are_answered(run: Run, question: str, words: str) -> None:
    assert question in run("init").stdout
    assert words in run("ask", "--corpus", "corpus", question).stdout


def test_the_settings_are_those_of_the_example_file(run: Run, tmp_path: Path) -> None:
    run("init")
    assert (tmp_path / ".env").read_bytes() == (ROOT / ".env.example").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
def test_nobody_else_can_read_the_settings(run: Run, tmp_path: Path) -> None:
    run("init")
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_it_names_the_next_steps(run: Run) -> None:
    stdout = run("init").stdout
    steps = ["put the token into .env", "forum-bot check", "forum-bot doctor", "forum-bot run"]
    assert sorted(steps, key=stdout.index) == steps


def test_what_is_there_is_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/mine.md").write_text("mine", encoding="utf-8")
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN=mine", encoding="utf-8")
    done = run("init")
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        "kept corpus: already exists",
        "kept .env: already exists",
    ]
    assert "Jane Doe" not in done.stdout
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["mine.md"]
    assert (tmp_path / ".env").read_text(encoding="utf-8") == "TELEGRAM_TOKEN=mine"


def test_what_is_missing_is_made_beside_what_is_there(run: Run, tmp_path: Path) -> None:
    run("init")
    (tmp_path / ".env").unlink()
    assert run("init").stdout.startswith("kept corpus: already exists\nmade .env: ")
    shutil.rmtree(tmp_path / "corpus")
    (tmp_path / "corpus").mkdir()
    assert run("init").stdout.startswith("made corpus: an example forum\nkept .env: ")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_that_leads_nowhere_is_not_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("elsewhere")
    assert "kept .env" in run("init").stdout
    assert not (tmp_path / "elsewhere").exists()


def test_another_folder_is_made_and_named(run: Run, tmp_path: Path) -> None:
    done = run("init", "new/bot")
    assert done.status == 0
    folder = Path("new/bot")
    assert f"made {folder / 'corpus'}: an example forum" in done.stdout
    assert f"next, in the folder {folder}:" in done.stdout
    assert (tmp_path / folder / ".env").exists()
    assert not (tmp_path / ".env").exists()


def test_a_file_in_the_folders_place_is_one_plain_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = run("init", "taken")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr == "forum-bot: taken: File exists\n"


def test_a_checkout_has_the_example_file_once() -> None:
    assert env_example() == ROOT / ".env.example"


@pytest.mark.server
def test_an_installed_package_has_all_that_it_needs(run_process: Run, tmp_path: Path) -> None:
    """The package is laid out as a wheel does it by the project's settings."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    site = tmp_path / "site"
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, site / package, ignore=shutil.ignore_patterns("*.pyc"))
    for source, target in wheel["force-include"].items():
        shutil.copyfile(ROOT / source, site / target)
    done = run_process("init", "new", PYTHONPATH=site)
    assert (done.status, done.stderr) == (0, "")
    assert (tmp_path / "new/.env").read_bytes() == (ROOT / ".env.example").read_bytes()
    assert len([*tmp_path.glob("new/corpus/*/*.md")]) == 3
