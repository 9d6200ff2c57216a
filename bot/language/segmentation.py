"""Splits Chinese text into words, by jieba with the names and terms of the corpus added."""

import re
from collections.abc import Iterable, Iterator, Mapping
from math import log
from pathlib import Path

from bot.corpus.speech import Person
from bot.language.normal import Normaliser
from bot.language.script import HAN

_PLACE = re.compile(rf"(?:派驻)?([{HAN}]县|[{HAN}]{{2,4}}?(?:经开区|街道|社区|[省市州县区镇乡村]))")
_KIND_OF_PLACE = re.compile(r"(?<!经开)(?:街道|社区|[省市州县区镇乡村])$")
_OFFICE = re.compile(rf"[{HAN}]{{2,10}}")
_QUOTED = re.compile(rf"[“‘「『《]([{HAN}]{{2,8}})[”’」』》]")


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
        from bot.language.tokenizer import tokenizer_of  # jieba is slow to import

        self._jieba = tokenizer_of(kept, lexicon or {}, in_bulk=in_bulk)

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
        return self._jieba.cut(run)

    def long_words(self, cut: Iterable[str]) -> Iterator[str]:
        """Yields the words of three characters or more of a run that was cut, and those in them."""
        for word in cut:
            if len(word) > 2:
                for at in range(len(word) - 2 if len(word) > 3 else 0):
                    if self._jieba.FREQ.get(word[at : at + 3]):
                        yield word[at : at + 3]
                yield word
