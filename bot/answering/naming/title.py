"""Surnames with a title: "刘书记", "老陈", "姓付的"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.answering.naming.office import OFFICE, offices_in
from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker

_COURTESIES = "代表|同志|先生|女士|老师|干部|总"
_NO_OFFICE = ""


class Titles:
    """Finds a surname with a title; an office must be one that the speaker holds."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        entitled: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for speaker in speakers:
            if not speaker.name.isascii():
                for office in (_NO_OFFICE, *offices_in(speaker.roles)):
                    entitled[speaker.surname, office].append(speaker.label)
        self._entitled = {title: tuple(found) for title, found in entitled.items()}
        surnames = "".join(sorted({re.escape(surname) for surname, _ in entitled}))
        any_surname = f"[{surnames}]" if surnames else r"(?!)"
        self._pattern = re.compile(
            rf"(?P<surname>{any_surname})(?:(?P<office>{OFFICE})|{_COURTESIES})"
            rf"|老(?P<old>{any_surname})|姓(?P<called>{any_surname})"
        )

    def find(self, reading: Reading) -> Iterator[Named]:
        for match in self._pattern.finditer(reading.normal.text):
            start, end = reading.normal.span(*match.span())
            surname = match["surname"] or match["old"] or match["called"]
            found = self._entitled.get((surname, match["office"] or _NO_OFFICE))
            if found and {start, end} <= reading.edges:
                yield Named(start, end, found)
