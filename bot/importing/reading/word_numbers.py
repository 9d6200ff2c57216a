"""The numbers that Word sets before paragraphs, which stand nowhere in their text."""

from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_DEEPEST = 9
_MARKLESS = ("bullet", "none")


class Numbers:
    """Counts the numbered paragraphs of a document, in their order.

    `numbering` is the element that defines its lists, None where it has none.
    """

    def __init__(self, numbering: Any) -> None:
        self._levels = _levels(numbering)
        self._counts: defaultdict[str, list[int]] = defaultdict(list)

    def before(self, paragraph: Any, style: Any) -> str:
        """The number that stands before a paragraph of a style; empty for none."""
        number, depth = _place([paragraph, *(one.element for one in _bases(style))])
        levels = self._levels.get(number, {})
        if depth not in levels:
            return ""
        counts = self._counts[number]
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(_start(levels.get(len(counts))) - 1)
        counts[depth] += 1
        return self._label(levels, counts, depth)

    def _label(self, levels: dict[int, Any], counts: list[int], depth: int) -> str:
        label = _value(levels[depth], "lvlText")
        if _value(levels[depth], "numFmt") in _MARKLESS:
            return ""
        for at, count in enumerate(counts):
            shown = _shown(max(count, 0), _value(levels.get(at), "numFmt"))
            label = label.replace(f"%{at + 1}", shown)
        return f"{label} " if label[-1:].isascii() else label


def _levels(numbering: Any) -> dict[str, dict[int, Any]]:
    """The levels of each list, by its number."""
    if numbering is None:
        return {}
    abstract = {
        one.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl", "0")): level for level in one.findall(f"{_W}lvl")
        }
        for one in numbering.findall(f"{_W}abstractNum")
    }
    return {
        one.get(f"{_W}numId"): abstract.get(_value(one, "abstractNumId"), {})
        for one in numbering.findall(f"{_W}num")
    }


def _place(elements: list[Any]) -> tuple[str, int]:
    """The list that a paragraph is in, by itself or else by its styles, and how deep."""
    number = depth = ""
    for element in elements:
        properties = element.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            number = number or _value(properties, "numId")
            depth = depth or _value(properties, "ilvl")
    return number, min(int(depth or 0), _DEEPEST)


def _bases(style: Any) -> list[Any]:
    """A style and those that it is based on."""
    styles: list[Any] = []
    while style is not None and style not in styles:
        styles.append(style)
        style = style.base_style
    return styles


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}") if element is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _start(level: Any) -> int:
    return int(_value(level, "start") or 1)


def _shown(count: int, kind: str) -> str:
    """A number as Word writes it: `三`, `c`, `iii`, `3`."""
    if kind.startswith(("chinese", "ideograph", "japanese", "taiwanese")):
        return _in_han(count)
    if kind in ("lowerLetter", "upperLetter") and count:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = _in_roman(count)
        return roman.lower() if kind == "lowerRoman" else roman
    return str(count)


def _in_han(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not 0 < count < 100:
        return str(count)
    return ("" if tens == 0 else f"{_HAN[tens] if tens > 1 else ''}十") + (
        _HAN[ones] if ones else ""
    )


def _in_roman(count: int) -> str:
    values = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
    text = ""
    for value, letters in (*values, (4, "IV"), (1, "I")):
        times, count = divmod(count, value)
        text += letters * min(times, 9)
    return text
