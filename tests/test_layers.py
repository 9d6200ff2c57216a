"""Imports point one way: each layer knows only those below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

BOT = ROOT / "bot"
LAYERS = [
    {
        "bounded",
        "errors",
        "fingerprint",
        "folders",
        "settings",
        "storage",
        "texts",
        "token",
        "workers",
    },
    {"database"},
    {"corpus"},
    {"language"},
    {"search"},
    {"answering"},
    {"chat"},
    {"cli"},
]
AWKWARD = {
    "jieba": "language/segmenter.py",
    "opencc": "language/script.py",
    "rank_bm25": "search/ranking.py",
    "Stemmer": "language/english.py",
    "fluent": "texts.py",
    "yaml": "corpus/flat_yaml.py",
    "pydantic_settings": "settings.py",
    "prompt_toolkit": "cli/prompt.py",
    "docx": "corpus/importing/reading/word.py",
    "pypdf": "corpus/importing/reading/portable.py",
    "prometheus_client": "chat/metrics.py",
    "pythonjsonlogger": "chat/logs.py",
    "aiolimiter": "chat/limits.py",
    "uvicorn": "chat/web.py",
    "watchfiles": "corpus/watching.py",
    "trafilatura": "corpus/importing/reading/web_page.py",
    "lxml": "corpus/importing/reading/page_text.py",
}
MODULES = sorted(BOT.rglob("*.py"))


def imports(path: Path, *, types: bool = True) -> Iterator[str]:
    """What a module imports, and, unless `types` are left out, what its annotations name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not types:
        tree.body = [node for node in tree.body if not _is_for_types(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def _is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def layer_of(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BOT)))
def test_a_module_imports_only_its_own_layer_and_those_below(path: Path) -> None:
    place = path.relative_to(BOT)
    if place.name in ("__init__.py", "__main__.py") and place.parent == Path():
        return
    own = layer_of(place.parts[0].removesuffix(".py"))
    for name in imports(path):
        if name.startswith("bot."):
            assert layer_of(name.split(".")[1]) <= own, f"{place} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BOT)))
def test_only_the_database_package_knows_sql(path: Path) -> None:
    if path.relative_to(BOT).parts[0] != "database":
        assert not any(name.split(".")[0] in ("alembic", "sqlalchemy") for name in imports(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BOT)))
def test_only_the_chat_knows_telegram(path: Path) -> None:
    if path.relative_to(BOT).parts[0] != "chat":
        assert not any(name.split(".")[0] == "telegram" for name in imports(path))


@pytest.mark.parametrize("package", AWKWARD)
def test_an_awkward_dependency_lives_in_one_file(package: str) -> None:
    users = {
        str(path.relative_to(BOT))
        for path in MODULES
        if any(name.split(".")[0] == package for name in imports(path, types=False))
    }
    assert users == {AWKWARD[package]}
