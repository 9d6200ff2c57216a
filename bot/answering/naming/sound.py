"""Names that are mistyped: a character that sounds the same, or one that is wrong or missing."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker, labels
from bot.language.lists import read_characters
from bot.language.pinyin import syllables

_SURNAMES = Path(__file__).parent / "surnames.txt"
_SAME_SOUND = 0.3
_WRONG = 1.0
_FARTHEST = 1.0


class MistypedNames:
    """Finds names but for a slip; a word of the dictionary is never taken for one."""

    def __init__(self, speakers: Sequence[Speaker], is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self._sizes: set[int] = set()
        self._by_surname: defaultdict[str, list[Speaker]] = defaultdict(list)
        self._shortened: defaultdict[str, list[Speaker]] = defaultdict(list)
        for speaker in speakers:
            name = speaker.name
            if len(name) > 1 and not name.isascii():
                self._sizes.add(len(name))
                for sound in syllables(speaker.surname):
                    self._by_surname[sound].append(speaker)
                if len(name) > 2:  # without its surname, or without its end
                    for short in (name[1:], name[:2]):
                        self._shortened[short].append(speaker)
        self._surnames = set(read_characters(_SURNAMES))

    def find(self, reading: Reading) -> Iterator[Named]:
        for size in sorted(self._sizes, reverse=True):
            for window, start, end in reading.windows(size):
                yield from self._named(window, start, end)
        for window, start, end in reading.windows(2):
            if window in self._shortened and not self._is_word(window):
                yield Named(start, end, labels(self._shortened[window]))

    def _named(self, window: str, start: int, end: int) -> Iterator[Named]:
        slips: dict[str, float] = {}
        for sound in syllables(window[0]):
            for speaker in self._by_surname.get(sound, ()):
                slip = self._slip(window, speaker.name)
                if slip:
                    slips[speaker.label] = slip
        if slips and not self._is_word(window):
            least = min(slips.values())
            yield Named(start, end, tuple(s for s, slip in slips.items() if slip == least))

    def _slip(self, window: str, name: str) -> float | None:
        """How far a window is from a name, or None where it is another one.

        A name of two characters must sound right; the surname always must.
        """
        if len(window) != len(name) or not set(window) & set(name):
            return None
        slips = [_difference(a, b) for a, b in zip(window, name, strict=True)]
        if slips[0] == _WRONG or (slips[0] and window[0] not in self._surnames):
            return None
        farthest = _FARTHEST if len(name) > 2 else 2 * _SAME_SOUND
        return sum(slips) if 0 < sum(slips) <= farthest else None


def _difference(a: str, b: str) -> float:
    if a == b:
        return 0
    return _SAME_SOUND if set(syllables(a)) & set(syllables(b)) else _WRONG
