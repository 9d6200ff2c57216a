"""The lists of titles, offices and words that naming goes by, which stand in `words/`."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from bot.language.script import readings
from bot.language.word_lists import read_lines, read_words, usual_surnames

_FOLDER = Path(__file__).parent / "words"


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list.

    >>> "同志" in listed("courtesies")
    True
    """
    return read_words(_FOLDER / f"{name}.txt")


@cache
def explained(name: str) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of a list of lines `word word: 词 词`, each word with all before the colon and all behind it.

    >>> explained("english-offices")["shuji"]
    (('shuji',), ('书记',))
    """
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for line in read_lines(_FOLDER / f"{name}.txt"):
        english, _, chinese = line.partition(":")
        group = tuple(english.split()), tuple(chinese.split())
        found.update(dict.fromkeys(group[0], group))
    return found


@cache
def paired(name: str) -> Mapping[str, str]:
    """Of a list of `词=词` or `词:word`, what is behind the sign; the word itself where none is.

    >>> paired("offices")["支书"], paired("offices")["书记"]
    ('书记', '书记')
    """
    pairs = (word.replace(":", "=").partition("=") for word in listed(name))
    return {word: meant or word for word, _, meant in pairs}


def alternatives(words: frozenset[str]) -> str:
    """Any of some words, the longest first, to stand in a regular expression."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word))) or r"(?!)"


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
