"""Chinese names in letters, for readers of English."""

from functools import lru_cache

from bot.answering.naming.surname import spellings_of
from bot.language.script import double_surnames, readings, surnames

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
    spelt, read = next(iter(spellings_of(surname)), ""), next(iter(readings(given)), ())
    return f"{_word((spelt,))} {_word(read)}" if spelt and read else None


def _word(syllables: tuple[str, ...]) -> str:
    """Syllables as one word, an apostrophe before those that would be read with what precedes."""
    first, *others = (syllable.replace("v", "ü") for syllable in syllables)
    return first.capitalize() + "".join(f"'{s}" if s[0] in "aeo" else s for s in others)
