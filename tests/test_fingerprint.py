"""A fingerprint changes with what something is made by, and with nothing else."""

from pathlib import Path
from types import ModuleType

import pytest

from bot.fingerprint import fingerprint


@pytest.fixture
def package(tmp_path: Path) -> ModuleType:
    (tmp_path / "lists").mkdir()
    (tmp_path / "code.py").write_text("one", encoding="utf-8")
    (tmp_path / "lists/words.txt").write_text("two", encoding="utf-8")
    module = ModuleType("package")
    module.__path__ = [str(tmp_path)]
    return module


def test_it_is_the_same_for_the_same_files(package: ModuleType, tmp_path: Path) -> None:
    before = fingerprint([package], ["jieba"], "folder")
    (tmp_path / "code.pyc").write_bytes(b"compiled")
    assert fingerprint([package], ["jieba"], "folder") == before


@pytest.mark.parametrize("name", ["code.py", "lists/words.txt", "new.py"])
def test_it_changes_with_code_and_lists(package: ModuleType, tmp_path: Path, name: str) -> None:
    before = fingerprint([package], [])
    (tmp_path / name).write_text("changed", encoding="utf-8")
    assert fingerprint([package], []) != before


def test_it_changes_with_other_packages_and_further_words(package: ModuleType) -> None:
    assert len({fingerprint([package], others) for others in ([], ["jieba"], ["opencc"])}) == 3
    assert fingerprint([package], [], "a") != fingerprint([package], [], "b")
