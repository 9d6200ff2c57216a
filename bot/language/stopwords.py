"""Stopwords: grammar, and words that people use only to ask; and questions about speakers."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bot.language.terms import Kind, Term
from bot.language.word_lists import read_words, usual_surnames

_WORDS = (Kind.WORD, Kind.LATIN)
_WHO = re.compile(
    r"\b(?:who|whose|whom|anyone|anybody|somebody|someone)\b"
    r"|\bwhich (?:speaker|delegate|representative|official|cadre|person|people|one)s?\b"
    r"|谁|哪位|哪几位|哪些(?:人|代表|干部|发言人|书记|嘉宾)|哪个(?:人|代表|干部|书记)|有没有人|有人"
)
_POINTING = re.compile(  # 那场, 几户, 两次
    "[这那哪几每某半一两三]"
    "[点毛分块天年月回趟次遍阵届轮个位名家户人口只头件项种样条段句份本张支篇批笔些成座台辆间所栋层片处场边会组队]"
    "[儿子]?"
)
_HOW_SEEN = re.compile(r"(?:怎么|怎样|如何|咋)看")
_WHO_IS = frozenset(("who", "is", "was", "are", "谁", "是", "哪位", "什么", "人", "什么人"))
_FOLDER = Path(__file__).parent / "stopwords"


class Stopwords:
    """Says which terms of a question carry no subject.

    The words are those in the text files of `stopwords/`, in normal form: words of `grammar`,
    words used only for `asking`, and words that are too `light` to say much.
    """

    def __init__(self) -> None:
        self.grammar = _in_both_languages("grammar")
        self.asking = _in_both_languages("asking")
        self.light = _in_both_languages("light")
        self._speaking = _in_both_languages("speaking")

    def asks_who(self, question: str) -> bool:
        """Whether a question in normal form asks who spoke."""
        return bool(_WHO.search(question))

    def asks_who_is(self, terms: Iterable[Term]) -> bool:
        """Whether the terms of a question, without names, only ask who somebody is.

        "Who is it" does, "who is with" does not.
        """
        words = {_bare(term) for term in terms if term.kind in _WORDS}
        return bool(words & {"who", "谁", "哪位", "什么人"}) and words <= _WHO_IS

    def asks_what_is_said(self, question: str, terms: Iterable[Term]) -> bool:
        """Whether a question in normal form, with its terms, asks what somebody says or thinks."""
        said = any(_bare(term) in self._speaking for term in terms)
        return said or bool(_HOW_SEEN.search(question))

    def is_asking(self, term: Term) -> bool:
        """Whether people use the term only to ask."""
        return _bare(term) in self.asking

    def is_light(self, term: Term) -> bool:
        """Whether the term is a word that says little beside others."""
        return term.word in self.light or _POINTING.fullmatch(term.word) is not None

    def is_empty(self, term: Term) -> bool:
        """Whether the term is grammar, or only asks."""
        return _bare(term) in self.grammar or self.is_asking(term)

    def may_be_name(self, word: str) -> bool:
        """Whether a Chinese word that no dictionary has may be somebody's name.

        It begins with a surname, and has no word of grammar: 杨丽音, but not 水太脏.
        """
        return word[0] in usual_surnames() and self.grammar.isdisjoint(word[1:])


@cache
def _in_both_languages(kind: str) -> frozenset[str]:
    return read_words(_FOLDER / f"zh-{kind}.txt") | read_words(_FOLDER / f"en-{kind}.txt")


def _bare(term: Term) -> str:
    """Returns a word without contraction ("it's", "shouldn't"); nothing for a part of a word."""
    if term.kind is Kind.LATIN and "'" in term.word:
        return term.word.partition("'")[0].removesuffix("n")
    return term.word if term.kind in _WORDS else ""
