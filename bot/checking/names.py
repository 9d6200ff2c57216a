"""Names with wrong letters or in two spellings; aliases that are useless or shared."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bot.checking.checked_file import CheckedFile, Excerpt, path_within, warning
from bot.errors import Problem
from bot.language.script import readings

_SHOWN = 60
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[一-鿿·]+|[A-Za-z .'’-]+")
_CJK = ("CJK", "IDEOGRAPHIC")
_LATIN = frozenset(["LATIN", "FULLWIDTH"])
_LIKE_LATIN = {
    "CYRILLIC": frozenset("АВЕЅІЈКМНОРСТУХЬаеѕіјорсухԛԝ"),
    "GREEK": frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΡανορικυχ"),
}
_LIKE_HAN = dict(zip("ニハロカエタトミリーオセ", "二八口力工夕卜三刂一才七", strict=True))


def misspelt_names(checked: CheckedFile) -> Iterator[Problem]:
    """Yields warnings of figures, mixed scripts and look-alike letters in names."""
    for value in (*checked.of("speaker"), *checked.of("aliases")):
        if fault := _fault(value.text):
            message = f"'{value.text[:_SHOWN]}' in '{value.key}': {fault}"
            yield checked.warning(value.line, message)


def idle_aliases(checked: CheckedFile) -> Iterator[Problem]:
    """Yields warnings of aliases that are repeated, or are the speaker's name."""
    speaker = {_folded(value.text) for value in checked.of("speaker")}
    seen: set[str] = set()
    for value in checked.of("aliases"):
        name = _folded(value.text)
        if name in speaker or name in seen:
            reason = "the speaker's name" if name in speaker else "among the aliases"
            message = f"'{value.text[:_SHOWN]}' is {reason} already; delete it"
            yield checked.warning(value.line, message)
        seen.add(name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _fault(name: str) -> str:
    """Says what is wrong with a name, and what to do; nothing if it is all right."""
    if _PLAIN.fullmatch(name):
        return ""
    for char in name:
        if unicodedata.category(char) in ("Nd", "No"):
            return f"the figure {char} in a name; delete it, or write what the people are called"
    words = _WORD.findall(name)
    for fault in filter(None, map(_fault_in_word, words)):
        return fault
    scripts = {_script(char): char for char in reversed(name)}
    for script, letters in _LIKE_LATIN.items():
        for word in words:
            if letters.issuperset(word) and not _LATIN.isdisjoint(scripts):
                return f"{_named(word[0])} is {script.title()}; write the Latin letter"
    if "LATIN" in scripts and (wide := scripts.get("FULLWIDTH")):
        return f"{_named(wide)} is full-width; write {unicodedata.normalize('NFKC', wide)}"
    return ""


def _fault_in_word(word: str) -> str:
    scripts = {_script(char) for char in word} - {""}
    for other in _LIKE_LATIN:
        if other in scripts and scripts & _LATIN:
            return _letter_of(word, other)
    if "HAN" not in scripts:
        return ""
    if scripts & _LATIN and sum(_script(char) in _LATIN for char in word) > 1:
        return "letters and characters in one word; put a space between, or make one an alias"
    kana = [char for char in word if _script(char) in ("KATAKANA", "HIRAGANA")]
    if len(kana) == 1 and kana[0] in _LIKE_HAN:
        return f"{_named(kana[0])} is kana; write {_LIKE_HAN[kana[0]]} if it is the character"
    return ""


def _letter_of(word: str, script: str) -> str:
    """Names the odd letter of a word in which Latin is mixed with another script."""
    foreign = [char for char in word if _script(char) == script]
    latin = [char for char in word if _script(char) in _LATIN]
    odd, rest = (foreign, "Latin") if len(foreign) <= len(latin) else (latin, script.title())
    own = script.title() if odd is foreign else "Latin"
    return f"{_named(odd[0])} is {own} among {rest} letters; write the {rest} one"


def _named(character: str) -> str:
    return f"{character} (U+{ord(character):04X})"


def _script(character: str) -> str:
    """Returns the script of a letter: the first word of its Unicode name, HAN for Chinese."""
    if not character.isalpha():
        return ""
    script = re.split("[ -]", unicodedata.name(character, ""), maxsplit=1)[0]
    return "HAN" if script in _CJK else script


_SHORTEST = 6
"""Letters that a name needs for one slip to be more likely than another name."""

_LONGEST = 60
"""Characters that a name may have; longer ones are reported for their length."""

_ADVICE = (
    "if they are one person, write the name in one way, and the other among the aliases; if they "
    "are two, tell them apart by their roles"
)


class Mention(NamedTuple):
    """A name or an alias in its place; `key` and `role` are normalised, to compare it by.

    `person` is the key of the speaker's name.
    """

    path: Path
    value: Excerpt
    key: str
    role: str
    person: str

    @property
    def forum(self) -> str:
        return self.path.parent.name


class People:
    """Collects the speakers of a corpus, and compares them all.

    They are compared without what makes no difference: spaces, dots and whatever `normal` evens
    out, which is case, width, script and accents.
    """

    def __init__(self, normal: Callable[[str], str]) -> None:
        self._key = cache(lambda text: "".join(filter(str.isalnum, normal(text))))
        self._names: dict[tuple[str, str, str], Mention] = {}
        self._aliases: dict[tuple[str, str], Mention] = {}

    def add(self, checked: CheckedFile) -> None:
        role = self._key("".join(value.text for value in checked.of("role")))
        for value in checked.of("speaker"):
            person = self._key(value.text)
            if 0 < len(person) <= _LONGEST:
                mention = Mention(checked.path, value, person, role, person)
                self._names.setdefault((value.text, role, mention.forum), mention)
                for alias in checked.of("aliases"):
                    other = Mention(checked.path, alias, self._key(alias.text), role, person)
                    self._aliases.setdefault((other.key, person), other)

    def problems(self) -> Iterator[Problem]:
        """Yields a warning for each two names, at the later one."""
        reported: set[frozenset[str]] = set()
        for later, earlier, message in chain(self._alike(), self._shared()):
            pair = frozenset([later.value.text, earlier.value.text])
            if pair not in reported:
                reported.add(pair)
                where = f"{path_within(earlier.path)}:{earlier.value.line}"
                message = message.format(f"'{earlier.value.text}' ({where})")
                yield warning(later.path, later.value.line, f"'{later.value.text}' {message}")

    def _alike(self) -> Iterator[tuple[Mention, Mention, str]]:
        names = self._names.values()
        for pair in _sharing(names, lambda name: [name.key]):
            yield *pair, "is {}, spelt in another way; write the name in one way"
        for pair in _sharing(names, _sounds):
            if not all(name.role for name in pair):
                yield *pair, f"sounds like {{}}, in the same forum; {_ADVICE}"
            elif pair[0].role == pair[1].role:
                yield *pair, f"sounds like {{}}, who has the same role; {_ADVICE}"
        for pair in _sharing(names, _without_a_letter):
            if is_slip(pair[0].key, pair[1].key):
                likeness = "is but for a letter {}, who has the same role"
                yield *pair, f"{likeness}; {_ADVICE}"

    def _shared(self) -> Iterator[tuple[Mention, Mention, str]]:
        """Yields aliases that are a name or an alias of somebody else."""
        mentions = chain(self._names.values(), self._aliases.values())
        for later, earlier in _sharing(mentions, lambda name: [name.key], same_text=True):
            if later.person != earlier.person:
                advice = "leave it out where people mean the other by it"
                yield later, earlier, f"means somebody else too, {{}}; {advice}"


def _sharing(
    mentions: Iterable[Mention],
    keys: Callable[[Mention], Iterable[object]],
    *,
    same_text: bool = False,
) -> Iterator[tuple[Mention, Mention]]:
    """Yields each mention with the first that shares a key, unless they are spelt alike.

    It is compared with that one alone: the time is linear in their number.
    """
    first: dict[object, Mention] = {}
    for mention in mentions:
        for key in keys(mention):
            other = first.setdefault(key, mention)
            if other is not mention and (same_text or other.value.text != mention.value.text):
                yield mention, other


def _sounds(name: Mention) -> Iterator[object]:
    """Yields how a name is read, without tones, with its forum and its role."""
    sound = name.key
    if not _is_in_letters(sound):
        ways = readings(sound) if len(sound) > 1 else []
        sound = "".join(ways[0]) if ways else ""
    if sound:
        yield sound, name.forum, "forum"
        if name.role:
            yield sound, name.role, "role"


def _without_a_letter(name: Mention) -> Iterator[object]:
    """Yields a long name in letters, whole and without each letter in turn, with its role."""
    key = name.key
    if name.role and _is_in_letters(key) and len(key) >= _SHORTEST:
        rests = {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}
        yield from ((rest, name.role) for rest in rests)


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ in one letter, or in two adjacent ones that are swapped.

    >>> is_slip("hanson", "hansen"), is_slip("hanson", "johansen")
    (True, False)
    """
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    swapped = len(one) == 2 and one == other[::-1]
    return swapped or max(len(one), len(other)) == 1


def _is_in_letters(name: str) -> bool:
    return name.isascii() and name.isalpha()
