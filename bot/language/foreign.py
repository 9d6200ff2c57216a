"""Foreign names in Chinese text: what may be one, by its characters and by how the text is cut.

A foreign name is written with some four hundred characters, of which ordinary words are made as
well. So it is looked for only where the text has no ordinary word: it begins and ends where words
do, and is a word that no dictionary has, or one that is known for a name.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from bot.language.lists import read_characters, read_words

_CHARACTERS = Path(__file__).parent / "foreign-names.txt"
_WORDS = Path(__file__).parent / "foreign-words.txt"
_LONGEST = 8
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_ORDINARY = frozenset(
    "一三不中乃也了于以他代会修全内加北华各和在地多大子干开当打拿支文新方日明春本来根比派海立的皮盖离简约考耳若让该还连通道那都里铁门非飞高黑"
)
"""Characters that are words by themselves, and part names where they stand alone."""


def is_foreign(text: str) -> bool:
    """Whether a text has only characters that write foreign names."""
    return bool(text) and _characters().issuperset(text)


def names_in(words: Iterable[str], is_word: Callable[[str], object]) -> Iterator[str]:
    """What may be foreign names among the words of a text, given in their order.

    `is_word` tells the words that a dictionary has.
    """
    together: list[tuple[str, bool]] = []
    for word in words:
        if not is_foreign(word) or word in _ORDINARY:
            yield from _joined(together)
            together = []
            continue
        known = bool(is_word(word))
        if len(word) == 2 and known and word not in _parts():
            yield from _joined(together)
            together = []
            continue
        together.append((word, len(word) > 1))
        if not known:
            yield from _within(word)
    yield from _joined(together)


def capitalised_in(text: str) -> set[str]:
    """The words of an English text that it always writes with a capital, in small letters.

    >>> sorted(capitalised_in("Beckham said so. So Kenya did."))
    ['beckham', 'kenya']
    """
    words = set(_LETTERS.findall(text))
    return {w.lower() for w in words if w[0].isupper()} - words


def _joined(words: list[tuple[str, bool]]) -> Iterator[str]:
    """Neighbouring words put together, of which one at least is more than a character."""
    for first in range(len(words)):
        text, sure = "", False
        for word, long in words[first:]:
            text, sure = text + word, sure or long
            if len(text) > _LONGEST:
                break
            if sure:
                yield text


def _within(word: str) -> Iterator[str]:
    """What a word that no dictionary has may begin with: it is cut by guess."""
    for end in range(2, len(word)):
        yield word[:end]


@cache
def _characters() -> frozenset[str]:
    return frozenset(read_characters(_CHARACTERS))


@cache
def _parts() -> frozenset[str]:
    return read_words(_WORDS)
