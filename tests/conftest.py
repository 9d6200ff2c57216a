"""What the tests share: the shipped corpus, small corpora made on the spot, databases."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.database.address import sqlite_address
from bot.language.english import Stemmer
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.segmentation import Segmenter
from bot.language.terms import Analyzer
from bot.settings import Settings
from tests import search_node
from tests.database.server import PostgresServer, is_installed
from tests.search_node import SearchNode

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "corpus"

EXAMPLES = int(os.environ.get("EXAMPLES", "25"))
"""How many things are tried of what can be anything; the session `long` tries more."""

settings.register_profile("patient", deadline=None, max_examples=EXAMPLES)  # speed is benchmarked
settings.load_profile("patient")

for name in Settings.model_fields:  # of the person who runs the tests; proxies' are lower-case too
    os.environ.pop(name.upper(), None)
    os.environ.pop(name, None)
os.environ["SEMANTIC"] = "off"  # as without the extra, whether or not it is installed here

SOAK = (pytest.mark.long, pytest.mark.soak)
"""The marks of a test that takes up to hours."""

WriteCorpus = Callable[[Mapping[str, str]], Path]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the long tests out, unless they are asked for by a marker."""
    if "long" in config.option.markexpr or "soak" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores where tests wait for servers now and then."""
    return (os.cpu_count() or 1) + ("not server" not in config.option.markexpr)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Path]:
    """One cache folder for the whole run; the dictionaries in it are kept for the next run."""
    folder = tmp_path_factory.mktemp("cache")
    keeping = getattr(pytestconfig, "cache", None)  # none with -p no:cacheprovider
    kept = keeping.mkdir("dictionaries") if keeping else folder
    for dictionary in () if kept == folder else kept.glob("[dw]*"):
        shutil.copytree(dictionary, folder / dictionary.name)
    yield folder
    for dictionary in folder.glob("[dw]*"):
        copy = kept / f".{dictionary.name}-{os.getpid()}"
        if not (kept / dictionary.name).exists():
            shutil.copytree(dictionary, copy)
            try:
                copy.rename(kept / dictionary.name)
            except OSError:  # another worker was first
                shutil.rmtree(copy)


@pytest.fixture(scope="session")
def analyzer(cache: Path) -> Analyzer:
    return Analyzer(Normaliser(simplifier()), Segmenter(cache), Stemmer())


@pytest.fixture(scope="session")
def forum(cache: Path) -> Answerer:
    """The answerer of the shipped corpus."""
    return open_corpus(SHIPPED, cache)


@pytest.fixture
def write_corpus(tmp_path: Path) -> WriteCorpus:
    """Writes files, by their path in the corpus folder, and gives the folder."""

    def write(files: Mapping[str, str]) -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    yield from _postgresql()


@pytest.fixture
def own_postgresql() -> Iterator[PostgresServer]:
    """A server that nobody else uses, so that it can be stopped."""
    yield from _postgresql()


def _postgresql() -> Iterator[PostgresServer]:
    if not is_installed() and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed")
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def search_program(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The folder of a search node, kept for the next run."""
    if lack := search_node.lacking():
        pytest.skip(lack)
    keeping = getattr(pytestconfig, "cache", None)
    kept = keeping.mkdir("search-node") if keeping else tmp_path_factory.mktemp("search-node")
    return search_node.program(kept)


@pytest.fixture(scope="session")
def search_server(search_program: Path) -> Iterator[SearchNode]:
    with SearchNode(search_program) as node:
        yield node


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables: a file, and on a PostgreSQL server of our own."""
    if request.param == "sqlite":
        return sqlite_address(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.new_database()


def speech(body: str, **fields: str) -> str:
    """A speech file's text; a title is made up unless one is given."""
    lines = [f"{key}: {value}" for key, value in ({"title": "发言"} | fields).items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


FORUM = "---\ntitle: 座谈会\n---\n"
DATED = "---\ntitle: 座谈会\ndate: 2024-06-12\n---\n"
"""One that a check has nothing to say about."""
