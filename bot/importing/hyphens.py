"""Words that a line's end parts: `infor-` and `mation`, or `well-` and `known`."""

import re
from collections.abc import Iterable

from bot.importing.article import Line, Remark
from bot.importing.punctuation import joined

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 60
_PARTED = re.compile(r"([^\W\d_]+)-$")


class Hyphens:
    """Joins lines; a hyphen goes where the article has the word without one elsewhere."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.remarks: list[Remark] = []
        self._words = {word.lower() for line in lines for word in _WORD.findall(line.text)}

    def join(self, text: str, below: Line) -> str:
        """A text with the line below it; what cannot be known is told."""
        first, rest = _PARTED.search(text[-_LONGEST:]), _WORD.match(below.text)
        if not first or not rest or not rest.group()[0].islower():
            return joined(text, below.text)
        if f"{first[1]}{rest.group()}".lower() in self._words:
            return text[:-1] + below.text
        word = f"{first[1]}-{rest.group()}"
        if word.lower() not in self._words:
            message = f"parted at a line's end, kept with its hyphen: {word}"
            self.remarks.append(Remark(below.number, message))
        return text + below.text
