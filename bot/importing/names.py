"""Names of people at the beginning or end of a text, in Chinese characters or Latin letters."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.importing.word_lists import words_in
from bot.language.word_lists import double_surnames, usual_surnames

_HAN = r"[\u3400-\u9fff\U00020000-\U000323af]"
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſ"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
_WORD = rf"(?:(?:al|el|ad|as|ash|bin|d|l)['’-])?[{_CAPITAL}](?:[{_LETTER}]|['’-](?=[{_LETTER}]))*"
_INITIAL = rf"[{_CAPITAL}]\."
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ter|y|af|av|zu)"
_LATIN = re.compile(
    rf"(?<![{_LETTER}.'’-])(?:{_WORD}|{_INITIAL})"
    rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}(?:{_INITIAL}|{_WORD}))"
    rf"{{1,4}}(?:,? (?:Jr|Sr|JR|SR|II|III|IV)\b\.?)?"
)
_ADDRESS = (
    "Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Rev|Reverend|Hon|Sir|Dame|Lord|Lady|Cllr|Sen|Senator|Rep"
    "|Gov|Governor|Sgt|Capt|Col|Gen|Lt|Mayor|Councillor|Councilor|Judge|Father|Sister|President"
    "|Minister|Ambassador|Alderman|Chief|Deputy|Chairman|Madam"
)
_HONORIFIC = re.compile(
    rf"(?:(?:The\s+|THE\s+)?(?:{_ADDRESS}|{_ADDRESS.upper()}|mr|mrs|ms|dr)\.?\s+)+"
)
_DOTTED = re.compile(
    rf"{_HAN}{{1,8}}(?:[·•・‧⋅]{_HAN}{{1,8}}?){{1,4}}(?=(?:代表|委员|委員|先生|女士|同志)?(?!{_HAN}))"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is to be written, the characters it takes, and how it was written if else."""

    text: str
    end: int
    alias: str | None = None


@cache
def _surname() -> str:
    """An expression for a Chinese surname."""
    single = "".join(usual_surnames())
    return f"(?:{'|'.join(sorted(double_surnames()))}|[{single}])"


@cache
def _han() -> re.Pattern[str]:
    return re.compile(rf"{_surname()}(?:[ \u3000]{{1,4}}{_HAN}{{1,2}}|{_HAN}{{1,2}})(?!{_HAN})")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"({_surname()}(?:{_HAN}{{2}}|{_HAN}|[ \u3000]{{1,4}}{_HAN}))$")


def name_at(text: str) -> Name | None:
    """The name that a text begins with; a Chinese one ends where its characters do."""
    dotted = _DOTTED.match(text)
    if dotted:
        return Name(dotted.group(), dotted.end())
    found = _han().match(text)
    if found:
        name = re.sub(r"[ \u3000]", "", found.group())
        return None if name in words_in("no-names") else Name(name, found.end())
    return _latin_at(text)


def any_name_at(text: str) -> Name | None:
    """Like `name_at`, for what is known to be a name from elsewhere: any two to four characters."""
    found = re.match(rf"{_HAN}{{2,4}}(?!{_HAN})|{_HAN}[ \u3000]{{1,4}}{_HAN}(?!{_HAN})", text)
    if found and not name_at(text):
        return Name(re.sub(r"[ \u3000]", "", found.group()), found.end())
    return name_at(text)


def names_ending(text: str, *, words: bool = False) -> Iterable[Name]:
    """The names that a text may end with, the longest first; `end` counts from the text's end.

    Those that are ordinary `words` are among them only if asked for.
    """
    found = _DOTTED.search(text)
    if found and found.end() == len(text):
        yield Name(found.group(), len(found.group()))
    for size in (6, 4, 3, 2):
        ending = _ending().fullmatch(text[-size:]) if len(text) >= size else None
        if ending:
            name = re.sub(r"[ \u3000]", "", ending.group())
            if words or name not in words_in("no-names"):
                yield Name(name, size)


def honorific_before(text: str) -> int:
    """The characters that forms of address take at the beginning of a text."""
    found = _HONORIFIC.match(text)
    return found.end() if found else 0


def _latin_at(text: str) -> Name | None:
    start = honorific_before(text)
    found = _LATIN.match(text, start)
    if found is None:
        return None
    end, name = found.end(), found.group()
    if name.lower().endswith((" jr", " sr")) and text[end : end + 1] == ".":
        end, name = end + 1, f"{name}."
    if re.match(rf"[{_LETTER}\d]", text[end:]) or _is_heading(name):
        return None
    alias = text[:end] if start else None
    return Name(name, end, alias)


def _is_heading(name: str) -> bool:
    """Whether capitalised words are a heading or an office, and no name."""
    first, *middle, last = (word.lower() for word in name.split())
    common, offices = words_in("no-latin-names"), words_in("offices")
    surnames, given = words_in("surnames-too"), words_in("given-names-too")
    if first in common - given or last in common - surnames or common.intersection(middle):
        return True
    # `Councilman Jose Ortiz` is a role and a name
    return last in offices - surnames or first in (offices if middle else offices - surnames)


def lone_surname_at(text: str) -> Name | None:
    """A surname with a form of address, or one word in capitals or not: `Mr. Doe`, `DOE`, `刘`."""
    start = honorific_before(text)
    found = re.compile(rf"{_WORD}(?![{_LETTER}\d])").match(text, start)
    if found and found.group().lower() not in words_in("no-latin-names"):
        return Name(found.group(), found.end(), text[: found.end()])
    single = re.match(rf"{_surname()}(?!{_HAN})", text)
    return Name(single.group(), single.end(), single.group()) if single else None


def full_latin_names(text: str) -> dict[str, str]:
    """The full names in Latin letters that a text has, by surnames in small letters.

    A surname that two of them share has none.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for whole in {name.group() for name in _LATIN.finditer(text)}:
        name = _without_office(_HONORIFIC.sub("", whole))
        if " " in name and not _is_heading(name):
            found[name.split()[-1].casefold()].add(name)
    return {surname: names.pop() for surname, names in found.items() if len(names) == 1}


def _without_office(name: str) -> str:
    office, _, rest = name.partition(" ")
    return rest if " " in rest and office.lower() in words_in("offices") else name
