"""Surnames with a title: "刘书记", "老陈", "姓付的"."""

import re
from collections.abc import Iterator, Sequence

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker, labels

OFFICES = (
    "第一书记|副书记|书记|副主任|主任|副校长|校长|镇长|乡长|村长|局长|队长|部长|市长|区长|县长|院长|所长"
    "|处长|科长|主席|委员|会长|社长|经理|董事长|调研员"
)
_COURTESIES = "代表|同志|先生|女士|老师|干部|总"


class Titles:
    """Finds a surname with a title; an office must be one that the speaker holds."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._speakers = [speaker for speaker in speakers if not speaker.name.isascii()]
        surnames = "".join(sorted({re.escape(s.surname) for s in self._speakers}))
        any_surname = f"[{surnames}]" if surnames else r"(?!)"
        self._pattern = re.compile(
            rf"(?P<surname>{any_surname})(?:(?P<office>{OFFICES})|{_COURTESIES})"
            rf"|老(?P<old>{any_surname})|姓(?P<called>{any_surname})"
        )

    def find(self, reading: Reading) -> Iterator[Named]:
        for match in self._pattern.finditer(reading.normal.text):
            start, end = reading.normal.span(*match.span())
            surname = match["surname"] or match["old"] or match["called"]
            office = match["office"] or ""
            found = [
                speaker
                for speaker in self._speakers
                if speaker.surname == surname
                and (not office or any(office in role for role in speaker.roles))
            ]
            if found and {start, end} <= reading.edges:
                yield Named(start, end, labels(found))
