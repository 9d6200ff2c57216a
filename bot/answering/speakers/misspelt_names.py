"""Names that are mistyped: a character that sounds the same, or one that is wrong or missing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from bot.answering.speakers.reading import Named, ParsedQuestion
from bot.answering.speakers.speaker import Speaker
from bot.language.script import syllables
from bot.language.word_lists import surnames

_SAME_SOUND = 0.3
_WRONG = 1.0
_FARTHEST = 1.0


class MistypedNames:
    """Finds names but for a slip; a word of the dictionary is never taken for one.

    Nothing is read in pinyin before a question may have such a name: one that begins as names
    do and has a character of a name that is as long. Names are kept by their number in the
    order of the corpus: by their sounds, and by what is left of them without a character.
    """

    def __init__(self, speakers: Sequence[Speaker], is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self._speakers = [s for s in speakers if len(s.name) > 1 and not s.name.isascii()]
        self._native = {speaker.name for speaker in self._speakers if not speaker.dotted}
        self._characters: defaultdict[int, set[str]] = defaultdict(set)
        self._begun: defaultdict[str, list[str]] = defaultdict(list)
        for speaker in self._speakers:
            name = speaker.name
            self._characters[len(name)].update(name)
            if not speaker.dotted and len(name) > len(speaker.surname) + 1:  # without its end
                self._begun[name[: len(speaker.surname) + 1]].append(speaker.label)
        self._sizes = sorted(self._characters, reverse=True)
        self._sizes_begun = sorted({len(begun) for begun in self._begun}, reverse=True)
        self._surnames = surnames()
        self._first = self._surnames.union(speaker.name[0] for speaker in self._speakers)

    @cached_property
    def _sounding(self) -> Mapping[tuple[str, ...], list[int]]:
        """Names by how they are read."""
        found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, speaker in enumerate(self._speakers):
            for key in _sounds(speaker.name):
                found[key].append(number)
        return found

    @cached_property
    def _without_one(self) -> Mapping[tuple[str, str], list[int]]:
        """Names by what stands before and behind any one of their characters but the first."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, speaker in enumerate(self._speakers):
            for rest in _rests(speaker.name):
                found[rest].append(number)
        return found

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        for size in self._sizes:
            for window, start, end in reading.windows(size):
                if self._may_be_name(window):
                    yield from self._named(window, start, end)
        for size in self._sizes_begun:
            for window, start, end in reading.windows(size):
                if window in self._begun and not self._is_word(window):
                    yield Named(start, end, tuple(self._begun[window]))

    def _may_be_name(self, window: str) -> bool:
        """What can be told by the characters alone."""
        shared = not self._characters[len(window)].isdisjoint(window)
        return shared and window[0] in self._first and not self._is_word(window)

    def _named(self, window: str, start: int, end: int) -> Iterator[Named]:
        slips = self._slips(window, self._alike(window))
        slips = slips or self._slips(window, self._nearly(window))
        if slips:
            least = min(slips.values())
            yield Named(start, end, tuple(s for s, slip in slips.items() if slip == least))

    def _alike(self, window: str) -> list[int]:
        """The names that may sound like a window, by the readings of its surname."""
        surname = syllables(window[0])
        found: dict[int, int] = {}
        for key in _sounds(window) if surname else ():
            for number in self._sounding.get(key, ()):
                found.setdefault(number, surname.index(key[0]))
        return sorted(found, key=lambda number: (found[number], number))

    def _nearly(self, window: str) -> list[int]:
        """The names of which one character but the surname may be another in a window."""
        rests = _rests(window) if syllables(window[0]) else ()
        return sorted({number for rest in rests for number in self._without_one.get(rest, ())})

    def _slips(self, window: str, numbers: Iterable[int]) -> dict[str, float]:
        speakers = (self._speakers[number] for number in numbers)
        slips = ((speaker.label, self._slip(window, speaker.name)) for speaker in speakers)
        return {label: slip for label, slip in slips if slip}

    def _slip(self, window: str, name: str) -> float | None:
        """How far a window is from a name, or None where it is another one.

        A name of two characters, and a foreign one, must sound right; the surname always must.
        """
        if len(window) != len(name) or not set(window) & set(name):
            return None
        slips = [_difference(a, b) for a, b in zip(window, name, strict=True)]
        if slips[0] == _WRONG or (slips[0] and window[0] not in self._surnames):
            return None
        farthest = _FARTHEST if len(name) > 2 and name in self._native else 2 * _SAME_SOUND
        return sum(slips) if 0 < sum(slips) <= farthest else None


def _difference(a: str, b: str) -> float:
    if a == b:
        return 0
    return _SAME_SOUND if set(syllables(a)) & set(syllables(b)) else _WRONG


def _sounds(name: str) -> Iterator[tuple[str, ...]]:
    """The ways to read a name, of a long one only its first and last two characters."""
    return product(*(syllables(char) or (char,) for char in name[0] + name[1:][-2:]))


def _rests(name: str) -> list[tuple[str, str]]:
    """What stands before and behind each character of a full name, the surname's aside."""
    return [(name[:at], name[at + 1 :]) for at in range(1, len(name)) if len(name) > 2]
