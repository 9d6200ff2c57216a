"""Chinese characters: which they are, in which script, and how they are read.

OpenCC turns Traditional ones into Simplified ones; pypinyin has their readings.
"""

import os
import re
from collections.abc import Callable
from functools import cache
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
"""The ranges of Chinese characters, for the brackets of a regular expression."""

_RANGES = [(ord(r[0]), ord(r[-1])) for r in re.findall(r".-.|.", HAN)]

CHINESE, ENGLISH = 1, 2  # the languages of a text, as bits of a number
_HAN = re.compile(f"[{HAN}]+")
_WORD = re.compile("[A-Za-z]{2,}")
_MOST_READINGS = 16
_SOME = 0.05
"""Words in letters, or Chinese characters, per character of a text with some of a language."""


def languages_of(text: str) -> int:
    """Returns which of the languages a text has more than a few words of.

    >>> languages_of("GDP增长了5%"), languages_of("We learn a lot from what 刘晖 told us in May.")
    (1, 2)
    """
    few = max(1, _SOME * len(text))
    chinese = CHINESE if _characters_in(text) > few else 0
    return chinese | (ENGLISH if len(_WORD.findall(text)) > few else 0)


def is_han(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Says which of some code points are Chinese characters."""
    found = np.zeros(len(codes), np.bool_)
    for first, last in _RANGES:
        found |= (codes >= first) & (codes <= last)
    return found


def is_chinese(text: str) -> bool:
    """Whether a text has as many Chinese characters as words in letters, or more.

    >>> is_chinese("刘晖怎么看 rental?"), is_chinese("What did 刘晖 propose about rentals?")
    (True, False)
    """
    return _characters_in(text) >= len(_WORD.findall(text))


def _characters_in(text: str) -> int:
    """Counts the Chinese characters of a text, by runs of them, of which there are fewer."""
    return sum(map(len, _HAN.findall(text)))


def simplifier() -> Callable[[str], str]:
    """Returns a function that converts text in either script to Simplified characters."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


@cache
def syllables(character: str) -> tuple[str, ...]:
    """Returns every reading of a character, the usual one first; none if it is not Chinese.

    >>> syllables("长")
    ('zhang', 'chang')
    """
    # The table of phrases would take 60 MB, and names are read by their characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin

    (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
    return tuple(r for r in dict.fromkeys(readings) if r.isascii() and r != character)


def readings(word: str) -> list[tuple[str, ...]]:
    """Returns the readings of a word, a syllable for each character; none if one is not Chinese.

    >>> readings("刘晖")
    [('liu', 'hui')]
    """
    return list(islice(product(*map(syllables, word)), _MOST_READINGS))
