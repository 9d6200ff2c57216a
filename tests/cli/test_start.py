"""A command imports only what it needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answering.live_corpus import open_corpus
from tests.conftest import FORUM, ROOT, SHIPPED, WriteCorpus, speech

pytestmark = pytest.mark.server

ENGLISH = {"Stemmer", "pypinyin"}
TELEGRAM = {"telegram", "httpx", "aiohttp", "tenacity", "bot.chat", "sqlalchemy"}
TERMINAL = {"rich", "fluent", "prompt_toolkit"}
ANSWERING = {"jieba", "numpy", "opencc", "rank_bm25", "marisa_trie", "bot.search"}


def loaded_by(cache: Path, *arguments: str) -> set[str]:
    """Returns the modules that are loaded when the command has ended."""
    code = """
import json, sys
from bot.cli.main import main
assert main(sys.argv[1:]) == 0
print(json.dumps(sorted(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=os.environ | {"CACHE_FOLDER": str(cache), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def indexed(cache: Path) -> Path:
    """A cache folder with the index of the shipped corpus."""
    open_corpus(SHIPPED, cache)
    return cache


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--help"], ENGLISH | TELEGRAM | ANSWERING | {"prompt_toolkit", "pydantic"}),
        (["help", "ask"], ENGLISH | TELEGRAM | ANSWERING | {"prompt_toolkit", "bot.settings"}),
        (["ask", "能人强乡兴村", "--json"], ENGLISH | TELEGRAM | TERMINAL),
        (["ask", "万莉萍怎么说驻村工作"], ENGLISH | TELEGRAM | {"prompt_toolkit"}),
    ],
    ids=["help", "help-of-a-command", "ask-for-programs", "ask"],
)
def test_a_command_loads_nothing_that_it_does_not_need(
    indexed: Path, arguments: list[str], unneeded: set[str]
) -> None:
    assert not loaded_by(indexed, *arguments) & unneeded


def test_making_an_example_loads_nothing_to_read_it_with(cache: Path, tmp_path: Path) -> None:
    loaded = loaded_by(cache, "init", str(tmp_path))
    assert not loaded & (ENGLISH | TELEGRAM | ANSWERING | TERMINAL | {"bot.settings", "bot.corpus"})


def test_checking_a_corpus_without_questions_loads_nothing_to_answer_with(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/01.md": speech("Rentals. 出租。")})
    compared_with = {"numpy", "opencc", "pypinyin"}
    unneeded = (ENGLISH | TELEGRAM | ANSWERING | {"fluent", "prompt_toolkit"}) - compared_with
    assert not loaded_by(cache, "check", str(folder)) & unneeded
