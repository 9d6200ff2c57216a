"""Words that carry no subject: grammar, and what people say only in order to ask."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from bot.language.terms import Kind, Term
from bot.language.word_lists import read_words

_WORDS = (Kind.WORD, Kind.LATIN)
_WHO = re.compile(
    r"\b(?:who|whose|whom|anyone|anybody|somebody|someone)\b"
    r"|\bwhich (?:speaker|delegate|representative|official|cadre|person|people|one)s?\b"
    r"|谁|哪位|哪几位|哪些(?:人|代表|干部|发言人|书记|嘉宾)|哪个(?:人|代表|干部|书记)|有没有人|有人"
)
_HOW_SEEN = re.compile(r"(?:怎么|怎样|如何|咋)看")
_WHO_IS = frozenset(("who", "is", "was", "are", "谁", "是", "哪位", "什么", "人", "什么人"))
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
    def asking(self) -> frozenset[str]:
        """Words that people use only in order to ask, in both languages."""
        return read_words(_FOLDER / "zh-asking.txt") | read_words(_FOLDER / "en-asking.txt")

    @cached_property
    def light(self) -> frozenset[str]:
        """English words that say little of what a question is about."""
        return read_words(_FOLDER / "en-light.txt")

    @cached_property
    def _speaking(self) -> frozenset[str]:
        return read_words(_FOLDER / "zh-speaking.txt") | read_words(_FOLDER / "en-speaking.txt")

    def asks_who(self, question: str) -> bool:
        """Whether a question in normal form asks for those who spoke."""
        return bool(_WHO.search(question))

    def asks_who_is(self, terms: Iterable[Term]) -> bool:
        """Whether the terms of a question, those of names aside, ask who somebody is, and no more.

        "Who is it" does, "who is with" does not.
        """
        words = {_bare(term) for term in terms if term.kind in _WORDS}
        return bool(words & {"who", "谁", "哪位", "什么人"}) and words <= _WHO_IS

    def asks_what_is_said(self, question: str, terms: Iterable[Term]) -> bool:
        """Whether a question, in normal form, with its terms, asks what somebody says or thinks."""
        said = any(_bare(term) in self._speaking for term in terms)
        return said or bool(_HOW_SEEN.search(question))

    def is_asking(self, term: Term) -> bool:
        """Whether the term is one that people use only in order to ask."""
        return _bare(term) in self.asking

    def is_light(self, term: Term) -> bool:
        """Whether the term is an English word that says little beside others."""
        return term.word in self.light

    def is_empty(self, term: Term) -> bool:
        """Whether the term is one of grammar, or only asks."""
        return _bare(term) in self.grammar or self.is_asking(term)


def _bare(term: Term) -> str:
    """A word without what is drawn to it ("it's", "shouldn't"); a piece of a word is none."""
    if term.kind is Kind.LATIN and "'" in term.word:
        return term.word.partition("'")[0].removesuffix("n")
    return term.word if term.kind in _WORDS else ""
