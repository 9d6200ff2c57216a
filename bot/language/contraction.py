"""Contractions: a word of two characters that a text says in longer ones, 租房 for 房屋出租."""

import re

from bot.language.script import HAN

_WORD = re.compile(f"[{HAN}]{{2}}")
_BETWEEN = 2
"""Characters between the two at most: they are parts of one word, or of two that meet."""
_WITHIN_WORDS = re.compile(r"\w*")


def is_said_in_parts(word: str, text: str) -> bool:
    r"""Whether a text in normal form has the two characters of a word close together.

    >>> is_said_in_parts("租房", "制定房屋出租条例"), is_said_in_parts("租房", "租赁、房产")
    (True, False)
    """
    if not _WORD.fullmatch(word):
        return False
    return _follow(word[0], word[1], text) or _follow(word[1], word[0], text)


def _follow(one: str, other: str, text: str) -> bool:
    """Whether in a text one character stands a little before the other."""
    at = text.find(one) if other in text else -1
    while at >= 0:
        gap, found, _ = text[at + 1 : at + 2 + _BETWEEN].partition(other)
        if found and _WITHIN_WORDS.fullmatch(gap):
            return True
        at = text.find(one, at + 1)
    return False
