"""Names of which the surname is left out: 莉萍, 嘉禾老师."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from bot.answering.naming.address import behind
from bot.answering.naming.office import Holders, is_office
from bot.answering.naming.phrases import Phrases
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker, surname_of
from bot.language.script import usual_surnames

_SHORTEST = 2
_NO_SURNAMES = frozenset("和于向从同都那有对与当让被把跟及问请按据找时应解管经安通常任")
"""Surnames that before a name are more likely words."""
_IMPERSONAL = frozenset(("代表", "总", "工"))
"""What behind a word of the dictionary is rather another word: 和平代表."""


class GivenNames:
    """Finds a given name that is no word of the dictionary.

    With a title behind it a word is a name too; an office must be one that is held then.
    """

    def __init__(
        self, speakers: Sequence[Speaker], holders: Holders, is_word: Callable[[str], bool]
    ) -> None:
        self._holders = holders
        self._is_word = is_word
        given: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for name in speaker.chinese:
                surname = surname_of(name)
                if len(name) >= len(surname) + _SHORTEST:
                    given[name[len(surname) :]][speaker.label] = None
        self._given = {name: tuple(found) for name, found in given.items()}
        self._names = Phrases(given)

    def find(self, reading: Reading) -> Iterator[Named]:
        text, at = reading.normal.text, 0
        while (at := self._names.next(text, at)) < len(text):
            for name in self._names.at(text, at):
                end = at + len(name)
                speakers = self._meant(reading, name, at) if reading.is_whole(at, end) else ()
                if speakers:
                    yield Named(*reading.normal.span(at, end), speakers)
                    at = end - 1
                    break
            at += 1

    def _meant(self, reading: Reading, name: str, at: int) -> tuple[str, ...]:
        if not self._is_word(name):
            return self._of_nobody_else(reading, name, at)
        title = behind().match(reading.normal.text, at + len(name))
        if not title or title.group() in _IMPERSONAL or not reading.is_whole(*title.span()):
            return ()
        speakers = self._of_nobody_else(reading, name, at)
        if is_office(title.group()):
            return self._holders.among(speakers, [title.group()])
        return speakers

    def _of_nobody_else(self, reading: Reading, name: str, at: int) -> tuple[str, ...]:
        """Whose given name it is, unless the surname of somebody else stands before it."""
        before = reading.normal.text[at - 1 : at]
        surname = before in usual_surnames() and before not in _NO_SURNAMES
        alone = at < 2 or reading.is_whole(at - 1, at)
        return () if surname and alone else self._given.get(name, ())
