"""Numbers as they are written, what they count ("24名"), and questions that ask for one."""

import re
from collections.abc import Iterator

from bot.language.script import HAN

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_DIGITS = "零一二三四五六七八九"
_CHARACTERS = 0.7
_ROMAN = re.compile(r"(?=[ivxl]{2})(xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_WORDS = (
    {word: value for value, word in enumerate([*_UNITS, *_TEENS, "eighteen", "nineteen"])}
    | {word: 10 * tens for tens, word in enumerate(_TENS, start=2)}
    | {word: value for value, word in enumerate([*_ORDINALS, "tenth"], start=1)}
)
_NUMERALS = "一二三四五六七八九十两百千"
_FIGURE = re.compile(  # begins with characters, which are found quickest; what precedes comes after
    rf"(?P<number>[\d{_NUMERALS}](?<!\d.)(?<!\d[.,].)"
    rf"(?:(?<=\d)\d*+(?:[.,]\d++)*+|(?<=[{_NUMERALS}])[{_NUMERALS}]*))"
    rf"[万亿多余]*(?P<unit>[{HAN}%])"
)
_LETTER_OR_DIGIT = re.compile(r"[\da-z]")
_ENGLISH = re.compile(
    r"(?<![\w.,])(?:(?P<year>(?:19|20)\d\d)\b|(?P<number>\d++(?:[.,]\d++)*+"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh"
    r"|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million)\b)"
    r"(?: ?%|[ -][a-z]))"
    r"|\b(?P<month>january|february|march|april|june|july|august|september|october|november"
    r"|december)\b"
)
_NUMBER, _DATE = "#number", "#date"
_NO_FIGURE = ("1", "一")  # "one" before a thing counts nothing
_WANTED = re.compile(rf"(?:多少|几)(?P<unit>[{HAN}]?)")
_HOW_MANY = re.compile(r"\b(?:how (?:many|much)|number of|percent(?:age)?|share of)\b")
_WHEN = re.compile(
    r"\b(?:when(?= (?:is|was|are|were|do|does|did|will|has|have|had)\b)"
    r"|which (?:day|date|year|month)|what (?:day|date|year|month))\b"
    r"|哪[天年日月]|哪一[天年日月]|几[月号日]|什么时候|何时|什么时间|多会儿"
)
_DATES = ("#年", "#月", "#日", _DATE)
_COUNTS = tuple(f"#{unit}" for unit in "个名家件户人次位所张座亩元万亿%份项条部台套")
_ANY_UNIT = 0.25


def number_of(word: str) -> int | None:
    """Returns the number that an English word, a Roman numeral or digits with an ending mean.

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


def number_forms(number: int) -> dict[str, float]:
    """Returns a number in digits and, below a hundred, in Chinese characters, with weights.

    >>> number_forms(12)
    {'12': 1.0, '十二': 0.7}
    """
    tens, units = divmod(number, 10)
    if tens > 9:
        return {str(number): 1.0}
    chinese = f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}"
    return {str(number): 1.0, chinese + (_DIGITS[units] if units or not tens else ""): _CHARACTERS}


def figures(text: str) -> Iterator[tuple[str, int, int]]:
    """Yields what the numbers of a text in normal form count, as (term, start, end).

    >>> list(figures("24名干部"))
    [('#名', 0, 3)]
    >>> list(figures("24 officials in 2019"))
    [('#number', 0, 4), ('#date', 16, 20)]
    """
    for match in _FIGURE.finditer(text):
        if match["number"] not in _NO_FIGURE:
            yield f"#{match['unit']}", match.start(), match.end()
    for match in _ENGLISH.finditer(text) if _LETTER_OR_DIGIT.search(text) else ():
        if match["number"] not in _NO_FIGURE:
            yield _NUMBER if match["number"] else _DATE, match.start(), match.end()


def wanted_figures(question: str) -> dict[str, float]:
    """Returns weighted terms for the figures that a question in normal form asks for, if any.

    >>> wanted_figures("来了多少名干部")["#名"]
    1.0
    """
    wanted = dict.fromkeys(_DATES, 1.0) if _WHEN.search(question) else {}
    for match in _WANTED.finditer(question):
        units = (f"#{match['unit']}", _NUMBER)
        wanted |= dict.fromkeys(_COUNTS, _ANY_UNIT) | dict.fromkeys(units, 1.0)
    if _HOW_MANY.search(question):
        wanted |= dict.fromkeys((*_COUNTS, _NUMBER), 1.0)
    return wanted
