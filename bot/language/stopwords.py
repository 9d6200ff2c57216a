"""Words that carry no subject: grammar, and what people say only in order to ask."""

from functools import cached_property
from pathlib import Path

from bot.language.terms import Kind, Term

_FOLDER = Path(__file__).parent / "stopwords"


class Stopwords:
    """Tells which terms of a question do not say what it is about.

    The words stand in the text files of `stopwords/`, in normal form.
    """

    @cached_property
    def grammar(self) -> frozenset[str]:
        """Words of grammar, in both languages."""
        return _read("zh-grammar") | _read("en-grammar")

    @cached_property
    def _asking(self) -> frozenset[str]:
        return _read("zh-asking") | _read("en-asking")

    def is_asking(self, term: Term) -> bool:
        """Whether the term is one that people use only in order to ask."""
        return term.kind is not Kind.BIGRAM and term.word in self._asking

    def is_empty(self, term: Term) -> bool:
        """Whether the term is one of grammar, or only asks."""
        return term.word in self.grammar or self.is_asking(term)


def _read(name: str) -> frozenset[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
