"""The lists that stand in text files beside the code; a line that begins with # is a remark."""

from pathlib import Path


def read_lines(path: Path) -> list[str]:
    """The lines of a list."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def read_words(path: Path) -> frozenset[str]:
    """The words of a list, parted by white space."""
    return frozenset(word for line in read_lines(path) for word in line.split())


def read_characters(path: Path) -> str:
    """The characters of a list, in their order."""
    return "".join(read_lines(path))
