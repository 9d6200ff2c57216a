"""What no careful person writes: strange texts, numbers and values, from a seeded chance."""

import random
from typing import Any

LONGEST = 100_000

_PLANES = 17
_SURROGATES = range(0xD800, 0xE000)
_FRAGMENTS = (
    *("<b>", "</b>", "<script>", "</blockquote>", '<a href="https://example.org">', "<!--"),
    *("&amp;", "&lt;", "&#60;", "&", "&#x110000;", "{ $name }", '{"}"}', "{ -term }", "${x}"),
    *("%s", "%(a)s", "{0}", "\\", "\\n", "'", '"', "`", "*", "_", "~", "||", "[a](b)", "../"),
    *("@SpeechesBot", "@speechesbot", "/ask", "/ask@SpeechesBot ", "/start speech-0-0", "?", "？"),
    *("\u202e", "\u200f", "\u2066", "\u200b", "\ufeff", "\u2028", "\x00", "\x07", "\x1b[31m"),
    *(
        "\x85",
        "\r\n",
        "\n\n",
        "\t",
        "\u0301" * 20,
        "e\u0301",
        "ﷺ",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇨🇳",
        "ẞ",
        "ı",
        "ǰ",
    ),
    *("刘晖", "刘暉", "liuhui", "物业", "谁谈到养老", "what did Liu Hui say about rentals"),
    *("1" * 40, "٣", "²", "Ⅷ", "１２", "-1", "1e999", "null", "NaN", "=1+1", "--", "#", "…", "。"),
)
_NUMBERS = (
    *(0, 1, -1, 2**31 - 1, 2**31, -(2**31), 2**52, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1),
    *(10**30, -(10**30), 1e308, -0.0, 0.5, True, False),
)


def text(chance: random.Random, longest: int = 60) -> str:
    """Fragments of markup, names, marks and characters of every plane, `longest` or so long."""
    pieces, length = [""], 0
    wanted = chance.randrange(1, longest + 1)
    while length < wanted:
        piece = _piece(chance)
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


def huge(chance: random.Random) -> str:
    """A few things over and over."""
    return text(chance, 8) * (chance.randrange(5_000, LONGEST) // 8)


def anything(chance: random.Random, depth: int = 3) -> Any:
    """Any value that JSON has."""
    kind = chance.randrange(9 if depth else 6)
    if kind == 0:
        return None
    if kind in (1, 2):
        return number(chance)
    if kind in (3, 4):
        return text(chance)
    if kind == 5:
        return chance.choice([[], {}, "", "0", "private", [[]], {"id": 1}])
    if kind == 6:
        return [anything(chance, depth - 1) for _ in range(chance.randrange(4))]
    return {text(chance, 5): anything(chance, depth - 1) for _ in range(chance.randrange(4))}


def number(chance: random.Random) -> int | float:
    return chance.choice(_NUMBERS)


def deep(depth: int) -> Any:
    """A list in a list in a list."""
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def character(chance: random.Random) -> str:
    """One of any plane, assigned or not, at times half a surrogate pair."""
    if chance.random() < 0.5:
        return chr(chance.randrange(0x3000))
    return chr(min(chance.randrange(_PLANES) * 0x10000 + chance.randrange(0x10000), 0x10FFFF))


def whole(text: str) -> str:
    """The text without halves of surrogate pairs, which UTF-8 cannot write."""
    return "".join(char for char in text if ord(char) not in _SURROGATES)


def _piece(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.55:
        return chance.choice(_FRAGMENTS)
    if kind < 0.57:
        return chr(chance.choice(_SURROGATES))
    return character(chance)
