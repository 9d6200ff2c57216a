"""Bundles: folders of arrays and texts that are written whole, checked, and memory-mapped.

A bundle is a folder with a file for each array (`.npy`) or run of bytes, and a manifest with the
checksum of each (XXH3, 64 bits). It gets its name when it is complete, by a rename, and never
changes afterwards. Processes that open the same bundle share its pages.
"""

import importlib.util
import json
import logging
import mmap
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, BinaryIO, TypeVar

import numpy as np
from numpy.lib.format import open_memmap, write_array_header_1_0
from numpy.typing import DTypeLike, NDArray
from xxhash import xxh3_64_hexdigest

from bot.workers import run_in_process

log = logging.getLogger(__name__)

_MANIFEST = "manifest.json"
UNFINISHED = ".unfinished-"
"""The prefix of folders that are being written; one that stays behind is of no use."""

Number = TypeVar("Number", bound=np.generic)

_HEADERS = Lock()
"""Guards the reading of an array's header by NumPy: CPython before 3.12.2 keeps the depth of all
threads' syntax trees in one place (gh-106905), so `ast` fails if two threads parse at once."""

_ABANDONED = 24 * 3600
"""Seconds after which the writer of an unfinished bundle is taken for dead."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A folder of arrays and texts; `info` is what its writer noted, in JSON's types."""

    folder: Path
    info: Mapping[str, Any]

    def array(self, name: str) -> NDArray[Any]:
        """Maps an array, read-only."""
        with _HEADERS:
            mapped = open_memmap(self.folder / f"{name}.npy", mode="r")
        return np.asarray(mapped)  # slices of a plain array are made faster

    def text(self, name: str) -> memoryview:
        """Maps a run of bytes."""
        return memoryview(_mapped(self.folder / name))


class BundleWriter:
    """Writes the files of one bundle."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.info: dict[str, Any] = {}

    def array(self, name: str, values: NDArray[Any]) -> None:
        np.save(self._folder / f"{name}.npy", np.ascontiguousarray(values), allow_pickle=False)

    def text(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)

    @contextmanager
    def stream(self, name: str, dtype: DTypeLike, shape: tuple[int, ...]) -> Iterator[BinaryIO]:
        """Opens an array that is written piece by piece; the pieces must add up to the shape."""
        descr = np.lib.format.dtype_to_descr(np.dtype(dtype))
        with (self._folder / f"{name}.npy").open("wb") as file:
            header = {"descr": descr, "fortran_order": False, "shape": shape}
            write_array_header_1_0(file, header)
            yield file

    def file(self, name: str) -> Path:
        """Returns the path of a file that the caller, or a library, writes by itself."""
        return self._folder / name

    def written(self) -> Bundle:
        """Returns what is written so far, to be read while the rest is made."""
        return Bundle(self._folder, self.info)

    def finish(self) -> None:
        """Writes the manifest, with the checksums of all files."""
        sums = {path.name: xxh3_64_hexdigest(_mapped(path)) for path in self._folder.iterdir()}
        manifest = json.dumps({"info": self.info, "files": sums}, ensure_ascii=False).encode()
        line = xxh3_64_hexdigest(manifest).encode() + b"\n"
        (self._folder / _MANIFEST).write_bytes(line + manifest)


def open_bundle(folder: Path) -> Bundle | None:
    """Opens a bundle and checks every byte of it; returns None if it is missing or damaged."""
    try:
        digest, _, manifest = (folder / _MANIFEST).read_bytes().partition(b"\n")
        if xxh3_64_hexdigest(manifest).encode() != digest:
            raise ValueError(_MANIFEST)
        content = json.loads(manifest)
        for name, expected in content["files"].items():
            if xxh3_64_hexdigest(_mapped(folder / name)) != expected:
                raise ValueError(name)
        return Bundle(folder, content["info"])
    except FileNotFoundError as error:
        if not folder.exists():
            return None
        fault = Path(error.filename).name
    except (OSError, ValueError) as error:
        fault = str(error)
    log.warning("%s is damaged (%s) and is built again", folder, fault)
    return None


def open_or_build(
    parent: Path, name: str, version: str, build: Callable[[Path], None], kept: int = 2
) -> Bundle:
    """Opens this version of a bundle; another process builds it first where it is missing.

    So many versions are kept at most.
    """
    folder = parent / f"{name}-{version}"
    bundle = open_bundle(folder)
    if bundle is None:
        run_in_process(build, folder)
        bundle = open_bundle(folder)
        assert bundle is not None
        tidy(parent, f"{name}-*", kept)
    return bundle


@contextmanager
def writing(folder: Path) -> Iterator[BundleWriter]:
    """Opens a writer of the bundle `folder`, which exists once the block ends without an error.

    If another process has written the same bundle meanwhile, one of the two is kept.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    try:
        writer = BundleWriter(unfinished)
        yield writer
        writer.finish()
        if folder.exists():
            discard(folder)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def discard(folder: Path) -> None:
    """Deletes a bundle in one step; processes that have it open keep what they mapped."""
    grave = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    folder.rename(grave / folder.name)
    shutil.rmtree(grave, ignore_errors=True)


def tidy(parent: Path, pattern: str, kept: int) -> None:
    """Discards all but the newest bundles whose names fit, and what dead writers left."""
    newest_first = sorted(parent.glob(pattern), key=lambda path: -path.stat().st_mtime)
    for folder in newest_first[kept:]:
        discard(folder)
    for folder in parent.glob(f"{UNFINISHED}*"):
        if folder.stat().st_mtime < time.time() - _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)


def starts_of(sizes: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """Returns where each of some consecutive things of these sizes starts, and the last ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def ranges(
    values: NDArray[Number], starts: NDArray[np.int64], numbers: NDArray[np.integer]
) -> tuple[NDArray[Number], NDArray[np.int64]]:
    """Returns the values from `starts[n]` to `starts[n + 1]` for each number n, and how many."""
    first = starts[numbers]
    sizes = starts[numbers + 1] - first
    before = np.cumsum(sizes) - sizes
    return values[np.arange(sizes.sum()) + np.repeat(first - before, sizes)], sizes


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return b""  # an empty file cannot be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def fingerprint(own: Sequence[ModuleType], others: Sequence[str], *more: str) -> str:
    """Returns 16 hexadecimal digits that change with the code and word lists of our own packages.

    They change with `more` and with the installed files of the others, too, which are given by
    their names and not imported.
    """
    digest = sha256("\n".join(more).encode())
    for package in own:
        for path in sorted(Path(package.__path__[0]).rglob("*")):
            if path.suffix in (".py", ".txt"):
                digest.update(path.read_bytes())
    for name in others:
        for state in (path.stat() for path in _installed_files(name)):
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _installed_files(package: str) -> list[Path]:
    """The file that a package is imported from, or all of one without an `__init__.py`."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin:
        return [Path(found.origin)] if found and found.origin else []
    files = (
        path
        for folder in found.submodule_search_locations or ()
        for path in Path(folder).rglob("*")
    )
    return sorted(path for path in files if path.suffix not in ("", ".pyc"))
