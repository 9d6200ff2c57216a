"""Splits texts into sentences, and paragraphs that are too long for a chat into pieces."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

LONGEST = 1000
"""Columns that a passage may have: 500 Chinese characters, or 1,000 Latin ones."""

_SENTENCE = re.compile(r".+?(?:[。！？!?…]+|[.](?=\s)|\n|$)[”’」』）)\"'\s]*", re.DOTALL)
_CLAUSE = re.compile(r".+?(?:[，,；;：:、\s]|$)\s*", re.DOTALL)


def width(text: str) -> int:
    """Returns the columns of a text in a terminal: two for an East Asian wide character."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def part(paragraph: str, longest: int = LONGEST) -> tuple[str, ...]:
    """Splits a paragraph at sentence ends into pieces of about equal length, at most `longest`.

    Only white space between pieces is lost. A sentence that is itself too long is split at its
    commas or spaces, or, without any, anywhere.
    """
    if 2 * len(paragraph) <= longest or width(paragraph) <= longest:
        return (paragraph,)
    atoms = list(_atoms(paragraph, longest))
    sizes = list(map(width, atoms))
    fewest = len(_pack(sizes, longest))
    low, high = 1, longest
    while low < high:  # the smallest bound with as few pieces makes them even
        middle = (low + high) // 2
        if len(_pack(sizes, middle)) <= fewest:
            high = middle
        else:
            low = middle + 1
    begins = [*_pack(sizes, low), len(atoms)]
    pieces = ("".join(atoms[begin:end]).strip() for begin, end in pairwise(begins))
    return tuple(filter(None, pieces))


def sentence(text: str) -> str:
    """Returns the first sentence of a text."""
    found = _SENTENCE.match(text)
    return found.group() if found else text


def sentences(text: str) -> list[str]:
    """Returns the sentences of a text, without the spaces between them."""
    return [found.group().strip() for found in _SENTENCE.finditer(text)]


def sentence_ends(text: str) -> list[int]:
    """Returns the position at which each sentence of a text ends."""
    return [found.end() for found in _SENTENCE.finditer(text)]


def _atoms(paragraph: str, longest: int) -> Iterable[str]:
    """Yields the sentences of a paragraph, or smaller pieces of those longer than `longest`."""
    for found in _SENTENCE.finditer(paragraph):
        if width(found.group()) <= longest:
            yield found.group()
            continue
        for clause in _CLAUSE.findall(found.group()):
            if width(clause) <= longest:
                yield clause
            else:
                step = longest // 2  # every character may be a wide one
                yield from (clause[at : at + step] for at in range(0, len(clause), step))


def _pack(sizes: Iterable[int], bound: int) -> list[int]:
    """Fills pieces with atoms of these sizes, each up to `bound` columns (or with a single atom).

    Returns the number of each piece's first atom.
    """
    begins: list[int] = []
    room = 0
    for number, size in enumerate(sizes):
        if not begins or size > room:
            begins.append(number)
            room = bound
        room -= size
    return begins
