"""Words that carry no subject: grammar, and what people say only in order to ask."""

import re
from functools import cached_property
from pathlib import Path

from bot.language.lists import read_words
from bot.language.terms import Kind, Term

_WORDS = (Kind.WORD, Kind.LATIN)
_WHO = re.compile(
    r"\b(?:who|whose|whom|anyone|anybody|somebody|someone)\b"
    r"|\bwhich (?:speaker|delegate|representative|official|cadre|person|people|one)s?\b"
    r"|谁|哪位|哪几位|哪些(?:人|代表|干部|发言人|书记|嘉宾)|哪个(?:人|代表|干部|书记)|有没有人|有人"
)
_FOLDER = Path(__file__).parent / "stopwords"


class Stopwords:
    """Tells which terms of a question do not say what it is about.

    The words stand in the text files of `stopwords/`, in normal form.
    """

    @cached_property
    def grammar(self) -> frozenset[str]:
        """Words of grammar, in both languages."""
        return read_words(_FOLDER / "zh-grammar.txt") | read_words(_FOLDER / "en-grammar.txt")

    @cached_property
    def _asking(self) -> frozenset[str]:
        return read_words(_FOLDER / "zh-asking.txt") | read_words(_FOLDER / "en-asking.txt")

    def asks_who(self, question: str) -> bool:
        """Whether a question in normal form asks for those who spoke."""
        return bool(_WHO.search(question))

    def is_asking(self, term: Term) -> bool:
        """Whether the term is one that people use only in order to ask."""
        return _bare(term) in self._asking

    def is_empty(self, term: Term) -> bool:
        """Whether the term is one of grammar, or only asks."""
        return _bare(term) in self.grammar or self.is_asking(term)


def _bare(term: Term) -> str:
    """A word without what is drawn to it ("it's", "shouldn't"); a piece of a word is none."""
    if term.kind is Kind.LATIN and "'" in term.word:
        return term.word.partition("'")[0].removesuffix("n")
    return term.word if term.kind in _WORDS else ""
