"""Figures: what a number counts ("24名"), and questions that want one ("多少名", "how many")."""

import re
from collections.abc import Iterator

from bot.language.script import HAN

_FIGURE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?P<number>\d++(?:[.,]\d++)*+|[一二三四五六七八九十两百千]+)"
    rf"[万亿多余]*(?P<unit>[{HAN}%])"
)
_NO_FIGURE = ("1", "一")  # "one" before a thing counts nothing
_WANTED = re.compile(rf"(?:多少|几)(?P<unit>[{HAN}]?)")
_HOW_MANY = re.compile(r"\b(?:how (?:many|much)|number of|percent(?:age)?|share of)\b")
_WHEN = re.compile(
    r"\b(?:when|which (?:day|date|year|month)|what (?:day|date|year|month))\b"
    r"|哪[天年日月]|哪一[天年日月]|几[月号日]|什么时候|何时|什么时间|多会儿"
)
_DATES = ("#年", "#月", "#日")
_COUNTS = tuple(f"#{unit}" for unit in "个名家件户人次位所张座亩元万亿%份项条部台套")
_ANY_UNIT = 0.25


def figures(text: str) -> Iterator[tuple[str, int, int]]:
    """What the numbers of a text in normal form count, as (term, start, end).

    >>> list(figures("24名干部"))
    [('#名', 0, 3)]
    """
    for match in _FIGURE.finditer(text):
        if match["number"] not in _NO_FIGURE:
            yield f"#{match['unit']}", match.start(), match.end()


def wanted_figures(question: str) -> dict[str, float]:
    """The terms of the figures that a question in normal form wants, weighted; none if none.

    >>> wanted_figures("来了多少名干部")["#名"]
    1.0
    """
    wanted = dict.fromkeys(_DATES, 1.0) if _WHEN.search(question) else {}
    for match in _WANTED.finditer(question):
        wanted |= dict.fromkeys(_COUNTS, _ANY_UNIT) | {f"#{match['unit']}": 1.0}
    if _HOW_MANY.search(question):
        wanted |= dict.fromkeys(_COUNTS, 1.0)
    return wanted
