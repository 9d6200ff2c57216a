"""Foreign names: which in a Chinese text may be one, and which stand for the same sounds."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

from bot.language.script import syllables
from bot.language.word_lists import read_characters, read_words

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


_ALIKE = {2: 0.6, 3: 0.55}
_ALIKE_IF_LONG = 0.45
"""How much alike a word and a name are at least, by the sounds that they have in common."""

_NEARLY = 0.1
_MOST = 8
_SKELETONS = 64
"""Skeletons at most that a word may have, or else it is no name."""

# One class a letter or group of letters: what a Chinese transcription does not tell apart.
_ENGLISH_SOUNDS = (
    (r"[dt]e?s(?![aeiou])|tz", ("S", "DS")),
    (r"sch|tch|sh|ch|[szj]|c(?=[eiy])", ("S",)),
    (r"w(?![aeiou])", ("",)),
    (r"ph|[fvw]", ("V",)),
    (r"gh(?=[aeiou])|ck|kh|[ckq]|g(?![eiy])", ("G",)),
    (r"gh", ("",)),
    (r"g", ("S", "G")),
    (r"x", ("GS",)),
    (r"th", ("D", "S")),
    (r"[dt]", ("D",)),
    (r"[bp]", ("B",)),
    (r"m(?![aeiouy])", ("M", "N")),
    (r"m", ("M",)),
    (r"ng(?![aeiouy])", ("N", "NG")),
    (r"n", ("N",)),
    (r"l", ("L",)),
    (r"r(?=[aeiouy])", ("L",)),
    (r"r", ("L", "")),
    (r"h", ("H", "")),
)
_ENGLISH = re.compile("|".join(f"({pattern})" for pattern, _ in _ENGLISH_SOUNDS))
_MUTE_AT_THE_END = "BDGS"
_MOST_READINGS = 8
_READ = {
    "加": ("ga",),
    "约": ("yo", "jo"),
    "耶": ("ye", "je"),
    "雅": ("ya", "ja"),
    "希": ("xi", "hi"),
    "休": ("xiu", "hiu"),
    "欣": ("xin", "hin"),
    "兴": ("xin", "hin"),
    "吉": ("ji", "gi"),
    "基": ("ji", "ki"),
    "什": ("shi",),
    "日": ("ri", "ji"),
    "金": ("jin", "kin"),
    "尔": ("l",),
    "特": ("t",),
    "斯": ("s",),
    "克": ("k",),
    "华": ("wa", "hua"),
    "惠": ("wi", "hui"),
    "怀": ("wai", "huai"),
    "热": ("re", "je"),
    "若": ("ruo", "jo"),
    "肖": ("sho",),
    "夏": ("sha",),
}
"""Characters that write other sounds in foreign names than the one by which they are read."""

_MET = re.compile("N([MN])")
"""A sound that ends a syllable only because of the next: 汉姆 is "ham"."""

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
        (r"tch|sch|[td]s|zh|ch|sh|[cjqxz]", "s"),
        (r"d|th", "t"),
        (r"b", "p"),
        (r"g", "k"),
        (r"y", "i"),
        (r"(.)\1", r"\1"),
    )
]
_AT_HAND = 4096
"""Spellings that are remembered as they are compared."""

Names = Mapping[str, list[str]]


def names_of(names: Iterable[str]) -> Names:
    """Foreign names in Chinese by their skeletons, of which one may have several."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        for bones in skeletons(name):
            found[bones].add(name)
    return {bones: sorted(alike) for bones, alike in found.items()}


def letters_of(words: Iterable[str]) -> Names:
    """Lower-case English words by the skeletons that they may have in Chinese."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for bones in english_skeletons(word):
            found[bones].add(word)
    return {bones: sorted(alike) for bones, alike in found.items()}


def sounding_in_letters(name: str, letters: Names) -> list[str]:
    """The lower-case English words that a name in Chinese may stand for, the closest first."""
    candidates = {
        word: _ALIKE.get(len(bones), _ALIKE_IF_LONG)
        for bones in sorted(skeletons(name), key=len)
        for word in letters.get(bones, ())
    }
    alike = ((_likeness(word, name), word) for word in candidates)
    return _closest(alike, candidates)


def sounding_like(word: str, names: Names) -> list[str]:
    """The names in Chinese that a lower-case English word may stand for, the closest first."""
    least = {
        name: _ALIKE.get(len(bones), _ALIKE_IF_LONG)
        for bones in sorted(english_skeletons(word), key=len)
        for name in names.get(bones, ())
    }
    return _closest(((_likeness(word, name), name) for name in least), least)


def _closest(alike: Iterable[tuple[float, str]], least: Mapping[str, float]) -> list[str]:
    """Of words with how much alike they are, those that are so enough, the closest first."""
    close = [(ratio, word) for ratio, word in sorted(alike, reverse=True) if ratio >= least[word]]
    return [word for ratio, word in close if ratio >= close[0][0] - _NEARLY][:_MOST]


@cache
def skeleton(name: str) -> str:
    """The consonant classes of a Chinese name, as it is read first.

    >>> skeleton("卢克"), skeleton("杰克逊维尔"), skeleton("加拿大")
    ('LG', 'SGSNVL', 'GND')
    """
    return "".join(map(_bones, _readings(name)[0]))


def skeletons(name: str) -> set[str]:
    """The skeletons, of two classes or more, that a Chinese name may have.

    >>> sorted(skeletons("希尔顿"))
    ['HLDN', 'SLDN']
    """
    found = {"".join(map(_bones, syllables)) for syllables in _readings(name)}
    found |= {_MET.sub(r"\1", bones) for bones in found}
    return {bones for bones in found if len(bones) >= 2}


def english_skeletons(word: str) -> set[str]:
    """The skeletons that an English word may have in Chinese, of two classes or more.

    >>> sorted(english_skeletons("luke"))
    ['LG']
    """
    sounds: list[tuple[str, ...]] = []
    end = 0
    word = re.sub(r"([^aeiou])\1", r"\1", word)
    for match in _ENGLISH.finditer(word):
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


@lru_cache(_AT_HAND)
def _readings(name: str) -> list[tuple[str, ...]]:
    """How a name may be read, a syllable a character, the usual way first."""
    read = (_READ.get(character) or syllables(character)[:1] or ("",) for character in name)
    return list(islice(product(*read), _MOST_READINGS))


def _likeness(word: str, name: str) -> float:
    """From 0 to 1; 0 for what is not alike."""
    return max(_alike(word, "".join(syllables)) for syllables in _readings(name))


def _alike(word: str, spelt: str) -> float:
    both = SequenceMatcher(None, _plain(word), _plain(spelt))
    return both.ratio() if both.quick_ratio() >= _ALIKE_IF_LONG else 0.0


@lru_cache(_AT_HAND)
def _plain(letters: str) -> str:
    """A spelling in the letters that English and pinyin use alike."""
    for pattern, letter in _ALIKE_IN_BOTH:
        letters = pattern.sub(letter, letters)
    return letters.replace("r", "l")
