"""Bundles are there whole or not at all, and any damage to one is noticed."""

import gc
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.storage import Bundle, fingerprint, open_bundle, tidy, writing

NUMBERS = np.arange(1000, dtype=np.int32)


def write(folder: Path) -> Bundle:
    with writing(folder) as writer:
        writer.array("numbers", NUMBERS)
        writer.array("none", np.empty(0))
        writer.text("words", "房屋租赁".encode())
        writer.text("nothing", b"")
        writer.file("own").write_bytes(b"by a library")
        writer.info["passages"] = 54
    bundle = open_bundle(folder)
    assert bundle is not None
    return bundle


def test_what_was_written_is_read(tmp_path: Path) -> None:
    bundle = write(tmp_path / "a")
    assert (bundle.array("numbers") == NUMBERS).all()
    assert bundle.array("none").shape == (0,)
    assert bytes(bundle.text("words")).decode() == "房屋租赁"
    assert bytes(bundle.text("nothing")) == b""
    assert (bundle.folder / "own").read_bytes() == b"by a library"
    assert bundle.info == {"passages": 54}


def test_an_array_can_be_written_in_pieces(tmp_path: Path) -> None:
    with writing(tmp_path / "a") as writer, writer.stream("numbers", "<i4", (6,)) as stream:
        stream.write(NUMBERS[:2].data)
        stream.write(NUMBERS[2:6].data)
    bundle = open_bundle(tmp_path / "a")
    assert bundle is not None
    assert bundle.array("numbers").tolist() == [0, 1, 2, 3, 4, 5]


def test_what_is_mapped_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        write(tmp_path / "a").array("numbers")[0] = 1


def test_threads_open_arrays_at_the_same_time(tmp_path: Path) -> None:
    bundle = write(tmp_path / "a")

    def read_deeper(frames: int) -> NDArray[np.int32]:
        return read_deeper(frames - 1) if frames else bundle.array("numbers")

    def let_others_run(phase: str, info: dict[str, int]) -> None:
        time.sleep(0)

    threshold = gc.get_threshold()
    gc.set_threshold(50)  # a collection amid the reading of a header lets another thread in
    gc.callbacks.append(let_others_run)
    try:
        with ThreadPoolExecutor(4) as threads:
            arrays = list(threads.map(read_deeper, [0, 20, 40, 60] * 100))
    finally:
        gc.callbacks.remove(let_others_run)
        gc.set_threshold(*threshold)
    assert all((array == NUMBERS).all() for array in arrays)


def test_a_bundle_that_is_missing_is_no_fault(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert open_bundle(tmp_path / "a") is None
    assert not caplog.records


@pytest.mark.parametrize("name", ["numbers.npy", "words", "own", "manifest.json"])
@pytest.mark.parametrize("damage", ["flipped", "cut", "longer", "empty", "missing"])
def test_any_damage_is_noticed_and_logged_in_one_line(
    name: str, damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path / "a").folder / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        at = len(content) // 2
        flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        changed = {"flipped": flipped, "cut": content[:-1], "longer": content + b" ", "empty": b""}
        path.write_bytes(changed[damage])
    with caplog.at_level(logging.WARNING):
        assert open_bundle(tmp_path / "a") is None
    assert len(caplog.records) == 1
    assert "built again" in caplog.text


def test_nothing_is_left_of_a_bundle_whose_writing_failed(tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), writing(tmp_path / "a") as writer:
        writer.array("numbers", NUMBERS)
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_replaces_a_previous_one(tmp_path: Path) -> None:
    before = write(tmp_path / "a").array("numbers")
    write(tmp_path / "a")
    assert (before == NUMBERS).all(), "a process that has the previous one open keeps it"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_previous_bundles_do_not_pile_up(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path / f"index-{number}")
    tidy(tmp_path, "index-*", kept=2)
    assert len(list(tmp_path.iterdir())) == 2


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


def test_it_changes_with_a_package_without_an_init_file(
    package: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    data = tmp_path / "bare_package" / "data" / "words.gz"
    data.parent.mkdir(parents=True)
    data.write_bytes(b"first")
    before = fingerprint([package], ["bare_package"])
    data.write_bytes(b"second")
    assert fingerprint([package], ["bare_package"]) != before


def test_it_changes_with_other_packages_and_further_words(package: ModuleType) -> None:
    assert len({fingerprint([package], others) for others in ([], ["jieba"], ["opencc"])}) == 3
    assert fingerprint([package], [], "a") != fingerprint([package], [], "b")
