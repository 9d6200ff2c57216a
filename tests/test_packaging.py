"""The package: its version, and what becomes of it when pip installs it."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from datetime import date
from pathlib import Path

import pytest

from bot import __version__
from tests.conftest import ROOT


def test_the_newest_release_in_the_changelog_is_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\] - (.+)$", changelog, re.MULTILINE)
    assert newest
    assert newest[1] == __version__
    assert date.fromisoformat(newest[2])


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "-d", folder], ROOT)
    return folder


@pytest.mark.long
@pytest.mark.server
@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def test_an_installed_package_works_in_any_folder(
    pattern: str, distributions: Path, cache: Path, tmp_path: Path
) -> None:
    (distribution,) = distributions.glob(pattern)
    command = installed(distribution, tmp_path / "environment")

    def forum_bot(*arguments: str, folder: Path = tmp_path) -> str:
        return run([command, *arguments], folder, CACHE_FOLDER=str(cache))

    assert forum_bot("--version") == f"forum-bot {__version__}\n"
    forum_bot("init", "new")
    new = tmp_path / "new"
    assert (new / ".env").read_bytes() == (ROOT / ".env.example").read_bytes()
    assert forum_bot("check", folder=new).startswith("corpus: no problems in 1 forum(s)")
    assert "开放到晚上九点" in forum_bot("ask", "图书馆晚上开门", folder=new)
    assert "a bench and a roof" in forum_bot(
        "ask", "what did Jane Doe say about benches", folder=new
    )


def installed(distribution: Path, environment: Path) -> Path:
    """Installs the package alone, beside the packages of the tests; returns its command."""
    venv.create(environment)
    places = sysconfig.get_paths("venv", vars={"base": str(environment)})
    others = [place for place in sys.path if Path(place).name in ("site-packages", "dist-packages")]
    Path(places["purelib"], "tests.pth").write_text("\n".join(others), encoding="utf-8")
    python = Path(places["scripts"], Path(sys.executable).name)
    options = ["--ignore-installed", "--no-deps", "--no-index", "--no-build-isolation"]
    run([python, "-m", "pip", "install", *options, distribution], environment)
    return Path(places["scripts"], "forum-bot")


def run(command: list[str | Path], folder: Path, **variables: str) -> str:
    """Runs a command that knows nothing of this checkout; returns what it printed."""
    environment = os.environ | {"PYTHONUTF8": "1"} | variables
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
