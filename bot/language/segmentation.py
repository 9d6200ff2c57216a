"""Splits Chinese text into words, by jieba with the names and terms of the corpus added."""

import logging
import re
import sys
import warnings
from collections.abc import Container, Iterable, Iterator, Mapping
from math import inf, log
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

from bot.corpus.speech import Person
from bot.language.normal import Normaliser
from bot.language.script import HAN
from bot.storage import open_or_build, writing

_TRIE, _NUMBERS = "words.marisa", "frequencies"
_PLACE = re.compile(rf"(?:派驻)?([{HAN}]县|[{HAN}]{{2,4}}?(?:经开区|街道|社区|[省市州县区镇乡村]))")
_KIND_OF_PLACE = re.compile(r"(?<!经开)(?:街道|社区|[省市州县区镇乡村])$")
_OFFICE = re.compile(rf"[{HAN}]{{2,10}}")
_QUOTED = re.compile(rf"[“‘「『《]([{HAN}]{{2,8}})[”’」』》]")
_NEVER = -3.14e100  # the likelihood that jieba gives to what cannot be
_Table = Mapping[str, Mapping[str, float]]
_Route = dict[int, tuple[float, int]]  # from each place: the likelihood, and the word's last place


def names_and_roles(person: Person, normaliser: Normaliser) -> set[str]:
    """Returns the words of who spoke, in normal form: names, places and offices."""
    words = {normaliser.normal(name).text for name in (person.name, *person.aliases)}
    return words.union(*(words_of_role(normaliser.normal(role).text) for role in person.roles))


def words_of_role(role: str) -> set[str]:
    """Returns the places and the offices in a role.

    >>> sorted(words_of_role("荷塘区月塘街道党工委书记"))
    ['党工委书记', '月塘街道', '荷塘区']
    """
    parts = _PLACE.split(role)  # every other part is a place
    return {*parts[1::2], *_OFFICE.findall("、".join(parts[::2]))}


def quoted_words(texts: Iterable[str]) -> set[str]:
    """Returns what the texts put in quotation marks: terms that a forum coins.

    >>> quoted_words(["探索“以房管人”"])
    {'以房管人'}
    """
    return {word for text in texts for word in _QUOTED.findall(text)}


def place_names(words: Iterable[str]) -> set[str]:
    """Returns the places among the words, with and without what kind of place they are.

    >>> sorted(place_names(["网岭镇", "党委书记"]))
    ['网岭', '网岭镇']
    """
    places = {word for word in words if _PLACE.fullmatch(word)}
    bare = {_KIND_OF_PLACE.sub("", place) for place in places}
    return places | {name for name in bare if len(name) > 1}


class Segmenter:
    """jieba's search mode: every word, and the shorter words inside a long one.

    jieba's dictionary is mapped from a file in the folder `kept`, where it is written once; that
    is enough for questions. `in_bulk` loads all of it into memory (90 MB, half a second), which
    makes long texts twice as fast. `lexicon` has further words with their frequencies.
    """

    def __init__(
        self, kept: Path, lexicon: Mapping[str, int] | None = None, *, in_bulk: bool = False
    ) -> None:
        jieba = _import_jieba()
        self._jieba = _quicker(jieba.Tokenizer)()
        self._jieba.initialized = True  # its dictionary is set here instead
        if in_bulk:
            words, self._jieba.total = _read_frequencies()
            words.update(_with_prefixes(lexicon or {}, words))
            self._jieba.FREQ = words
        else:
            mapped = _Frequencies(kept, lexicon or {})
            self._jieba.FREQ, self._jieba.total = mapped, mapped.total

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Returns the frequencies at which jieba keeps each of the words whole, by itself."""
        return {word: self._jieba.suggest_freq(word) for word in words}

    def is_word(self, text: str) -> bool:
        """Whether a text is a word of the dictionary, or one of the corpus's own."""
        return bool(self._jieba.FREQ.get(text))

    def rarity(self, word: str) -> float:
        """Returns how rare a word is in the language: the logarithm of its inverse frequency."""
        return log(self._jieba.total / max(self._jieba.FREQ.get(word) or 0, 1))

    def parts(self, run: str) -> Iterator[tuple[int, int]]:
        """Splits a run of Chinese characters into words of the dictionary: (start, end)."""
        for _, start, end in self._jieba.tokenize(run, HMM=False):
            yield start, end

    def words(self, run: str) -> Iterator[tuple[str, int, int]]:
        """Yields the words of a run of Chinese characters as (word, start, end), with overlaps."""
        yield from self._jieba.tokenize(run, mode="search")

    def cut(self, run: str) -> list[str]:
        """Cuts a run of Chinese characters into words, some of which the dictionary may lack."""
        return list(self._jieba.cut(run))

    def long_words(self, cut: Iterable[str]) -> Iterator[str]:
        """Yields the words of three characters or more of a run that was cut, and those in them."""
        for word in cut:
            if len(word) > 2:
                for at in range(len(word) - 2 if len(word) > 3 else 0):
                    if self._jieba.FREQ.get(word[at : at + 3]):
                        yield word[at : at + 3]
                yield word


class _Frequencies:
    """The frequencies of words, mapped from a bundle; has what jieba needs of a dict."""

    def __init__(self, folder: Path, lexicon: Mapping[str, int]) -> None:
        version = _import_jieba().__version__
        bundle = open_or_build(folder, "words", version, _write_frequencies)
        self.total = bundle.info["total"]
        self._trie = marisa_trie.Trie().mmap(str(bundle.folder / _TRIE))
        self._numbers = memoryview(bundle.array(_NUMBERS))  # type: ignore[arg-type]
        self._added = _with_prefixes(lexicon, self._trie)

    def get(self, word: str, default: int | None = None, /) -> int | None:
        added = self._added.get(word)
        if added is not None:
            return added
        at = self._trie.get(word, -1)
        return default if at < 0 else self._numbers[at]


