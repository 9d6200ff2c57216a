"""Names that are mistyped: a character that sounds the same, or one that is wrong or missing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker, labels
from bot.language.pinyin import syllables

_SURNAMES = Path(__file__).parent / "surnames.txt"
_SAME_SOUND = 0.3
_WRONG = 1.0
_FARTHEST = 1.0


class MistypedNames:
    """Finds names but for a slip; a word of the dictionary is never taken for one."""

    def __init__(self, speakers: Sequence[Speaker], is_word: Callable[[str], bool]) -> None:
        self._speakers = [s for s in speakers if len(s.name) > 1 and not s.name.isascii()]
        self._sizes = sorted({len(speaker.name) for speaker in self._speakers}, reverse=True)
        self._is_word = is_word
        lines = _SURNAMES.read_text(encoding="utf-8").splitlines()
        self._surnames = set("".join(line for line in lines if not line.startswith("#")))

    def find(self, reading: Reading) -> Iterator[Named]:
        for size in self._sizes:
            for window, start, end in reading.windows(size):
                yield from self._named(window, start, end)
        for window, start, end in reading.windows(2):
            short = [s for s in self._speakers if len(s.name) > 2 and _shortens(window, s.name)]
            if short and not self._is_word(window):
                yield Named(start, end, labels(short))

    def _named(self, window: str, start: int, end: int) -> Iterator[Named]:
        if self._is_word(window):
            return
        slips = {s: slip for s in self._speakers if (slip := self._slip(window, s.name))}
        if slips:
            least = min(slips.values())
            yield Named(start, end, labels(s for s, slip in slips.items() if slip == least))

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


def _shortens(window: str, name: str) -> bool:
    """Whether two characters are a longer name without its surname, or without its end."""
    return window in (name[1:], name[:2])
