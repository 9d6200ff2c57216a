"""Phrases by what they mean, and what a whole text means that is made of nothing else."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.answering.framing.sketch import MARKS
from bot.answering.naming.phrases import Phrases
from bot.language.word_lists import read_lines

_FOLDER = Path(__file__).parent / "phrases"
_LONGEST = 80
"""Characters of a text at most that may be made of phrases alone."""

_BETWEEN = re.compile(rf"[^\w{MARKS}]*")
_NAME = re.compile(rf"[{MARKS}]+")
_LAUGHTER = re.compile(r"(?<![a-z])(ha|he|ah|lo|xi|ja|ok|bla|blah)(?:\1)+[hlk]?(?![a-z])")
_REPEATED = re.compile(r"(\D)\1+")
NAME_MEANT = "name"
"""What a name in a text means."""


class Phrasebook:
    """Knows some phrases, each by one or several meanings; what means "" adds nothing."""

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        self._meanings: defaultdict[str, set[str]] = defaultdict(set)
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                self._meanings[phrase].add(meaning)
        self._phrases = Phrases(self._meanings)

    def meant(self, text: str, inside: Container[int] = ()) -> frozenset[str] | None:
        """What a text in normal form means that is nothing but phrases, names and punctuation.

        Of several ways to read it the one counts whose telling phrases are the longest. None where
        a word is left over. `inside` are the places in the middle of a word: no single character
        ends there.
        """
        if len(text) > _LONGEST:
            return None
        ways: dict[int, tuple[int, frozenset[str]]] = {_skipped(text, 0): (0, frozenset())}
        while ways:
            at = min(ways)
            weight, meant = ways.pop(at)
            if at == len(text):
                return meant
            for end, telling, meaning in self._steps(text, at):
                if end - at == 1 and end in inside:
                    continue
                way = (weight + telling, meant | {meaning} - {""})
                end = _skipped(text, end)
                if way[0] > ways.get(end, (-1, None))[0]:
                    ways[end] = way
        return None

    def has(self, phrase: str) -> bool:
        return phrase in self._meanings

    def end(self, text: str, start: int) -> int:
        """Where the longest phrase at a place ends; the place itself where there is none."""
        longest = next(self._phrases.at(text, start), "") if start < len(text) else ""
        return start + len(longest)

    def found(self, text: str, at: int = 0) -> Iterator[tuple[int, int, str]]:
        """The phrases in a text from a place on: (start, end, a meaning), the longest of each."""
        for start, phrase in self._phrases.found(text, at):
            yield start, start + len(phrase), min(self._meanings[phrase])

    def _steps(self, text: str, at: int) -> Iterator[tuple[int, int, str]]:
        """The phrases at a place: where each ends, how telling it is, and what it means."""
        if name := _NAME.match(text, at):
            yield name.end(), 0, NAME_MEANT
        for phrase in self._phrases.at(text, at) if at < len(text) else ():
            for meaning in self._meanings[phrase]:
                yield at + len(phrase), len(phrase) ** 2 if meaning else 0, meaning


def squeezed(text: str) -> str:
    """A text with a single one for each character, and each sound of laughter, that is repeated.

    >>> squeezed("哈哈哈 okkk hahaha")
    '哈 ok ha'
    """
    return _LAUGHTER.sub(r"\1", _REPEATED.sub(r"\1", text))


@cache
def read_phrases(name: str) -> Sequence[str]:
    """The phrases of a list, which stand in its lines parted by commas."""
    return _parted(read_lines(_FOLDER / f"{name}.txt"))


def read_sorted_phrases(name: str) -> dict[str, list[str]]:
    """The phrases of a list whose lines begin with what they mean and a colon."""
    lines = (line.partition(":") for line in read_lines(_FOLDER / f"{name}.txt"))
    return {meaning: _parted([phrases]) for meaning, _, phrases in lines}


def _parted(lines: Iterable[str]) -> list[str]:
    phrases = (phrase.strip() for line in lines for phrase in line.split(","))
    return [phrase for phrase in phrases if phrase]


def _skipped(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at
