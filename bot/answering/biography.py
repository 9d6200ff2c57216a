"""Questions about a speaker's life, and the words in which biographies answer them."""

from collections.abc import Iterable
from pathlib import Path

from bot.language.stopwords import read_words
from bot.language.terms import Term

_FOLDER = Path(__file__).parent / "biography"


class Biography:
    """Knows when somebody's life is asked for, and by which terms it is told."""

    def __init__(self) -> None:
        self._asked = read_words(_FOLDER / "asked.txt")
        self.told = dict.fromkeys(sorted(read_words(_FOLDER / "told.txt")), 1.0)

    def is_asked(self, terms: Iterable[Term]) -> bool:
        """Whether a question's words ask what somebody was and did."""
        return any(term.word in self._asked for term in terms)
