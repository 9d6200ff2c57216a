"""Chinese characters: which they are, and Traditional ones to Simplified ones, by OpenCC."""

from collections.abc import Callable

import opencc

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
"""The ranges of Chinese characters, to stand in a regular expression's brackets."""


def simplifier() -> Callable[[str], str]:
    """A function from text in either script to text in Simplified characters."""
    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
