"""The normal form of a text, in which questions and passages are compared.

People always see the source's own text, so a normal form keeps where in the source each of its
characters comes from.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_UNSEEN = ("Mn", "Cf")  # accents, and marks such as possible line breaks


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in normal form; its character i comes from the source's character `origin[i]`."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns where a non-empty part of the normal form is in the source."""
        return self.origin[start], self.origin[end - 1] + 1


class Normaliser:
    """Folds compatibility forms, case, accents and Traditional characters (NFKC and more).

    Removes soft hyphens, zero-width spaces and the like, which copied text has within words.

    >>> Normaliser(simplify=str).normal("１８％ Café").text
    '18% cafe'
    """

    def __init__(self, simplify: Callable[[str], str]) -> None:
        self._simplify = simplify
        self._folds = _Folds()

    def normal(self, source: str) -> Normal:
        text = self._simplify(source)
        if len(text) == len(source):
            folded = text.translate(self._folds)
            if self._folds.odd.isdisjoint(text):
                return Normal(folded, range(len(source)))
            pieces = [self._folds[ord(char)] for char in text]
        else:  # a phrase became longer or shorter
            pieces = [self._simplify(char).translate(self._folds) for char in source]
        origin = [at for at, piece in enumerate(pieces) for _ in piece]
        return Normal("".join(pieces), origin)


class _Folds(dict[int, str]):
    """Characters without compatibility form, accents and case, by their code points.

    `odd` has those that become nothing, or several characters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        bare = "".join(char for char in decomposed if unicodedata.category(char) not in _UNSEEN)
        folded = self[code] = unicodedata.normalize("NFC", bare.lower())
        if len(folded) != 1:
            self.odd.add(chr(code))
        return folded
