"""Chinese names in letters, for readers of English."""

from functools import cache, lru_cache
from pathlib import Path

from bot.corpus.surnames import double_surnames, surnames
from bot.language.lists import read_lines
from bot.language.pinyin import readings

_SURNAME_READINGS = Path(__file__).parent / "surname-readings.txt"
_LONGEST_GIVEN = 2
"""Characters of a given name at most."""


@lru_cache(1024)
def in_letters(name: str) -> str | None:
    """A Chinese name in pinyin, the surname first; None where it is none, or has letters already.

    >>> in_letters("欧阳喜安")
    "Ouyang Xi'an"
    """
    size = 2 if name[:2] in double_surnames() else 1
    surname, given = name[:size], name[size:]
    if surname not in double_surnames() | surnames() or len(given) > _LONGEST_GIVEN:
        return None
    read = [_special_readings().get(surname) or _usual(surname), _usual(given)]
    return " ".join(map(_word, read)) if all(read) else None


def _usual(word: str) -> tuple[str, ...]:
    """How a word is usually read, a syllable a character; nothing if it is not Chinese."""
    return next(iter(readings(word)), ())


def _word(syllables: tuple[str, ...]) -> str:
    """Syllables as one word, an apostrophe before those that would be read with what precedes."""
    first, *others = (syllable.replace("v", "ü") for syllable in syllables)
    return first.capitalize() + "".join(f"'{s}" if s[0] in "aeo" else s for s in others)


@cache
def _special_readings() -> dict[str, tuple[str, ...]]:
    lines = (line.partition(": ") for line in read_lines(_SURNAME_READINGS))
    return {word: tuple(read.split()) for words, _, read in lines for word in words.split()}
