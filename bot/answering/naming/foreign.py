"""Foreign names in letters: "Ms Whitfield", "Ann", "J. Carter"; also of those spelt 卡特."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from bot.answering.naming.address import Addressing, is_title
from bot.answering.naming.alone import Capitals
from bot.answering.naming.by_sound import Sounds
from bot.answering.naming.office import Holders, is_office
from bot.answering.naming.reading import Named, Reading, Word
from bot.answering.naming.speaker import Speaker
from bot.answering.naming.word_lists import listed
from bot.language.script import readings

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BETWEEN = re.compile(r"\.?[ -]?")
_AFTER_NAMES = frozenset(("jr", "sr", "phd", "md", "ii", "iii", "obe", "mbe"))
_MOST_BETWEEN = 2
"""Middle names and initials at most between a first name and a surname."""


class ForeignNames:
    """Finds surnames and first names in letters, each with or without the other.

    Where a name is known in Chinese characters alone, it is found by its sound.
    """

    def __init__(self, speakers: Sequence[Speaker], holders: Holders) -> None:
        self._holders = holders
        self._firsts: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._surnames: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._middles: defaultdict[str, set[str]] = defaultdict(set)
        self._sounding = []
        for speaker in speakers:
            names = [name for name in speaker.in_letters if not _is_pinyin(name, speaker)]
            for name in names:
                self._add(_parts(name), speaker.label)
            if not names and speaker.dotted:
                self._sounding.append(speaker)

    @cached_property
    def _sounds(self) -> Sounds:
        return Sounds(self._sounding)

    def _add(self, parts: Sequence[str], label: str) -> None:
        if not parts:
            return
        self._firsts[parts[0]][label] = None
        self._middles[label].update(parts)
        if len(parts) > 1:
            self._surnames[parts[-1]][label] = None

    def find(self, reading: Reading) -> Iterator[Named]:
        if not (self._firsts or self._sounding):
            return
        addressing = Addressing(reading)
        words, at = addressing.words, 0
        capitals = Capitals(words, reading.source)
        while at < len(words):
            size, speakers = self._full(words, at, reading.source)
            if not speakers:
                size, speakers = self._sounding_full(words, at, reading.source)
            if not speakers:
                size, speakers = 1, self._single(addressing, capitals, at)
            if speakers:
                yield Named(words[at].start, words[at + size - 1].end, speakers)
            at += size

    def _sounding_full(
        self, words: Sequence[Word], at: int, source: str
    ) -> tuple[int, tuple[str, ...]]:
        """As `_full`, of two words that sound like a first name and a surname."""
        pair = words[at : at + 2]
        if not (self._sounding and len(pair) == 2 and all(word.capitalised for word in pair)):
            return 1, ()
        together = source[pair[0].end : pair[1].start] == " " and not is_title(pair[0].text)
        return 2, self._sounds.both(pair[0].text, pair[1].text) if together else ()

    def _full(self, words: Sequence[Word], at: int, source: str) -> tuple[int, tuple[str, ...]]:
        """How many words are a first name or its initial, and a surname; and whose."""
        first = self._firsts.get(words[at].text, {})
        if not first and not (len(words[at].text) == 1 and words[at].capitalised):
            return 1, ()
        for last in range(at + 1, min(at + _MOST_BETWEEN + 2, len(words))):
            between = source[words[last - 1].end : words[last].start]
            if not between or not _BETWEEN.fullmatch(between):
                break
            surname = self._surnames.get(words[last].text, {})
            if len(words[last].text) == 1 and words[last].capitalised:
                surname = first
            fitting = [label for label in surname if self._fits(words[at : last + 1], label, first)]
            if fitting:
                return last - at + 1, tuple(fitting)
        return 1, ()

    def _fits(self, words: Sequence[Word], label: str, first: Mapping[str, None]) -> bool:
        """Whether words are all names of somebody, the first one first, or their initials."""
        names = self._middles[label]
        begins = label in first or len(words[0].text) == 1
        return begins and all(
            word.text in names
            or (len(word.text) == 1 and any(name.startswith(word.text) for name in names))
            for word in words
        )

    def _may_sound(self, word: str) -> bool:
        """Whether a word may be a name that is known in Chinese characters alone."""
        return bool(self._sounding) and word not in listed("no-names-by-sound")

    def _single(self, addressing: Addressing, capitals: Capitals, at: int) -> tuple[str, ...]:
        word = addressing.words[at]
        known = self._surnames.get(word.text, {}) | self._firsts.get(word.text, {})
        sounding = self._sounds.like(word.text) if self._may_sound(word.text) else ()
        if not (known or sounding) or is_title(word.text) or capitals.is_of_another(at):
            return ()
        titles = addressing.of(addressing.words[at]).titles
        if titles or capitals.may_be_name(at, capitalised=True):
            known = known | dict.fromkeys(sounding)
        elif not capitals.may_be_name(at, capitalised=False):
            return ()
        return self._holders.among(tuple(known), filter(is_office, titles))


def _parts(name: str) -> list[str]:
    """The words of a name without titles and the like."""
    words = [re.sub("['’]", "", word) for word in _WORD.findall(name)]
    return [word for word in words if not is_title(word) and word not in _AFTER_NAMES]


def _is_pinyin(name: str, speaker: Speaker) -> bool:
    """Whether a name in letters only spells the speaker's Chinese name."""
    spelt = sorted("".join(_WORD.findall(name)))
    return any(
        sorted("".join(syllables)) == spelt
        for chinese in speaker.chinese
        for syllables in readings(chinese)
    )
