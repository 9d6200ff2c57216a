"""English words: their stems, by Snowball's stemmer (Porter 2001), and what they are made of."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.language.word_lists import read_lines

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


# What makes one word of another: "rental" of "rent", "oldest" of "old", "technician" of "technic".
_ENDINGS = re.compile(
    r"(?:ation|ition|ence|ance|ian|ial|al|ical|ic|ious|ous|ful|less|ness|ment|ship|ism|ist|est"
    r"|er|or|ion|ive|able|ible|abl|ibl|iti|enc|anc|ing|ly|y|i|e)$"
)
_BEFORE = re.compile(
    r"(?:agri|anti|auto|bio|counter|cyber|de|dis|eco|electro|hydro|im|inter|in|mega|micro|mid|mini"
    r"|mis|multi|non|out|over|photo|post|pre|pro|re|semi|sub|super|tele|trans|ultra|under|un)"
)
_SHORTEST = 3
_SHORTEST_AFTER = 4
_LONGEST = 45
"""Letters of the longest word in an English dictionary; what is longer is derived from none."""

_LONGEST_COMPOUND = 24
_DERIVED = 0.5
_COMPOUND = 0.8
_PART = 0.4
_LONGEST_ENDING = 3
_SHORTEST_KNOWN = 5
"""Letters of a known stem, at least, that an unknown one goes on from."""


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


def relatives(word: str, stemmer: Stemmer, knows: Callable[[str], bool]) -> dict[str, float]:
    """The stems, or phrases of stems, that a word has to do with, each with how much.

    For a word that nothing is known of, these are also what it is made of, and the stem that it
    only differs from by an ending. One with a capital may be a name, and is not taken apart:
    "Underhill" has to do with no hill.

    >>> relatives("healthcare", Stemmer(), {"health care", "health", "care"}.__contains__)
    {'health care': 0.8}
    """
    stem = stemmer.stem(word.lower())
    found = dict.fromkeys(roots(stem), _DERIVED)
    if len(word) <= _LONGEST_COMPOUND and not knows(stem):
        apart = {} if word[:1].isupper() else _made_of(word, stemmer, knows)
        found |= apart or _going_on_from(stem, knows)
    return found


def _made_of(word: str, stemmer: Stemmer, knows: Callable[[str], bool]) -> dict[str, float]:
    """The phrase that a word is when it is written apart; or else its two parts, or the second."""
    parts = [
        (stemmer.stem(word[:at]), stemmer.stem(word[at:]))
        for at in range(_SHORTEST, len(word) - _SHORTEST + 1)
    ]
    for phrase in map(" ".join, parts):
        if knows(phrase):
            return {phrase: _COMPOUND}
    before = _BEFORE.match(word)
    if before and len(word) - before.end() >= _SHORTEST_AFTER:
        after = stemmer.stem(word[before.end() :])
        if knows(after):
            return {after: _DERIVED}
    both = [pair for pair in parts if all(len(part) > _SHORTEST and knows(part) for part in pair)]
    evenest = max(both, key=lambda pair: min(map(len, pair)), default=())
    return dict.fromkeys(evenest, _PART)


def _going_on_from(stem: str, knows: Callable[[str], bool]) -> dict[str, float]:
    """The longest known stem that a stem goes on from by a few letters ("victorian")."""
    shorter = (stem[:-cut] for cut in range(1, _LONGEST_ENDING + 1))
    known: Iterator[str] = (s for s in shorter if len(s) >= _SHORTEST_KNOWN and knows(s))
    return {found: _DERIVED for found in [next(known, "")] if found}
