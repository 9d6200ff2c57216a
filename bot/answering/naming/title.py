"""Surnames with a title: "刘书记", "老陈", "姓付的那位"."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from bot.answering.naming.office import Holders, callings, is_office, offices, pattern_of
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker, surname_of
from bot.answering.naming.word_lists import alternatives, listed

_POINTING = "那位|这位|那个|这个"
_OF_PLACES = "庄村镇家店屯湾沟坪坳岭街巷"
"""What makes a place of a surname: 小刘庄."""


class Titles:
    """Finds a surname with a title; an office must be one that the speaker holds.

    Of several with a calling (刘教授) those are meant whose role has it.
    """

    def __init__(
        self, speakers: Sequence[Speaker], holders: Holders, is_word: Callable[[str], bool]
    ) -> None:
        self._holders = holders
        self._is_word = is_word
        called: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for name in speaker.chinese:
                called[surname_of(name)][speaker.label] = None
        self._called = {surname: tuple(found) for surname, found in called.items()}
        surname = alternatives(frozenset(map(re.escape, called)))
        title = pattern_of(
            offices() | callings() | listed("courtesies") | listed("collective") | {"人"}
        )
        behind = title.replace("|人", "")
        self._pattern = re.compile(
            rf"(?P<surname>{surname})(?P<title>{behind})"
            rf"|[老小](?P<old>{surname})(?P<old_title>{behind})?(?![{_OF_PLACES}])"
            rf"|(?:{_POINTING})?姓(?P<called>{surname})"
            rf"(?:的?(?:{_POINTING})?(?P<called_title>{title})|的?(?:{_POINTING})|的)?"
        )

    def find(self, reading: Reading) -> Iterator[Named]:
        for match in self._pattern.finditer(reading.normal.text):
            found = self._meant(match)
            if found and reading.is_whole(*match.span()):
                yield Named(*reading.normal.span(*match.span()), found)

    def _meant(self, match: re.Match[str]) -> tuple[str, ...]:
        surname = match["surname"] or match["old"] or match["called"]
        title = match["title"] or match["old_title"] or match["called_title"] or ""
        if match.group() in listed("no-surnames"):
            return ()
        if len(title) == 1 and match["surname"] and self._is_word(match.group()):
            return ()
        found = self._holders.among(self._called[surname], [title])
        return found if found or is_office(title) else self._called[surname]
