"""English words to stems, by the Snowball project's English stemmer (Porter 2001)."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.language.lists import read_lines

_IRREGULAR = Path(__file__).parent / "irregular.txt"

# What makes one word of another: "rental" of "rent", "oldest" of "old", "technician" of "technic".
_ENDINGS = re.compile(
    r"(?:ation|ition|ence|ance|ian|ial|al|ical|ic|ious|ous|ful|less|ness|ment|ship|ism|ist|est"
    r"|er|or|ion|ive|able|ible|abl|ibl|iti|enc|anc|ing|ly|y|i|e)$"
)
_SHORTEST = 3
_LONGEST = 45
"""Letters of the longest word in an English dictionary; what is longer is derived from none."""

_BRITISH = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2}[bln])our(?=$|s|e|i|h)|(?<=[a-z]{2})our$"), "or"),
    (re.compile(r"(?<=[a-z]{3}t)re(?=s?$)"), "er"),
)


class Stemmer:
    """Stems lower-case English words, irregular forms included; loads what it needs when asked.

    >>> Stemmer().stem("rentals"), Stemmer().stem("won")
    ('rental', 'win')
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    @cached_property
    def _algorithm(self) -> Any:
        from Stemmer import Stemmer as Algorithm

        return Algorithm("english", 0)  # what it found is kept here instead

    @cached_property
    def _irregular(self) -> dict[str, str]:
        words = (line.split(":") for line in read_lines(_IRREGULAR))
        return {form: word for word, forms in words for form in forms.split()}

    def stem(self, word: str) -> str:
        found = self._known.get(word)
        if found is None:
            bare = word.removesuffix("'s")
            regular = self._irregular.get(bare, bare)
            found = self._known[word] = str(self._algorithm.stemWord(_american(regular)))
        return found


def _american(word: str) -> str:
    """The American spelling, which the dictionary uses, of words that differ by an ending."""
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


def roots(stem: str) -> list[str]:
    """The shorter stems that a stem may be derived from, the longest first.

    >>> roots("rental"), roots("redevelop")
    (['rent'], ['develop'])
    """
    if len(stem) > _LONGEST:
        return []
    found = [stem.removeprefix("re")] if re.match("re.{5}", stem) else []
    while (shorter := _ENDINGS.sub("", stem)) != stem and len(shorter) >= _SHORTEST:
        found.append(shorter)
        stem = shorter
    return found
