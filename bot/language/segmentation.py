"""Chinese text to words, by jieba with the names and terms of the corpus added."""

import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf, log
from pathlib import Path
from types import ModuleType
from typing import Any

import marisa_trie
import numpy as np

from bot.corpus.speech import Person
from bot.language.normal import Normaliser
from bot.language.script import HAN
from bot.storage import Bundle, open_bundle, writing
from bot.workers import run_in_process

_TRIE, _NUMBERS = "words.marisa", "frequencies"


class MappedFrequencies:
    """A table of words in a bundle; words that are added stay in memory.

    It has what jieba asks of a dict.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._trie = marisa_trie.Trie().mmap(str(bundle.folder / _TRIE))
        self._numbers = memoryview(bundle.array(_NUMBERS))  # type: ignore[arg-type]
        self._added: dict[str, int] = {}

    def get(self, word: str, default: int | None = None, /) -> int | None:
        added = self._added.get(word)
        if added is not None:
            return added
        at = self._trie.get(word, -1)
        return default if at < 0 else self._numbers[at]

    def __contains__(self, word: object, /) -> bool:
        return word in self._added or word in self._trie

    def __getitem__(self, word: str, /) -> int:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __setitem__(self, word: str, frequency: int, /) -> None:
        self._added[word] = frequency

    def update(self, words: Mapping[str, int], /) -> None:
        self._added.update(words)


def kept_frequencies(folder: Path, version: str, write: Callable[[Path], None]) -> Bundle:
    """The bundle of a version of the dictionary; where there is none yet, it is written first."""
    path = folder / f"words-{version}"
    bundle = open_bundle(path)
    if bundle is None:
        run_in_process(write, path)
        bundle = open_bundle(path)
        assert bundle is not None
    return bundle


def write_frequencies(path: Path, frequencies: Mapping[str, int], total: int) -> None:
    """Writes a bundle with the frequency of each word, and all of them added up."""
    with writing(path) as writer:
        trie = marisa_trie.Trie(frequencies)
        writer.file(_TRIE).write_bytes(trie.tobytes())
        numbers = np.empty(len(frequencies), np.int32)
        numbers[[trie[word] for word in frequencies]] = list(frequencies.values())
        writer.array(_NUMBERS, numbers)
        writer.info["total"] = total


_PLACE = re.compile(rf"(?:派驻)?([{HAN}]县|[{HAN}]{{2,4}}?(?:经开区|街道|社区|[省市州县区镇乡村]))")
_KIND_OF_PLACE = re.compile(r"(?<!经开)(?:街道|社区|[省市州县区镇乡村])$")
_OFFICE = re.compile(rf"[{HAN}]{{2,10}}")
_QUOTED = re.compile(rf"[“‘「『《]([{HAN}]{{2,8}})[”’」』》]")


def names_and_roles(person: Person, normaliser: Normaliser) -> set[str]:
    """The words of who spoke, in normal form: names, places and offices."""
    words = {normaliser.normal(name).text for name in (person.name, *person.aliases)}
    return words.union(*(words_of_role(normaliser.normal(role).text) for role in person.roles))


def words_of_role(role: str) -> set[str]:
    """The places and the offices in a role.

    >>> sorted(words_of_role("荷塘区月塘街道党工委书记"))
    ['党工委书记', '月塘街道', '荷塘区']
    """
    parts = _PLACE.split(role)  # what is between the places, and every other time a place
    return {*parts[1::2], *_OFFICE.findall("、".join(parts[::2]))}


def quoted_words(texts: Iterable[str]) -> set[str]:
    """What the texts put in quotation marks: terms that a forum coins.

    >>> quoted_words(["探索“以房管人”"])
    {'以房管人'}
    """
    return {word for text in texts for word in _QUOTED.findall(text)}


def place_names(words: Iterable[str]) -> set[str]:
    """The places among the words, with and without what kind of place they are.

    >>> sorted(place_names(["网岭镇", "党委书记"]))
    ['网岭', '网岭镇']
    """
    places = {word for word in words if _PLACE.fullmatch(word)}
    bare = {_KIND_OF_PLACE.sub("", place) for place in places}
    return places | {name for name in bare if len(name) > 1}


class Segmenter:
    """jieba's search mode: every word, and the shorter words inside a long one.

    jieba's dictionary is mapped from a file in the folder `kept`, where it is written once; a
    question needs no more. `in_bulk` reads all of it into memory (90 MB, half a second), which
    makes long texts go twice as fast. `lexicon` has further words with their frequencies.
    """

    def __init__(
        self, kept: Path, lexicon: Mapping[str, int] | None = None, *, in_bulk: bool = False
    ) -> None:
        jieba = _import_jieba()
        self._jieba = _quicker(jieba.Tokenizer)()
        self._jieba.initialized = True  # what it would read is put into it here
        words: dict[str, int] | MappedFrequencies
        if in_bulk:
            words, self._jieba.total = _whole_dictionary(self._jieba)
        else:
            bundle = kept_frequencies(kept, jieba.__version__, _write_dictionary)
            words, self._jieba.total = MappedFrequencies(bundle), bundle.info["total"]
        for word in lexicon or ():
            for end in range(1, len(word)):
                if word[:end] not in words:
                    words[word[:end]] = 0  # a prefix, from which jieba reads on
        words.update(lexicon or {})
        self._jieba.FREQ = words

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """The frequencies at which jieba will keep each of the words whole, by itself."""
        return {word: self._jieba.suggest_freq(word) for word in words}

    def is_word(self, text: str) -> bool:
        """Whether a text is a word of the dictionary, or one of the corpus's own."""
        return bool(self._jieba.FREQ.get(text))

    def rarity(self, word: str) -> float:
        """How rare a word is in the language: the logarithm of one in how many words it is."""
        return log(self._jieba.total / max(self._jieba.FREQ.get(word) or 0, 1))

    def parts(self, run: str) -> Iterator[tuple[int, int]]:
        """A run of Chinese characters parted into words of the dictionary: (start, end)."""
        for _, start, end in self._jieba.tokenize(run, HMM=False):
            yield start, end

    def words(self, run: str) -> Iterator[tuple[str, int, int]]:
        """The words of a run of Chinese characters as (word, start, end), overlaps included."""
        yield from self._jieba.tokenize(run, mode="search")

    def cut(self, run: str) -> list[str]:
        """A run of Chinese characters cut into words, of which the dictionary may lack some."""
        return list(self._jieba.cut(run))

    def long_words(self, cut: Iterable[str]) -> Iterator[str]:
        """Of the words of a run that was cut, and of those within them, the long ones.

        They have three characters or more.
        """
        for word in cut:
            if len(word) > 2:
                for at in range(len(word) - 2 if len(word) > 3 else 0):
                    if self._jieba.FREQ.get(word[at : at + 3]):
                        yield word[at : at + 3]
                yield word


