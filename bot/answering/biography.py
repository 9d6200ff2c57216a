"""Questions about a speaker's life, and the words in which biographies answer them."""

from pathlib import Path

from bot.language.terms import Term
from bot.language.word_lists import read_words

_FOLDER = Path(__file__).parent / "biography"


class Biography:
    """Knows when somebody's life is asked for, and by which terms it is told."""

    def __init__(self) -> None:
        self._asked = read_words(_FOLDER / "asked.txt")
        self.told = dict.fromkeys(sorted(read_words(_FOLDER / "told.txt")), 1.0)

    def asks(self, term: Term) -> bool:
        """Whether a word of a question only asks what somebody was and did."""
        return term.word in self._asked
