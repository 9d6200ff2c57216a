"""Chinese characters: which they are, in which script, how they are read, and which are surnames.

Traditional ones become Simplified ones by OpenCC; readings are those of pypinyin.
"""

import os
import re
from collections.abc import Callable
from functools import cache
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
"""The ranges of Chinese characters, to stand in a regular expression's brackets."""

_RANGES = [(ord(r[0]), ord(r[-1])) for r in re.findall(r".-.|.", HAN)]

CHINESE, ENGLISH = 1, 2
"""The languages of a text, as bits of a number."""

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile("[A-Za-z]{2,}")
_SOME = 0.05
"""Words in letters, and Chinese characters, a character of a text that has some of a language."""


def languages_of(text: str) -> int:
    """Which of the languages a text has more than a few words of.

    >>> languages_of("GDP增长了5%"), languages_of("We learn a lot from what 刘晖 told us in May.")
    (1, 2)
    """
    few = max(1, _SOME * len(text))
    chinese = CHINESE if len(_HAN.findall(text)) > few else 0
    return chinese | (ENGLISH if len(_WORD.findall(text)) > few else 0)


def is_han(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of some code points are Chinese characters."""
    found = np.zeros(len(codes), np.bool_)
    for first, last in _RANGES:
        found |= (codes >= first) & (codes <= last)
    return found


def is_chinese(text: str) -> bool:
    """Whether a text has as many Chinese characters as words in letters, or more.

    >>> is_chinese("刘晖怎么看 rental?"), is_chinese("What did 刘晖 propose about rentals?")
    (True, False)
    """
    return len(_HAN.findall(text)) >= len(_WORD.findall(text))


def simplifier() -> Callable[[str], str]:
    """A function from text in either script to text in Simplified characters."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


_MOST_READINGS = 16


@cache
def syllables(character: str) -> tuple[str, ...]:
    """Every reading of a character, the usual one first; nothing for what is not Chinese.

    >>> syllables("长")
    ('zhang', 'chang')
    """
    # Its table of phrases would take 60 MB, and a name is read by its characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin

    (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
    return tuple(r for r in dict.fromkeys(readings) if r.isascii() and r != character)


def readings(word: str) -> list[tuple[str, ...]]:
    """The ways to read a word, a syllable a character; nothing if a character is not Chinese.

    >>> readings("刘晖")
    [('liu', 'hui')]
    """
    return list(islice(product(*map(syllables, word)), _MOST_READINGS))
