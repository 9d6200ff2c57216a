"""English words: stems, by Snowball's stemmer (Porter 2001), and the words they are made of."""

import re
from collections.abc import Callable
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from bot.language.word_lists import read_lines

_IRREGULAR = Path(__file__).parent / "irregular.txt"
_PREFIX = re.compile(r"(?:re|un|over|under|out|fore|mis)(?=[a-z]{4})")  # "rebuilt", "unpaid"
_MEN = re.compile(r"(?<=[a-z]{3})men$")
_NO_MEN = ("abdomen", "acumen", "albumen", "bitumen", "regimen", "specimen", "stamen")
_BRITISH = (  # to American spellings, which the dictionary uses
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2}[bln])our(?=$|s|e|i|h)|(?<=[a-z]{2})our$"), "or"),
    (re.compile(r"(?<=[chnp])ae(?=[domst])"), "e"),
    (re.compile(r"(?<=[a-z]{3}t)re(?=s?$)"), "er"),
)
_ENDINGS = re.compile(  # of derived words: "rental", "oldest", "technician"
    r"(?:ation|ition|ence|ance|ian|ial|al|ical|ic|ious|ous|ful|less|ness|ment|ship|ism|ist|est"
    r"|er|or|ion|ive|able|ible|abl|ibl|iti|enc|anc|ing|ly|y|i|e)$"
)
_PREFIXES = re.compile(
    r"(?:agri|anti|auto|bio|counter|cyber|de|dis|eco|electro|hydro|im|inter|in|mega|micro|mid|mini"
    r"|mis|multi|non|out|over|photo|post|pre|pro|re|semi|sub|super|tele|trans|ultra|under|un)"
)
_SHORTEST = 3
_SHORTEST_AFTER = 4
_LONGEST = 45  # letters of the longest word in an English dictionary; longer ones are not derived
_LONGEST_COMPOUND = 24
_COMPOUND, _DERIVED, _PART = 0.8, 0.5, 0.4
_LONGEST_ENDING = 3
_SHORTEST_KNOWN = 5  # letters at least of a known stem that an unknown one begins with


class Stemmer:
    """Stems lower-case English words, also irregular forms; loads its data when first used.

    >>> Stemmer().stem("rentals"), Stemmer().stem("won"), Stemmer().stem("rebuilt")
    ('rental', 'win', 'rebuild')
    """

    def __init__(self) -> None:
        self.stem = cache(self._stem)

    @cached_property
    def _algorithm(self) -> Any:
        from Stemmer import Stemmer as Algorithm

        return Algorithm("english", 0)  # without its cache

    @cached_property
    def _irregular(self) -> dict[str, str]:
        words = (line.split(":") for line in read_lines(_IRREGULAR))
        return {form: word for word, forms in words for form in forms.split()}

    def _stem(self, word: str) -> str:
        bare = word.removesuffix("'s")
        regular = self._irregular.get(bare) or self._regular(bare)
        for british, american in _BRITISH:
            regular = british.sub(american, regular)
        return str(self._algorithm.stemWord(regular))

    def _regular(self, word: str) -> str:
        """Returns the regular form of a compound of an irregular one: "rebuild", "businessman"."""
        if word.endswith("men"):
            return word if word in _NO_MEN else _MEN.sub("man", word)
        prefix = _PREFIX.match(word)
        rest = self._irregular.get(word[prefix.end() :]) if prefix else None
        return prefix[0] + rest if prefix and rest else word


def roots(stem: str) -> list[str]:
    """Returns the shorter stems that a stem may be derived from, the longest first.

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
    """Returns the stems, or phrases of stems, that a word is related to, with weights.

    For an unknown word these are also its parts, or the longest known stem that it begins with
    ("victorian"). One with a capital may be a name, and is not split: "Underhill" is not a hill.

    >>> relatives("healthcare", Stemmer(), {"health care", "health", "care"}.__contains__)
    {'health care': 0.8}
    """
    stem = stemmer.stem(word.lower())
    found = dict.fromkeys(roots(stem), _DERIVED)
    if len(word) <= _LONGEST_COMPOUND and not knows(stem):
        parts = {} if word[:1].isupper() else _parts(word, stemmer, knows)
        shorter = (stem[:-cut] for cut in range(1, _LONGEST_ENDING + 1))
        begins = (s for s in shorter if len(s) >= _SHORTEST_KNOWN and knows(s))
        found |= parts or dict.fromkeys(islice(begins, 1), _DERIVED)
    return found


def _parts(word: str, stemmer: Stemmer, knows: Callable[[str], bool]) -> dict[str, float]:
    """Returns a word as a phrase of two, or else what follows a prefix, or its two parts."""
    parts = [
        (stemmer.stem(word[:at]), stemmer.stem(word[at:]))
        for at in range(_SHORTEST, len(word) - _SHORTEST + 1)
    ]
    for phrase in map(" ".join, parts):
        if knows(phrase):
            return {phrase: _COMPOUND}
    prefix = _PREFIXES.match(word)
    if prefix and len(word) - prefix.end() >= _SHORTEST_AFTER:
        after = stemmer.stem(word[prefix.end() :])
        if knows(after):
            return {after: _DERIVED}
    both = [pair for pair in parts if all(len(part) > _SHORTEST and knows(part) for part in pair)]
    evenest = max(both, key=lambda pair: min(map(len, pair)), default=())
    return dict.fromkeys(evenest, _PART)
