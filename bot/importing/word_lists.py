"""The lists of words in the folder `words`; a line that begins with # is a remark."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def words_in(name: str) -> frozenset[str]:
    """The words of the list with this name, parted by white space."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
