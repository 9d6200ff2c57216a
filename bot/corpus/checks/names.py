"""Names that are spelt with the wrong letters, and aliases that say nothing."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.corpus.checks.sheet import Sheet, Value, warning
from bot.errors import Problem

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


def misspelt_names(sheet: Sheet) -> Iterator[Problem]:
    """Figures, letters of several scripts in one word, and letters that only look right."""
    for value in (*sheet.of("speaker"), *sheet.of("aliases")):
        fault = _fault(value.text)
        if fault:
            name = value.text[:_SHOWN]
            yield warning(sheet.path, value.line, f"'{name}' in '{value.key}': {fault}")


def idle_aliases(sheet: Sheet) -> Iterator[Problem]:
    """Aliases that stand twice, and those that are the speaker's name."""
    speaker = {_folded(value.text) for value in sheet.of("speaker")}
    seen: set[str] = set()
    for value in sheet.of("aliases"):
        name = _folded(value.text)
        if name in speaker:
            yield _idle(sheet, value, "is the speaker's name already")
        elif name in seen:
            yield _idle(sheet, value, "stands twice among the aliases")
        seen.add(name)


def _idle(sheet: Sheet, value: Value, reason: str) -> Problem:
    return warning(sheet.path, value.line, f"'{value.text[:_SHOWN]}' {reason}; delete it")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _fault(name: str) -> str:
    """The first thing that is wrong with a name, and what to do; nothing if it is all right."""
    if _PLAIN.fullmatch(name):
        return ""
    figure = next((char for char in name if _is_figure(char)), "")
    if figure:
        return f"the figure {figure} in a name; delete it, or write what the people are called"
    words = _WORD.findall(name)
    faults = filter(None, map(_fault_in_word, words))
    return next(faults, "") or _foreign_initial(words) or _of_other_width(name)


def _is_figure(character: str) -> bool:
    return unicodedata.category(character) in ("Nd", "No")


def _fault_in_word(word: str) -> str:
    scripts = {_script(char) for char in word} - {""}
    for other in _LIKE_LATIN:
        if other in scripts and scripts & _LATIN:
            return _letter_of(word, other)
    if "HAN" not in scripts:
        return ""
    if scripts & _LATIN and sum(_script(char) in _LATIN for char in word) > 1:
        return "letters and characters in one word; part them by a space, or make one an alias"
    kana = [char for char in word if _script(char) in ("KATAKANA", "HIRAGANA")]
    if len(kana) == 1 and kana[0] in _LIKE_HAN:
        return f"{_named(kana[0])} is kana; write {_LIKE_HAN[kana[0]]} if it is the character"
    return ""


def _letter_of(word: str, script: str) -> str:
    """What to say of a word with letters of another script among Latin ones, or the reverse."""
    foreign = [char for char in word if _script(char) == script]
    latin = [char for char in word if _script(char) in _LATIN]
    odd, rest = (foreign, "Latin") if len(foreign) <= len(latin) else (latin, script.title())
    own = script.title() if odd is foreign else "Latin"
    return f"{_named(odd[0])} is {own} among {rest} letters; write the {rest} one"


def _foreign_initial(words: Iterable[str]) -> str:
    """A word of other letters that all look Latin, in a name that has Latin words."""
    words = list(words)
    if not any(_script(char) in _LATIN for word in words for char in word):
        return ""
    for word in words:
        for script, letters in _LIKE_LATIN.items():
            if letters.issuperset(word):
                return f"{_named(word[0])} is {script.title()}; write the Latin letter"
    return ""


def _of_other_width(name: str) -> str:
    """A full-width letter in a name that has ordinary ones too."""
    wide = next((char for char in name if _script(char) == "FULLWIDTH"), "")
    if not wide or not any(_script(char) == "LATIN" for char in name):
        return ""
    return f"{_named(wide)} is full-width; write {unicodedata.normalize('NFKC', wide)}"


def _named(character: str) -> str:
    return f"{character} (U+{ord(character):04X})"


def _script(character: str) -> str:
    """The script of a letter by the first word of its name, HAN for Chinese characters."""
    if not character.isalpha():
        return ""
    script = re.split("[ -]", unicodedata.name(character, ""), maxsplit=1)[0]
    return "HAN" if script in _CJK else script
