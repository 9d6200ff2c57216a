"""Word lists in text files, where a line that begins with # is a comment; Chinese surnames."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def read_lines(path: Path) -> list[str]:
    """Returns the lines of a list."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def read_words(path: Path) -> frozenset[str]:
    """Returns the words of a list, separated by white space."""
    return frozenset(word for line in read_lines(path) for word in line.split())


@cache
def usual_surnames() -> frozenset[str]:
    """Returns the surnames of one character that seldom begin anything but a name."""
    return frozenset("".join(read_words(_FOLDER / "surnames.txt")))


@cache
def surnames() -> frozenset[str]:
    """Returns all surnames of one character, also those that are usually other words: `都`."""
    return usual_surnames().union("".join(read_words(_FOLDER / "surnames-seldom.txt")))


@cache
def double_surnames() -> frozenset[str]:
    """Returns the surnames of two characters: `欧阳`."""
    return read_words(_FOLDER / "surnames-double.txt")
