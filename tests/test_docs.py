"""What the documents say is so: commands run, both READMEs agree, samples are valid."""

import doctest
import importlib
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from bot.checking.corpus import check_corpus
from bot.corpus.dates import read_date
from tests.conftest import ROOT
from tests.documents import read_corpus

README, TWIN = ROOT / "README.md", ROOT / "README.zh.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a language in a document."""
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def outline(path: Path) -> list[str]:
    """The depth of each heading, as # signs, outside fenced blocks."""
    text = re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    return re.findall(r"^(#+) ", text, re.MULTILINE)


def test_the_chinese_twin_has_the_same_commands_and_headings() -> None:
    assert blocks(README, "sh") == blocks(TWIN, "sh")
    assert outline(README) == outline(TWIN)


def test_both_readmes_point_to_the_same_places() -> None:
    links = re.compile(r"\]\(([^)]+)\)")
    english, chinese = (
        sorted(set(links.findall(path.read_text(encoding="utf-8"))) - {path.name, other.name})
        for path, other in ((README, TWIN), (TWIN, README))
    )
    assert english == chinese
    for link in english:
        if "://" not in link:
            assert (ROOT / link).exists(), link


def test_every_command_in_the_readme_is_one_of_the_bots(
    capfd: pytest.CaptureFixture[str],
) -> None:
    from bot.cli.main import main

    main(["--help"])
    known = set(re.findall(r"^  ([a-z]+) ", capfd.readouterr().out, re.MULTILINE))
    used = set(re.findall(r"(?:forum-bot|-m bot) ([a-z]+)", README.read_text(encoding="utf-8")))
    assert used
    assert used <= known


def test_the_exchange_in_the_readme_is_what_the_bot_says(capfd: pytest.CaptureFixture[str]) -> None:
    from bot.cli.main import main

    (exchange,) = blocks(README, "console")
    command, _, expected = exchange.partition("\n")
    question = shlex.split(command)[3:]
    main(["ask", "--corpus", str(ROOT / "corpus"), *question])
    assert capfd.readouterr().out == expected


def test_the_samples_in_the_corpus_readme_are_a_valid_corpus(tmp_path: Path) -> None:
    forum, speech = blocks(ROOT / "corpus/README.md", "markdown")
    (tmp_path / "f").mkdir()
    (tmp_path / "f/forum.md").write_text(forum, encoding="utf-8")
    (tmp_path / "f/01.md").write_text(speech, encoding="utf-8")
    assert len(read_corpus(tmp_path).speeches) == 2


def test_the_dates_that_the_corpus_readme_names_tell_their_year() -> None:
    text = (ROOT / "corpus/README.md").read_text(encoding="utf-8")
    paragraph = text[text.index("Write `date` with its year") :].partition("\n\n")[0]
    dates = [each for each in re.findall(r"`([^`]+)`", paragraph) if each != "date"]
    assert len(dates) == 7
    for each in dates:
        date = read_date(each)
        assert date is not None, each
        assert date.year == 2024


def test_the_sample_questions_in_the_corpus_readme_hold(tmp_path: Path, cache: Path) -> None:
    (questions,) = blocks(ROOT / "corpus/README.md", "json")
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    forum = tmp_path / "corpus/zhuzhou-grassroots"
    (forum / "questions.jsonl").write_text(questions, encoding="utf-8")
    assert not check_corpus(tmp_path / "corpus", cache).errors


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_a_lock_pins_with_hashes_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"^-|://", text, re.MULTILINE)
    pins = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^\s*#.*\n", "", text))
    assert all(re.match(r"[a-z0-9-]+==", pin) and "--hash=sha256:" in pin for pin in pins if pin)


def test_the_lock_has_every_dependency_and_the_driver_of_postgresql() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = " ".join(project["dependencies"] + project["optional-dependencies"]["postgres"])
    names = {name.replace(".", "-") for name in re.findall(r"(?:^| )([a-z0-9.-]+)", wanted)}
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert {"psycopg", "typer"} <= names <= set(locked)


def test_the_examples_in_the_code_hold() -> None:
    examples = 0
    for path in (ROOT / "bot").rglob("*.py"):
        if ">>> " in path.read_text(encoding="utf-8"):
            place = path.relative_to(ROOT).with_suffix("")
            results = doctest.testmod(importlib.import_module(".".join(place.parts)))
            assert results.failed == 0, path
            examples += results.attempted
    assert examples > 20


def test_the_sessions_that_documents_name_are_there() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in [README, TWIN, CONTRIBUTING])
    named = set(re.findall(r"nox -s (\w+)", text))
    code = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    assert named
    assert named <= set(re.findall(r"^@nox.session\ndef (\w+)", code, re.MULTILINE))


def test_the_markers_that_documents_name_are_there() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    markers = {
        each.partition(":")[0] for each in project["tool"]["pytest"]["ini_options"]["markers"]
    }
    assert set(re.findall(r"-m (\w+) tests", text)) <= markers


def test_the_links_of_documents_for_developers_lead_somewhere() -> None:
    for path in (CONTRIBUTING, ROOT / "SECURITY.md"):
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            assert "://" in link or (ROOT / link).exists(), link


def test_every_python_that_the_package_supports_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    workflow = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))
    oldest, *others = workflow["jobs"]["tests"]["strategy"]["matrix"]["python"]
    assert project["project"]["requires-python"] == f">={oldest}"
    assert others


def test_the_procfile_starts_commands_that_there_are() -> None:
    lines = (ROOT / "Procfile").read_text().splitlines()
    commands = dict(line.split(": python -m bot ") for line in lines)
    assert commands == {"release": "check", "web": "run --webhook", "worker": "run"}


def test_the_tests_lock_has_what_importing_needs() -> None:
    """The group for it says the same as the extra, which no group can include."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = project["project"]["optional-dependencies"]["import"]
    assert project["dependency-groups"]["import"] == extra