def _quicker(tokenizer: type[Any]) -> type[Any]:
    """Jieba's tokenizer with its two inner loops written out; it finds the same words.

    The words that begin at each character are kept with their frequencies, so that the best way
    through them need not look these up once more.
    """

    class Quicker(tokenizer):  # type: ignore[misc]
        _last: tuple[str, dict[int, list[tuple[int, int]]]] = ("", {})

        def get_DAG(self, sentence: str) -> dict[int, list[tuple[int, int]]]:  # noqa: N802
            """By the place where words begin: where each of them ends, and its frequency.

            The last sentence is asked for once more where it is parted in another way, too.
            """
            last, known = self._last
            if last == sentence:
                return known
            look_up, size = self.FREQ.get, len(sentence)
            found: dict[int, list[tuple[int, int]]] = {}
            for start in range(size):
                words = []
                end = start + 1
                frequency = look_up(sentence[start])
                while frequency is not None:
                    if frequency:  # or else the beginning of a word
                        words.append((end - 1, frequency))
                    end += 1
                    frequency = look_up(sentence[start:end]) if end <= size else None
                found[start] = words or [(start, 1)]
            self._last = sentence, found
            return found

        def calc(
            self,
            sentence: str,
            DAG: dict[int, list[tuple[int, int]]],  # noqa: N803
            route: dict[int, tuple[float, int]],
        ) -> None:
            """Finds the likeliest way from each place to the end; of equal words, the longest."""
            total = log(self.total)
            route[len(sentence)] = (0.0, 0)
            for start in range(len(sentence) - 1, -1, -1):
                best, chosen = -inf, start
                for last, frequency in DAG[start]:
                    likelihood = log(frequency) - total + route[last + 1][0]
                    if likelihood >= best:
                        best, chosen = likelihood, last
                route[start] = (best, chosen)

    return Quicker


def _likeliest_tags(
    run: str,
    tags: str,
    start: Mapping[str, float],
    transitions: Mapping[str, Mapping[str, float]],
    emissions: Mapping[str, Mapping[str, float]],
) -> tuple[float, list[str]]:
    """Jieba's own Viterbi search, whose copies of each way cost the square of a run's length.

    Gives the likelihood of the best tags of the characters of a run, and these.
    """
    never = -3.14e100
    before = {
        tag: [(other, after[tag]) for other, after in transitions.items() if tag in after]
        for tag in tags
    }
    best = {tag: start[tag] + emissions[tag].get(run[0], never) for tag in tags}
    came: list[dict[str, str]] = []
    for char in run[1:]:
        steps = {}
        for tag, ways in before.items():
            emission = emissions[tag].get(char, never)
            steps[tag] = max([(best[other] + way + emission, other) for other, way in ways])
        best = {tag: likelihood for tag, (likelihood, _) in steps.items()}
        came.append({tag: other for tag, (_, other) in steps.items()})
    likelihood, tag = max((best[tag], tag) for tag in "ES")
    found = [tag]
    for step in reversed(came):
        found.append(step[found[-1]])
    return likelihood, found[::-1]


def _write_dictionary(path: Path) -> None:
    write_frequencies(path, *_whole_dictionary(_import_jieba().Tokenizer()))


def _whole_dictionary(tokenizer: Any) -> tuple[dict[str, int], int]:
    """The frequency of each word of jieba's dictionary, 0 for their prefixes; and the total."""
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return frequencies, total


def _import_jieba() -> ModuleType:
    """Import jieba without its noise: warnings on newer Pythons, messages on standard error.

    It would also import pkg_resources, which is slow and deprecated, only to open a file.
    """
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.CRITICAL + 1)
    jieba.finalseg.viterbi = _likeliest_tags
    module: ModuleType = jieba
    return module
