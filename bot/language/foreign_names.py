"""Foreign names: which Chinese words may be names, and which English ones sound like them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

from bot.language.script import syllables
from bot.language.word_lists import read_lines, read_words

_FOLDER = Path(__file__).parent
_LONGEST = 8
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_ORDINARY = frozenset(
    "一三不中乃也了于以他代会修全内加北华各和在地多大子干开当打拿支文新方日明春本来根比派海立的皮盖离简约考耳若让该还连通道那都里铁门非飞高黑"
)
"""Characters that are words by themselves, and parts of names only beside others."""

_ALIKE = {2: 0.6, 3: 0.55}
_ALIKE_IF_LONG = 0.45
"""How similar a word and a name are at least, by the number of sounds that they share."""

_NEARLY = 0.1
_MOST = 8
_SKELETONS = 64  # skeletons at most; a word with more is no name

# A class for each letter or group of letters that Chinese transcription does not distinguish.
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
_MET = re.compile("N([MN])")  # an "n" that is there only for the next syllable: 汉姆 is "ham"
_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsw]|")
_SOUNDS = {"S": ("zh", "ch", "sh", *"jqxzcs"), "V": "fw", "B": "bp", "D": "dt", "G": "gk"}
_SOUNDS |= {"L": "lr", "M": "m", "N": "n", "H": "h"}
_INITIALS = {initial: sound for sound, initials in _SOUNDS.items() for initial in initials}
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
_CACHED = 4096  # spellings whose comparison forms are cached
Names = Mapping[str, list[str]]  # by the skeletons of their sounds, of which one may have several


def is_foreign(text: str) -> bool:
    """Whether a text has only characters that transcribe foreign names."""
    return bool(text) and _characters().issuperset(text)


def names_in(words: Iterable[str], is_word: Callable[[str], object]) -> Iterator[str]:
    """Yields what may be foreign names among the words of a text, given in their order.

    `is_word` says whether a dictionary has a word.
    """
    characters, parts = _characters(), _name_parts()
    run: list[str] = []
    for word in words:
        if (
            word[0] in characters
            and characters.issuperset(word)
            and word not in _ORDINARY
            and (len(word) != 2 or word in parts or not is_word(word))
        ):
            run.append(word)
            if not is_word(word):  # its end is a guess
                yield from (word[:end] for end in range(2, len(word)))
        elif run:
            yield from _joined(run)
            run = []
    yield from _joined(run)


def capitalised_in(text: str) -> set[str]:
    """Returns the words that an English text always capitalises, in lower case.

    >>> sorted(capitalised_in("Beckham said so. So Kenya did."))
    ['beckham', 'kenya']
    """
    words = set(_LETTERS.findall(text))
    return {w.lower() for w in words if w[0].isupper()} - words


def _joined(run: Sequence[str]) -> Iterator[str]:
    """Yields neighbouring words joined, of which one at least has several characters."""
    for first in range(len(run)):
        for end in range(first + 1, len(run) + 1):
            text = "".join(run[first:end])
            if len(text) > _LONGEST:
                break
            if len(text) > end - first:
                yield text


@cache
def _characters() -> frozenset[str]:
    return frozenset("".join(read_words(_FOLDER / "foreign-names.txt")))


@cache
def _special_readings() -> Mapping[str, Sequence[str]]:
    lines = map(str.split, read_lines(_FOLDER / "foreign-readings.txt"))
    return {character: readings for character, *readings in lines}


@cache
def _name_parts() -> frozenset[str]:
    return read_words(_FOLDER / "foreign-words.txt")


@cache
def skeleton(name: str) -> str:
    """Returns the consonant classes of a Chinese name, by its usual reading.

    >>> skeleton("卢克"), skeleton("杰克逊维尔"), skeleton("加拿大")
    ('LG', 'SGSNVL', 'GND')
    """
    return "".join(map(_bones, _readings(name)[0]))


def skeletons(name: str) -> set[str]:
    """Returns the skeletons, of two classes or more, that a Chinese name may have.

    >>> sorted(skeletons("希尔顿"))
    ['HLDN', 'SLDN']
    """
    found = {"".join(map(_bones, syllables)) for syllables in _readings(name)}
    found |= {_MET.sub(r"\1", bones) for bones in found}
    return {bones for bones in found if len(bones) >= 2}


def english_skeletons(word: str) -> set[str]:
    """Returns the skeletons, of two classes or more, that an English word may have in Chinese.

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


def names_of(names: Iterable[str], skeletons_of: Callable[[str], set[str]] = skeletons) -> Names:
    """Returns names by their skeletons: foreign ones in Chinese, or others by another function."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        for bones in skeletons_of(name):
            found[bones].add(name)
    return {bones: sorted(alike) for bones, alike in found.items()}


def sounding_like(word: str, names: Names) -> list[str]:
    """Returns the Chinese names that a lower-case English word may mean, the closest first."""
    return _closest(english_skeletons(word), names, lambda name: _likeness(word, name))


def sounding_in_letters(name: str, letters: Names) -> list[str]:
    """Returns the lower-case English words that a Chinese name may mean, the closest first."""
    return _closest(skeletons(name), letters, lambda word: _likeness(word, name))


def _closest(bones: set[str], names: Names, likeness: Callable[[str], float]) -> list[str]:
    """Returns the names with some skeletons that are alike enough, the closest first."""
    least = {
        name: _ALIKE.get(len(each), _ALIKE_IF_LONG)
        for each in sorted(bones, key=len)
        for name in names.get(each, ())
    }
    alike = sorted(((likeness(name), name) for name in least), reverse=True)
    close = [(ratio, name) for ratio, name in alike if ratio >= least[name]]
    return [name for ratio, name in close if ratio >= close[0][0] - _NEARLY][:_MOST]


def _bones(syllable: str) -> str:
    if syllable == "er":
        return "L"
    match = _INITIAL.match(syllable)
    initial = match.group() if match else ""
    return _INITIALS.get(initial, "") + ("N" if re.search(r"ng?$", syllable) else "")


@lru_cache(_CACHED)
def _readings(name: str) -> list[tuple[str, ...]]:
    """Returns the readings of a name, a syllable for each character, the usual one first."""
    known = _special_readings()
    read = (known.get(character) or syllables(character)[:1] or ("",) for character in name)
    return list(islice(product(*read), _MOST_READINGS))


def _likeness(word: str, name: str) -> float:
    """Returns how much alike a word and a name are, from 0 to 1; 0 for what is not alike."""
    best = 0.0
    for reading in _readings(name):
        both = SequenceMatcher(None, _plain(word), _plain("".join(reading)))
        if both.quick_ratio() >= _ALIKE_IF_LONG:
            best = max(best, both.ratio())
    return best


@lru_cache(_CACHED)
def _plain(letters: str) -> str:
    """Returns a spelling in letters that English and pinyin use for the same sounds."""
    for pattern, letter in _ALIKE_IN_BOTH:
        letters = pattern.sub(letter, letters)
    return letters.replace("r", "l")
