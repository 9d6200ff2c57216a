"""Bundles: folders of arrays and texts that are written whole, checked, and memory-mapped.

A bundle is a folder with a file for each array (`.npy`) or run of bytes, and a manifest with the
checksum of each (XXH3, 64 bits). It appears under its name when all of it is written, by a rename;
nothing in it is ever changed. Processes that open the same bundle share its pages.
"""

import importlib.util
import json
import logging
import mmap
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
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
from xxhash import xxh3_64, xxh3_64_hexdigest

log = logging.getLogger(__name__)

_MANIFEST = "manifest.json"
UNFINISHED = ".unfinished-"
"""How the names of folders begin that are being written, and are of no use if that ends early."""

Number = TypeVar("Number", bound=np.generic)

_HEADERS = Lock()
"""Held while NumPy reads an array's header: CPython before 3.12.2 keeps the depth of all threads'
syntax trees in one place (gh-106905), so `ast` fails where two threads parse at once."""

_ABANDONED = 24 * 3600
"""Seconds after which an unfinished bundle is taken for one whose writer died."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is kept under one name; `info` is what its writer noted, in JSON's types."""

    folder: Path
    info: Mapping[str, Any]

    def array(self, name: str) -> NDArray[Any]:
        """An array, mapped and read-only."""
        path = self.folder / f"{name}.npy"
        with _HEADERS:
            mapped = open_memmap(path, mode="r")
        return np.asarray(mapped)  # slices of a plain array are made faster

    def text(self, name: str) -> memoryview:
        """A run of bytes, mapped."""
        return memoryview(_mapped(self.folder / name))

    def path(self, name: str) -> Path:
        """A file that a library reads by itself."""
        return self.folder / name


class BundleWriter:
    """Writes the files of one bundle, and takes their checksums on the way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sums: dict[str, str] = {}
        self.info: dict[str, Any] = {}

    def array(self, name: str, values: NDArray[Any]) -> None:
        with self.stream(name, values.dtype, values.shape) as stream:
            stream.write(np.ascontiguousarray(values))

    def text(self, name: str, content: bytes) -> None:
        with self.file_stream(name) as stream:
            stream.write(content)

    @contextmanager
    def stream(
        self, name: str, dtype: DTypeLike, shape: tuple[int, ...]
    ) -> Iterator["_SummingFile"]:
        """An array that is written piece by piece; the pieces must add up to the shape."""
        with self.file_stream(f"{name}.npy") as stream:
            descr = np.lib.format.dtype_to_descr(np.dtype(dtype))
            header = {"descr": descr, "fortran_order": False, "shape": shape}
            write_array_header_1_0(stream, header)
            yield stream

    def file(self, name: str) -> Path:
        """Where a library may write a file by itself; its checksum is taken when all is done."""
        self._sums[name] = ""
        return self._folder / name

    @contextmanager
    def file_stream(self, name: str) -> Iterator["_SummingFile"]:
        """A run of bytes that is written piece by piece."""
        with (self._folder / name).open("wb") as file:
            stream = _SummingFile(file)
            yield stream
        self._sums[name] = stream.digest()

    def written(self) -> Bundle:
        """What is there so far, to be read while the rest is made."""
        return Bundle(self._folder, self.info)

    def finish(self) -> None:
        for name, digest in self._sums.items():
            self._sums[name] = digest or xxh3_64_hexdigest(_mapped(self._folder / name))
        manifest = json.dumps({"info": self.info, "files": self._sums}, ensure_ascii=False).encode()
        line = xxh3_64_hexdigest(manifest).encode() + b"\n"
        (self._folder / _MANIFEST).write_bytes(line + manifest)


class _SummingFile:
    """A file that is written once, from its beginning, and summed up as it is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sum = xxh3_64()

    def write(self, content: Any) -> None:
        self._file.write(content)
        self._sum.update(content)

    def digest(self) -> str:
        return self._sum.hexdigest()


def open_bundle(folder: Path) -> Bundle | None:
    """The bundle of a folder, every byte of it checked; None where it is missing or damaged."""
    try:
        digest, _, manifest = (folder / _MANIFEST).read_bytes().partition(b"\n")
        fault = "" if xxh3_64_hexdigest(manifest).encode() == digest else _MANIFEST
        content = {} if fault else json.loads(manifest)
        for name, expected in content.get("files", {}).items():
            if xxh3_64_hexdigest(_mapped(folder / name)) != expected:
                fault = name
        if not fault:
            return Bundle(folder, content["info"])
    except FileNotFoundError as error:
        if not folder.exists():
            return None
        fault = Path(error.filename).name
    except (OSError, ValueError) as error:
        fault = str(error)
    log.warning("%s is damaged (%s): it is made again", folder, fault)
    return None


@contextmanager
def writing(folder: Path) -> Iterator[BundleWriter]:
    """A writer of the bundle that this folder is to be; it is there when the block ends.

    Where another process has written the same meanwhile, one of the two is kept.
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
    """Takes a bundle away at once; processes that have it open keep what they mapped."""
    grave = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    folder.rename(grave / folder.name)
    shutil.rmtree(grave, ignore_errors=True)


def tidy(parent: Path, pattern: str, kept: int) -> None:
    """Discards all but the newest bundles whose names fit, and what dead writers have left."""
    newest_first = sorted(parent.glob(pattern), key=lambda path: -path.stat().st_mtime)
    for folder in newest_first[kept:]:
        discard(folder)
    for folder in parent.glob(f"{UNFINISHED}*"):
        if folder.stat().st_mtime < time.time() - _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)


def starts_of(sizes: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each of some things begins that stand one after another, and where the last ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def ranges(
    values: NDArray[Number], starts: NDArray[np.int64], numbers: NDArray[np.integer]
) -> tuple[NDArray[Number], NDArray[np.int64]]:
    """The values from `starts[n]` to `starts[n + 1]` for each number n, and how many each has."""
    first = starts[numbers]
    sizes = starts[numbers + 1] - first
    before = np.cumsum(sizes) - sizes
    return values[np.arange(sizes.sum()) + np.repeat(first - before, sizes)], sizes


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return b""  # nothing can be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


_READ = (".py", ".txt")


def fingerprint(own: Sequence[ModuleType], others: Sequence[str], *more: str) -> str:
    """Changes with the code and the lists of our own packages, and with others' installed files.

    The others, given by their names, are not imported. 16 hexadecimal digits.
    """
    digest = sha256("\n".join(more).encode())
    for package in own:
        for path in sorted(Path(package.__path__[0]).rglob("*")):
            if path.suffix in _READ:
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
