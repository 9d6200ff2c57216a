"""The lists of titles and offices in `words/`, in Chinese and English."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from bot.language.script import readings
from bot.language.word_lists import read_lines, read_words, usual_surnames

_FOLDER = Path(__file__).parent / "words"
_DEPUTY = "副"


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list.

    >>> "同志" in listed("courtesies")
    True
    """
    return read_words(_FOLDER / f"{name}.txt")


@cache
def explained(name: str) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """A list with lines `word word: 词 词`: for each English word, its line's English and Chinese.

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
    """A list of `词=词` or `词:word`: the right side by the left; a single word by itself.

    >>> paired("offices")["支书"], paired("offices")["书记"]
    ('书记', '书记')
    """
    pairs = (word.replace(":", "=").partition("=") for word in listed(name))
    return {word: meant or word for word, _, meant in pairs}


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word))) or r"(?!)"


def pattern_of(titles: Iterable[str]) -> str:
    """A regular expression for any of some titles, but not 支书 in 总支书记 nor 委员 in 委员会."""
    return re.sub("(支书|委员|理事|董事)", r"\1(?![记会])", alternatives(titles))


@cache
def offices() -> frozenset[str]:
    """Chinese titles that are used only for those who hold the office."""
    held = frozenset(paired("offices"))
    return held.union(_DEPUTY + office for office in held)


@cache
def callings() -> frozenset[str]:
    """Chinese titles that are used for anybody who does such work."""
    return frozenset(paired("callings"))


@cache
def titles_beside_names() -> frozenset[str]:
    """All Chinese titles that precede or follow a name."""
    return offices() | callings() | listed("courtesies")


def is_office(title: str) -> bool:
    """Whether a title, in either language, is used only for those who hold the office."""
    if title in explained("english-offices"):
        return title not in listed("english-callings")
    return title in offices()


def is_title(word: str) -> bool:
    """Whether a word in letters is a title that precedes a name."""
    return word in listed("english-courtesies") or word in explained("english-offices")


@cache
def any_title() -> re.Pattern[str]:
    """An office or a calling in Chinese."""
    return re.compile(pattern_of(offices() | callings()))


def offices_in(roles: Collection[str]) -> set[str]:
    """The offices and callings in some roles, including those inside longer ones.

    >>> sorted(offices_in(["云田镇副书记"]))
    ['书记', '副书记']
    """
    found = set(any_title().findall("\n".join(roles)))
    return {each for title in found for each in _within(title)}


@cache
def _within(title: str) -> tuple[str, ...]:
    return tuple(each for each in offices() | callings() if each in title)


def offices_meant(title: str) -> list[str]:
    """What the roles of those say whom a Chinese title addresses that is in no role.

    >>> offices_meant("副支书"), offices_meant("学者")
    (['副书记'], ['教授', '研究员'])
    """
    bare = title.removeprefix(_DEPUTY)
    deputy = title[: len(title) - len(bare)]
    meant = paired("offices").get(bare, paired("callings").get(bare, bare))
    return [deputy + each for each in meant.split("/")]


@cache
def all_surnames() -> frozenset[str]:
    """All Chinese surnames in pinyin."""
    return frozenset(spelt for surname in usual_surnames() for spelt in spellings_of(surname))


def spellings_of(surname: str) -> Iterable[str]:
    """The spellings of a surname in pinyin, as surnames are read.

    >>> list(spellings_of("沈")), list(spellings_of("欧阳"))
    (['shen'], ['ouyang'])
    """
    known = paired("surname-readings").get(surname)
    return known.split(",") if known else map("".join, readings(surname))
