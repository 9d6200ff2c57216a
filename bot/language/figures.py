"""Figures: what a number counts ("24名"), and questions that want one ("多少名", "how many")."""

import re
from collections.abc import Iterator

from bot.language.script import HAN

_FIGURE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?P<number>\d++(?:[.,]\d++)*+|[一二三四五六七八九十两百千]+)"
    rf"[万亿多余]*(?P<unit>[{HAN}%])"
)
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


def figures(text: str) -> Iterator[tuple[str, int, int]]:
    """What the numbers of a text in normal form count, as (term, start, end).

    >>> list(figures("24名干部"))
    [('#名', 0, 3)]
    >>> list(figures("24 officials in 2019"))
    [('#number', 0, 4), ('#date', 16, 20)]
    """
    for match in _FIGURE.finditer(text):
        if match["number"] not in _NO_FIGURE:
            yield f"#{match['unit']}", match.start(), match.end()
    for match in _ENGLISH.finditer(text):
        if match["number"] not in _NO_FIGURE:
            yield _NUMBER if match["number"] else _DATE, match.start(), match.end()


def wanted_figures(question: str) -> dict[str, float]:
    """The terms of the figures that a question in normal form wants, weighted; none if none.

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
