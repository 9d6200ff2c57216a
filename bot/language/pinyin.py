"""How Chinese characters are read: pinyin without tones, by pypinyin."""

import os
from functools import cache
from itertools import islice, product

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
