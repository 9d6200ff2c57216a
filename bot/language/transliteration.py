"""Foreign names by their sound: "Luke" is 卢克, whatever characters a translator chose.

A name and its Chinese form keep their consonants, roughly: both are reduced to a skeleton of
consonant classes, and two whose skeletons agree are compared letter by letter.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from bot.language.lists import read_characters
from bot.language.pinyin import syllables

_CHARACTERS = Path(__file__).parent / "foreign-names.txt"
_LONGEST = 6
_ALIKE = 0.55
_MOST = 8
_SKELETONS = 64
"""Skeletons at most that a word may have, or else it is no name."""

# One class a letter or group of letters: what a Chinese transcription does not tell apart.
_ENGLISH_SOUNDS = (
    (r"sch|tch|sh|ch|[szj]|c(?=[eiy])", ("S",)),
    (r"w(?![aeiou])", ("",)),
    (r"ph|[fvw]", ("V",)),
    (r"gh(?=[aeiou])|ck|kh|[ckq]|g(?![eiy])", ("G",)),
    (r"gh", ("",)),
    (r"g", ("S", "G")),
    (r"x", ("GS",)),
    (r"th|[dt]", ("D",)),
    (r"[bp]", ("B",)),
    (r"m", ("M",)),
    (r"n", ("N",)),
    (r"l", ("L",)),
    (r"r(?=[aeiouy])", ("L",)),
    (r"r", ("L", "")),
    (r"h", ("H", "")),
)
_ENGLISH = re.compile("|".join(f"({pattern})" for pattern, _ in _ENGLISH_SOUNDS))
_MUTE_AT_THE_END = "BDGS"
_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsw]|")
_INITIALS = {
    **dict.fromkeys(("zh", "ch", "sh", "j", "q", "x", "z", "c", "s"), "S"),
    **dict.fromkeys("fw", "V"),
    **dict.fromkeys("bp", "B"),
    **dict.fromkeys("dt", "D"),
    **dict.fromkeys("gk", "G"),
    **dict.fromkeys("lr", "L"),
    **{letter: letter.upper() for letter in "mnh"},
}

_ALIKE_IN_BOTH = [
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"ph", "f"),
        (r"ck|q(?=u)|c(?![eiyh])", "k"),
        (r"v", "w"),
        (r"zh|ch|sh|[cjqxz]", "s"),
        (r"(.)\1", r"\1"),
    )
]
_AT_HAND = 4096
"""Spellings that are remembered as they are compared."""

Names = Mapping[str, list[str]]


def runs_in(text: str) -> set[str]:
    """Whatever in a text in normal form may hold a foreign name: runs of their characters."""
    return set(_runs().findall(text))


def names_of(runs: Iterable[str]) -> Names:
    """Whatever in such runs may be a foreign name, by its skeleton."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for run in runs:
        for size in range(2, min(_LONGEST, len(run)) + 1):
            for at in range(len(run) - size + 1):
                name = run[at : at + size]
                found[skeleton(name)].add(name)
    return {bones: sorted(names) for bones, names in found.items() if len(bones) >= 2}


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{read_characters(_CHARACTERS)}]{{2,}}")


def sounding_like(word: str, names: Names) -> list[str]:
    """The names in Chinese that a lower-case English word may stand for, the closest first."""
    candidates = {name for bones in english_skeletons(word) for name in names.get(bones, ())}
    alike = sorted(((_likeness(word, name), name) for name in candidates), reverse=True)
    return [n for ratio, n in alike if ratio >= max(_ALIKE, alike[0][0] - 0.1)][:_MOST]


@cache
def skeleton(name: str) -> str:
    """The consonant classes of a Chinese name.

    >>> skeleton("卢克"), skeleton("杰克逊维尔")
    ('LG', 'SGSNVL')
    """
    return "".join(_bones(syllable) for syllable in _spelt(name))


def english_skeletons(word: str) -> set[str]:
    """The skeletons that an English word may have in Chinese, of two classes or more.

    >>> sorted(english_skeletons("luke"))
    ['LG']
    """
    sounds: list[tuple[str, ...]] = []
    end = 0
    for match in _ENGLISH.finditer(re.sub(r"([^aeiou])\1", r"\1", word)):
        assert match.lastindex is not None
        sounds.append(_ENGLISH_SOUNDS[match.lastindex - 1][1])
        end = match.end()
    if sounds and end == len(word) and sounds[-1][0] in _MUTE_AT_THE_END:
        sounds[-1] = (*sounds[-1], "")
    found = {""}
    for classes in sounds:
        found = {bones + sound for bones in found for sound in classes}
        if len(found) > _SKELETONS:
            return set()
    return {bones for bones in found if len(bones) >= 2}


def _bones(syllable: str) -> str:
    if syllable == "er":
        return "L"
    match = _INITIAL.match(syllable)
    initial = match.group() if match else ""
    return _INITIALS.get(initial, "") + ("N" if re.search(r"ng?$", syllable) else "")


def _spelt(name: str) -> Iterator[str]:
    return (next(iter(syllables(character)), "") for character in name)


def _likeness(word: str, name: str) -> float:
    """From 0 to 1; 0 for what is not alike."""
    both = SequenceMatcher(None, _plain(word), _plain("".join(_spelt(name))))
    return both.ratio() if both.quick_ratio() >= _ALIKE else 0.0


@lru_cache(_AT_HAND)
def _plain(letters: str) -> str:
    """A spelling in the letters that English and pinyin use alike."""
    for pattern, letter in _ALIKE_IN_BOTH:
        letters = pattern.sub(letter, letters)
    return letters.replace("r", "l")
