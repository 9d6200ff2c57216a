"""English words to stems, by the Snowball project's English stemmer (Porter 2001)."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.language.lists import read_lines

_IRREGULAR = Path(__file__).parent / "irregular.txt"

_AGAIN = re.compile(r"(?:re|un|over|under|out|fore|mis)(?=[a-z]{4})")
"""What makes another word of an irregular one: "rebuilt", "unpaid", "overdrawn"."""

_MEN = re.compile(r"(?<=[a-z]{3})men$")
_NO_MEN = ("abdomen", "acumen", "albumen", "bitumen", "regimen", "specimen", "stamen")

_BRITISH = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2}[bln])our(?=$|s|e|i|h)|(?<=[a-z]{2})our$"), "or"),
    (re.compile(r"(?<=[chnp])ae(?=[domst])"), "e"),
    (re.compile(r"(?<=[a-z]{3}t)re(?=s?$)"), "er"),
)


class Stemmer:
    """Stems lower-case English words, irregular forms included; loads what it needs when asked.

    >>> Stemmer().stem("rentals"), Stemmer().stem("won"), Stemmer().stem("rebuilt")
    ('rental', 'win', 'rebuild')
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
            regular = self._irregular.get(bare) or self._regular(bare)
            found = self._known[word] = str(self._algorithm.stemWord(_american(regular)))
        return found

    def _regular(self, word: str) -> str:
        """A word for one that is made of an irregular form: "rebuild", "businessman"."""
        if word.endswith("men"):
            return word if word in _NO_MEN else _MEN.sub("man", word)
        before = _AGAIN.match(word)
        of = self._irregular.get(word[before.end() :]) if before else None
        return before[0] + of if before and of else word


def _american(word: str) -> str:
    """The American spelling, which the dictionary uses, of words that differ by an ending."""
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word
