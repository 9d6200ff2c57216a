"""A question as the recognisers of names read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.normal import Normal
from bot.language.terms import Kind, Term


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a question: where in its text it stands, and the speakers it may mean.

    One speaker if the name is clear, several if it fits them equally.
    """

    start: int
    end: int
    speakers: tuple[str, ...]

    @property
    def places(self) -> range:
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question's source, its normal form, its terms, and where its words begin and end.

    `edges` are the places in the source where no word of a dictionary is cut in two.
    """

    source: str
    normal: Normal
    terms: tuple[Term, ...]
    edges: frozenset[int]

    def windows(self, size: int) -> Iterator[tuple[str, int, int]]:
        """Every run of `size` characters between edges: (normal form, start, end)."""
        text = self.normal.text
        for at in range(len(text) - size + 1):
            start, end = self.normal.span(at, at + size)
            if start in self.edges and end in self.edges:
                yield text[at : at + size], start, end

    def latin(self) -> list[Term]:
        """The words in letters, in their order."""
        return [term for term in self.terms if term.kind is Kind.LATIN]
