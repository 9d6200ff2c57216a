"""Chinese surnames in letters."""

from collections.abc import Iterable
from functools import cache

from bot.answering.naming.word_lists import paired
from bot.language.script import readings, usual_surnames


@cache
def all_surnames() -> frozenset[str]:
    """All Chinese surnames in letters."""
    return frozenset(spelt for surname in usual_surnames() for spelt in spellings_of(surname))


def spellings_of(surname: str) -> Iterable[str]:
    """How a surname is spelt, by its reading as one.

    >>> list(spellings_of("沈")), list(spellings_of("欧阳"))
    (['shen'], ['ouyang'])
    """
    known = paired("surname-readings").get(surname)
    return known.split(",") if known else map("".join, readings(surname))
