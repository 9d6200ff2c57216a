"""Contractions: a word of two characters that a text says in longer ones, 租房 for 房屋出租."""

import re

from bot.language.script import HAN

_WORD = re.compile(f"[{HAN}]{{2}}")
_BETWEEN = 2
"""Characters between the two at most: they are parts of one word, or of two that meet."""


def is_said_in_parts(word: str, text: str) -> bool:
    r"""Whether a text in normal form has the two characters of a word close together.

    >>> is_said_in_parts("租房", "制定房屋出租条例"), is_said_in_parts("租房", "租赁、房产")
    (True, False)
    """
    if not _WORD.fullmatch(word):
        return False
    one, other = word[0], word[1]
    gap = rf"\w{{0,{_BETWEEN}}}"
    return bool(re.search(f"{one}{gap}{other}|{other}{gap}{one}", text))
