"""Parts of foreign names written in Chinese: 索科洛娃, 玛丽亚老师, 玛丽亚•索科洛娃."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.answering.naming.phrases import Phrases
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker
from bot.language.foreign_names import is_foreign
from bot.language.script import syllables
from bot.language.stopwords import Stopwords

_DOTS = "-·•・‧∙.･"
_BETWEEN = re.compile(rf"[{_DOTS} ]?")
_SHORTEST, _SHORTEST_BY_SOUND = 2, 3
_ORDINARY = frozenset("不的和三万多大上下中里对是在有都与同来去")
"""Characters of foreign names that beside one are rather words."""


class DottedNames:
    """Finds first names, surnames, and whole names with another dot or none.

    A part that a dot joins to a name that is nobody's here is a part of somebody else's.
    """

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for parts in speaker.dotted:
                for part in (parts[0], parts[-1]):
                    if len(part) >= _SHORTEST:
                        found[part][speaker.label] = None
        self._stopwords = Stopwords()
        self._parts = {part: tuple(labels) for part, labels in found.items()}
        self._phrases = Phrases(found)
        self._sounding: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._sizes: defaultdict[str, set[int]] = defaultdict(set)
        for part in found:
            if len(part) >= _SHORTEST_BY_SOUND:
                self._sounding[_sounds(part)].append(part)
                self._sizes[_sounds(part)[0]].add(len(part))

    def find(self, reading: Reading) -> Iterator[Named]:
        text, at = reading.normal.text, 0
        while (at := self._phrases.next(text, at)) < len(text):
            part = next(self._phrases.at(text, at), "")
            end, speakers = self._whole(text, at, part) if part else (at + 1, ())
            if speakers and self._stands(reading, at, end):
                yield Named(*reading.normal.span(at, end), speakers)
            at = end
        yield from self._spelt_otherwise(reading)

    def _spelt_otherwise(self, reading: Reading) -> Iterator[Named]:
        """Parts of which some characters are others that sound the same: 玛利亚 for 玛丽亚."""
        text = reading.normal.text
        for at in range(len(text) if self._sounding else 0):
            for size in self._sizes.get(_sounds(text[at])[0], ()):
                window = text[at : at + size]
                parts = self._sounding.get(_sounds(window), ())
                part = next((part for part in parts if _is_slip(window, part)), "")
                if part and self._stands(reading, at, at + size):
                    yield Named(*reading.normal.span(at, at + size), self._parts[part])

    def _whole(self, text: str, at: int, part: str) -> tuple[int, tuple[str, ...]]:
        """Where a name that begins with a part ends, with its surname if that follows."""
        end, speakers = at + len(part), self._parts[part]
        between = _BETWEEN.match(text, end)
        start = between.end() if between else end
        last = next(self._phrases.at(text, start), "") if start < len(text) else ""
        both = tuple(filter(self._parts.get(last, ()).__contains__, speakers))
        return (start + len(last), both) if both else (end, speakers)

    def _stands(self, reading: Reading, start: int, end: int) -> bool:
        """Whether a name begins and ends with words, and is no part of a longer one."""
        return reading.is_whole(start, end) and not self._is_longer(reading, start, end)

    def _is_longer(self, reading: Reading, start: int, end: int) -> bool:
        """Whether a name goes on, by a dot or by a character that writes foreign names."""
        text = reading.normal.text
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        if len(before) == 2 and before[1] in _DOTS and not before[0].isspace():
            return True
        if len(after) == 2 and after[0] in _DOTS and not after[1].isspace():
            return True
        goes_on = after and reading.is_whole(end, end + 1) and self._is_foreign(after[0])
        came = before and reading.is_whole(start - 1, start) and self._is_foreign(before[-1])
        return bool(goes_on or came)

    def _is_foreign(self, character: str) -> bool:
        """Whether a character, which is a word by itself, rather writes a foreign name."""
        ordinary = character in self._stopwords.grammar or character in _ORDINARY
        return not ordinary and is_foreign(character)


def _sounds(text: str) -> tuple[str, ...]:
    """How the characters of a text are usually read."""
    return tuple(next(iter(syllables(character)), character) for character in text)


def _is_slip(window: str, part: str) -> bool:
    """Whether characters are those of a name for the most part, but not all."""
    same = sum(map(str.__eq__, window, part))
    return len(part) / 2 <= same < len(part)
