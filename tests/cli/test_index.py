"""`forum-bot index` builds the index, and commands answer from a search server if there is one."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import SHIPPED
from tests.ports import free_port
from tests.search_node import SearchNode

pytestmark = pytest.mark.server

QUESTION = "刘晖谈出租房"


def test_it_is_built_ahead_of_a_start(run: Run) -> None:
    done = run("index")
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{SHIPPED}: 10 speech(es), 54 passages in /")


def test_all_commands_use_the_search_server(run: Run, search_server: SearchNode) -> None:
    there = {"SEARCH_URL": search_server.url, "SEARCH_PREFIX": "cli"}
    done = run("index", **there)
    assert (done.status, done.stderr) == (0, "")
    assert "54 passages in cli-" in done.stdout
    assert done.stdout.rstrip().endswith(f"on {search_server.url}")
    assert run("ask", QUESTION, **there).stdout == run("ask", QUESTION).stdout
    examined = run("doctor", **there).stdout
    (line,) = (each for each in examined.splitlines() if "search index" in each)
    assert line.startswith("ok ")
    assert "opensearch" in line
    assert "is answered from" in line


@pytest.mark.parametrize("command", [("ask", QUESTION), ("index",)], ids=["ask", "index"])
def test_a_search_server_that_does_not_answer_is_one_line(
    command: tuple[str, ...], run: Run
) -> None:
    done = run(*command, SEARCH_URL=f"http://127.0.0.1:{free_port()}")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.startswith("forum-bot: the search server at http://127.0.0.1:")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"SEARCH_URL": "host:9200"}, "SEARCH_URL is no address"),
        ({"SEARCH_URL": "https://h", "SEARCH_CA": "/none"}, "SEARCH_CA: /none is no file"),
        ({"SEARCH_PREFIX": "Forum Bot"}, "SEARCH_PREFIX: use lower-case letters"),
        ({"SEARCH_URL": "http://h", "SEMANTIC": "on"}, "SEMANTIC=on is not possible"),
    ],
    ids=["address", "authority", "prefix", "semantic"],
)
def test_a_wrong_setting_is_named(variables: dict[str, str], message: str, run: Run) -> None:
    done = run("ask", QUESTION, **variables)
    assert done.status == 1
    assert done.stderr.startswith(f"forum-bot: {message}")


def test_the_cache_folder_holds_no_passages(
    run: Run, search_server: SearchNode, cache: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    for dictionary in cache.glob("[dw]*"):
        shutil.copytree(dictionary, other / dictionary.name)
    there = {"SEARCH_URL": search_server.url, "SEARCH_PREFIX": "light"}
    run("index", **there)
    done = run("ask", QUESTION, CACHE_FOLDER=other, **there)
    assert done.status == 0
    (bundle,) = other.glob("generation-*")
    assert not list(other.glob("index-*"))
    assert not (bundle / "texts").exists()
