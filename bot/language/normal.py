"""The normal form of a text, in which a question and a passage are compared.

Only for comparing: what a person sees is always the source's own text, so a normal form keeps
where in the source each of its characters comes from.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in normal form; its character i comes from the source's character `origin[i]`."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty part of the normal form stands in the source."""
        return self.origin[start], self.origin[end - 1] + 1


class Normaliser:
    """Folds compatibility forms, case, accents and Traditional characters (NFKC and more).

    >>> Normaliser(simplify=str).normal("１８％ Café").text
    '18% cafe'
    """

    def __init__(self, simplify: Callable[[str], str]) -> None:
        self._simplify = simplify

    def normal(self, source: str) -> Normal:
        text = self._simplify(source)
        if len(text) != len(source):  # a phrase became longer or shorter: go by character
            pieces = [_fold(self._simplify(char)) for char in source]
        else:
            pieces = [_fold(char) for char in text]
        folded = "".join(pieces)
        if len(folded) == len(source) == sum(map(bool, pieces)):
            return Normal(folded, range(len(source)))
        origin = [at for at, piece in enumerate(pieces) for _ in piece]
        return Normal(folded, origin)


@cache
def _fold(char: str) -> str:
    """One character without its compatibility form, its accents and its case."""
    bare = (c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", "".join(bare).lower())