def _with_prefixes(lexicon: Mapping[str, int], known: Container[str]) -> dict[str, int]:
    """Returns a lexicon with 0 for the prefixes of words, from which jieba reads on."""
    prefixes = (word[:end] for word in lexicon for end in range(1, len(word)))
    return {**{prefix: 0 for prefix in prefixes if prefix not in known}, **lexicon}


def _read_frequencies() -> tuple[dict[str, int], int]:
    """Returns the frequencies of jieba's words, 0 for prefixes, and their sum, as it does itself.

    It looks up every prefix of a word; here those of a prefix that is known are known.
    """
    with _import_jieba().get_dict_file() as file:
        fields = file.read().decode().split()
    words, numbers = fields[::3], list(map(int, fields[1::3]))  # and a tag each
    found = dict(zip(words, numbers, strict=True))
    for word in words:
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in found:
                break
            found[word[:end]] = 0
    return found, sum(numbers)


def _write_frequencies(path: Path) -> None:
    """Writes the frequency of each word of jieba's dictionary, 0 for prefixes, and their total."""
    frequencies, total = _read_frequencies()
    trie = marisa_trie.Trie(frequencies)
    numbers = np.empty(len(frequencies), np.int32)
    numbers[list(map(trie.__getitem__, frequencies))] = list(frequencies.values())
    with writing(path) as writer:
        writer.file(_TRIE).write_bytes(trie.tobytes())
        writer.array(_NUMBERS, numbers)
        writer.info["total"] = total


def _quicker(tokenizer: type[Any]) -> type[Any]:
    """Returns jieba's tokenizer with its two inner loops in one; it finds the same words."""

    class Quicker(tokenizer):  # type: ignore[misc]
        _last: tuple[str, _Route] = ("", {})

        def get_DAG(self, sentence: str) -> _Route:  # noqa: N802
            """Returns, instead of all words, the likeliest path from each place to the end.

            Of equally likely words the longest is taken.
            """
            last, known = self._last  # a sentence is often segmented twice, in different ways
            if last == sentence:
                return known
            look_up, total, size = self.FREQ.get, log(self.total), len(sentence)
            route = {size: (0.0, 0)}
            for start in range(size - 1, -1, -1):
                best, chosen = -inf, start
                end = start + 1
                frequency = look_up(sentence[start])
                while frequency is not None:
                    if frequency:  # 0 for a prefix of words
                        likelihood = log(frequency) - total + route[end][0]
                        if likelihood >= best:
                            best, chosen = likelihood, end - 1
                    end += 1
                    frequency = look_up(sentence[start:end]) if end <= size else None
                route[start] = (best if best > -inf else route[start + 1][0] - total, chosen)
            self._last = sentence, route
            return route

        def calc(self, sentence: str, DAG: _Route, route: _Route) -> None:  # noqa: N803
            """Gives jieba the path."""
            route.update(DAG)

    return Quicker


def _likeliest_tags(
    run: str, _tags: str, start: Mapping[str, float], transitions: _Table, emissions: _Table
) -> tuple[float, list[str]]:
    """Returns the likelihood of the best tags of the characters of a run, and these tags.

    They are those of Xue (2003): a character begins a word, ends it, is in its middle, or is one by
    itself. Jieba's own Viterbi search copies each path, which costs the square of a run's length.
    """
    begins, ends, inside, alone = (emissions[tag].get for tag in "BEMS")
    be, bm, me, mm = (transitions[tag][after] for tag in "BM" for after in "EM")
    eb, es, sb, ss = (transitions[tag][after] for tag in "ES" for after in "BS")
    b, e, m, s = (start[tag] + emissions[tag].get(run[0], _NEVER) for tag in "BEMS")
    came: list[dict[str, str]] = []
    for char in run[1:]:
        emission = begins(char, _NEVER)
        b_of_e, b_of_s = e + eb + emission, s + sb + emission
        emission = ends(char, _NEVER)
        e_of_b, e_of_m = b + be + emission, m + me + emission
        emission = inside(char, _NEVER)
        m_of_b, m_of_m = b + bm + emission, m + mm + emission
        emission = alone(char, _NEVER)
        s_of_e, s_of_s = e + es + emission, s + ss + emission
        b, e = max(b_of_e, b_of_s), max(e_of_b, e_of_m)
        m, s = max(m_of_b, m_of_m), max(s_of_e, s_of_s)
        came.append(
            {
                "B": "S" if b_of_s >= b else "E",
                "E": "M" if e_of_m >= e else "B",
                "M": "M" if m_of_m >= m else "B",
                "S": "S" if s_of_s >= s else "E",
            }
        )
    found = ["S" if s >= e else "E"]
    for step in reversed(came):
        found.append(step[found[-1]])
    return max(s, e), found[::-1]


def _import_jieba() -> Any:
    """Imports jieba without its warnings on newer Pythons, and messages on standard error.

    It would also import pkg_resources, which is slow and deprecated, only to open a file.
    """
    hidden = sys.modules.setdefault("pkg_resources", None) is None  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    if hidden:
        del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.CRITICAL + 1)
    jieba.finalseg.viterbi = _likeliest_tags
    return jieba
