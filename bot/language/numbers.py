"""Numbers as they are written: in digits, in English words, in Chinese ones, in Roman ones."""

import re

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_DIGITS = "零一二三四五六七八九"
_ROMAN = re.compile(r"(?=[ivxl]{2})(xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_WORDS = (
    {word: value for value, word in enumerate([*_UNITS, *_TEENS, "eighteen", "nineteen"])}
    | {word: 10 * tens for tens, word in enumerate(_TENS, start=2)}
    | {word: value for value, word in enumerate([*_ORDINALS, "tenth"], start=1)}
)


def number_of(word: str) -> int | None:
    """What an English word, a Roman number or digits with an ending stand for.

    >>> number_of("five"), number_of("xlix"), number_of("1700s"), number_of("village")
    (5, 49, 1700, None)
    """
    if word in _WORDS:
        return _WORDS[word]
    if _ROMAN.fullmatch(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        following = [*values[1:], 0]
        return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th|'?s)?", word)
    return int(digits[1]) if digits else None


def in_chinese(number: int) -> str | None:
    """A number below a hundred in Chinese characters.

    >>> in_chinese(5), in_chinese(12), in_chinese(40), in_chinese(2020)
    ('五', '十二', '四十', None)
    """
    if number >= 100:
        return None
    tens, units = divmod(number, 10)
    if not tens:
        return _DIGITS[units]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[units] if units else "")
