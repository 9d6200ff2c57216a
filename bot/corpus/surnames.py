"""Chinese surnames, in both scripts."""

from functools import cache
from pathlib import Path

_LISTS = Path(__file__).parent


@cache
def usual_surnames() -> frozenset[str]:
    """Those of one character that seldom begin anything but a name."""
    return frozenset("".join(_words("surnames.txt")))


@cache
def surnames() -> frozenset[str]:
    """All of one character, those too that are words far more often: `都`, `从`."""
    return usual_surnames().union("".join(_words("surnames-seldom.txt")))


@cache
def double_surnames() -> frozenset[str]:
    """Those of two characters: `欧阳`."""
    return frozenset(_words("surnames-double.txt"))


def _words(name: str) -> list[str]:
    lines = (_LISTS / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
